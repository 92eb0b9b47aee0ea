"""Reply -> blocks: what will be an embed or several, as lines and fields of markdown that are never cut. Pure.

What is known, figures, people and sources each look their own way; consecutive cards of one look share a block. A row
longer than a line may be is parted here, after a sentence or between words, and keeps all its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, TypeAlias

from bot.core.reply import Card, FigureRow, Link, PersonRow, Reply, Row, StatementRow, TextRow
from bot.core.wording import (
    Part,
    amount_words,
    figure_parts,
    figure_words,
    link_words,
    person_words,
    row_words,
    sources_of,
    statement_words,
)
from bot.platforms.discord.limits import FIELD_NAME, FIELD_VALUE, FOOTER, TITLE
from bot.platforms.discord.texts import address, escape, pieces, units, visible

Look: TypeAlias = Literal["text", "figures", "people"]

LINE = 3600  # leaves room for a heading in an embed's description
BOLD = 240
NEAR_LINK = 300  # a longer address stands in the list of sources alone
INLINE_FIELDS = 9
KNOWN, FIGURES, PEOPLE, SOURCES, ERROR = 0x2F6FB5, 0x2E8B6F, 0x7A5BA8, 0x6B7280, 0xB3261E
COLOURS: dict[Look, int] = {"text": KNOWN, "figures": FIGURES, "people": PEOPLE}


@dataclass(frozen=True, slots=True)
class Why:
    """What `/why` can be asked about an item: its words, and its reference."""

    words: str
    ref: str


@dataclass(frozen=True, slots=True)
class Item:
    """A line, or with a `name` a field beside others."""

    text: str
    name: str | None = None
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """The items of one look; `title` and `footer` are ready to be shown."""

    items: tuple[Item, ...]
    colour: int
    title: str = ""
    url: str | None = None
    footer: str = ""


def blocks(reply: Reply) -> Iterator[Block]:
    """The whole answer, in reading order."""
    linked = {link.n: address(link.url) for link in reply.links}
    marks = {n: f"[[{n}]]({url})" for n, url in linked.items() if url and units(url) <= NEAR_LINK}
    groups = [(look, list(cards)) for look, cards in groupby(reply.cards, key=_look)]
    first = groups.pop(0)[1] if groups and groups[0][0] == "text" else []
    yield _main(reply, first, linked, marks)
    for look, cards in groups:
        title, *_ = titles = [escape(card.title) for card in cards]
        alone = len(titles) == 1 and units(title) <= TITLE
        items = tuple(_card_items(cards, marks, headed=not alone))
        if items or (alone and title):  # Discord refuses an embed of nothing but its colour
            yield Block(items, COLOURS[look], title if alone else "")
    if reply.links:
        yield Block(tuple(item for link in reply.links for item in _source(link, linked)), SOURCES, "Sources")


def _look(card: Card) -> Look:
    row = card.rows[0] if card.rows else None
    return "figures" if isinstance(row, FigureRow) else "people" if isinstance(row, PersonRow) else "text"


def _main(reply: Reply, cards: Sequence[Card], linked: Mapping[int, str | None], marks: Mapping[int, str]) -> Block:
    """Title, error, the first cards, notes, and at the foot what it all rests on."""
    title, footer = escape(reply.title), visible(reply.coverage)
    head = [] if units(title) <= TITLE else list(_lines("", reply.title, ()))
    error = [] if reply.error is None else list(_lines("", reply.error, ()))
    rows = list(_card_items(cards, marks, headed=True))
    small = "-# " if rows or reply.cards else ""
    said = [*reply.notes, *([] if units(footer) <= FOOTER else [reply.coverage])]
    notes = [item for note in said for item in _lines(small, note, ())]
    if notes and (head or error or rows):
        notes[0] = Item("\n" + notes[0].text)
    items = (*head, *error, *rows, *notes)
    return Block(
        items if items or title or footer else (Item("–"),),
        ERROR if reply.error is not None else KNOWN,
        "" if head else title,
        next(iter(linked.values())) if len(linked) == 1 and title and not head else None,
        footer if units(footer) <= FOOTER else "",
    )


def _card_items(cards: Sequence[Card], marks: Mapping[int, str], *, headed: bool) -> Iterator[Item]:
    for card in cards:
        rows = [row for row in card.rows if isinstance(row, FigureRow)]
        beside = [_field(row, marks) for row in rows[:INLINE_FIELDS]]
        fields = [field for field in beside if field is not None]
        inline = not headed and len(rows) == len(card.rows) and len(fields) == len(beside)
        if inline:
            yield from fields
        rest = card.rows[len(fields) :] if inline else card.rows
        lines = [item for row in rest for item in _row(row, marks)]
        heading = escape(card.title)
        if headed and heading and lines:
            under = units(heading) <= BOLD
            yield from () if under else _lines("", card.title, ())
            lines[0] = Item(f"\n**{heading}**\n{lines[0].text}", why=lines[0].why) if under else lines[0]
        yield from lines


def _field(row: FigureRow, marks: Mapping[int, str]) -> Item | None:
    """A figure as a field; null where it is too long for one."""
    name = escape(amount_words(row))
    value = "".join(_told(part, marks) for part in figure_parts(row)).strip()
    fits = 0 < units(name) <= FIELD_NAME and 0 < units(value) <= FIELD_VALUE
    return Item(value, name, _why(row)) if fits else None


def _told(part: Part, known: Mapping[int, str]) -> str:
    """A part of what a figure's row says, the marks of its sources behind it."""
    marks = "".join(_mark(number, known) for number in part.sources)
    return f"{part.joint}{escape(part.text)} {marks}" if marks else f"{part.joint}{escape(part.text)}"


def _row(row: Row, known: Mapping[int, str]) -> Iterator[Item]:
    marks = _marks(row, known)
    match row:
        case StatementRow():
            yield from _lines("• ", statement_words(row), marks, _why(row))
        case FigureRow():
            yield from _labelled("• ", amount_words(row), f" {figure_words(row)}", marks, _why(row))
        case PersonRow():
            yield from _labelled("• ", row.name, person_words(row), marks, _why(row))
        case TextRow():
            yield from _labelled("", row.label or "", f" {row.text}" if row.label else row.text, marks)


def _labelled(start: str, label: str, text: str, marks: Sequence[str], why: Why | None = None) -> Iterator[Item]:
    """A label in bold and what is said of it; one too long for that is part of the text."""
    bold = escape(label)
    if not bold or units(bold) > BOLD:
        yield from _lines(start, f"{label}{text}", marks, why)
    else:
        yield from _lines(f"{start}**{bold}**{' ' if text[:1] == ' ' else ''}", text, marks, why)


def _lines(start: str, text: str, marks: Sequence[str], why: Why | None = None) -> Iterator[Item]:
    """A row as one line; as several where it is too long, the marks at the end of the last."""
    parts = list(pieces(text, LINE - units(start))) or [""]
    parts[0] = start + parts[0]
    for mark in _joined(marks, LINE):
        if units(parts[-1]) + 1 + units(mark) <= LINE:
            parts[-1] = f"{parts[-1].rstrip()} {mark}"
        else:
            parts.append(mark)
    yield from (Item(part, why=why if place == 0 else None) for place, part in enumerate(parts) if part.strip())


def _joined(marks: Sequence[str], most: int) -> Iterator[str]:
    """Marks side by side, as many as fit."""
    run = ""
    for mark in marks:
        if run and units(run + mark) > most:
            yield run
            run = ""
        run += mark
    if run:
        yield run


def _marks(row: Row, known: Mapping[int, str]) -> list[str]:
    """The numbers of a row's sources, each as the link that it is known by, if it is."""
    return [_mark(number, known) for number in sources_of(row)]


def _mark(number: int, known: Mapping[int, str]) -> str:
    return known.get(number, f"\\[{number}]")


def _why(row: StatementRow | FigureRow | PersonRow) -> Why:
    return Why(row_words(row), row.evidence.ref)


def _source(link: Link, linked: Mapping[int, str | None]) -> Iterator[Item]:
    """The number is what is touched: a title from outside is never the face of a link."""
    url = linked[link.n]
    start = f"[[{link.n}]]({url}) " if url else f"\\[{link.n}] "
    words = [*link_words(link), *([] if url else [f"/article {link.article}"])]
    yield from _lines(start, " · ".join(words), ())
