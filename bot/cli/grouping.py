"""`stories`: which articles tell of the same event."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

import typer

from bot import app as parts
from bot.cli.output import say, say_json
from bot.core.ports import Store
from bot.core.stories import Story
from bot.services.corroborating import Corroboration, corroboration

AT_ONCE = 200


def register(app: typer.Typer) -> None:
    """Add this call."""
    app.command("stories")(stories)


def stories(json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False) -> int:
    """The stories in the store, the one with the newest article first."""
    return asyncio.run(_stories(json))


async def _stories(json: bool) -> int:
    async with parts.opened(parts.settings().store_url, read_only=True) as store:
        skip = 0
        while found := await store.newest_stories(AT_ONCE, skip):
            skip += len(found)
            for story in found:
                if json:
                    say_json(await _object(store, story))
                else:
                    say(_line(story, corroboration(await store.articles(story.articles))))
    return 0


async def _object(store: Store, story: Story) -> dict[str, Any]:
    """As the contract says; an article that has several addresses is there with each."""
    places = [(each.number, each.addresses or (None,)) for each in await store.articles(story.articles)]
    return {
        "story": story.number,
        "title": story.title,
        "first": story.first,
        "last": story.last,
        "publishers": story.publishers,
        "articles": [{"article": number, "url": address} for number, addresses in places for address in addresses],
    }


def _line(story: Story, told: Corroboration) -> str:
    days = " to ".join(dict.fromkeys(moment[:10] for moment in (story.first, story.last) if moment)) or "undated"
    return f"{story.number}  {days}  {told.words}  {story.title or 'untitled'}"
