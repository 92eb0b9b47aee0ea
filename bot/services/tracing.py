"""What `/why` tells beyond the words: what a statement weighs in its article, and who else on the event says it. Pure.

The other articles are those of the same story. What is shown is found again from the store, not remembered, so that a
reference means the same in any later process.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.core.article import Figure
from bot.core.conversion import scale_of
from bot.core.library import Trace
from bot.core.ports import Stored
from bot.core.reply import Evidence, FigureRow
from bot.services.agreeing import bears_out
from bot.services.candidates import Candidate, Source, Topical, candidates, numbers, read_source
from bot.services.choosing import Chosen
from bot.services.figuring import choose_figures
from bot.services.linking import Links
from bot.services.rows import evidence_of, figure_row, statement_row
from bot.services.storied import tales_of
from bot.services.words import count

ANYTHING = Topical(())
FIGURES = 60
ORDINALS = {1: "st", 2: "nd", 3: "rd"}


def trace(stored: Stored, evidence: Evidence, others: Iterable[Stored], story: int | None) -> tuple[Trace, Links]:
    """How a line of this article came to be chosen, and who says so too; its links begin with the article's own."""
    links = Links()
    links.number(stored)
    source = read_source(stored, 1.0, ANYTHING)
    event = [source, *(read_source(other, 1.0, ANYTHING) for other in others if other.number != stored.number)]
    placed = {each.stored.number: story for each in event if story is not None}
    mine = list(candidates(source))
    said = next((item for item in mine if evidence_of(item) == evidence), None)
    heading = tales_of(event, placed)[0].heading if len(event) > 1 else None
    if said is not None:
        behind = list(_behind(said, event, placed))
        rows = [statement_row(Chosen(item), links, "known") for item in behind]
        return Trace(heading, _weighed(said, mine), tuple(rows)), links
    row = _related(stored, evidence, event, links)
    return Trace(heading, None, (row,) if row else ()), links


def _behind(said: Candidate, event: Sequence[Source], placed: dict[int, int]) -> Iterator[Candidate]:
    """Of each other article the statement that says so."""
    for source in event:
        yield from [item for item in candidates(source) if bears_out(item, said, placed)][:1]


def _weighed(said: Candidate, mine: Sequence[Candidate]) -> str:
    """`weight 0.82 of 1, 2nd of 17 statements in its article`."""
    place = 1 + sum(item.statement.weight > said.statement.weight for item in mine)
    return (
        f"weight {said.statement.weight:.2f} of 1, {_ordinal(place)} of {count(len(mine), 'statement')} in its article"
    )


def _ordinal(place: int) -> str:
    return f"{place}{'th' if 10 < place % 100 < 14 else ORDINALS.get(place % 10, 'th')}"


def _related(stored: Stored, evidence: Evidence, event: Sequence[Source], links: Links) -> FigureRow | None:
    """The row of all that tell of the quantity, where others do."""
    figure = next(
        (one for one in stored.article.figures if (one.start, one.end) == (evidence.start, evidence.end)), None
    )
    if figure is None:
        return None
    pool = [item for source in event for item in numbers(source) if _comparable(item.figure, figure)]
    chosen = choose_figures(pool, FIGURES, key=False)
    told = next(
        (item for item in chosen if evidence in (places := _places(figure_row(item, Links()))) and len(places) > 1),
        None,
    )
    return figure_row(told, links) if told else None


def _places(row: FigureRow) -> set[Evidence]:
    """Every place that a row rests on."""
    related = row.relation.places() if row.relation else ()
    return {row.evidence, *(also.evidence for also in row.also), *(place.evidence for place in related)}


def _comparable(one: Figure, other: Figure) -> bool:
    return scale_of(one.unit).base == scale_of(other.unit).base
