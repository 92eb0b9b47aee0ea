"""The words of rows and links, said the same way on every platform; how they look is the platform's own affair."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from bot.core.modifiers import BEFORE
from bot.core.refs import Also
from bot.core.relations import Member, Relation
from bot.core.reply import FigureRow, Link, PersonRow, Reply, Row, StatementRow, TextRow
from bot.core.when import say

NAMED = 4
SHORT = 80
# So many values of one quantity are named side by side; of a longer history the first and the last.
VALUES = 4
JOINTS = {"disagreement": " · ", "history": " → "}
OPENING = frozenset(words.split()[0] for row in BEFORE.values() for words in row.split(" | "))


class Part(NamedTuple):
    """A part of what a row says, and the places that it rests on: the first has the reference for `/why`.

    `joint` is what parts it from the part before.
    """

    text: str
    places: tuple[Also, ...]
    joint: str = ""

    @property
    def sources(self) -> tuple[int, ...]:
        """Numbers of its links, each once."""
        return tuple(dict.fromkeys(place.source for place in self.places))


def sources_of(row: Row) -> tuple[int, ...]:
    """Numbers of the links behind a row, its own first, each once; none for our own words."""
    if isinstance(row, TextRow):
        return ()
    numbers = [row.source, *(also.source for also in getattr(row, "also", ()))]
    if isinstance(row, FigureRow) and row.relation is not None:
        numbers += [place.source for place in row.relation.places()]
    return tuple(dict.fromkeys(numbers))


def statement_words(row: StatementRow) -> str:
    """A statement with what stands before it, such as the day of an event."""
    return f"{row.lead}: {row.text}" if row.lead else row.text


def uncapped(amount: str) -> str:
    """An amount that opened its sentence, as it is written within one: "up to 600"."""
    first = amount.partition(" ")[0]
    return amount[:1].lower() + amount[1:] if first.lower() in OPENING else amount


def amount_words(row: FigureRow) -> str:
    """How much: "600", or all that is told of it: "about 500 · 600", "over 1,000 → 67"."""
    relation = row.relation
    if relation is None or relation.kind == "same":
        return row.amount
    values = [uncapped(member.amount) for member in relation.members]
    if len(values) > VALUES:
        values = [values[0], "…", values[-1]]
    return JOINTS[relation.kind].join(values)


def figure_words(row: FigureRow) -> str:
    """What a figure counts, how sure it is, and who says so; of several values each."""
    return "".join(f"{part.joint}{part.text}" for part in figure_parts(row))


def figure_parts(row: FigureRow) -> tuple[Part, ...]:
    """The same with what each part rests on."""
    relation = row.relation
    if relation is None or relation.kind == "same":
        sure = ["reportedly"] if row.figure.hedged else []
        said = "; ".join([*sure, *([row.figure.by] if row.figure.by else [])])
        words = row.label + (f" – {said}" if said and row.label else said)
        return (Part(words, (Also(row.evidence, row.source), *row.also)),)
    return tuple(_parts(row.label, relation))


def _parts(label: str, relation: Relation) -> Iterator[Part]:
    if label:
        yield Part(label, ())
    joint = JOINTS[relation.kind]
    members = relation.members
    if cut := len(members) > VALUES:
        members = (members[0], *members[1 - VALUES :])
    for place, member in enumerate(members):
        words = _said(member) if relation.kind == "disagreement" else _went(member)
        before = (f"{joint}…{joint}" if cut and place == 1 else joint) if place else " – " * bool(label)
        yield Part(words, (Also(member.evidence, member.source), *member.also), before)


def _said(member: Member) -> str:
    """`about 500 (Borderland Post, citing activists in Seoul)`."""
    who = [member.publisher or "", f"citing {uncapped_party(member.party)}" if member.party else ""]
    named = ", ".join(filter(None, who))
    return uncapped(member.amount) + (f" ({named})" if named else "")


def _went(member: Member) -> str:
    """`over 1,000 in 2019`, `3 (told 26 October 2012)`; `40 kilometres, corrected 12 September 2023`."""
    words = uncapped(member.amount)
    if member.corrected:
        return f"{words}, corrected {say(member.corrected)}"
    if not member.day:
        return words
    day = say(member.day)
    return f"{words} {'on' if day[:1].isdigit() and ' ' in day else 'in'} {day}" if member.told else f"{words} ({day})"


def uncapped_party(party: str) -> str:
    """Who says so, behind other words."""
    return party[:1].lower() + party[1:] if party.startswith(("The ", "A ", "An ", "Two ", "Officials")) else party


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
            return f"{amount_words(row)} {figure_words(row)}".strip()
        case PersonRow():
            return f"{row.name}{person_words(row)}"
        case TextRow():
            return f"{row.label}: {row.text}" if row.label else row.text


def references(reply: Reply) -> Iterator[tuple[str, str]]:
    """What `/why` can be asked about an answer: for each row of evidence its words and its reference, once."""
    seen = set()
    for row in reply.rows():
        for words, ref in _references(row):
            if ref not in seen:
                seen.add(ref)
                yield words, ref


def _references(row: Row) -> Iterator[tuple[str, str]]:
    """Those of one row; of several values each has its own."""
    if isinstance(row, TextRow):
        return
    if isinstance(row, FigureRow) and row.relation is not None and row.relation.kind != "same":
        for member in row.relation.members:
            said = _said(member) if row.relation.kind == "disagreement" else _went(member)
            yield f"{said} {row.label}".strip(), member.evidence.ref
    else:
        yield row_words(row), row.evidence.ref
