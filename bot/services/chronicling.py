"""A timeline from the store: many articles are weighed by their packed rows, and only those quoted are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.core.article import Gloss, Statement
from bot.core.ports import Store, Stored
from bot.core.reply import Also, Evidence, StatementRow, verbatim
from bot.core.told import words_in
from bot.core.when import day_range, say
from bot.pipeline.dated import code_of, dated
from bot.services.candidates import Topical
from bot.services.dayboard import board_of
from bot.services.linking import Links
from bot.services.timelining import Event, Scale, events_of

# How many articles are weighed for a timeline, and how many read for it that an earlier version prepared.
WEIGHED, UNPACKED = 700, 30


async def chronicle(
    store: Store, numbers: Sequence[int], topic: Topical, scale: Scale, links: Links
) -> list[StatementRow]:
    """The rows of a timeline of these articles, oldest first."""
    packed = dict(await store.dated(numbers))
    rest = [number for number in numbers if number not in packed][:UNPACKED]
    packed |= {stored.number: dated(stored.article) for stored in await store.articles(rest)} if rest else {}
    events = events_of(board_of([(number, packed[number]) for number in numbers if number in packed], topic), scale)
    wanted = dict.fromkeys(article for event in events for article, _ in ((event.article, 0), *event.same))
    known = {stored.number: stored for stored in await store.quotable(list(wanted))}
    return event_rows(events, known, links)


def own_events(stored: Stored, scale: Scale, links: Links) -> list[StatementRow]:
    """The rows of the times that one article tells itself."""
    events = events_of(board_of([(stored.number, dated(stored.article))], Topical(())), scale)
    return event_rows([event for event in events if not event.reported], {stored.number: stored}, links)


def event_rows(events: Iterable[Event], known: Mapping[int, Stored], links: Links) -> list[StatementRow]:
    """The rows of events, oldest first; one whose article changed while it was weighed is left out."""
    there = [(event, found) for event in events if (found := _found(event, known))]
    there.sort(key=lambda pair: (_first_day(pair[1][2]), -pair[0].score, pair[0].article, pair[0].statement))
    return [_row(event, found, known, links) for event, found in there]


def _found(event: Event, known: Mapping[int, Stored]) -> tuple[Stored, Statement, str] | None:
    """The article and statement of an event, and its date."""
    stored = known.get(event.article)
    if stored is None or event.statement >= len(stored.article.statements):
        return None
    statement = stored.article.statements[event.statement]
    value = (stored.article.published or "")[:10] if event.reported else statement.date or ""
    return (stored, statement, value) if code_of(value) == event.time else None


def _first_day(value: str) -> int:
    span = day_range(value)
    return span[0].toordinal() if span else date.max.toordinal()


def _row(event: Event, found: tuple[Stored, Statement, str], known: Mapping[int, Stored], links: Links) -> StatementRow:
    stored, statement, value = found
    when = _said(value)
    ahead = stored.article.published is not None and _first_day(value) > code_of(stored.article.published)
    glosses = tuple(gloss for gloss in statement.glosses if not _repeats(gloss, when))
    return StatementRow(
        evidence=_evidence(stored, statement),
        text=verbatim(stored.article.text, statement.start, statement.end, glosses),
        source=links.number(stored),
        also=tuple(_also(event, found, known, links)),
        date=value,
        score=round(event.score, 4),
        lead=f"reported {when}" if event.reported else f"due {when}" if ahead else when,
    )


def _said(value: str) -> str:
    """A date as a reader takes it in: a week by its first day."""
    span = day_range(value)
    return f"the week of {say(span[0].isoformat())}" if span and "W" in value else say(value)


def _repeats(gloss: Gloss, when: str) -> bool:
    """Whether an explanation says no more than the date that stands before the row."""
    return set(gloss.words.split()) <= set(when.split())


def _also(
    event: Event, found: tuple[Stored, Statement, str], known: Mapping[int, Stored], links: Links
) -> Iterable[Also]:
    """Where else the same is said, with the same numbers."""
    numbers = _numbers(found[0], found[1])
    for article, place in event.same:
        other = _found(replace(event, article=article, statement=place), known)
        if other and _numbers(other[0], other[1]) == numbers:
            yield Also(_evidence(other[0], other[1]), links.number(other[0]))


def _numbers(stored: Stored, statement: Statement) -> list[str]:
    words = words_in(stored.article.text[statement.start : statement.end])
    return sorted(word for word in words if word[-1:].isdigit())


def _evidence(stored: Stored, statement: Statement) -> Evidence:
    return Evidence(stored.number, stored.revision, statement.start, statement.end)
