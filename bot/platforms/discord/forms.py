"""A command as a form, and a form sent off as values. Pure.

A form has five inputs at most; what is seen by the presser alone anyway needs no input for that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.core.command import Command, Option, write_line
from bot.core.library import Kind
from bot.core.lines import LIMIT
from bot.platforms.discord.limits import FORM_HELP, FORM_INPUTS, FORM_LABEL, FORM_TITLE, OPTION_LABEL, OPTIONS
from bot.platforms.discord.texts import clip

LABEL, MENU, TEXT = 18, 3, 4
ONE_LINE = 1
FORM = "m:"


def form(command: Command, values: Mapping[str, str]) -> dict[str, Any]:
    """The form of a command, filled in with these values; its fields are named like the options."""
    asked = [option for option in command.options if option.name != "private"][:FORM_INPUTS]
    return {
        "custom_id": f"{FORM}{command.name}",
        "title": clip(f"/{command.name}: {command.summary}", FORM_TITLE),
        "components": [_field(option, values.get(option.name, "")) for option in asked],
    }


def _field(option: Option, value: str) -> dict[str, Any]:
    choices = ("true", "false") if option.kind is Kind.FLAG else option.choices
    return {
        "type": LABEL,
        "label": clip(option.name.capitalize(), FORM_LABEL),
        "description": clip(option.help, FORM_HELP),
        "component": _menu(option, choices, value) if choices else _text(option, value),
    }


def _menu(option: Option, choices: Sequence[str], value: str) -> dict[str, Any]:
    options = [
        {"label": clip(choice, OPTION_LABEL), "value": choice, "default": choice == value.lower()}
        for choice in choices[:OPTIONS]
    ]
    return {"type": MENU, "custom_id": option.name, "options": options, "required": option.required}


def _text(option: Option, value: str) -> dict[str, Any]:
    shape = {"type": TEXT, "custom_id": option.name, "style": ONE_LINE, "required": option.required}
    return shape | {"max_length": LIMIT} | ({"value": value[:LIMIT]} if value else {})


def sent(data: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """The name of the command whose form was sent off, and what was filled in."""
    values = {}
    for part in data.get("components", ()):
        field: Mapping[str, Any] = part.get("component") or next(iter(part.get("components", ())), {})
        chosen = field.get("values")
        value = (chosen[0] if chosen else "") if chosen is not None else field.get("value") or ""
        if value.strip():
            values[field["custom_id"]] = value
    return str(data["custom_id"]).removeprefix(FORM), values


def line_of(command: Command, values: Mapping[str, str]) -> str:
    """A line from which the form can be opened again with all that was filled in.

    The first option is written with its name, lest its words be read as a command's; unless they hold quotation marks,
    which only words without a name may keep.
    """
    first = command.options[0].name if command.options else None
    quoted = first is not None and '"' in values.get(first, "")
    return write_line(command.name, values, first if quoted else None)
