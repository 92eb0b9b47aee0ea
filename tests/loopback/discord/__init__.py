"""A Discord on the loopback address: gateway and REST, as strict as the real one, with users and faults on demand.

It is a server, not our code: nothing of the bot is imported here.

    async with DiscordServer() as discord:
        # start the program with DISCORD_TOKEN=discord.token and DISCORD_API_URL=discord.api_url
        await discord.ready("brief")
        asked = await discord.command("brief", {"topic": "tumen river"})
        await asked.finished()
        assert "Tumen" in asked.text
        assert [] == discord.violations
"""

from .acting import NotPossible
from .errors import Violation
from .interactions import Interaction
from .server import DiscordServer
from .world import Channel, Guild, Message, User

__all__ = ["Channel", "DiscordServer", "Guild", "Interaction", "Message", "NotPossible", "User", "Violation"]
