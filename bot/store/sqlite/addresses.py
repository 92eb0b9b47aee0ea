"""Which addresses lead to the same page, and what an address says of where an article comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from bot.core.article import RawDocument, Sealed

WEB = re.compile(r"https?://", re.IGNORECASE)
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|yclid|_hs(?:enc|mi)", re.IGNORECASE)
DEFAULT_PORT = re.compile(r":(?:80|443)$")


def addresses_of(raw: RawDocument | Sealed) -> dict[str, str]:
    """Every address a document goes by, the location first, under its key.

    What follows `#` tells documents of one file or feed apart in a location; in the address of a page it is a place
    in that page.
    """
    found = {key_of(address): address for address in _tidy(raw.location)}
    for address in _tidy(raw.url):
        found.setdefault(key_of(_without_place(address)), address)
    return found


def key_of(address: str) -> str:
    """The same for two addresses that differ only in scheme, `www.`, tracking or a closing slash."""
    if not WEB.match(address):
        return address
    try:
        parts = urlsplit(address)
        host = DEFAULT_PORT.sub("", parts.netloc.rpartition("@")[2].lower()).removeprefix("www.")
        asked = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(pair[0])]
    except ValueError:
        return address
    return urlunsplit(("https", host, parts.path.rstrip("/"), urlencode(asked), parts.fragment))


def keys_of_link(link: str) -> tuple[str, ...]:
    """Keys to look for when somebody gives a link: as it is, then without the place in the page."""
    return tuple(dict.fromkeys(key_of(form) for whole in _tidy(link) for form in (whole, _without_place(whole))))


def host_of(address: str) -> str | None:
    """The host of a web address, without `www.`."""
    if not WEB.match(address):
        return None
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def place_of(location: str) -> str | None:
    """The file or feed of a document of many (`path#line`), the folder of a document of its own, or the host."""
    whole, mark, _ = location.partition("#")
    if WEB.match(location):
        return whole if mark else host_of(location)
    place = whole if mark else str(PurePath(whole).parent)
    return place if place not in {"", "."} else None


def places_of(addresses: Iterable[str]) -> str:
    """Hosts and places of these addresses, one a line, hosts first."""
    addresses = tuple(addresses)
    found = [*map(host_of, addresses), *map(place_of, addresses)]
    return "\n".join(dict.fromkeys(place for place in found if place))


def _tidy(*addresses: str | None) -> tuple[str, ...]:
    """Those that say something, in a form that can be stored whatever bytes a file's name is made of."""
    stripped = (address.strip() for address in addresses if address)
    return tuple(address.encode("utf-8", "backslashreplace").decode() for address in stripped if address)


def _without_place(address: str) -> str:
    # "#!" and "#/" are whole pages of sites that load no new ones.
    return re.sub(r"#(?![!/]).*", "", address, count=1, flags=re.DOTALL) if WEB.match(address) else address
