"""What a user's client does with a form: fills it in, refuses what it would refuse, and applies the bot's answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from . import views
from .call import Call
from .elements import OPTION_GROUPS, OPTIONS
from .model import Json, Message, Refused, View
from .payloads import answer_of
from .rules import Findings, say
from .state import State

INITIAL = {
    "initial_value": "value",
    "initial_option": "selected_option",
    "initial_options": "selected_options",
    "initial_date": "selected_date",
    "initial_time": "selected_time",
    "initial_date_time": "selected_date_time",
    "initial_user": "selected_user",
    "initial_conversation": "selected_conversation",
    "initial_channel": "selected_channel",
}
REQUIRED = "Please complete this required field."


@dataclass(frozen=True, slots=True)
class Submission:
    """What came of sending a form off.

    `errors` maps block ids to words, from the bot or, when nothing was sent, from the client itself (`sent` is then
    false). `view` is the modal that the user sees afterwards, if one is open.
    """

    call: Call
    response_action: str | None = None
    errors: dict[str, str] = field(default_factory=dict)
    view: View | None = None
    sent: bool = True


def full_name(element: Json) -> str:
    """The name of an element that no other of its message or view has."""
    return f"{element['block_id']}/{element['action_id']}"


def fill(thing: Message | View, values: Mapping[str, Any], held: Mapping[str, Any] | None = None) -> Json:
    """The state of a message or view with these values, by action id, block id, label or full name.

    `held` is what the user chose in it before, by full name. LookupError for a value that belongs to no element.
    """
    state: Json = {}
    given, unused = {**(held or {}), **values}, set(values)
    shown = thing.blocks if isinstance(thing, Message) else thing.body["blocks"]
    labels = {block["block_id"]: block.get("label", {}).get("text") for block in shown}
    for element in thing.controls:
        if element["type"] in ("button", "overflow"):
            continue
        names = (element["action_id"], element["block_id"], labels[element["block_id"]], full_name(element))
        name = next((each for each in names if each in given), None)
        unused.discard(name or "")
        now = initial(element) if name is None else answer_of(element, given[name])
        state.setdefault(element["block_id"], {})[element["action_id"]] = {"type": element["type"], **now}
    if unused:
        raise LookupError(f"the form has no {sorted(unused)}; it has {sorted(state)}")
    return state


def initial(element: Json) -> Json:
    """What an element holds before anybody touched it."""
    for name, holds in INITIAL.items():
        if name in element:
            return {holds: element[name]}
    return answer_of(element, None)


def objections(view: View, state: Json) -> dict[str, str]:
    """What the client itself says before it sends the form: a required field is empty, a text too long or short."""
    wrong = {}
    for block in view.body["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        held = state[block["block_id"]][element["action_id"]]
        value = next((value for key, value in held.items() if key != "type"), None)
        if value in (None, "", []):
            if not block.get("optional"):
                wrong[block["block_id"]] = REQUIRED
        elif isinstance(value, str) and "text_input" in element["type"] and not _fits(element, value):
            wrong[block["block_id"]] = "This entry is too long or too short."
    return wrong


def _fits(element: Json, value: str) -> bool:
    return bool(element.get("min_length", 0) <= len(value) <= element.get("max_length", 3000))


def apply(state: State, call: Call, view: View, answer: Json | None) -> Submission:
    """Do what the bot answered: close, update, push, clear, or show errors. What Slack refuses is noted."""
    action = (answer or {}).get("response_action")
    try:
        errors = _act(state, call, view, answer or {})
    except Refused as refused:
        state.refuse(refused.error, "view_submission", answer)
        return Submission(call, "failed", {}, _top(state, view.user))
    return Submission(call, action, errors, _top(state, view.user))


def _act(state: State, call: Call, view: View, answer: Json) -> dict[str, str]:
    action = answer.get("response_action")
    if answer and action not in ("errors", "update", "push", "clear"):
        raise Refused("invalid_response_action")
    if action == "errors":
        return _errors(view, answer)
    if action == "update":
        state.world.redraw(view, views.check(answer.get("view")), cause=call.id)
    elif action == "push":
        _push(state, call, view, views.check(answer.get("view")))
    else:
        state.world.close(view.user, everything=action == "clear")
    return {}


def _push(state: State, call: Call, view: View, body: Json) -> None:
    if len(state.world.stacks.get(view.user, [])) >= views.DEPTH:
        raise Refused("push_limit_reached")
    state.world.show(view.user, body, previous=view, cause=call.id)


def _errors(view: View, answer: Json) -> dict[str, str]:
    errors = answer.get("errors")
    inputs = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or set(errors) - inputs:
        raise Refused("invalid_errors")
    return {str(key): str(value) for key, value in errors.items()}


def _top(state: State, user: str) -> View | None:
    stack = state.world.stacks.get(user)
    return state.world.views[stack[-1]] if stack else None


def options(state: State, answer: Json | None) -> list[Json]:
    """The options offered for a menu, groups one after another; none, and a note, if Slack would not show them."""
    try:
        _check_options(answer)
    except Refused as refused:
        state.refuse(refused.error, "block_suggestion", answer)
        return []
    groups = [option for group in (answer or {}).get("option_groups", ()) for option in group["options"]]
    return [*(answer or {}).get("options", ()), *groups]


def _check_options(answer: Json | None) -> None:
    found: Findings = []
    if answer is None or ("options" in answer) == ("option_groups" in answer):
        say(found, "must define exactly one of: options, option_groups", "/")
    elif answer.get("options"):
        OPTIONS(answer["options"], "/options", found)
    elif answer.get("option_groups"):
        OPTION_GROUPS(answer["option_groups"], "/option_groups", found)
    if found:
        raise Refused("invalid_options", *found)


def control(thing: Message | View, wanted: str) -> Json:
    """The first element with that action id, value, full name or those words; LookupError names what there is."""
    names = []
    for element in thing.controls:
        words = element.get("text", element.get("placeholder", {})).get("text", "")
        if wanted in (element["action_id"], words, element.get("value"), full_name(element)):
            return element
        names.append(f"{element['action_id']} ({words})")
    raise LookupError(f"nothing called {wanted!r}; there are: {', '.join(names)}")
