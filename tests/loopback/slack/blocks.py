"""Block Kit as Slack checks it: which blocks there are, what they hold, and what is said when they are wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .elements import ELEMENTS, IN_ACTIONS, IN_INPUT, IN_SECTION, NAME, URL, plain, text
from .model import Json, Refused, texts
from .rich_text import RICH_TEXT
from .rules import (
    Findings,
    Rule,
    anything,
    at_least_one,
    boolean,
    both,
    by_type,
    exactly_one,
    items,
    say,
    shape,
    string,
)

IN_MESSAGE = 50
IN_VIEW = 100
# Undocumented. 11,341 characters were seen to pass and messages near 12,000 to be refused; the largest known to pass
# is the limit here, so that what is accepted here is accepted there.
ALL_CHARACTERS = 11_341
MARKDOWN_CHARACTERS = 12_000

_BLOCK = {"type": anything}
_ID = {"block_id": NAME}
_CONTEXT = {
    **{kind: text(3000) for kind in ("plain_text", "mrkdwn")},
    "image": ELEMENTS["image"],
}

BLOCKS: dict[str, Rule] = {
    "section": both(
        shape(
            _BLOCK,
            {
                **_ID,
                "text": text(3000),
                "fields": items(text(2000), 1, 10),
                "accessory": by_type(ELEMENTS, allowed=IN_SECTION),
                "expand": boolean,
            },
        ),
        at_least_one("text", "fields"),
    ),
    "divider": shape(_BLOCK, _ID),
    "header": shape({**_BLOCK, "text": plain(150)}, _ID),
    "image": both(
        shape(
            {**_BLOCK, "alt_text": string(2000, low=1)},
            {**_ID, "image_url": URL, "slack_file": anything, "title": plain(2000)},
        ),
        exactly_one("image_url", "slack_file"),
    ),
    "context": shape({**_BLOCK, "elements": items(by_type(_CONTEXT), 1, 10)}, _ID),
    "actions": shape({**_BLOCK, "elements": items(by_type(ELEMENTS, allowed=IN_ACTIONS), 1, 25)}, _ID),
    "input": shape(
        {**_BLOCK, "label": plain(2000), "element": by_type(ELEMENTS, allowed=IN_INPUT)},
        {**_ID, "hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "rich_text": both(shape({**_BLOCK, "elements": anything}, _ID), RICH_TEXT),
    "markdown": shape({**_BLOCK, "text": string(MARKDOWN_CHARACTERS, low=1)}, _ID),
    "video": shape(
        {**_BLOCK, "alt_text": string(2000, low=1), "title": plain(200), "video_url": URL, "thumbnail_url": URL},
        {
            **_ID,
            "author_name": string(50),
            "description": plain(200),
            "provider_icon_url": URL,
            "provider_name": string(50),
            "title_url": URL,
        },
    ),
}


def findings(blocks: Any, at: str, most: int) -> Findings:
    """All that Slack would object to in these blocks, in its words; an empty list if it takes them."""
    found: Findings = []
    items(by_type(BLOCKS), 0, most)(blocks, at, found)
    if not found:
        _unique(blocks, at, found)
    return found


def check_message(blocks: Any, *, at: str = "/blocks") -> None:
    """Refuse blocks that a message may not have, `invalid_blocks` or `msg_blocks_too_long`."""
    found = findings(blocks, at, IN_MESSAGE)
    if found:
        raise Refused("invalid_blocks", *found, errors=found)
    if size(blocks) > ALL_CHARACTERS:
        raise Refused("msg_blocks_too_long")


def size(blocks: Any) -> int:
    """Characters to be read over all blocks."""
    return sum(map(len, texts(blocks)))


def _unique(blocks: list[Json], at: str, found: Findings) -> None:
    seen: set[str] = set()
    for place, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id is not None and block_id in seen:
            say(found, f"`block_id` already exists: {block_id}", f"{at}/{place}/block_id")
        seen.add(block_id)
        ids = list(_action_ids(block))
        for action_id in sorted({each for each in ids if ids.count(each) > 1}):
            say(found, f"`action_id` already exists: {action_id}", f"{at}/{place}")


def _action_ids(block: Json) -> Iterator[str]:
    for element in (*block.get("elements", ()), block.get("accessory"), block.get("element")):
        if isinstance(element, dict) and "action_id" in element:
            yield element["action_id"]
