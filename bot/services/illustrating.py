"""Pictures for answers: charts drawn by one worker beside the bot, each once, and none that an answer waits long for.

The worker is not one of those that prepare articles: there a picture would wait behind what a feed brings.
"""

from __future__ import annotations

import asyncio
import hashlib

import structlog

from bot.core.charts import Chart, Illustration, Undrawn
from bot.core.errors import DrawingError
from bot.core.library import Account
from bot.core.publishing import Published
from bot.core.remembered import Remembered
from bot.core.reply import File
from bot.services.charting.alt import alt_of
from bot.services.charting.events import event_chart
from bot.services.charting.panels import figure_chart
from bot.services.charting.stacks import article_chart
from bot.services.preparing import Trouble
from bot.services.standby import OnCall
from bot.services.words import count

SECONDS = 40.0
REMEMBERED = 64
LARGEST = 256_000  # bytes of a picture that is kept: 64 of them are 16 MB

NO_COURSE = "No chart: no figure here has several values, over time or from several articles."
NO_EVENTS = "No chart: no event here has a day."
NO_DAYS = "No chart: no article here has a day."
FAILED = "No chart this time: {problem}. Ask again in a minute."

log = structlog.get_logger()


Studio = OnCall[Chart, "bytes | Undrawn"]


class Illustrator:
    """`bot.core.charts.Draughtsman` over a studio, whose one worker makes PNG files: equal ones of equal charts.

    A chart that was drawn lately is not drawn again, and one that is being drawn is waited for by all who ask.
    """

    def __init__(self, studio: Studio, seconds: float = SECONDS) -> None:
        self._studio = studio
        self._seconds = seconds
        self._drawn: Remembered[bytes] = Remembered(REMEMBERED, lambda picture: len(picture) <= LARGEST)

    async def figures(self, account: Account) -> Illustration:
        """How figures went and where they contradict each other."""
        return await self._picture(f"figures-{account.topic}", figure_chart(account.topic, account.figures), NO_COURSE)

    async def timeline(self, account: Account) -> Illustration:
        """Events by their time."""
        return await self._picture(f"timeline-{account.topic}", event_chart(account.topic, account.events), NO_EVENTS)

    async def articles(self, published: Published, source: str | None) -> Illustration:
        """Articles by day and publisher."""
        shown = await self._picture(f"articles-{source or 'all'}", article_chart(published, source), NO_DAYS)
        left = published.total - published.undated - published.dated
        said = [
            f"the newest {published.dated:,} of {count(published.total, 'article')}" if left else "",
            f"without {count(published.undated, 'undated article')}" if published.undated else "",
        ]
        words = "; ".join(filter(None, said))
        return Illustration(shown.file, f"Chart: {words}.") if shown.file and words else shown

    async def _picture(self, name: str, chart: Chart | None, nothing: str) -> Illustration:
        if chart is None:
            return Illustration(note=nothing)
        try:
            data = await self._drawn.get(digest_of(chart), lambda: self._made(chart))
        except DrawingError as problem:
            log.warning("no chart", action="chart_failed", chart=name[:80], problem=str(problem))
            return Illustration(note=FAILED.format(problem=problem), fleeting=True)
        return Illustration(File(f"{name}.png", "image/png", data, alt_of(chart)))

    async def _made(self, chart: Chart) -> bytes:
        try:
            async with asyncio.timeout(self._seconds):
                (drawn,) = await self._studio.each([chart])
        except TimeoutError:
            raise DrawingError(f"it was not drawn within {self._seconds:.0f} s") from None
        if isinstance(drawn, Undrawn):
            raise DrawingError(drawn.reason)
        if isinstance(drawn, Trouble):
            raise DrawingError("the worker that draws was lost")
        return drawn

    async def close(self) -> None:
        """Let the worker go."""
        await self._studio.close()


def digest_of(chart: Chart) -> str:
    """The same for charts that look the same, in every process."""
    return hashlib.sha256(repr(chart).encode("utf-8", "surrogatepass")).hexdigest()
