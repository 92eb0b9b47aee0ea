"""`views.*` of the Web API."""

from __future__ import annotations

from . import views
from .arguments import need
from .model import Json, Refused, View
from .shapes import view_payload
from .state import State


def open_view(state: State, given: Json) -> Json:
    """`views.open`."""
    need(given, "trigger_id", "view")
    body = views.check(given["view"])
    trigger = state.triggers.exchange(str(given["trigger_id"]))
    _free(state, body, None)
    return {"view": view_payload(state.world, state.world.show(trigger.user, body, cause=trigger.cause))}


def push(state: State, given: Json) -> Json:
    """`views.push`: on the modal that the user has open."""
    need(given, "trigger_id", "view")
    body = views.check(given["view"])
    trigger = state.triggers.exchange(str(given["trigger_id"]))
    stack = state.world.stacks.get(trigger.user, [])
    if not stack:
        raise Refused("not_found")
    if len(stack) >= views.DEPTH:
        raise Refused("push_limit_reached")
    _free(state, body, None)
    view = state.world.show(trigger.user, body, previous=state.world.views[stack[-1]], cause=trigger.cause)
    return {"view": view_payload(state.world, view)}


def update(state: State, given: Json) -> Json:
    """`views.update`, of a view still open."""
    need(given, "view")
    if not given.get("view_id") and not given.get("external_id"):
        raise Refused("invalid_arguments", "missing required field: view_id")
    view = state.world.open_view(str(given.get("view_id") or ""), str(given.get("external_id") or ""))
    body = views.check(given["view"], home=view.body["type"] == "home")
    _current(view, given)
    _free(state, body, view)
    return {"view": view_payload(state.world, state.world.redraw(view, body))}


def publish(state: State, given: Json) -> Json:
    """`views.publish`: the home tab of one user."""
    need(given, "user_id", "view")
    user = str(given["user_id"])
    if user not in state.world.users:
        raise Refused("invalid_arguments", "invalid `user_id`")
    body = views.check(given["view"], home=True)
    if user in state.world.homes:
        _current(state.world.views[state.world.homes[user]], given)
    return {"view": view_payload(state.world, state.world.publish(user, body))}


def _current(view: View, given: Json) -> None:
    if given.get("hash") and given["hash"] != view.hash:
        raise Refused("hash_conflict")


def _free(state: State, body: Json, own: View | None) -> None:
    wanted = body.get("external_id")
    others = (each for each in state.world.views.values() if own is None or each.id != own.id)
    if wanted and any(each.body.get("external_id") == wanted and not each.gone for each in others):
        raise Refused("duplicate_external_id")
