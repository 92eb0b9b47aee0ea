"""The Draft: an article in the making, handed from step to step and never changed in place."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.core.article import (
    DateMention,
    Entity,
    Figure,
    Label,
    Quote,
    RawDocument,
    Span,
    Statement,
    SummarySentence,
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words, numbers and marks of the text in order, as parallel lists; `lower` has the words in lower case.

    `firsts[s]` is the place of the first token of sentence `s`; a last element closes the list, so that sentence `s`
    owns `range(firsts[s], firsts[s + 1])`. `paragraphs` does the same for paragraphs, the first of which begins at 0.
    """

    words: list[str] = field(default_factory=list)
    lower: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Draft:
    """What the steps before have found; see `bot.core.article.Article` for the meaning of each field."""

    raw: RawDocument
    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    published: str | None = None
    not_before: str | None = None
    language: str | None = None
    read: bool = True
    text: str = ""
    sentences: tuple[Span, ...] = ()
    tokens: Tokens = field(default_factory=Tokens)
    dates: tuple[DateMention, ...] = ()
    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    figures: tuple[Figure, ...] = ()
    labels: tuple[Label, ...] = ()
    summary: tuple[SummarySentence, ...] = ()
    statements: tuple[Statement, ...] = ()
    stems: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
