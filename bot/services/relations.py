"""Groups of figures as an answer has them: each value with its source, publisher, party and day, links numbered."""

from __future__ import annotations

from dataclasses import replace
from math import inf

from bot.core.conversion import from_base, scale_of
from bot.core.leeway import possible
from bot.core.relations import Member, Relation
from bot.core.reply import Also, FigureRow
from bot.services.amounts import amount
from bot.services.candidates import Number
from bot.services.figuring import Counted
from bot.services.linking import Links
from bot.services.relating import Side


def relation_of(counted: Counted, row: FigureRow, links: Links) -> Relation | None:
    """What several articles say of the quantity in a row; null where one alone tells of it."""
    unit = counted.number.figure.unit
    if counted.group is not None and counted.group.kind != "same":
        group = counted.group
        members = [_member(side.shown.number, unit, links, _others(side, links)) for side in group.sides]
        if group.own:
            members = [_told(member, side) for member, side in zip(members, group.sides, strict=True)]
            members[-1] = replace(members[-1], day=members[-1].day or _day(group.sides[-1].shown.number))
        return Relation(group.kind, unit, tuple(members))
    if not row.also:
        return None
    return Relation("same", unit, (_member(counted.number, unit, links, row.also),))


def _told(member: Member, side: Side) -> Member:
    """A value of one sentence of several: it is not of the article's day, and has a party of its own."""
    return replace(member, day=member.figure.date, party=side.party or member.party)


def _day(number: Number) -> str | None:
    return (number.source.stored.article.published or "")[:10] or None


def _others(side: Side, links: Links) -> tuple[Also, ...]:
    """The other places that tell the value of a side, one of each article."""
    others = {reading.article: reading.number for reading in reversed(side.readings)}
    others.pop(side.shown.article)
    return tuple(
        Also(number.source.evidence(number.figure.start, number.figure.end), links.number(number.source.stored))
        for _, number in reversed(others.items())
    )


def _member(number: Number, unit: str, links: Links, also: tuple[Also, ...]) -> Member:
    stored, figure = number.source.stored, number.figure
    low, high = possible(figure)
    common = unit if scale_of(unit).base == scale_of(figure.unit).base else figure.unit
    return Member(
        evidence=number.source.evidence(figure.start, figure.end),
        figure=figure,
        amount=amount(stored.article.text, figure),
        source=links.number(stored),
        publisher=stored.publisher,
        party=figure.by,
        day=figure.date or _day(number),
        told=figure.date is not None,
        low=from_base(low, common),
        high=None if high == inf else from_base(high, common),
        also=also,
    )
