"""Whether a message of Discord's says what a payload of ours does. Pure.

Discord trims texts and dresses what it stores, so only the words and the controls are compared. Files and the line that
says why they are missing are left out, for a message may have been sent without those it was to have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]


def same(message: Json, payload: Json) -> bool:
    """Whether this message was made of this payload, by a bot."""
    return bool((message.get("author") or {}).get("bot")) and list(_said(message)) == list(_said(payload))


def _said(body: Json) -> Iterator[str]:
    for embed in body.get("embeds") or ():
        yield from (_folded(embed.get(part)) for part in ("title", "description"))
        yield _folded((embed.get("footer") or {}).get("text"))
        for row in embed.get("fields") or ():
            yield from (_folded(row.get(part)) for part in ("name", "value"))
    for row in body.get("components") or ():
        yield from (str(part.get("custom_id")) for part in row.get("components") or ())


def _folded(text: Any) -> str:
    return " ".join(str(text or "").split())
