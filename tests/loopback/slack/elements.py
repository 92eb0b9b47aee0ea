"""What stands inside blocks: text objects, options, buttons, menus, inputs. Limits as documented for Block Kit."""

from __future__ import annotations

import re
from typing import Any

from .rules import (
    Findings,
    Rule,
    anything,
    boolean,
    both,
    by_type,
    exactly_one,
    items,
    number,
    one_of,
    say,
    shape,
    string,
)

NAME = string(255)
URL = string(3000, low=1, pattern=r"https?://\S+")
DATE = string(pattern=r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
TIME = string(pattern=r"([01]\d|2[0-3]):[0-5]\d")


def plain(high: int, *, low: int = 1) -> Rule:
    """A plain_text object of `low` to `high` characters."""
    return by_type({"plain_text": shape({"type": anything, "text": string(high, low=low)}, {"emoji": boolean})})


def text(high: int) -> Rule:
    """A plain_text or mrkdwn object of 1 to `high` characters."""
    words = string(high, low=1)
    return by_type(
        {
            "plain_text": shape({"type": anything, "text": words}, {"emoji": boolean}),
            "mrkdwn": shape({"type": anything, "text": words}, {"verbatim": boolean}),
        }
    )


OPTION = shape({"text": plain(75), "value": string(150, low=1)}, {"description": plain(75)})
RICH_OPTION = shape({"text": text(75), "value": string(150, low=1)}, {"description": text(75)})  # boxes, radio buttons
OVERFLOW_OPTION = shape({"text": plain(75), "value": string(150, low=1)}, {"description": plain(75), "url": URL})
OPTION_GROUP = shape({"label": plain(75), "options": items(OPTION, 1, 100)})
OPTIONS = items(OPTION, 1, 100)
OPTION_GROUPS = items(OPTION_GROUP, 1, 100)
CONFIRM = shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
DISPATCH = shape({"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), 1, 2)})
FILTER = shape(
    {},
    {
        "include": items(one_of("im", "mpim", "private", "public"), 1, 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)

_BASE = {"action_id": NAME, "focus_on_load": boolean}
_MENU = {**_BASE, "placeholder": plain(150), "confirm": CONFIRM}
_MANY = {**_MENU, "max_selected_items": number(1, 100)}
_TYPED = {**_BASE, "placeholder": plain(150), "dispatch_action_config": DISPATCH}
_KIND = {"type": anything}


def _initial_within(value: Any, at: str, found: Findings) -> None:
    """What is chosen at first is one of what can be chosen."""
    groups = value.get("option_groups", [])
    options = [*value.get("options", []), *(option for group in groups for option in group.get("options", []))]
    chosen = [*value.get("initial_options", []), *([value["initial_option"]] if "initial_option" in value else [])]
    if options and any(option not in options for option in chosen):
        say(found, "initial option must be one of the options", f"{at}/initial_option")


def _values_differ(value: Any, at: str, found: Findings) -> None:
    values = [option.get("value") for option in value.get("options", []) if isinstance(option, dict)]
    if len(values) != len(set(values)):
        say(found, "options must have different values", f"{at}/options")


def _typed_within(value: Any, at: str, found: Findings) -> None:
    """The initial text keeps the lengths that the field itself demands."""
    low, high, first = value.get("min_length", 0), value.get("max_length", 3000), value.get("initial_value")
    if isinstance(low, int) and isinstance(high, int) and low > high:
        say(found, "max_length must not be less than min_length", f"{at}/max_length")
    elif isinstance(first, str) and first and not low <= len(first) <= high:
        say(found, f"must be less than {high + 1} characters", f"{at}/initial_value")


def _real_date(value: Any, at: str, found: Findings) -> None:
    first = value.get("initial_date", "")
    if isinstance(first, str) and re.fullmatch(r"\d{4}-02-3\d|\d{4}-(04|06|09|11)-31", first):
        say(found, "must be a valid date", f"{at}/initial_date")


def _chooser(kind: str) -> dict[str, Rule]:
    """A menu of people, conversations or channels, for one choice and for several."""
    more = {"filter": FILTER, "default_to_current_conversation": boolean} if kind == "conversation" else {}
    one = {**_MENU, f"initial_{kind}": NAME, "response_url_enabled": boolean, **more}
    return {
        f"{kind}s_select": shape(_KIND, one if kind != "user" else {**_MENU, "initial_user": NAME}),
        f"multi_{kind}s_select": shape(_KIND, {**_MANY, f"initial_{kind}s": items(NAME, 1, 100), **more}),
    }


def _static(chosen: dict[str, Rule], base: dict[str, Rule]) -> Rule:
    fields = {**base, **chosen, "options": OPTIONS, "option_groups": OPTION_GROUPS}
    return both(shape(_KIND, fields), exactly_one("options", "option_groups"), _initial_within)


def _boxes(chosen: dict[str, Rule]) -> Rule:
    fields = {**_BASE, "confirm": CONFIRM, **chosen}
    return both(shape({**_KIND, "options": items(RICH_OPTION, 1, 10)}, fields), _initial_within, _values_differ)


ELEMENTS: dict[str, Rule] = {
    "button": shape(
        {**_KIND, "text": plain(75)},
        {
            "action_id": NAME,
            "url": URL,
            "value": string(2000),
            "style": one_of("primary", "danger"),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
        },
    ),
    "static_select": _static({"initial_option": OPTION}, _MENU),
    "multi_static_select": _static({"initial_options": OPTIONS}, _MANY),
    "external_select": shape(
        _KIND, {**_MENU, "initial_option": OPTION, "min_query_length": number(0, 3000)}
    ),
    "multi_external_select": shape(
        _KIND, {**_MANY, "initial_options": OPTIONS, "min_query_length": number(0, 3000)}
    ),
    **_chooser("user"),
    **_chooser("conversation"),
    **_chooser("channel"),
    "overflow": both(
        shape({**_KIND, "options": items(OVERFLOW_OPTION, 1, 5)}, {"action_id": NAME, "confirm": CONFIRM}),
        _values_differ,
    ),
    "checkboxes": _boxes({"initial_options": items(RICH_OPTION, 1, 10)}),
    "radio_buttons": _boxes({"initial_option": RICH_OPTION}),
    "datepicker": both(shape(_KIND, {**_MENU, "initial_date": DATE}), _real_date),
    "timepicker": shape(_KIND, {**_MENU, "initial_time": TIME, "timezone": string(100)}),
    "datetimepicker": shape(
        _KIND, {**_BASE, "confirm": CONFIRM, "initial_date_time": number(1_000_000_000, 9_999_999_999)}
    ),
    "plain_text_input": both(
        shape(
            _KIND,
            {
                **_TYPED,
                "initial_value": string(3000),
                "multiline": boolean,
                "min_length": number(0, 3000),
                "max_length": number(1, 3000),
            },
        ),
        _typed_within,
    ),
    "number_input": shape(
        {**_KIND, "is_decimal_allowed": boolean},
        {**_TYPED, "initial_value": string(), "min_value": string(), "max_value": string()},
    ),
    "email_text_input": shape(_KIND, {**_TYPED, "initial_value": string()}),
    "url_text_input": shape(_KIND, {**_TYPED, "initial_value": string()}),
    "image": both(
        shape({**_KIND, "alt_text": string(2000, low=1)}, {"image_url": URL, "slack_file": anything}),
        exactly_one("image_url", "slack_file"),
    ),
}  # fmt: skip

_CHOICES = frozenset(
    {"static_select", "external_select", "users_select", "conversations_select", "channels_select"}
    | {"checkboxes", "radio_buttons", "datepicker", "timepicker"}
)
_MANY_CHOICES = frozenset(name for name in ELEMENTS if name.startswith("multi_"))
IN_ACTIONS = _CHOICES | {"button", "overflow", "datetimepicker"}
IN_SECTION = _CHOICES | _MANY_CHOICES | {"button", "overflow", "image"}
IN_INPUT = (
    _CHOICES
    | _MANY_CHOICES
    | {"datetimepicker", "plain_text_input", "number_input", "email_text_input", "url_text_input"}
)
