"""What is said in an answer, not how it looks: a Reply holds rows of evidence, and each platform renders them.

Every row that states something carries its Evidence. Its reference (`Evidence.ref`) is that evidence written out, so
that it needs no table and means the same in any later process.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.core.article import EntityKind, Figure, Gloss
from bot.core.refs import Also, Evidence
from bot.core.relations import Relation

__all__ = [
    "IMAGES", "Also", "Button", "Card", "Evidence", "FigureRow", "File", "Group", "Link", "PersonRow", "QuoteLine",
    "Reply", "Row", "StatementRow", "TextRow", "verbatim",
]  # fmt: skip

Group: TypeAlias = Literal["known", "earlier"]

IMAGES = ("image/png", "image/jpeg", "image/gif", "image/webp")


@dataclass(frozen=True, slots=True)
class Link:
    """A numbered source of an answer; `published` is ISO 8601 or null, and then `not_before` may tell its least age.

    `carriers` are other publishers of the very same report.
    """

    n: int
    article: int
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    byline: str | None = None
    not_before: str | None = None
    carriers: tuple[str, ...] = ()

    @property
    def dated(self) -> str:
        """The day of publication, or what is known of it."""
        if self.published:
            return self.published[:10]
        return f"undated, after {self.not_before}" if self.not_before else "undated"


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A verbatim statement; `date` is the event's, `score` its weight in this answer, `lead` stands before it."""

    evidence: Evidence
    text: str
    source: int
    group: Group = "known"
    also: tuple[Also, ...] = ()
    date: str | None = None
    score: float | None = None
    lead: str | None = None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure that can be read without its sentence: how much, of what, when, who says so, how sure.

    `also` are others that say the same; `relation` is what several say of this one quantity.
    """

    evidence: Evidence
    figure: Figure
    amount: str
    label: str
    when: str | None
    source: int
    also: tuple[Also, ...] = ()
    relation: Relation | None = None


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """Words somebody said, verbatim."""

    evidence: Evidence
    text: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Who acts or speaks; `evidence` is one place where they are named, `role` is as written there.

    `as_of` is the day when that was published, ISO 8601. Their words may stand in another article, which is in `also`.
    """

    evidence: Evidence
    name: str
    kind: EntityKind
    role: str | None
    quote: QuoteLine | None
    source: int
    also: tuple[Also, ...] = ()
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class TextRow:
    """Words of our own: help, figures of the store, an explanation. `label` stands before them."""

    text: str
    label: str | None = None


Row: TypeAlias = StatementRow | FigureRow | PersonRow | TextRow


@dataclass(frozen=True, slots=True)
class Card:
    """A part of an answer under one heading."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Button:
    """A next step: `line` is the whole command line that it stands for; with `form` it is asked for in a form first."""

    label: str
    line: str
    form: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """A file that comes with an answer; `alt` says what an image shows, for those who do not see it."""

    name: str
    media_type: str
    data: bytes
    alt: str = ""

    @property
    def image(self) -> bool:
        """Whether a platform can show it in place."""
        return self.media_type in IMAGES


@dataclass(frozen=True, slots=True)
class Reply:
    """One whole answer. `coverage` tells what it rests on; `error` is one line where it could not be given.

    `blame` says, where there is an error, whether the asker or the bot has to do something about it. `private` answers
    are seen by the asker alone. `line` is the command line that gives this answer again; a command
    sets it where the words that were typed must not be kept. A `fleeting` answer lacks what the next one may have.
    """

    title: str
    coverage: str = ""
    cards: tuple[Card, ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()
    error: str | None = None
    blame: Literal["asker", "bot"] = "asker"
    private: bool = False
    line: str = ""
    files: tuple[File, ...] = ()
    fleeting: bool = False

    def rows(self) -> Iterator[Row]:
        """Every row of every card, in reading order."""
        for card in self.cards:
            yield from card.rows


def verbatim(text: str, start: int, end: int, glosses: tuple[Gloss, ...] = ()) -> str:
    """The words of a span as an answer shows them: white space folded, first letter raised, glosses in [brackets]."""
    pieces = []
    at = start
    for gloss in sorted(glosses, key=lambda gloss: gloss.at):
        if start <= gloss.at <= end:
            pieces += [text[at : gloss.at], f" [{gloss.words}] "]
            at = gloss.at
    words = " ".join("".join([*pieces, text[at:end]]).split())
    words = re.sub(r"\] (?=[,.;:!?’'])", "]", words)
    opened = any(gloss.at == start for gloss in glosses)
    return words if opened else words[:1].upper() + words[1:]
