"""How long charts take, and what they cost others: milliseconds a chart cold and warm, and /brief beside 50 charts.

PYTHONPATH=. python bench/charts.py [5000]

The charts are as full as they get: ten events, three figures of twelve values, thirty-one days of seven publishers.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import date, timedelta

from answers import SHARES, answer, centile, words_by_share
from filled import store_of

from bot import app as parts
from bot.core.article import Figure
from bot.core.charts import Draughtsman, Illustration
from bot.core.library import Account
from bot.core.publishing import Published
from bot.core.refs import Evidence
from bot.core.relations import Member, Relation
from bot.core.reply import FigureRow, StatementRow
from bot.dispatch import Dispatcher

CHARTS = 50
BRIEFS = 300
FIRST = date(2023, 1, 1)
EVENT = "Workers finished a fence that shuts off the old river pier and two miles of bank on either side of it."

Draw = Callable[[Draughtsman], Awaitable[Illustration]]


def drawings() -> Iterator[tuple[str, Draw]]:
    """Charts without end, each of its own, by the command that they are of."""
    chance = random.Random(7)
    number = 0
    while True:
        number += 1
        account = Account(f"topic {number}", "", 1, figures=_figures(chance), events=_events(chance))
        published = _published(chance)
        yield "/timeline", lambda hand, account=account: hand.timeline(account)  # type: ignore[misc]
        yield "/figures", lambda hand, account=account: hand.figures(account)  # type: ignore[misc]
        yield "/latest", lambda hand, published=published: hand.articles(published, None)  # type: ignore[misc]


def _events(chance: random.Random) -> tuple[StatementRow, ...]:
    days = sorted(FIRST + timedelta(chance.randrange(400)) for _ in range(10))
    place = Evidence(1, 1, 0, 9)
    return tuple(StatementRow(place, EVENT, 1, date=day.isoformat()[: chance.choice((7, 10))]) for day in days)


def _figures(chance: random.Random) -> tuple[FigureRow, ...]:
    return tuple(_figure(chance) for _ in range(3))


def _figure(chance: random.Random) -> FigureRow:
    place = Evidence(1, 1, 0, 9)
    members = []
    for month in range(12):
        value = float(chance.randrange(10, 2000))
        figure = Figure(0, 9, value, None, None, chance.choice("=~<>"), "people", "", None, False, None)
        members.append(Member(place, figure, f"{value:,.0f}", 1, "Herald", None, f"2023-{month + 1:02}", True, value))
    shown = members[0]
    return FigureRow(
        place, shown.figure, shown.amount, EVENT, None, 1, relation=Relation("history", "people", (*members,))
    )


def _published(chance: random.Random) -> Published:
    days = [FIRST + timedelta(day) for day in range(31)]
    return Published(999, 0, {(day, f"Publisher {name}"): chance.randrange(9) for day in days for name in range(8)})


async def measure(url: str, topics: Sequence[str]) -> None:
    """Print the table."""
    endless = drawings()
    async with parts.opened(url) as store, parts.drawing() as hand:
        dispatcher = parts.dispatcher(store, remembers=0, draughtsman=hand)
        parts.settle()
        name, draw = next(endless)
        print(
            f"  first chart, with its worker: {await timed(draw(hand)):7.1f} ms; again {await timed(draw(hand)):.1f} ms"
        )
        warm: dict[str, list[float]] = {}
        for name, draw in (next(endless) for _ in range(30)):
            warm.setdefault(name, []).append(await timed(draw(hand)))
        for name, values in sorted(warm.items()):
            print(f"  {name} chart:true, warm: {statistics.median(values):7.1f} ms, worst {max(values):.1f} ms")
        show("alone", await briefs(dispatcher, topics))
        drawing = asyncio.gather(*(next(endless)[1](hand) for _ in range(CHARTS)))
        show(f"beside {CHARTS} charts", await briefs(dispatcher, topics, drawing))
        print(f"  of the charts {sum(shown.file is not None for shown in await drawing)} came")


async def briefs(
    dispatcher: Dispatcher, topics: Sequence[str], beside: asyncio.Future[list[Illustration]] | None = None
) -> list[float]:
    """Milliseconds of briefings one after the other, for as long as something goes on beside them."""
    found: list[float] = []
    while len(found) < BRIEFS or (beside is not None and not beside.done()):
        found.append(await timed(answer(dispatcher, f"/brief {topics[len(found) % len(topics)]}")))
        await asyncio.sleep(0.005)
    return found


async def timed(work: Awaitable[object]) -> float:
    """Milliseconds until it is done."""
    start = time.perf_counter()
    await work
    return 1000 * (time.perf_counter() - start)


def show(name: str, values: list[float]) -> None:
    """One line of the table."""
    print(f"  /brief {name:<17} p50 {statistics.median(values):6.2f} ms   p99 {centile(values, 0.99):6.2f} ms")


def main() -> None:
    """Measure on a store of generated articles."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    topics = words_by_share()[next(name for name in SHARES if name.startswith("1 "))]
    print(f"{size:,} articles")
    asyncio.run(measure(store_of(size), topics))


if __name__ == "__main__":
    main()
