"""The only way out to the network for documents: `GuardedFetcher`, a `bot.core.ports.Fetcher`.

What it is asked for comes from feeds and from chat, so that the address may be a trap as well as a document: for our
own network (addresses, guard), our memory and time (limits, unpacking, bodies), or a site's patience (turns, robots).
This room may import `bot.core`, `bot.sources`, aiohttp and protego.

    async with GuardedFetcher(private=settings.fetch_private) as fetcher:
        answer = await fetcher.fetch(Fetch("https://example.org/feed.xml", kinds=("feed",)))
"""

from bot.sources.fetching.fetcher import GuardedFetcher, user_agent
from bot.sources.fetching.limits import Limits

__all__ = ["GuardedFetcher", "Limits", "user_agent"]
