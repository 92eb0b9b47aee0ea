"""The limits of application commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .errors import Form, Path, units
from .modals import check_choice_list

SUBCOMMAND, GROUP = 1, 2
CHOICE_TYPES = (3, 4, 10)
NAME = re.compile(r"^[-_'\w]{1,32}$")
MOST_COMMANDS, MOST_CHARACTERS = 100, 8000


def check_command(form: Form, command: Any, path: Path = ()) -> None:
    """One definition: its name, its description, its options down to the last choice, and its size."""
    if not isinstance(command, dict):
        form.wrong(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        return
    kind = command.get("type", 1)
    if kind == 1:
        _check_name(form, path, command.get("name"))
        form.text((*path, "description"), command.get("description"), 100, least=1)
        _check_options(form, path, command.get("options"), depth=0)
    else:
        form.text((*path, "name"), command.get("name"), 32, least=1)
    contexts = form.count((*path, "contexts"), command.get("contexts"), 3, of=int)
    for number, context in enumerate(contexts):
        form.choice((*path, "contexts", number), context, (0, 1, 2))
    if command_size(command) > MOST_CHARACTERS:
        form.wrong(path, "APPLICATION_COMMAND_TOO_LARGE", f"Command exceeds maximum size ({MOST_CHARACTERS})")


def check_commands(form: Form, commands: Any, most: int = MOST_COMMANDS) -> None:
    """A whole list as a bulk overwrite brings it."""
    seen: set[tuple[int, str]] = set()
    for number, command in enumerate(form.count((), commands, most)):
        check_command(form, command, (number,))
        key = (command.get("type", 1), command.get("name"))
        if key in seen:
            code = "APPLICATION_COMMANDS_DUPLICATE_NAME"
            form.wrong((number, "name"), code, "Application command names must be unique")
        seen.add(key)


def _check_name(form: Form, path: Path, name: Any) -> None:
    if not isinstance(name, str) or not NAME.match(name) or name != name.lower() or units(name) > 32:
        form.wrong((*path, "name"), "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _check_options(form: Form, path: Path, options: Any, depth: int) -> None:
    options = form.count((*path, "options"), options, 25)
    seen: set[Any] = set()
    optional = False
    for number, option in enumerate(options):
        place = (*path, "options", number)
        _check_option(form, place, option, depth)
        if option.get("name") in seen:
            form.wrong((*place, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_NOT_UNIQUE", "Option name is not unique")
        seen.add(option.get("name"))
        if option.get("required") and optional:
            code = "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"
            form.wrong((*place, "required"), code, "Required options must be placed before non-required options")
        optional = optional or not option.get("required")
    nested = [option.get("type") in {SUBCOMMAND, GROUP} for option in options]
    if any(nested) and not all(nested):
        code = "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"
        form.wrong((*path, "options"), code, "Sub-command and sub-command group option types are mutually exclusive")


def _check_option(form: Form, path: Path, option: dict[str, Any], depth: int) -> None:
    _check_name(form, path, option.get("name"))
    form.text((*path, "description"), option.get("description"), 100, least=1)
    kinds = {0: range(1, 12), 1: (SUBCOMMAND, *range(3, 12)), 2: range(3, 12)}[depth]
    if not form.choice((*path, "type"), option.get("type"), kinds):
        return
    kind = option["type"]
    if kind in {SUBCOMMAND, GROUP}:
        _check_options(form, path, option.get("options"), depth=1 if kind == GROUP else 2)
        return
    choices = option.get("choices")
    if choices and kind not in CHOICE_TYPES:
        form.wrong((*path, "choices"), "APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID", "This type takes no choices")
    if choices and option.get("autocomplete"):
        code = "APPLICATION_COMMAND_AUTOCOMPLETE_NOT_ALLOWED"
        form.wrong((*path, "choices"), code, "Choices and autocomplete are mutually exclusive")
    check_choice_list(form, (*path, "choices"), choices)
    form.number((*path, "min_length"), option.get("min_length"), 0, 6000)
    form.number((*path, "max_length"), option.get("max_length"), 1, 6000)


def command_size(command: dict[str, Any]) -> int:
    """Characters of all names, descriptions and text values of a definition, the longest localization counted."""
    size = sum(units(text) for text in _texts(command))
    return size + sum(command_size(option) for option in command.get("options") or ())


def _texts(part: dict[str, Any]) -> Iterator[str]:
    for name in ("name", "description"):
        said = [part.get(name) or "", *(part.get(f"{name}_localizations") or {}).values()]
        yield max(said, key=units)
    for choice in part.get("choices") or ():
        yield str(choice.get("name"))
        yield str(choice.get("value")) if isinstance(choice.get("value"), str) else ""
