"""What a fetch may take, with units. The values stand for a desk that follows a few thousand public sites."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.core.ports import DocumentKind

KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE

TEXTS: frozenset[DocumentKind] = frozenset({"feed", "page", "text"})


@dataclass(frozen=True, slots=True)
class Room:
    """How many bytes an unpacked body may have; a longer one is refused, or with `cut` ends there."""

    most: int
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """Everything that ends a fetch or makes it wait. Waiting for a turn counts against none of the times."""

    connect_seconds: float = 10.0
    answer_seconds: float = 20.0  # from the request to the last header
    read_seconds: float = 15.0  # of silence
    whole_seconds: float = 60.0  # all redirects together
    grace_seconds: float = 10.0  # before a body's rate counts
    least_rate: float = 1_000.0  # bytes a second

    sent_bytes: int = 20 * MEGABYTE
    text_bytes: int = 10 * MEGABYTE  # unpacked, where only feeds, pages and texts are wanted
    body_bytes: int = 50 * MEGABYTE  # unpacked, of anything else
    small_bytes: int = (
        MEGABYTE  # a longer body is a large one; at_once small ones and large_at_once large ones are held
    )
    large_at_once: int = 4
    header_bytes: int = 8 * KILOBYTE  # each line of the head
    headers: int = 128
    redirects: int = 10

    at_once: int = 64
    per_host: int = 2
    pause_seconds: float = 1.0  # between two requests to one host
    longest_pause_seconds: float = 30.0  # of those that a robots.txt may ask for

    robots_bytes: int = 512 * KILOBYTE  # RFC 9309 asks for 500; the rest is not read
    robots_seconds: float = 24 * 3600.0
    robots_again_seconds: float = 600.0  # after one that could not be had

    def room(self, kinds: Collection[DocumentKind]) -> Room:
        """What a document of one of these kinds may unpack to."""
        return Room(self.text_bytes if kinds and TEXTS.issuperset(kinds) else self.body_bytes)
