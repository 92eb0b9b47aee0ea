"""Messages to people: each goes to the platform that they are on."""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.ports import Platform
from bot.core.reply import Reply


class Teller:
    """Knows the platforms that are in use."""

    def __init__(self, platforms: Iterable[Platform]) -> None:
        self._platforms = {platform.name: platform for platform in platforms}

    async def tell(self, platform: str, user: str, reply: Reply, key: str) -> bool:
        """Bring a message to a user, once for each key: true once it is there, false when it cannot be.

        False too for a platform that is not in use. Raises as `Platform.tell` does; then it may be called again.
        """
        place = self._platforms.get(platform)
        return bool(user) and place is not None and await place.tell(user, reply, key)
