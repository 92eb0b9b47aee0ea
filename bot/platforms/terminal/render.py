"""Reply -> lines of at most 80 columns, each with the style it has on a terminal; without styles it is plain text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len

from bot.core.plain import safe
from bot.core.reply import Button, FigureRow, Link, PersonRow, Reply, Row, StatementRow, TextRow
from bot.core.wording import Part, amount_words, figure_parts, link_words, person_words, sources_of, statement_words

WIDTH = 80
AMOUNT = 24


class Line(NamedTuple):
    """One line of output, a rich style for it, and the address it opens."""

    text: str
    style: str = ""
    link: str | None = None


def plain(reply: Reply, width: int = WIDTH) -> str:
    """The whole answer as plain text."""
    return "\n".join(line.text for line in lines(reply, width))


def lines(reply: Reply, width: int = WIDTH) -> Iterator[Line]:
    """Every line of the answer."""
    if reply.error is not None:
        yield from _wrapped(reply.error, "", "", width, "red")
    else:
        yield from _wrapped(reply.title, "", "", width, "bold")
        if reply.coverage:
            yield from _wrapped(reply.coverage, "", "", width, "dim")
    for card in reply.cards:
        yield Line("")
        yield from _wrapped(safe(card.title).upper(), "", "", width, "bold cyan")
        labels = [cell_len(safe(row.label)) for row in card.rows if isinstance(row, TextRow) and row.label]
        for row in card.rows:
            yield from _row(row, width, min(AMOUNT, max(labels, default=0)))
    if reply.links:
        yield Line("")
        yield Line("SOURCES", "bold cyan")
        for link in reply.links:
            yield from _link(link, width)
    for note in reply.notes:
        yield Line("")
        yield from _wrapped(note, "", "", width, "yellow")
    if reply.buttons:
        yield Line("")
        yield from _buttons(reply.buttons, width)


def _row(row: Row, width: int, label: int) -> Iterator[Line]:
    match row:
        case StatementRow():
            yield from _wrapped(f"{statement_words(row)} {_marks(row)}", "• ", "  ", width)
        case FigureRow():
            yield from _figure(row, width)
        case PersonRow():
            yield from _wrapped(f"{row.name}{person_words(row)} {_marks(row)}", "  ", "    ", width)
        case TextRow(label=None):
            yield from _wrapped(row.text, "  ", "  ", width)
        case TextRow():
            yield from _columns(safe(row.label or ""), row.text, label, width)


def _marks(row: StatementRow | PersonRow) -> str:
    """The numbers of the sources, then the reference that `/why` takes."""
    return "".join(f"[{number}]" for number in sources_of(row)) + f" {row.evidence.ref}"


def _figure(row: FigureRow, width: int) -> Iterator[Line]:
    """The number, what it counts, and behind each value that is told of it where that stands."""
    words = "".join(f"{part.joint}{part.text}{_places(part)}" for part in figure_parts(row))
    yield from _columns(safe(amount_words(row)), words, AMOUNT, width)


def _places(part: Part) -> str:
    marks = "".join(f"[{number}]" for number in part.sources)
    return f" {marks} {part.places[0].evidence.ref}" if part.places else ""


def _link(link: Link, width: int) -> Iterator[Line]:
    head = f"[{link.n}] "
    words = " · ".join([*link_words(link), f"/article {link.article}"])
    yield from _wrapped(words, f"  {head}", "  " + " " * len(head), width)
    if link.url:
        yield Line("  " + " " * len(head) + safe(link.url), "blue", link.url)


def _buttons(buttons: tuple[Button, ...], width: int) -> Iterator[Line]:
    if lines := [button.line for button in buttons if not button.form]:
        yield from _wrapped("  ·  ".join(lines), "Next: ", "      ", width, "dim")


def _columns(left: str, right: str, size: int, width: int) -> Iterator[Line]:
    """Two columns; a left side that is too long gets a line of its own."""
    if cell_len(left) > size:
        yield from _wrapped(left, "  ", "  ", width)
        left = ""
    first = "  " + left + " " * (size - cell_len(left)) + "  "
    yield from _wrapped(right, first, " " * len(first), width)


def _wrapped(text: str, first: str, rest: str, width: int, style: str = "") -> Iterator[Line]:
    """`text` folded at spaces into lines of at most `width` columns, wide characters counted as two."""
    line, used, empty = first, cell_len(first), True
    for word in _pieces(safe(text), width - max(cell_len(first), cell_len(rest))):
        size = cell_len(word)
        if not empty and used + 1 + size > width:
            yield Line(line, style)
            line, used, empty = rest, cell_len(rest), True
        line += word if empty else f" {word}"
        used += size if empty else size + 1
        empty = False
    yield Line(line.rstrip(), style)


def _pieces(text: str, most: int) -> Iterator[str]:
    """Words, those wider than a line cut into pieces that fit; a web address stays whole."""
    for word in text.split(" "):
        if cell_len(word) <= most or "://" in word:
            if word:
                yield word
            continue
        piece = ""
        for char in word:
            if cell_len(piece + char) > most:
                yield piece
                piece = ""
            piece += char
        yield piece
