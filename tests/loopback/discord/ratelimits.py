"""Rate limits told by headers: a bucket a route and major parameter, and one limit over all. Off until turned on."""

from __future__ import annotations

import hashlib
import math
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from .state import Call

MAJOR = ("channel_id", "guild_id", "webhook_id", "webhook_token", "interaction_id")


@dataclass(frozen=True)
class Limited:
    """A request over a limit: seconds to wait, and whether the limit is the one over all."""

    retry_after: float
    everywhere: bool
    headers: Mapping[str, str]


@dataclass
class Bucket:
    """What is left of a route's window."""

    limit: int
    window: float
    used: int = 0
    ends: float = 0.0


@dataclass
class RateLimits:
    """Limits by method and route. `rules` maps them to (requests, seconds); `usual` holds where no rule is given."""

    enabled: bool = False
    usual: tuple[int, float] = (50, 1.0)
    rules: dict[tuple[str, str], tuple[int, float]] = field(
        default_factory=lambda: {
            ("POST", "/channels/{channel_id}/messages"): (5, 5.0),
            ("PATCH", "/channels/{channel_id}/messages/{message_id}"): (5, 5.0),
            ("POST", "/webhooks/{webhook_id}/{webhook_token}"): (5, 2.0),
            ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original"): (5, 5.0),
        }
    )
    overall: int = 50
    _buckets: dict[str, Bucket] = field(default_factory=dict)
    _recent: deque[float] = field(default_factory=deque)

    def count(self, call: Call, *, counts_overall: bool) -> Limited | dict[str, str]:
        """Count a request: the headers for its answer, or that it is over a limit."""
        if not self.enabled:
            return {}
        now = time.time()
        while self._recent and self._recent[0] < now - 1:
            self._recent.popleft()
        if counts_overall and len(self._recent) >= self.overall:
            wait = round(self._recent[0] + 1 - now, 3)
            return Limited(wait, everywhere=True, headers=limited_headers(wait, "global"))
        if counts_overall:
            self._recent.append(now)
        return self._count_route(call, now)

    def _count_route(self, call: Call, now: float) -> Limited | dict[str, str]:
        route = (call.method, call.route)
        name = hashlib.md5(" ".join(route).encode(), usedforsecurity=False).hexdigest()
        key = ":".join([name, *(call.params.get(major, "") for major in MAJOR)])
        bucket = self._buckets.setdefault(key, Bucket(*self.rules.get(route, self.usual)))
        if bucket.ends <= now:
            bucket.used, bucket.ends = 0, now + bucket.window
        left = bucket.limit - bucket.used
        headers = {
            "X-RateLimit-Limit": str(bucket.limit),
            "X-RateLimit-Remaining": str(max(left - 1, 0)),
            "X-RateLimit-Reset": f"{bucket.ends:.3f}",
            "X-RateLimit-Reset-After": f"{bucket.ends - now:.3f}",
            "X-RateLimit-Bucket": name,
        }
        if left <= 0:
            wait = round(bucket.ends - now, 3)
            return Limited(wait, everywhere=False, headers=headers | limited_headers(wait, "user"))
        bucket.used += 1
        return headers


def limited_headers(wait: float, scope: str) -> dict[str, str]:
    """What a 429 carries beside the bucket's own headers."""
    headers = {"Retry-After": str(math.ceil(wait)), "X-RateLimit-Scope": scope}
    return headers | {"X-RateLimit-Global": "true"} if scope == "global" else headers
