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
INITIAL = 1000


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
        field |= {
            "label": plain(option.name.capitalize()),
            "element": _element(option, safe(values.get(option.name, ""))),
        }
        if option.kind is not Kind.FLAG:
            field["hint"] = plain(option.help)
        yield field


def _element(option: Option, value: str) -> Json:
    """What is filled in or chosen, with the value that it has already."""
    match option.kind:
        case Kind.CHOICE:
            options = [choice(each, each) for each in option.choices]
            element: Json = {"type": "static_select", "options": options}
            return _named(element, {"initial_option": choice(value, value)} if value in option.choices else {})
        case Kind.SOURCE:
            chosen = {"initial_option": choice(clipped(value, LABEL), value)} if 0 < size(value) <= VALUE else {}
            return _named({"type": "external_select", "min_query_length": 0}, chosen)
        case Kind.FLAG:
            options = [choice(clipped(option.help, LABEL), "true")]
            return _named(
                {"type": "checkboxes", "options": options},
                {"initial_options": options} if value == "true" else {},
            )
        case _:
            element = {"type": "plain_text_input", "max_length": LIMIT}
            return _named(element, {"initial_value": value} if 0 < size(value) <= INITIAL else {})


def _named(element: Json, more: Json) -> Json:
    return {**element, "action_id": FIELD, **more}


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
        value = _value(held.get(FIELD) or {})
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
