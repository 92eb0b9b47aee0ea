"""The headline among what a page or a text offers for one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from bot.pipeline.characters import key
from bot.pipeline.clutter_lines import NAVIGATION

_SEPARATOR = re.compile(r"\s+(?:\||-|–|—|::|•|·|»|«|~|/|:)\s+|\s*\|\s*")
LONGEST = 300
_LONGEST_ACRONYM, _SHORTEST_WORD, _LONGEST_SITE = 5, 3, 5


def choose(heads: Sequence[str], claims: Sequence[str], tag: str, names: Sequence[str]) -> str | None:
    """The headline: a first-rank heading that the page's own claims (or its `<title>`) agree with, else the best claim.

    `claims` are in the order of trust, `names` what the site calls itself.
    """
    bare = [trimmed for claim in claims if (trimmed := without_site(claim, names))]
    tagged = without_site(tag, names)
    for head in heads:
        for claim in [*bare, tagged]:
            if claim and _agree(head, claim):
                # a label before the headline ("News", "Watch") is part of the heading alone
                labelled = key(head) != key(claim) and key(head).endswith(key(claim))
                return claim if labelled else without_site(head, names)
    if bare:
        return bare[0]
    if len(heads) == 1:
        return heads[0]
    return tagged or (heads[0] if heads else None)


def without_site(title: str, names: Sequence[str]) -> str:
    """The title without the site's name before or behind it ("... | The Daily Bugle")."""
    title = title.strip()
    keys = [at for at in map(key, names) if len(at) > 2]
    for _ in range(3):
        breaks = list(_SEPARATOR.finditer(title))
        if not breaks:
            break
        first, last = breaks[0], breaks[-1]
        if _is_site(title[last.end() :], keys):
            title = title[: last.start()].strip()
        elif _is_site(title[: first.start()], keys):
            title = title[first.end() :].strip()
        else:
            break
    return title


def cased(name: str, text: str) -> str:
    """A name in capitals as the text writes it ("YALU MONITOR": "Yalu Monitor"), else with small letters.

    One short word may be an acronym and stays.
    """
    if not name.isupper() or (" " not in name and len(name) <= _LONGEST_ACRONYM):
        return name
    # Folding may change lengths ("ß"), so the match is sought in the text as written.
    found = re.search(re.escape(name), text, re.IGNORECASE)
    if found and not found.group().isupper():
        return found.group()
    return " ".join(word if len(word) <= _SHORTEST_WORD else word.capitalize() for word in name.split())


def site_in(tag: str, head: str | None) -> str | None:
    """The site's name that a page's `<title>` gives behind its headline ("… | Changbai Review")."""
    breaks = list(_SEPARATOR.finditer(tag))
    if not head or not breaks or key(tag[: breaks[0].start()]) != key(head):
        return None
    site = tag[breaks[-1].end() :].strip()
    words = site.split()
    named = 0 < len(words) <= _LONGEST_SITE and (len(words) > 1 or site.lower() not in NAVIGATION)
    return site if named else None


def host_names(url: str | None) -> list[str]:
    """What a site may call itself, from its address: "www.dailynk.com" and "dailynk"."""
    host = host_of(url)
    if not host:
        return []
    labels = host.split(".")
    return [host, max(labels[:-1] or labels, key=len)]


def host_of(url: str | None) -> str | None:
    """The host of an address without "www."; None where there is none."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") or None if host else None


def _is_site(part: str, keys: Sequence[str]) -> bool:
    at = key(part)
    if len(part.split()) > 6 or len(at) < 2:
        return False
    bare = at.removeprefix("the")
    return any(bare == name.removeprefix("the") or (len(bare) > 3 and (bare in name or name in bare)) for name in keys)


def _agree(head: str, claim: str) -> bool:
    one, other = key(head), key(claim)
    if not one or not other:
        return False
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= 12 and len(short) * 2 >= len(long) and short in long
