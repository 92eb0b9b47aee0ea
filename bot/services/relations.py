"""Groups of figures as an answer has them: each value with its source, publisher, party and day, links numbered."""

from __future__ import annotations

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
        sides = [_member(side.shown.number, unit, links, _others(side, links)) for side in counted.group.sides]
        return Relation(counted.group.kind, unit, tuple(sides))
    if not row.also:
        return None
    return Relation("same", unit, (_member(counted.number, unit, links, row.also),))


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
        day=figure.date or (stored.article.published or "")[:10] or None,
        told=figure.date is not None,
        low=from_base(low, common),
        high=None if high == inf else from_base(high, common),
        also=also,
    )
