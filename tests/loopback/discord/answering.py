"""How the bot answers interactions: the first response, and the messages that its token allows for 15 minutes."""

from __future__ import annotations

from typing import Any

from . import interactions as kinds
from .errors import Form, Refusal, invalid, unknown
from .interactions import FIRST_ANSWER_SECONDS, TOKEN_SECONDS, Interaction
from .limits import ANSWER_FLAGS, check_edit, check_message, check_substance
from .modals import check_choices, check_modal
from .posting import edit, merged, post, remove
from .shapes import message_json
from .state import Call, State
from .world import COMPONENTS_V2, EPHEMERAL, LOADING, Message

JSON = dict[str, Any]
Answer = tuple[int, Any]

POSSIBLE = {
    kinds.COMMAND: {4, 5, 9},
    kinds.COMPONENT: {4, 5, 6, 7, 9},
    kinds.AUTOCOMPLETE: {8},
    kinds.SUBMIT: {4, 5, 6, 7},
}
"""Which types of first response each kind of interaction takes."""


def respond(state: State, call: Call) -> Answer:
    """POST /interactions/{id}/{token}/callback."""
    found = state.interactions.get(call.params["interaction_token"])
    if found is None or str(found.id) != call.params["interaction_id"]:
        raise unknown("interaction")
    if found.callback is not None:
        found.touch()
        raise Refusal(400, 40060, "Interaction has already been acknowledged.")
    after = state.clock.monotonic() - found.dispatched
    if after > FIRST_ANSWER_SECONDS:
        raise unknown("interaction")
    _check_response(state, call, found)
    _apply(state, call, found, call.body["type"], call.body.get("data") or {})
    found.callback, found.acknowledged_after = call.body["type"], after
    _note(state, found)
    if call.query.get("with_response", "").lower() not in {"1", "true"}:
        return 204, None
    return 200, _response_json(found)


def _check_response(state: State, call: Call, found: Interaction) -> None:
    body = call.body
    kind = body.get("type") if isinstance(body, dict) else None
    possible = POSSIBLE[found.kind] - ({6, 7} if found.message is None else set())
    form = Form()
    if form.choice(("type",), kind, sorted(possible)):
        data = body.get("data")
        if kind == kinds.MODAL:
            check_modal(form, data)
        elif kind == kinds.CHOICES:
            check_choices(form, data)
        elif kind == kinds.UPDATE:
            v2 = bool(found.message and found.message.flags & COMPONENTS_V2)
            check_edit(form, data or {}, v2=v2, path=("data",))
        else:
            allowed = ANSWER_FLAGS if kind == kinds.ANSWER else EPHEMERAL
            check_message(form, data or {}, allowed, path=("data",))
    state.settle(form, call)


def _apply(state: State, call: Call, found: Interaction, kind: int, data: JSON) -> None:
    if kind == kinds.ANSWER:
        check_substance(data, len(call.files))
        _add(found, post(state, found.channel, call, data, found))
    elif kind == kinds.DEFER:
        _add(found, post(state, found.channel, call, {"flags": (data.get("flags") or 0) | LOADING}, found))
    elif kind == kinds.UPDATE and found.message is not None:
        check_substance(merged(found.message, data), len(call.files) + len(found.message.attachments))
        _add(found, edit(state, found.message, call, data))
    elif kind == kinds.DEFER_UPDATE:
        found.original = found.message
    elif kind == kinds.CHOICES:
        found.choices = data["choices"]
    else:
        found.modal = data


def _add(found: Interaction, message: Message) -> None:
    found.original = found.original or message
    if message not in found.messages:
        found.messages.append(message)


def _note(state: State, found: Interaction) -> None:
    if found.answered and found.answered_after is None:
        found.answered_after = state.clock.monotonic() - found.dispatched
    found.touch()


def _response_json(found: Interaction) -> JSON:
    about: JSON = {"id": str(found.id), "type": found.kind}
    resource: JSON = {"type": found.callback}
    if found.original is not None:
        about |= {
            "response_message_id": str(found.original.id),
            "response_message_loading": found.original.loading,
            "response_message_ephemeral": found.original.ephemeral,
        }
        resource["message"] = message_json(found.original)
    return {"interaction": about, "resource": resource}


def _holder(state: State, call: Call) -> Interaction:
    """Who a webhook token belongs to."""
    found = state.interactions.get(call.params["webhook_token"])
    if found is None or call.params["webhook_id"] != str(state.app.id) or found.callback is None:
        raise unknown("Webhook")
    if state.clock.monotonic() - found.dispatched > TOKEN_SECONDS:
        raise Refusal(401, 50027, "Invalid Webhook Token")
    return found


def _message(state: State, call: Call) -> tuple[Interaction, Message]:
    found = _holder(state, call)
    if call.route.endswith("@original"):
        message = found.original
    else:
        known = [*found.messages, found.original]
        message = next((m for m in known if m and str(m.id) == call.params["message_id"]), None)
    if message is None or message.deleted:
        raise unknown("Message")
    return found, message


def follow_up(state: State, call: Call) -> Answer:
    """POST /webhooks/{id}/{token}: the first after a defer takes the place of its "is thinking"."""
    found = _holder(state, call)
    if found.kind == kinds.AUTOCOMPLETE:
        raise unknown("Webhook")
    body = _body(call)
    form = Form()
    check_message(form, body, ANSWER_FLAGS)
    state.settle(form, call)
    check_substance(body, len(call.files))
    if found.original is not None and found.original.loading:
        message = edit(state, found.original, call, body)
    else:
        message = post(state, found.channel, call, body, found)
    _add(found, message)
    _note(state, found)
    return 200, message_json(message)


def read(state: State, call: Call) -> Answer:
    """GET a message of the token."""
    return 200, message_json(_message(state, call)[1])


def change(state: State, call: Call) -> Answer:
    """PATCH a message of the token."""
    found, message = _message(state, call)
    body = _body(call)
    form = Form()
    check_edit(form, body, v2=bool(message.flags & COMPONENTS_V2))
    state.settle(form, call)
    check_substance(merged(message, body), len(call.files) + len(message.attachments))
    _add(found, edit(state, message, call, body))
    _note(state, found)
    return 200, message_json(message)


def delete(state: State, call: Call) -> Answer:
    """DELETE a message of the token."""
    found, message = _message(state, call)
    remove(state, message)
    found.touch()
    return 204, None


def _body(call: Call) -> JSON:
    if not isinstance(call.body, dict):
        raise invalid((), "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
    return call.body
