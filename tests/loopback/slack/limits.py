"""How often each method may be called. Off until a test turns it on."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

from .clock import Clock

PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}  # Slack's tiers; it promises "at least"
POST_SECONDS = 1.0  # one chat.postMessage a second and channel; real bursts are forgiven, here none is

TIERS = {
    "auth.test": 4,
    "apps.connections.open": 2,  # tier 1 on paper, but a client may open ten sockets at once
    "chat.postEphemeral": 4,
    "chat.update": 3,
    "chat.delete": 3,
    "conversations.history": 3,
    "conversations.replies": 3,
    "conversations.open": 3,
    "conversations.info": 3,
    "users.info": 4,
    "users.conversations": 3,
    "views.open": 4,
    "views.push": 4,
    "views.update": 4,
    "views.publish": 4,
    "files.getUploadURLExternal": 4,
    "files.completeUploadExternal": 4,
    "team.info": 3,
    "reactions.add": 3,
}


@dataclass
class Limits:
    """Counts calls. `refused` lists what was answered with 429: (method, channel, seconds to wait)."""

    clock: Clock
    on: bool = False
    scale: float = 1.0
    refused: list[tuple[str, str, int]] = field(default_factory=list)
    _calls: dict[tuple[str, str], deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def wait(self, method: str, channel: str) -> int:
        """Seconds until this call may be made again, 0 if it may be made now; `scale` shortens all windows."""
        if not self.on:
            return 0
        one_channel = method == "chat.postMessage"
        window, most = (POST_SECONDS, 1) if one_channel else (60.0, PER_MINUTE[TIERS.get(method, 3)])
        calls = self._calls[method, channel if one_channel else ""]
        now = self.clock.now()
        while calls and calls[0] <= now - window * self.scale:
            calls.popleft()
        if len(calls) < most:
            calls.append(now)
            return 0
        seconds = max(1, math.ceil(calls[0] + window * self.scale - now))
        self.refused.append((method, channel, seconds))
        return seconds
