"""What an article is at each stage of its way: RawDocument -> Draft (pipeline) -> Article.

Every `start` and `end` is an offset in Unicode code points into the article's own clean `text`; the start is included,
the end excluded. Nothing here reads or decides; the steps in `bot.pipeline` do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from bot.core.dated import Dated

EntityKind: TypeAlias = Literal["person", "organisation", "place"]
Change: TypeAlias = Literal["=", "~", "<", ">", "up", "down"]

NO_UNIT = "-"


class Span(NamedTuple):
    """A stretch of an article's text, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of this span."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class RawDocument:
    """What a source handed over, decoded but not yet understood; exactly one of `html` and `text` is set.

    `location` says where it came from (a path, an address, or `path#line` in a file of many) and, with `url`, is how
    a later version of the same document is recognised. The other fields are what the source says of itself; the
    pipeline may find better in the page.
    """

    location: str
    html: str | None = None
    text: str | None = None
    url: str | None = None
    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of everything that the preparation depends on, but not of where it was found."""
        parts = (self.html, self.text, self.title, self.byline, self.publisher, self.published, self.language)
        joined = "\x1f".join("\x00" if part is None else part for part in parts)
        return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Sealed:
    """A raw document on its way to where it is kept: what it is known by, and all of it as compressed JSON."""

    location: str
    url: str | None
    digest: str
    document: bytes


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """A whole sentence chosen for the summary; `score` is comparable within one article."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that the text states, with what it counts and who says so.

    `start` and `end` span the number's own words, modifier and unit included ("up to 600", "880-mile"). Either `value`
    or both `low` and `high` are set, in the written unit, multiplier included (3.9 million is 3900000), without sign.
    `unit` is singular, lower case and written out, `-` for none. `date` is the ISO 8601 date or interval it holds for.
    """

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    change: Change
    unit: str
    what: str
    date: str | None
    hedged: bool
    by: str | None


@dataclass(frozen=True, slots=True)
class Label:
    """What a figure's row says beside its number: pieces of its sentence in their order, parted by "…" when shown.

    The number itself is in none of them. `alone` tells whether they can be understood without the sentence.
    """

    pieces: tuple[Span, ...]
    alone: bool


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation or place: its fullest name in the text, its role as written, and where it is named.

    `mentions` are spans of proper names alone: no title, article, pronoun or possessive ending.
    """

    name: str
    kind: EntityKind
    role: str | None
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date, time or duration as written, and its TIMEX3 value (`2017-04`, `P2M`, `XXXX-04`), null if untold."""

    start: int
    end: int
    value: str | None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that were said; the speaker as written (also "he") with its span, and `who`, the entity's name.

    Speaker fields are null where nobody is named.
    """

    start: int
    end: int
    speaker: str | None
    speaker_start: int | None
    speaker_end: int | None
    who: str | None


@dataclass(frozen=True, slots=True)
class Gloss:
    """Words that an answer may add, in square brackets and outside the evidence, before the offset `at`."""

    at: int
    words: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, or the whole statement left of it without its opening adverb, that can be understood alone.

    `weight` (0 to 1) is how much it tells of its article. `date` is when the event was, ISO 8601, where the text
    tells; `sentence` is the place of its sentence in `Article.sentences`.
    """

    start: int
    end: int
    sentence: int
    weight: float
    date: str | None
    glosses: tuple[Gloss, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One document with everything that was prepared from it; the fields up to `quotes` are the contract's.

    `published` is ISO 8601 in UTC, a day alone where no hour is known. `not_before` is for an undated article the
    latest past calendar date that its text states. `stems` has one string for each sentence: its words as they are
    searched for, parted by spaces. `topics` are what one might ask for to find it, best first. `read` is false for a
    language that is stored and searched but not prepared. `labels` has one item for each figure.
    """

    url: str | None
    title: str | None
    byline: str | None
    publisher: str | None
    language: str | None
    published: str | None
    not_before: str | None
    text: str
    sentences: tuple[Span, ...]
    summary: tuple[SummarySentence, ...]
    figures: tuple[Figure, ...]
    entities: tuple[Entity, ...]
    dates: tuple[DateMention, ...]
    quotes: tuple[Quote, ...]
    statements: tuple[Statement, ...] = ()
    stems: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    read: bool = True
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document on its way into the store.

    `terms` are the stems it is found by, each with how often it stands there; `length` is their sum. `fingerprint`
    names the pipeline that prepared it. By `signature`, signed 64-bit numbers, copies of its text are found; without
    one it is taken for nobody's copy. Of one without `dated` a timeline has to read the article.
    """

    raw: Sealed
    article: Article
    terms: Mapping[str, int]
    length: int
    fingerprint: str
    signature: tuple[int, ...] = ()
    dated: Dated | None = None
