"""The stories that the matching articles tell: which come first, from when they are, who stands behind each. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.answers import span_of
from bot.core.reply import Group, StatementRow, TextRow
from bot.services.candidates import Source
from bot.services.choosing import Chosen, in_reading_order
from bot.services.corroborating import corroboration
from bot.services.linking import Links
from bot.services.rows import statement_row


@dataclass(frozen=True, slots=True)
class Tale:
    """One story as far as it matches: `sources` are its articles, `first` and `last` the days that they count from.

    Where none is `dated` by its publisher, these are the latest days that the articles state as past.
    """

    number: int
    sources: tuple[Source, ...]
    first: date | None
    last: date | None
    dated: bool

    @property
    def heading(self) -> str:
        """`12 Oct 2023 to 14 Oct 2023 · 3 articles, 2 independent publishers`; of an article alone its day."""
        several = len(self.sources) > 1 or any(source.stored.copies for source in self.sources)
        alone = [corroboration(source.stored for source in self.sources).words] if several else []
        return " · ".join([span_of(self.first, self.last) if self.dated else _undated(self.last), *alone])


def tales_of(sources: Iterable[Source], placed: Mapping[int, int]) -> list[Tale]:
    """The stories of some articles, newest first, undated ones last; an article that is not placed yet stands alone."""
    groups: defaultdict[int, list[Source]] = defaultdict(list)
    for source in sources:
        groups[placed.get(source.stored.number, -source.stored.number)].append(source)
    tales = [_tale(number, members) for number, members in groups.items()]
    return sorted(tales, key=lambda tale: (-(tale.last or date.min).toordinal(), -_fit(tale), tale.number))


def _tale(number: int, members: Sequence[Source]) -> Tale:
    dated = sorted(source.day for source in members if source.day and source.stored.article.published)
    days = dated or sorted(source.day for source in members if source.day)
    return Tale(number, tuple(members), days[0] if days else None, days[-1] if days else None, bool(dated))


def _undated(after: date | None) -> str:
    return f"undated, after {after.year}" if after else "undated"


def _fit(tale: Tale) -> float:
    return max(source.fit for source in tale.sources)


def days_of(tales: Iterable[Tale]) -> dict[int, date]:
    """The day that each article counts from: its own, or for an undated one the last of a story that is dated."""
    return {
        source.stored.number: day
        for tale in tales
        for source in tale.sources
        if (day := tale.last if tale.dated and not source.stored.article.published else source.day)
    }


def by_story(chosen: Sequence[Chosen], tales: Iterable[Tale]) -> list[tuple[Tale, list[Chosen]]]:
    """What was chosen of each story, in the order of the stories; within one as it is best read."""
    groups: defaultdict[int, list[Chosen]] = defaultdict(list)
    for item in chosen:
        groups[item.candidate.source.stored.number].append(item)
    parts = ((tale, [item for source in tale.sources for item in groups[source.stored.number]]) for tale in tales)
    return [(tale, in_reading_order(items)) for tale, items in parts if items]


def told_by_story(
    chosen: Sequence[Chosen], tales: Sequence[Tale], links: Links, group: Group
) -> tuple[StatementRow | TextRow, ...]:
    """The rows of a group, newest story first; where there are several, each is headed by what stands behind it."""
    parts = by_story(chosen, tales)
    rows: list[StatementRow | TextRow] = []
    for tale, items in parts:
        rows += [TextRow(tale.heading)] if len(tales) > 1 else []
        rows += [statement_row(item, links, group) for item in items]
    return tuple(rows)
