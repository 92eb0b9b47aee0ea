"""The loopback Slack: speaks what Slack speaks, on 127.0.0.1, so that the real SDK runs against it unchanged.

    async with Slack() as slack:
        # start the bot with slack.environment
        await slack.sockets.connected()
        call = await slack.command("/brief", "tumen river")
        await call.finished()
        assert call.acknowledged_after < 1
        assert [] == slack.violations

People: `command`, `mention`, `direct`, `press`, `choose`, `submit`, `suggest`, `close`, `open_home`. What they see: the
`Call` that comes back, `seen_by`, `channel`, `direct_channel`, `home`, `modal`. What goes wrong: `faults.add`,
`faults.deliveries`, `sockets.drop`, `sockets.refresh`, `refusing`, `access.revoke`, `access.scopes`, `limits.on`,
`clock.advance`. What was done: `violations`, `failures`, `record`, `requests`. HTTP mode: `post_to`.

It imports nothing of the bot: what it demands is what Slack documents, or was seen to demand.
"""

from .acting import ANNA, DESK, Place, Slack
from .call import Call
from .forms import Submission
from .model import Channel, Exchange, Message, Refused, User, View, Violation

__all__ = [
    "ANNA",
    "DESK",
    "Call",
    "Channel",
    "Exchange",
    "Message",
    "Place",
    "Refused",
    "Slack",
    "Submission",
    "User",
    "View",
    "Violation",
]
