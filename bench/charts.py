"""How long charts take, and what they cost others: milliseconds a chart cold and warm, and /brief beside 50 charts.

PYTHONPATH=. python bench/charts.py [5000]
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import Sequence

from answers import SHARES, centile, words_by_share
from filled import store_of

from bot import app as parts
from bot.core.command import Asker
from bot.core.reply import Reply
from bot.dispatch import Dispatcher

CHARTS = 50
BRIEFS = 300


async def measure(url: str, topics: Sequence[str]) -> None:
    """Print the table."""
    async with parts.opened(url) as store, parts.drawing() as draughtsman:
        dispatcher = parts.dispatcher(store, remembers=0, draughtsman=draughtsman)
        parts.settle()
        print(f"  first chart, with its worker: {await timed(dispatcher, f'/timeline {topics[0]} chart:true'):7.1f} ms")
        warm = [await timed(dispatcher, f"/timeline {topic} chart:true") for topic in topics[1:]]
        stacked = await timed(dispatcher, "/latest chart:true")
        again = await timed(dispatcher, "/latest chart:true")
        print(f"  /timeline, warm:              {statistics.median(warm):7.1f} ms, worst {max(warm):.1f} ms")
        print(f"  /latest, drawn and again:     {stacked:7.1f} ms, {again:.1f} ms")
        show("alone", await briefs(dispatcher, topics))
        lines = [f"/timeline {one} {other} chart:true" for one in topics for other in topics if one < other]
        lines += [f"/timeline {topic} since:2000-01-{day:02} chart:true" for topic in topics for day in range(1, 9)]
        drawing = asyncio.gather(*(answer(dispatcher, line) for line in lines[:CHARTS]))
        show(f"beside {CHARTS} charts", await briefs(dispatcher, topics, drawing))
        replies = await drawing
        print(f"  of these {sum(bool(reply.files) for reply in replies)} came with a picture")


async def briefs(
    dispatcher: Dispatcher, topics: Sequence[str], beside: asyncio.Future[list[Reply]] | None = None
) -> list[float]:
    """Milliseconds of briefings one after the other, for as long as something goes on beside them."""
    found: list[float] = []
    while len(found) < BRIEFS or (beside is not None and not beside.done()):
        found.append(await timed(dispatcher, f"/brief {topics[len(found) % len(topics)]}"))
        await asyncio.sleep(0.005)
    return found


async def timed(dispatcher: Dispatcher, line: str) -> float:
    """Milliseconds to the answer."""
    start = time.perf_counter()
    await answer(dispatcher, line)
    return 1000 * (time.perf_counter() - start)


async def answer(dispatcher: Dispatcher, line: str) -> Reply:
    """One answer, which must not be an error."""
    reply = await dispatcher.answer(line, Asker())
    if reply.error:
        raise SystemExit(f"{line}: {reply.error}")
    return reply


def show(name: str, values: list[float]) -> None:
    """One line of the table."""
    print(f"  /brief {name:<22} p50 {statistics.median(values):6.2f} ms   p99 {centile(values, 0.99):6.2f} ms")


def main() -> None:
    """Measure on a store of generated articles."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    topics = words_by_share()[next(name for name in SHARES if name.startswith("1 "))]
    print(f"{size:,} articles")
    asyncio.run(measure(store_of(size), topics))


if __name__ == "__main__":
    main()
