"""Blocks and views that tests start from."""

from __future__ import annotations

from typing import Any

from .model import Json


def plain(text: str = "word") -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "word") -> Json:
    """A mrkdwn object."""
    return {"type": "mrkdwn", "text": text}


def section(text: str = "word", **more: Any) -> Json:
    """A section block."""
    return {"type": "section", "text": mrkdwn(text), **more}


def button(action_id: str = "more", text: str = "More", **more: Any) -> Json:
    """A button."""
    return {"type": "button", "action_id": action_id, "text": plain(text), **more}


def actions(*elements: Json, **more: Any) -> Json:
    """An actions block."""
    return {"type": "actions", "elements": list(elements), **more}


def option(value: str = "one", text: str = "One") -> Json:
    """An option of a menu."""
    return {"text": plain(text), "value": value}


def select(*options: Json, **more: Any) -> Json:
    """A static menu."""
    return {"type": "static_select", "action_id": "pick", "options": list(options or (option(),)), **more}


def asks(label: str, element: Json, **more: Any) -> Json:
    """An input block."""
    return {"type": "input", "label": plain(label), "element": element, **more}


def line(action_id: str = "topic", **more: Any) -> Json:
    """A text field."""
    return {"type": "plain_text_input", "action_id": action_id, **more}


def modal(*blocks: Json, **more: Any) -> Json:
    """A modal with a way to send it off."""
    shown = list(blocks or (section(),))
    return {"type": "modal", "title": plain("Digest"), "submit": plain("Save"), "blocks": shown, **more}
