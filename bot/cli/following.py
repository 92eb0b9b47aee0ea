"""`sources` and `admin`: what is followed, and a hand on it from the command line."""

from __future__ import annotations

import asyncio
import sys
from typing import Annotated, Any

import typer

from bot import app as parts
from bot.cli import asking
from bot.cli.output import say, say_json
from bot.core.following import Followed, health_words
from bot.sources.opml import Listed, write_opml


def register(app: typer.Typer) -> None:
    """Add these calls."""
    app.command("sources")(sources)
    app.command("admin")(admin)


def sources(
    opml: Annotated[bool, typer.Option("--opml", help="The followed feeds as an OPML list.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> int:
    """List the followed sources and how they are."""
    for source in asyncio.run(_followed()) if not opml else ():
        say_json(_object(source)) if json else say(_line(source))
    if opml:
        sys.stdout.buffer.write(_listed(asyncio.run(_followed())))
        sys.stdout.flush()
    return 0


async def _followed() -> list[Followed]:
    async with parts.opened(parts.settings().store_url, read_only=True) as store:
        return list(await store.followed())


def _listed(followed: list[Followed]) -> bytes:
    return write_opml(Listed(source.place, source.title) for source in followed if source.kind == "feed")


def _line(source: Followed) -> str:
    return (
        f"{source.address}  {source.kind or 'new'}, {health_words(source.health)}, {source.health.articles:,} articles"
    )


def _object(source: Followed) -> dict[str, Any]:
    health = source.health
    return {
        "address": source.address,
        "place": source.place,
        "kind": source.kind,
        "title": source.title,
        "state": health.state,
        "reason": health.reason,
        "articles": health.articles,
        "newest": health.brought,
        "asked": health.tried,
        "next": health.due,
    }


def admin(words: Annotated[list[str], typer.Argument(help="As after /admin in the chat.", metavar="WORDS...")]) -> int:
    """Do what /admin does in the chat, as whoever owns the store."""
    return asking.ask(f"/admin {' '.join(words)}", role=asking.As.ADMIN)
