"""Forms made from a command's options, and what was filled in. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.core.command import Command, Option
from bot.core.errors import UserError
from bot.core.library import Choice, Kind
from bot.core.lines import LIMIT
from bot.core.plain import safe
from bot.platforms.slack.markup import Json, clipped, plain, size

FORM = "sitrep_form"
FIELD = "sitrep_option"
TITLE = 24
LABEL = 75
VALUE = 150
LONGEST_ERROR = 300


def form(command: Command, values: Mapping[str, str], kept: str) -> Json:
    """A modal that asks for a command's options, filled with what is known; `kept` comes back with it."""
    return {
        "type": "modal",
        "callback_id": f"{FORM}:{command.name}",
        "private_metadata": kept,
        "title": plain(clipped(f"/brief {command.name}" if command.name != "brief" else "Brief", TITLE)),
        "submit": plain("Ask"),
        "close": plain("Cancel"),
        "blocks": list(_fields(command, values)),
    }


def _fields(command: Command, values: Mapping[str, str]) -> Iterator[Json]:
    for option in command.options:
        field: Json = {"type": "input", "block_id": option.name, "optional": not option.required}
        element = {"action_id": action_of(option.name), **_element(option, safe(values.get(option.name, "")))}
        field |= {"label": plain(option.name.capitalize()), "element": element}
        if option.kind is not Kind.FLAG:
            field["hint"] = plain(option.help)
        yield field


def action_of(option: str) -> str:
    """The action id of an option's element."""
    return f"{FIELD}_{option}"


def _element(option: Option, value: str) -> Json:
    """What is filled in or chosen, with the value that it has already."""
    match option.kind:
        case Kind.CHOICE:
            options = [choice(each, each) for each in option.choices]
            first: Json = {"initial_option": choice(value, value)} if value in option.choices else {}
            return {"type": "static_select", "options": options, **first}
        case Kind.SOURCE | Kind.ZONE:
            first = {"initial_option": choice(value, value)} if 0 < size(value) <= VALUE else {}
            return {"type": "external_select", "min_query_length": 0, **first}
        case Kind.FLAG:
            options = [choice(option.help, "true")]
            first = {"initial_options": options} if value == "true" else {}
            return {"type": "checkboxes", "options": options, **first}
        case _:
            first = {"initial_value": value} if 0 < size(value) <= LIMIT else {}
            return {"type": "plain_text_input", "max_length": LIMIT, **first}


def choice(label: str, value: str) -> Json:
    """An option of a menu."""
    return {"text": plain(clipped(label, LABEL) or value), "value": value}


def suggestions(choices: Sequence[Choice]) -> list[Json]:
    """Completions as options of a menu; those that a menu cannot hold are left out."""
    return [choice(each.label, each.value) for each in choices if 0 < size(each.value) <= VALUE][:100]


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that was sent off: for which command, with which raw values, and what it carried."""

    command: str
    values: Mapping[str, str]
    kept: str


def filled(view: Mapping[str, Any]) -> Filled:
    """What was filled in."""
    values = {}
    for name, held in view["state"]["values"].items():
        value = _value(held.get(action_of(name)) or {})
        if value:
            values[name] = value
    return Filled(view["callback_id"].removeprefix(f"{FORM}:"), values, view.get("private_metadata") or "")


def _value(held: Mapping[str, Any]) -> str:
    """What one element holds, as it would be typed."""
    if held.get("selected_option"):
        return str(held["selected_option"]["value"])
    if held.get("selected_options"):
        return str(held["selected_options"][0]["value"])
    return str(held.get("value") or "").strip()


def errors(command: Command, problem: UserError) -> dict[str, str]:
    """A fault, said at the field it is about."""
    names = [option.name for option in command.options]
    at = problem.option if problem.option in names else names[0]
    words = safe(str(problem)).removeprefix(f"{at}: ")
    return {at: clipped(words[:1].upper() + words[1:], LONGEST_ERROR)}
