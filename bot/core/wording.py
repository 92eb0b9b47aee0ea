"""The words of rows and links, said the same way on every platform; how they look is the platform's own affair."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.core.reply import FigureRow, Link, PersonRow, Reply, Row, StatementRow, TextRow

NAMED = 4
SHORT = 80


def sources_of(row: Row) -> tuple[int, ...]:
    """Numbers of the links behind a row, its own first, each once; none for our own words."""
    if isinstance(row, TextRow):
        return ()
    numbers = [row.source, *(also.source for also in getattr(row, "also", ()))]
    return tuple(dict.fromkeys(numbers))


def statement_words(row: StatementRow) -> str:
    """A statement with what stands before it, such as the day of an event."""
    return f"{row.lead}: {row.text}" if row.lead else row.text


def figure_words(row: FigureRow) -> str:
    """What a figure counts, how sure it is, and who says so."""
    sure = ["reportedly"] if row.figure.hedged else []
    said = "; ".join([*sure, *([row.figure.by] if row.figure.by else [])])
    return row.label + (f" – {said}" if said and row.label else said)


def person_words(row: PersonRow) -> str:
    """Role and words of a person, after their name; empty where neither is known."""
    role = f", {row.role}{_as_of(row.as_of)}" if row.role else ""
    quote = f": “{row.quote.text}”" if row.quote else ""
    return role + quote


def _as_of(day: str | None) -> str:
    """When somebody was what they are called: ` (Apr 2017)`."""
    return f" ({date.fromisoformat(day):%b %Y})" if day else ""


def link_words(link: Link) -> tuple[str, str]:
    """The title of a source, and what is said after it: publisher or byline, day, and who else carries it."""
    about = [link.publisher or link.byline or "publisher unknown", link.dated, *_carried(link.carriers)]
    return link.title or "without title", " · ".join(about)


def _carried(carriers: tuple[str, ...]) -> Iterator[str]:
    """The other publishers by name where they are few and short, else their number."""
    names = ", ".join(carriers)
    if names:
        short = len(carriers) <= NAMED and len(names) <= SHORT
        yield f"also carried by {names if short else f'{len(carriers):,} others'}"


def row_words(row: Row) -> str:
    """What a row says, in one line without its sources."""
    match row:
        case StatementRow():
            return statement_words(row)
        case FigureRow():
            return f"{row.amount} {figure_words(row)}".strip()
        case PersonRow():
            return f"{row.name}{person_words(row)}"
        case TextRow():
            return f"{row.label}: {row.text}" if row.label else row.text


def references(reply: Reply) -> Iterator[tuple[str, str]]:
    """What `/why` can be asked about an answer: for each row of evidence its words and its reference, once."""
    seen = set()
    for row in reply.rows():
        if not isinstance(row, TextRow) and row.evidence.ref not in seen:
            seen.add(row.evidence.ref)
            yield row_words(row), row.evidence.ref
