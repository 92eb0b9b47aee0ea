"""`/latest`: the newest articles of the store, or of one source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.core.answers import illustrated, link
from bot.core.charts import Draughtsman, Illustration
from bot.core.command import CHART, SOURCE, Command, Invocation
from bot.core.errors import UserError
from bot.core.ports import Stored
from bot.core.reply import Button, Reply

MOST = 15


async def run(invocation: Invocation) -> Reply:
    """One line an article."""
    source = invocation.text("source")
    found = await invocation.library.latest(MOST, source)
    if not found and source:
        raise UserError(f"No article from a source like '{source[:80]}'. /sources lists them.", "/sources")
    if not found:
        return Reply(title="Latest", notes=("The store is empty. Add articles with: python -m bot ingest FOLDER",))
    reply = Reply(
        title="Latest" + (f" from {source}" if source else ""),
        coverage=await invocation.library.index_line(),
        notes=_unread(found),
        links=tuple(link(stored, n) for n, stored in enumerate(found, 1)),
        buttons=tuple(Button(f"Article {stored.number}", f"/article {stored.number}") for stored in found[:5]),
    )

    async def draw(hand: Draughtsman) -> Illustration:
        return await hand.articles(await invocation.library.published(source), source)

    drawable = any(stored.article.published for stored in found)
    return await illustrated(invocation, reply, draw, drawable=drawable)


def _unread(found: Sequence[Stored]) -> tuple[str, ...]:
    counts = Counter(stored.article.language for stored in found if not stored.article.read)
    return (f"Not read: {', '.join(f'{language} {number}' for language, number in counts.items())}.",) if counts else ()


COMMAND = Command(
    name="latest",
    summary="the newest articles",
    run=run,
    options=(SOURCE, CHART),
    example="/latest",
)
