"""Bodies at and beyond the limits, and what the checks say of them."""

from __future__ import annotations

from typing import Any

from .errors import Form, Refusal

V2 = 1 << 15
JSON = dict[str, Any]


def faults(check: Any, *arguments: Any, **settings: Any) -> str:
    """Where and how a check objects: "embeds.0.title BASE_TYPE_MAX_LENGTH", one a line; empty if it does not."""
    form = Form()
    check(form, *arguments, **settings)
    try:
        form.settle()
    except Refusal as refusal:
        return "\n".join(_flat(refusal.errors or {}))
    return ""


def _flat(tree: JSON, path: str = "") -> list[str]:
    lines = [f"{path} {error['code']}".strip() for error in tree.get("_errors", ())]
    for name, inner in tree.items():
        if name != "_errors":
            lines += _flat(inner, f"{path}.{name}" if path else name)
    return lines


def row(*parts: JSON) -> JSON:
    """An action row."""
    return {"type": 1, "components": list(parts)}


def button(**settings: Any) -> JSON:
    """A button."""
    return {"type": 2, "style": 1, "label": "More", "custom_id": "more"} | settings


def link(**settings: Any) -> JSON:
    """A link button."""
    return {"type": 2, "style": 5, "label": "Open", "url": "https://example.org"} | settings


def select(count: int = 1, **settings: Any) -> JSON:
    """A select menu with so many options."""
    listed = [{"label": str(number), "value": str(number)} for number in range(count)]
    return {"type": 3, "custom_id": "pick", "options": listed} | settings


def embed(**settings: Any) -> JSON:
    """An embed."""
    return {"title": "t"} | settings


def text(content: str) -> JSON:
    """A text of components v2."""
    return {"type": 10, "content": content}


def line(**settings: Any) -> JSON:
    """A text input."""
    return {"type": 4, "custom_id": "topic", "style": 1, "label": "Topic"} | settings


def modal(*parts: JSON, **settings: Any) -> JSON:
    """A form of these parts."""
    return {"title": "Digest", "custom_id": "digest", "components": list(parts)} | settings


def label(part: JSON, **settings: Any) -> JSON:
    """A label around an input."""
    return {"type": 18, "label": "Topic", "component": part} | settings


def command(**settings: Any) -> JSON:
    """A command's definition."""
    return {"name": "brief", "description": "What is known"} | settings


def option(**settings: Any) -> JSON:
    """An option of a command."""
    return {"type": 3, "name": "topic", "description": "Of what"} | settings


def options(count: int) -> list[JSON]:
    """So many options."""
    return [option(name=f"o{number}") for number in range(count)]
