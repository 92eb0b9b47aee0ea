"""Small articles and candidates for the tests of the services."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.core.article import Article, Figure, Label, RawDocument, Statement
from bot.core.ports import Stored
from bot.pipeline import labels
from bot.pipeline.draft import Draft
from bot.pipeline.terms import stems_in
from bot.pipeline.tokens import split, tokenize
from bot.services.candidates import Candidate, Topical, read_source

NOW = datetime(2026, 11, 21, 8, 12, tzinfo=UTC)

EMPTY = Article(
    url=None, title=None, byline=None, publisher=None, language="en", published=None, not_before=None, text="",
    sentences=(), summary=(), figures=(), entities=(), dates=(), quotes=(),
)  # fmt: skip


def labels_for(text: str, figures: tuple[Figure, ...]) -> tuple[Label, ...]:
    """The labels that the pipeline gives to these figures of a text."""
    sentences = split(text, "en")
    draft = Draft(RawDocument("/made", text=text), text=text, sentences=sentences, tokens=tokenize(text, sentences))
    return labels.run(replace(draft, figures=figures)).labels


def article(text: str, figures: tuple[Figure, ...] = (), **fields: object) -> Article:
    """An article whose every sentence is a statement of the same weight."""
    sentences = split(text, "en")
    return replace(
        EMPTY,
        figures=figures,
        labels=labels_for(text, figures),
        text=text,
        sentences=sentences,
        stems=tuple(" ".join(stems_in(sentence.of(text))) for sentence in sentences),
        statements=tuple(
            Statement(sentence.start, sentence.end, place, 0.5, None, ()) for place, sentence in enumerate(sentences)
        ),
        **fields,  # type: ignore[arg-type]
    )


def stored(number: int, text: str, **fields: Any) -> Stored:
    """The same as the store has it."""
    return Stored(number, 1, article(text, **fields), NOW, NOW)


def candidate(number: int, text: str, score: float = 1.0, day: date | None = None, **fields: Any) -> Candidate:
    """The first statement of an article."""
    item = stored(number, text, **fields)
    source = replace(read_source(item, 1.0, Topical(())), day=day)
    return Candidate(source, item.article.statements[0], source.stems[0], 1.0, 1.0, score)
