"""A Discord on the loopback address: gateway and REST, as strict as the real one, with users and faults on demand.

It is a server, not our code: nothing of the bot is imported here.
"""

from .acting import NotPossible
from .errors import Violation
from .interactions import Interaction
from .server import DiscordServer
from .world import Channel, Guild, Message, User

__all__ = ["Channel", "DiscordServer", "Guild", "Interaction", "Message", "NotPossible", "User", "Violation"]
