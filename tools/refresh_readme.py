"""Puts what the program prints today into the examples of README.md.

python tools/refresh_readme.py [--check]

An example is a fenced block whose first line is a command after "> ". One that ends in a line with "…" alone keeps its
length. The samples go into a store of their own with a clock that stands still, so that the same samples give the same
words on any day. What admins add in an example is a made-up site that nobody has to reach.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from contextlib import nullcontext
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.app import Planning, dispatcher, source_workers, workshop
from bot.cli.taking import found_in
from bot.core.command import Asker
from bot.core.ports import Fetch, Fetched
from bot.dispatch import Dispatcher
from bot.pipeline.steps import fingerprint
from bot.platforms.terminal.render import plain
from bot.services.ingesting import Intake, Report
from bot.services.looking import Looker
from bot.services.tending import Means, StoreKeeper
from bot.store import open_store

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
NOW = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)
EXAMPLE = re.compile(r"^```\n> (?P<line>/[^\n]+)\n(?P<shown>.*?)^```$", re.MULTILINE | re.DOTALL)
CUT = "  …\n"


class MadeUpSite:
    """A `Fetcher` of one site, whose front page names its feed."""

    async def fetch(self, request: Fetch) -> Fetched:
        """The front page, or the feed."""
        front = '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>'
        items = "".join(
            f"<item><title>Weir {n} opens</title><link>/weir/{n}</link><pubDate>0{n} Nov 2026</pubDate></item>"
            for n in range(1, 10)
        )
        feed = f"<rss><channel><title>Quarrel Herald</title>{items}</channel></rss>"
        return Fetched(request.url, 200, (feed if request.url.endswith(".xml") else front).encode())

    async def close(self) -> None:
        """Nothing is held."""


async def refreshed(text: str) -> str:
    """The same text with what each example prints today."""
    with tempfile.TemporaryDirectory() as folder:
        store = await open_store(f"sqlite:///{folder}/samples.db", clock=lambda: NOW)
        try:
            async with workshop() as workers:
                await Intake(store, workers, fingerprint()).take(
                    found_in([str(ROOT / "samples")]), Report(), lambda _: None
                )
            workers_of_sources = source_workers(1)
            looking = partial(nullcontext, Looker(MadeUpSite(), workers_of_sources))
            keeper = StoreKeeper(store, Means(looking, lambda: NOW))
            asked = dispatcher(store, sources=keeper, planning=Planning(clock=lambda: NOW))
            lines = dict.fromkeys(match["line"] for match in EXAMPLE.finditer(text))
            said = {line: await _said(asked, line) for line in lines}
            await workers_of_sources.close()
        finally:
            await store.close()
    return EXAMPLE.sub(lambda match: _block(match["line"], match["shown"], said[match["line"]]), text)


async def _said(asked: Dispatcher, line: str) -> str:
    return plain(await asked.answer(line, Asker(role="admin" if line.startswith("/admin") else "user"))) + "\n"


def _block(line: str, shown: str, said: str) -> str:
    if shown.endswith(CUT):
        kept = said.splitlines(keepends=True)[: shown.count("\n") - 1]
        said = "".join(kept) + CUT
    return f"```\n> {line}\n{said}```"


def main() -> int:
    """Rewrite the file, or with --check say whether it would change."""
    old = README.read_text()
    new = asyncio.run(refreshed(old))
    if "--check" in sys.argv:
        return int(new != old)
    README.write_text(new)
    return 0


if __name__ == "__main__":
    sys.exit(main())
