"""What a reader of Slack's blocks sees."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

BOLD = re.compile(r"(<[^>]*>)|\*")


def squeezed(text: str) -> str:
    """Without white space, so that it does not matter where a long text goes on in the next block."""
    return "".join(text.split())


def shown(blocks: list[Any]) -> str:
    """All that a reader sees or can follow in these blocks, markup undone."""
    return squeezed("".join(_strings(blocks)))


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("text", "url") and isinstance(value, str):
                yield html.unescape(BOLD.sub(r"\1", value)) if node.get("type") == "mrkdwn" else value
            else:
                yield from _strings(value)
    elif isinstance(node, (list, tuple)):
        for value in node:
            yield from _strings(value)
