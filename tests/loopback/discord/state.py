"""Everything the running server knows, in one record that the handlers share."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .clock import Clock
from .description import Description
from .errors import Form, Violation, invalid
from .gateway import Gateway
from .interactions import Interaction
from .registry import Registry
from .world import Attachment, Message, User, World


@dataclass(frozen=True)
class Upload:
    """A file of a multipart request, by the number in its field's name."""

    number: str
    filename: str
    data: bytes
    content_type: str


@dataclass(frozen=True)
class Call:
    """One request as a handler sees it."""

    method: str
    route: str
    params: Mapping[str, str]
    query: Mapping[str, str]
    body: Any = None
    files: tuple[Upload, ...] = ()

    def id(self, name: str) -> int:
        """An identifier from the path."""
        value = self.params[name]
        if not value.isdigit():
            raise invalid((name,), "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')
        return int(value)


@dataclass(frozen=True)
class Request:
    """One request as the record keeps it; status 0 stands for an answer that was cut off or never came."""

    at: float
    method: str
    route: str
    path: str
    status: int
    seconds: float
    body: Any = None


@dataclass(eq=False)
class State:
    """The world and what goes on in it. `nonce_window` is in seconds: how long a nonce guards against a second send."""

    clock: Clock
    world: World
    app: User
    owner: User
    gateway: Gateway
    commands: Registry
    description: Description
    violations: list[Violation]
    base: str = ""
    token: str | None = None
    nonce_window: float = 180.0
    interactions: dict[str, Interaction] = field(default_factory=dict)
    nonces: dict[tuple[int, str], tuple[float, Message]] = field(default_factory=dict)
    files: dict[int, Attachment] = field(default_factory=dict)

    def settle(self, form: Form, call: Call) -> None:
        """Refuse what the limits found; what they let pass must suit the official description as well."""
        form.settle()
        self.description.check(call.method, call.route, call.body)

    def interaction(self, **settings: Any) -> Interaction:
        """A new interaction with a token of its own."""
        token = secrets.token_urlsafe(120)
        made = Interaction(self.clock.snowflake(), token, dispatched=self.clock.monotonic(), **settings)
        self.interactions[token] = made
        return made
