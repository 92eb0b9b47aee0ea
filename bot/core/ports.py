"""What the rooms above need from a store, as protocols: any folder that passes `tests/contract` may serve.

Article numbers are positive integers that a store hands out once and never again. A revision is one stored text of an
article: a changed source, or a pipeline that cleans otherwise, makes the next one, and evidence names its revision.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Protocol, TypeAlias

from bot.core.agenda import Agenda
from bot.core.article import Article, RawDocument
from bot.core.article import Prepared as Prepared  # noqa: PLC0414 - part of what this module gives
from bot.core.carrying import Carrier
from bot.core.copies import Copy
from bot.core.dated import Chronicle
from bot.core.history import History
from bot.core.keeping import Keeping
from bot.core.posts import Posts
from bot.core.publishing import Publishing
from bot.core.register import Register
from bot.core.renewal import Renewable
from bot.core.reply import Reply
from bot.core.stories import StoryKeeper

Outcome: TypeAlias = Literal["added", "updated", "unchanged", "forgotten"]
DocumentKind: TypeAlias = Literal["feed", "page", "pdf", "text", "archive"]


@dataclass(frozen=True, slots=True)
class Fetch:
    """An address that is wanted, http or https.

    `etag` and `modified` are what the last `Fetched` of it said: an unchanged document then comes back as status 304.
    `kinds` are the kinds of document that are of use; none named means any. `page` asks the site's robots.txt first, as
    is due to an address that nobody gave us to follow.
    """

    url: str
    etag: str | None = None
    modified: str | None = None
    kinds: tuple[DocumentKind, ...] = ()
    page: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered; a refusal such as 404, 410 or 429 is an answer too.

    `url` is where the answer was found, after redirects; `moved` is the address to use from now on, where the site says
    so for good. `body` is unpacked, and empty unless `status` is 2xx. `content_type` and `charset` are what the site
    claims, in lower case. `expires` and `retry_after` are seconds from now: until when the answer is fresh, and how
    long the site asks to be left alone.
    """

    url: str
    status: int
    body: bytes = b""
    moved: str | None = None
    content_type: str | None = None
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    expires: float | None = None
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of one document.

    A copy of a stored article is `added`, since a source was; `article` is then the one that it is a copy of, and 0 for
    a document that was forgotten before and must not come in again.
    """

    outcome: Outcome
    article: int


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that is asked for: any of its `alternatives` will do, each a run of stems that must stand together.

    "DPRK border" is two concepts, the first with the alternatives ("dprk",) and ("north", "korea"). `exact` asks that
    the stems stand next to each other (a quoted phrase); otherwise they may stand anywhere in the article.
    """

    words: str
    alternatives: tuple[tuple[str, ...], ...]
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for. `need` says whether an article must have every concept or may have any of them.

    `since` and `until` are inclusive days of publication; an article without a date passes neither. `source` is
    matched against the publisher's name, the host of the address and the source's location, without regard to case.
    `recency` lifts newer articles: a score is multiplied by up to `1 + recency`, for the newest that matches.
    Of the articles only those numbered above `after` and up to `upto` are looked at, and with `only` none but these.
    """

    concepts: tuple[Concept, ...] = ()
    without: tuple[tuple[str, ...], ...] = ()
    since: date | None = None
    until: date | None = None
    source: str | None = None
    need: Literal["all", "any"] = "all"
    recency: float = 0.0
    after: int = 0
    upto: int | None = None
    only: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that matches; `score` is its weight for the query, higher is better."""

    article: int
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits, and figures over everything that matched, best or not.

    `first` and `last` are days of publication, null when nothing that matched is dated. `unread` counts the matching
    articles by language that are stored but not prepared.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    publishers: int = 0
    undated: int = 0
    first: date | None = None
    last: date | None = None
    unread: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stored:
    """An article as the store has it; `arrived` and `updated` are when this store took it in, in UTC.

    `addresses` are its own and those of its `copies`.
    """

    number: int
    revision: int
    article: Article
    arrived: datetime
    updated: datetime
    addresses: tuple[str, ...] = ()
    copies: tuple[Copy, ...] = ()

    @property
    def publisher(self) -> str | None:
        """Who published it, where that is known."""
        return self.article.publisher


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A publisher or place that articles come from: how many, and the newest by publication and by arrival.

    `health` says in words how the followed source is that brings them; null where none does.
    """

    name: str
    articles: int
    newest: str | None
    arrived: datetime | None
    health: str | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that one might ask for, and in how many articles it matters."""

    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The store in figures. `stale` articles were prepared by another pipeline than the one asked about."""

    articles: int
    publishers: int
    revisions: int
    unread: Mapping[str, int]
    first: date | None
    last: date | None
    last_ingest: datetime | None
    last_index: datetime | None
    stale: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Proofable:
    """One revision as `verify` wants it; `fault` is set when the stored row itself cannot be read."""

    number: int
    revision: int
    text: str
    digest: str
    article: Article | None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """One entry of the audit log: who asked for what, where, and what came of it."""

    at: datetime
    platform: str
    user: str
    workspace: str | None
    channel: str | None
    line: str
    outcome: Literal["done", "refused", "failed"]


class Fetcher(Protocol):
    """The only way out to the network for documents."""

    async def fetch(self, request: Fetch) -> Fetched:
        """What the address answers; raises `FetchError`, whose one line says why nothing can be had and what to do."""

    async def close(self) -> None:
        """Let go of all connections; nothing may be fetched afterwards."""


class Platform(Protocol):
    """A place where people ask: it connects, answers, and keeps its connection as long as it can."""

    @property
    def name(self) -> str:
        """As in `Asker.platform`."""

    @property
    def carrier(self) -> Carrier:
        """Who brings there what was written down; it works without `serve`, and until `close`."""

    async def serve(self, up: Callable[[bool], None]) -> None:
        """Connect and answer until `close`; `up` hears when it comes up and when it is down for a while.

        Raises `PlatformDenied` when the credentials are refused, and any other error when it cannot go on; then it may
        be called again.
        """

    async def close(self) -> None:
        """Take no new questions, finish those under way, let go of the connection."""

    async def tell(self, user: str, reply: Reply, key: str) -> bool:
        """Bring a message to a user directly: true once it is there, false when it cannot be there.

        Calls with the same `key` bring it once, also after a restart. `PlatformError` when it is not known whether it
        is there, or the platform cannot be reached for long: call again. May raise `StoreError` too.
        """

    async def post(self, channel: str, reply: Reply, key: str, thread: str | None = None) -> bool:
        """The same for all in a channel or in one of its threads."""


class Tally(Protocol):
    """What platforms count; `reason` is a status or the kind of a broken connection."""

    def acknowledged(self, platform: str, seconds: float) -> None:
        """A platform was told, after `seconds`, that its interaction came in."""

    def retried(self, platform: str, reason: str) -> None:
        """A request is sent again."""

    def failed(self, platform: str, reason: str) -> None:
        """A request is given up."""


class Ledger(Protocol):
    """What is remembered beside articles: what admins did, and lines too long for a button."""

    async def write_deed(self, deed: Deed) -> None:
        """Add to the audit log."""

    async def deeds(
        self, limit: int, *, skip: int = 0, user: str | None = None, since: datetime | None = None
    ) -> Sequence[Deed]:
        """The audit log, newest first, without the first `skip`; `user` may be written as `platform:user`."""

    async def keep_lines(self, lines: Mapping[str, str]) -> None:
        """Remember command lines by their tokens; one that is known already is left alone."""

    async def line(self, token: str) -> str | None:
        """The line kept under a token."""


class Memory(Ledger, Posts, Protocol):
    """All that a platform remembers."""


class Store(Memory, Keeping, History, Publishing, Register, Renewable, Agenda, StoryKeeper, Chronicle, Protocol):
    """Articles, their evidence and their search index behind one address. All methods may raise `StoreError`."""

    async def known(self, documents: Sequence[RawDocument], fingerprint: str) -> frozenset[int]:
        """Places in `documents` that need no preparation, whichever pipeline it was.

        What a location gave last and gives again is known, also where the article has a newer text from elsewhere.
        """

    async def save(self, batch: Sequence[Prepared]) -> Sequence[Saved]:
        """Write all of `batch` in one transaction, all or nothing; the outcomes are in the order of the batch."""

    async def replace(self, number: int, prepared: Prepared) -> None:
        """Put a fresh preparation of the same raw document in the place of the old one."""

    async def find(self, query: Query, limit: int) -> Found:
        """The best matches; cost is bounded whatever the number of articles."""

    async def spell(self, word: str) -> str | None:
        """The word of most articles one slip of a letter away from `word`; null when `word` itself is in one."""

    async def articles(self, numbers: Sequence[int]) -> Sequence[Stored]:
        """These articles in this order, without those that do not exist."""

    async def article_at(self, link: str) -> int | None:
        """The number of the article with this address or location."""

    async def text(self, number: int, revision: int) -> str | None:
        """The stored text of one revision."""

    async def latest(self, limit: int, source: str | None = None) -> Sequence[Stored]:
        """Newest first by publication, undated ones by arrival after those dated."""

    async def sources(self, query: Query | None = None) -> Sequence[SourceRow]:
        """Every source, or those of the articles that match; most articles first."""

    async def topics(self, like: str = "", limit: int = 5) -> Sequence[Topic]:
        """Topics nearest to `like` in words or spelling; the commonest where nothing is near."""

    async def totals(self, fingerprint: str) -> Totals:
        """The store in figures."""

    async def indexed(self) -> datetime | None:
        """When the search index last changed, in UTC."""

    async def version(self) -> int:
        """A number that changes with everything that `find`, `articles` and the like can return."""

    async def stale(self, fingerprint: str) -> Sequence[int]:
        """Numbers of the articles that another pipeline prepared."""

    async def everyone(self) -> Sequence[int]:
        """Numbers of all articles, ascending."""

    async def raw(self, number: int) -> RawDocument | None:
        """The document as it came in."""

    def proofs(self) -> AsyncIterator[Proofable]:
        """Every stored revision, one at a time, for `verify`."""

    async def close(self) -> None:
        """Let go of the store; nothing may be called afterwards."""
