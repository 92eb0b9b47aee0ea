"""The application commands as registered: everywhere, and in single guilds."""

from __future__ import annotations

from typing import Any

from .clock import Clock
from .news import News

JSON = dict[str, Any]


class Registry:
    """Definitions by scope: None for everywhere, else the guild's id."""

    def __init__(self, clock: Clock, app_id: int) -> None:
        self._clock, self._app_id = clock, app_id
        self._scopes: dict[int | None, dict[int, JSON]] = {}
        self.news = News()
        self.creations = 0

    def all(self, scope: int | None) -> list[JSON]:
        """Every definition of a scope."""
        return list(self._scopes.get(scope, {}).values())

    def get(self, scope: int | None, command_id: int) -> JSON | None:
        """One definition by its id."""
        return self._scopes.get(scope, {}).get(command_id)

    def find(self, name: str, guild: int | None) -> JSON | None:
        """What a user gets who types `/name` there: the guild's own command before the one of everywhere."""
        for scope in (guild, None) if guild is not None else (None,):
            for command in self.all(scope):
                if command["name"] == name and command["type"] == 1:
                    return command
        return None

    def put(self, scope: int | None, definition: JSON) -> JSON:
        """Add a definition, over the one of the same name and type, whose id it keeps."""
        known = self._scopes.setdefault(scope, {})
        kind = definition.get("type", 1)
        old = next((c for c in known.values() if (c["name"], c["type"]) == (definition["name"], kind)), None)
        self.creations += old is None
        command_id = int(old["id"]) if old else self._clock.snowflake()
        known[command_id] = self._whole(command_id, scope, definition)
        self.news.tell()
        return known[command_id]

    def replace(self, scope: int | None, definitions: list[JSON]) -> list[JSON]:
        """Put a whole list in place of what was there."""
        kept = {(d["name"], d.get("type", 1)) for d in definitions}
        known = self._scopes.get(scope, {})
        self._scopes[scope] = {i: c for i, c in known.items() if (c["name"], c["type"]) in kept}
        return [self.put(scope, definition) for definition in definitions]

    def patch(self, scope: int | None, command_id: int, change: JSON) -> JSON:
        """Change parts of a definition."""
        known = self._scopes[scope]
        known[command_id] = self._whole(command_id, scope, known[command_id] | change)
        return known[command_id]

    def delete(self, scope: int | None, command_id: int) -> bool:
        """Forget a definition; whether there was one."""
        return self._scopes.get(scope, {}).pop(command_id, None) is not None

    def _whole(self, command_id: int, scope: int | None, definition: JSON) -> JSON:
        permissions = definition.get("default_member_permissions")
        whole = {
            "name_localizations": None,
            "description_localizations": None,
            "contexts": None,
            "integration_types": [0],
            "nsfw": False,
            "dm_permission": True,
            "type": 1,
            "description": "",
            **definition,
            "id": str(command_id),
            "application_id": str(self._app_id),
            "version": str(self._clock.snowflake()),
            "default_member_permissions": None if permissions is None else str(permissions),
        }
        return whole if scope is None else whole | {"guild_id": str(scope)}
