"""Fills stores for measuring, with the real pipeline on made-up articles; kept between runs in `bench/cache/`.

PYTHONPATH=. python bench/filled.py 100000        # about five minutes on two cores
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from corpus import Generator

from bot import app as parts
from bot.core.article import RawDocument
from bot.pipeline.steps import fingerprint
from bot.services.ingesting import Intake, Report

CACHE = Path(__file__).resolve().parent / "cache"


def store_of(count: int) -> str:
    """The address of a store with `count` articles, made first where it is missing."""
    path = CACHE / f"{fingerprint()}-{count}.db"
    url = f"sqlite:///{path}"
    if not path.with_suffix(".done").exists():
        CACHE.mkdir(exist_ok=True)
        asyncio.run(fill(url, count))
        path.with_suffix(".done").touch()
    return url


async def fill(url: str, count: int) -> None:
    """Ingest `count` articles."""
    start = time.perf_counter()
    report = Report()

    def show(done: Report) -> None:
        if done.seen % 5000 < 100:
            print(f"\r  filling: {done.seen:,} of {count:,}, {done.seen / (time.perf_counter() - start):.0f}/s", end="")

    async with parts.opened(url) as store, parts.workshop() as workshop:
        await Intake(store, workshop, fingerprint()).take(documents(count), report, show)
    print(f"\n  {report.added:,} added in {time.perf_counter() - start:.0f} s, {len(report.failed)} failed")


def documents(count: int) -> Iterator[RawDocument]:
    """The made-up articles as documents."""
    for fields in Generator().articles(count):
        identity = fields.pop("id")
        yield RawDocument(f"corpus#{identity}", **fields)


if __name__ == "__main__":
    print(store_of(int(sys.argv[1])))
