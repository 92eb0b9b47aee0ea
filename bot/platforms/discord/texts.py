"""Words from outside made harmless for Discord: they cannot mention, link, format or hide.

Pure; imports the core alone.

Discord takes a backslash before any punctuation mark as "this mark and nothing more", so marks are escaped and never
replaced: what is shown is what was written. An address in an article's text is shown as text too, for a reader takes
what opens at a touch for something that we vouch for; only a source's own address is a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from bot.core.plain import safe

ALWAYS = re.compile(r"([\\*_~|`\[\]<])|(@)(?=everyone|here)|(:)(?=//|\w+:)")
AT_START = re.compile(r"[#>+-]|\d+(?=[.)](?:\s|$))")
SENTENCE_END = re.compile(r"[.!?。！？][\"”’»)\]]*$")

JOINERS = re.compile(r"(?:^|(?<=[\x00-\x7f]))[\u200c\u200d]+|[\u200c\u200d]+(?=[\x00-\x7f]|$)")
# Marks that take no ink although they count as letters or signs; no running text needs them.
INKLESS = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\U000e0100-\U000e01ef]")

LONGEST_LINK = 1900
IN_ADDRESS = "/:?#@!$&'*+,;=%~-._"


def units(text: str) -> int:
    """The length of a text in UTF-16 units, the strictest way in which Discord counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def visible(text: str) -> str:
    """One line of what can be seen, as plain text: for places where Discord reads no markdown."""
    cleaned = safe(text)
    if cleaned.isascii():
        return cleaned.strip()
    return " ".join(INKLESS.sub("", JOINERS.sub("", cleaned)).split())


def escape(text: str) -> str:
    """One line of text as markdown that shows just this text, wherever in a message it stands."""
    shown = ALWAYS.sub(lambda found: "\\" + found.group(), visible(text))
    start = AT_START.match(shown)
    if start is None:
        return shown
    # The mark after a number makes a list of it; other marks at the start act by themselves.
    return shown[: start.end()] + "\\" + shown[start.end() :] if start.group().isdigit() else "\\" + shown


def clip(text: str, most: int) -> str:
    """At most so many units of plain text, for a label of something that is said in full elsewhere."""
    shown = visible(text)
    if units(shown) <= most:
        return shown
    while units(shown) > most - 1:
        shown = shown[: min(len(shown) - 1, most - 1)]
    head, _, _ = shown.rpartition(" ")
    return (head if len(head) > most // 2 else shown).rstrip() + "…"


def address(url: str | None) -> str | None:
    """A web address that cannot leave the brackets of a link; null for what is no plain web address or too long."""
    if not url:
        return None
    try:
        parts = urlsplit(visible(url))
        host = parts.hostname and parts.hostname.encode("idna").decode()
        port = parts.port
    except ValueError:  # a host or port that none can have
        return None
    if parts.scheme not in ("http", "https") or not host or not re.fullmatch(r"[\w.-]+", host) or "@" in parts.netloc:
        return None
    place = f"{parts.scheme}://{host}{f':{port}' if port else ''}"
    rest = parts._replace(scheme="", netloc="").geturl()
    whole = place + quote(rest, safe=IN_ADDRESS)
    return whole if units(whole) <= LONGEST_LINK else None


def pieces(text: str, most: int) -> Iterator[str]:
    """A text, escaped, in pieces of at most so many units: parted after a sentence, else between words."""
    whole = escape(text)
    if units(whole) <= most:
        yield from (whole,) if whole else ()
        return
    taken: list[str] = []
    for word in _words(visible(text), most):
        if taken and units(escape(" ".join([*taken, word]))) > most:
            cut = _last_sentence(taken)
            yield escape(" ".join(taken[:cut]))
            taken = taken[cut:]
        taken.append(word)
    if taken:
        yield escape(" ".join(taken))


def _words(text: str, most: int) -> Iterator[str]:
    """Words; one that would not fit alone in parts that do, each of its characters counted as escaped."""
    for word in text.split(" "):
        size = max(1, most // 2) if units(word) * 2 > most else len(word)
        yield from (word[at : at + size] for at in range(0, len(word), max(1, size)))


def _last_sentence(words: list[str]) -> int:
    """How many of the words to keep together: up to the last end of a sentence in their second half, else all."""
    ends = [place for place in range(len(words) // 2, len(words)) if SENTENCE_END.search(words[place])]
    return ends[-1] + 1 if ends else len(words)
