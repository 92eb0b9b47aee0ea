"""What a reader of Slack's blocks sees."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

LINK = re.compile(r"<(https?:[^|<>]*)\|([^<>]*)>")
BOLD = re.compile(r"(<[^>]*>)|\*")


def squeezed(text: str) -> str:
    """Without white space, so that it does not matter where a long text goes on in the next block."""
    return "".join(text.split())


def shown(blocks: list[Any]) -> str:
    """All words that a reader sees in these blocks, markup undone; a text that goes on in a next link reads on."""
    return squeezed("".join(_strings(blocks, "text")))


def followed(blocks: list[Any]) -> str:
    """All addresses that a reader can follow from these blocks."""
    links = LINK.findall("".join(_strings(blocks, "text", whole=True)))
    return "\n".join([*(html.unescape(address) for address, _ in links), *_strings(blocks, "url")])


def _strings(node: Any, wanted: str, *, whole: bool = False) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == wanted and isinstance(value, str):
                yield _plain(value, whole=whole) if node.get("type") == "mrkdwn" else value
            elif isinstance(value, (dict, list, tuple)):
                yield from _strings(value, wanted, whole=whole)
    elif isinstance(node, (list, tuple)):
        for value in node:
            yield from _strings(value, wanted, whole=whole)


def _plain(text: str, *, whole: bool) -> str:
    bare = BOLD.sub(r"\1", text)
    return bare if whole else html.unescape(LINK.sub(r"\2", bare))
