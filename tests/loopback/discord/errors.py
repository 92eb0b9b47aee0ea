"""What the server refuses, in Discord's own words and codes. Standard library only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]
"""Where in a body something stands: ("embeds", 0, "fields", 2, "name")."""


class Refusal(Exception):
    """A request that is not granted: HTTP status, Discord's code and words, and the nested errors of a form."""

    def __init__(self, status: int, code: int, message: str, errors: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.errors = status, code, message, errors

    def body(self) -> dict[str, Any]:
        """The JSON body of the answer."""
        body: dict[str, Any] = {"message": self.message, "code": self.code}
        return body | {"errors": self.errors} if self.errors else body


@dataclass(frozen=True)
class Violation:
    """One thing the client did that Discord does not take."""

    what: str
    where: str
    body: Any = None
    code: int = 0
    status: int = 0


class Form:
    """Collects what is wrong with a body, so that one answer names every fault, as Discord does."""

    def __init__(self) -> None:
        self._faults: list[tuple[Path, str, str]] = []

    def wrong(self, path: Path, code: str, message: str) -> None:
        """Note one fault at `path`."""
        self._faults.append((path, code, message))

    def text(self, path: Path, value: Any, most: int, least: int = 0) -> None:
        """Hold a text against its limits in UTF-16 units; None passes unless at least one unit is wanted."""
        if value is None and not least:
            return
        if value is None or (least and value == ""):
            self.wrong(path, "BASE_TYPE_REQUIRED", "This field is required")
        elif not isinstance(value, str):
            self.wrong(path, "STRING_TYPE_CONVERT", f'Could not interpret "{value}" as string.')
        elif least and not least <= units(value) <= most:
            self.wrong(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
        elif units(value) > most:
            self.wrong(path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")

    def count(self, path: Path, items: Any, most: int, least: int = 0, of: type = dict) -> Sequence[Any]:
        """Hold a list against its limits and return those of its items that are of the kind wanted."""
        if items is None and not least:
            return ()
        if not isinstance(items, list):
            self.wrong(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return ()
        if not least <= len(items) <= most:
            self.wrong(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
        for number, item in enumerate(items):
            if not isinstance(item, of):
                self.wrong((*path, number), "MODEL_TYPE_CONVERT", f'Could not interpret "{item}".')
        return [item for item in items if isinstance(item, of)]

    def number(self, path: Path, value: Any, least: int, most: int) -> None:
        """Hold a whole number against its limits; None passes."""
        if value is None:
            return
        if not isinstance(value, int) or isinstance(value, bool):
            self.wrong(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
        elif not least <= value <= most:
            self.wrong(path, "NUMBER_TYPE_RANGE", f"Value must be between {least} and {most}.")

    def choice(self, path: Path, value: Any, known: Sequence[Any]) -> bool:
        """Whether the value is one of those known; a fault is noted where it is not."""
        if value in known and not isinstance(value, bool):
            return True
        self.wrong(path, "BASE_TYPE_CHOICES", f"Value must be one of {tuple(known)}.")
        return False

    def settle(self) -> None:
        """Raise what was collected as one refusal, if anything was."""
        if self._faults:
            raise Refusal(400, 50035, "Invalid Form Body", self._nested())

    def _nested(self) -> dict[str, Any]:
        tree: dict[str, Any] = {}
        for path, code, message in self._faults:
            node = tree
            for step in path:
                node = node.setdefault(str(step), {})
            node.setdefault("_errors", []).append({"code": code, "message": message})
        return tree


def units(text: str) -> int:
    """The length of a text in UTF-16 units, the strictest of the counts that Discord's parts use."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def invalid(path: Path, code: str, message: str) -> Refusal:
    """A form with one fault."""
    form = Form()
    form.wrong(path, code, message)
    return Refusal(400, 50035, "Invalid Form Body", form._nested())


def unauthorized() -> Refusal:
    """A missing, wrong or revoked token."""
    return Refusal(401, 0, "401: Unauthorized")


def not_found() -> Refusal:
    """An address that nobody answers at."""
    return Refusal(404, 0, "404: Not Found")


def unknown(what: str) -> Refusal:
    """An identifier that stands for nothing."""
    code = {
        "Channel": 10003,
        "Guild": 10004,
        "Member": 10007,
        "Message": 10008,
        "User": 10013,
        "Webhook": 10015,
        "interaction": 10062,
        "application command": 10063,
    }[what]
    return Refusal(404, code, f"Unknown {what}")


def missing_access() -> Refusal:
    """The bot does not see the place."""
    return Refusal(403, 50001, "Missing Access")


def missing_permissions() -> Refusal:
    """The bot sees the place but may not do this there."""
    return Refusal(403, 50013, "Missing Permissions")
