"""The rich_text block: sections, lists, quotes and preformatted text, and the runs inside them."""

from __future__ import annotations

from typing import Any

from .elements import URL
from .rules import Findings, Rule, anything, boolean, by_type, items, number, one_of, shape, string

_KIND = {"type": anything}
_STYLE = {"style": shape({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline"), boolean))}
_ID = string(255, low=1)

RUNS: dict[str, Rule] = {
    "text": shape({**_KIND, "text": string(low=1)}, _STYLE),
    "link": shape({**_KIND, "url": URL}, {**_STYLE, "text": string(), "unsafe": boolean}),
    "emoji": shape({**_KIND, "name": _ID}, {**_STYLE, "unicode": string(), "skin_tone": number(1, 6)}),
    "user": shape({**_KIND, "user_id": _ID}, _STYLE),
    "usergroup": shape({**_KIND, "usergroup_id": _ID}, _STYLE),
    "channel": shape({**_KIND, "channel_id": _ID}, _STYLE),
    "broadcast": shape({**_KIND, "range": one_of("here", "channel", "everyone")}, _STYLE),
    "color": shape({**_KIND, "value": string(pattern=r"#[0-9a-fA-F]{6}")}, _STYLE),
    "date": shape({**_KIND, "timestamp": number(0, 99_999_999_999), "format": string(low=1)}, {"fallback": string()}),
}
_RUNS = items(by_type(RUNS), 0, 3000)
_SECTION = shape({**_KIND, "elements": _RUNS})

PARTS: dict[str, Rule] = {
    "rich_text_section": _SECTION,
    "rich_text_preformatted": shape({**_KIND, "elements": _RUNS}, {"border": number(0, 1), "language": string()}),
    "rich_text_quote": shape({**_KIND, "elements": _RUNS}, {"border": number(0, 1)}),
    "rich_text_list": shape(
        {
            **_KIND,
            "style": one_of("bullet", "ordered"),
            "elements": items(by_type({"rich_text_section": _SECTION}), 1, 3000),
        },
        {"indent": number(0, 8), "offset": number(0, 1_000_000), "border": number(0, 1)},
    ),
}


def RICH_TEXT(block: Any, at: str, found: Findings) -> None:  # noqa: N802 - a rule like the constants beside it
    """The parts of a rich_text block."""
    if isinstance(block, dict) and "elements" in block:
        items(by_type(PARTS), 0, 3000)(block["elements"], f"{at}/elements", found)
