"""Reply -> the messages that say it: as few as the limits allow, nothing cut, nothing lost. Pure.

A message holds embeds of 6,000 units together. Items are put in one after the other; the one that does not fit opens
the next embed or the next message.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.core.reply import File, Reply
from bot.platforms.discord.blocks import Block, Item, Why, blocks
from bot.platforms.discord.controls import continued, controls
from bot.platforms.discord.limits import DESCRIPTION, FIELDS, MESSAGE_EMBEDS, MESSAGE_UNITS
from bot.platforms.discord.texts import units

Payload = dict[str, Any]

NOBODY: Payload = {"parse": []}


@dataclass(frozen=True, slots=True)
class Rendered:
    """The bodies of the messages in order, the lines that their buttons need kept, by token, and the answer's files."""

    messages: tuple[Payload, ...]
    kept: Mapping[str, str]
    files: tuple[File, ...] = ()


def render(reply: Reply) -> Rendered:
    """The whole answer; next steps are under its last message, "Why" under the lines that it is about."""
    pages = _pages(blocks(reply))
    kept: dict[str, str] = {}
    messages = []
    for page in pages:
        whys = () if reply.line.startswith("/why ") else page.whys  # that would be asked about itself
        shown = controls(reply.buttons if page is pages[-1] else (), whys)
        kept |= shown.kept or {}
        body: Payload = {"embeds": [_embed(embed) for embed in page.embeds], "allowed_mentions": NOBODY}
        messages.append(body | {"components": list(shown.rows)})
    return Rendered(tuple(messages), kept, reply.files)


def with_rest(message: Payload, line: str, page: int) -> Rendered:
    """A message with a button that shows the rest of the answer to `line`, from message number `page`, 0 the first."""
    shown = continued(message["components"], line, page)
    return Rendered((message | {"components": list(shown.rows)},), shown.kept or {})


@dataclass(slots=True)
class _Page:
    """A message that is being filled."""

    embeds: list[Payload] = field(default_factory=list)
    whys: list[Why] = field(default_factory=list)
    used: int = 0
    filled: int = 0  # of the last embed's description

    def take(self, opening: Payload | None, item: Item | None) -> bool:
        """Put an item into the last embed, or into a new one that begins with `opening`; false if there is no room."""
        if opening is None and item is not None and not self._embed_takes(item):
            opening = {"color": self.embeds[-1]["color"]}
        embed: Payload = {"description": [], "fields": []} | (opening or self.embeds[-1])
        cost = (_size(opening) if opening else 0) + (_cost(embed, item) if item else 0)
        if self.used + cost > MESSAGE_UNITS or (opening is not None and len(self.embeds) == MESSAGE_EMBEDS):
            return False
        if opening is not None:
            self.embeds.append(embed)
            self.filled = 0
        self._put(self.embeds[-1], item)
        self.used += cost
        return True

    def _embed_takes(self, item: Item) -> bool:
        if not self.embeds:
            return True
        embed = self.embeds[-1]
        if item.name is not None:
            return len(embed["fields"]) < FIELDS
        # Fields stand below the description, so that a line after a field needs an embed of its own.
        return not embed["fields"] and self.filled + 1 + units(item.text) <= DESCRIPTION

    def _put(self, embed: Payload, item: Item | None) -> None:
        if item is None:
            return
        if item.name is None:
            embed["description"].append(item.text if embed["description"] else item.text.lstrip("\n"))
            self.filled += units(item.text) + 1
        else:
            embed["fields"].append({"name": item.name, "value": item.text, "inline": True})
        if item.why is not None:
            self.whys.append(item.why)


def _pages(found: Iterable[Block]) -> list[_Page]:
    pages = [_Page()]
    for block in found:
        opening: Payload | None = _opening(block)
        for item in block.items or (None,):
            if not pages[-1].take(opening, item):
                pages.append(_Page())
                pages[-1].take(opening or {"color": block.colour}, item)
            opening = None
    return pages


def _opening(block: Block) -> Payload:
    opening: Payload = {"color": block.colour}
    opening |= {"title": block.title} if block.title else {}
    opening |= {"url": block.url} if block.url else {}
    return opening | ({"footer": {"text": block.footer}} if block.footer else {})


def _size(embed: Payload) -> int:
    return units(embed.get("title", "")) + units(embed.get("footer", {}).get("text", ""))


def _cost(embed: Payload, item: Item) -> int:
    return units(item.text) + (1 if embed["description"] else 0) + units(item.name or "")


def _embed(embed: Payload) -> Payload:
    """The embed as Discord takes it: the lines joined, empty parts left out."""
    shown = {name: value for name, value in embed.items() if value}
    return shown | ({"description": "\n".join(embed["description"])} if embed["description"] else {})
