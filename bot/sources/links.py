"""Addresses as feeds, lists and pages write them: made absolute, and only what leads to the web."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

LIMIT = 2_000
WHOLE = re.compile(r"https?://", re.IGNORECASE)
# Browsers leave these out of an address; they come from lines that were broken in the middle of one.
BREAKS = re.compile(r"[\t\r\n]+")


def web_address(written: object, base: str | None = None) -> str | None:
    """The http or https address that `written` means, seen from `base`; None when it means no such thing.

    Its own words stay as they are, tracking included: which addresses are the same is for the store to say.
    """
    address = BREAKS.sub("", written).strip() if isinstance(written, str) else ""
    if not address or len(address) > LIMIT:
        return None
    try:
        whole = urljoin(base, address) if base and not WHOLE.match(address) else address
        parts = urlsplit(whole)
        named = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not named or not whole.isprintable():
        return None
    return whole.replace(" ", "%20")


def host_of(address: str | None) -> str:
    """The host of an address without the "www." that says nothing; empty when it has none."""
    try:
        return (urlsplit(address or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""
