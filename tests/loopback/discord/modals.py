"""The limits of modals, in the action-row form and the newer form with labels, and of autocomplete choices."""

from __future__ import annotations

from typing import Any

from .components import AUTO_SELECTS, ROW, STRING_SELECT, TEXT_DISPLAY, TEXT_INPUT, check_custom_id, check_select
from .errors import Form, Path

LABEL, FILE_UPLOAD = 18, 19
IN_LABEL = (STRING_SELECT, TEXT_INPUT, *AUTO_SELECTS, FILE_UPLOAD)


def check_modal(form: Form, data: Any, path: Path = ("data",)) -> None:
    """A modal: title, custom_id and one to five rows or labels."""
    if not isinstance(data, dict):
        form.wrong(path, "BASE_TYPE_REQUIRED", "This field is required")
        return
    form.text((*path, "title"), data.get("title"), 45, least=1)
    form.text((*path, "custom_id"), data.get("custom_id"), 100, least=1)
    seen: set[str] = set()
    for number, part in enumerate(form.count((*path, "components"), data.get("components"), 5, least=1)):
        place = (*path, "components", number)
        if not form.choice((*place, "type"), part.get("type"), (ROW, TEXT_DISPLAY, LABEL)):
            continue
        if part["type"] == ROW:
            _check_row(form, place, part, seen)
        elif part["type"] == LABEL:
            _check_label(form, place, part, seen)
        else:
            form.text((*place, "content"), part.get("content"), 4000, least=1)


def _check_row(form: Form, path: Path, row: dict[str, Any], seen: set[str]) -> None:
    for number, part in enumerate(form.count((*path, "components"), row.get("components"), 1, least=1)):
        place = (*path, "components", number)
        if form.choice((*place, "type"), part.get("type"), (TEXT_INPUT,)):
            form.text((*place, "label"), part.get("label"), 45, least=1)
            _check_input(form, place, part, seen)


def _check_label(form: Form, path: Path, label: dict[str, Any], seen: set[str]) -> None:
    form.text((*path, "label"), label.get("label"), 45, least=1)
    form.text((*path, "description"), label.get("description"), 100)
    part, place = label.get("component"), (*path, "component")
    if not isinstance(part, dict):
        form.wrong(place, "BASE_TYPE_REQUIRED", "This field is required")
    elif form.choice((*place, "type"), part.get("type"), IN_LABEL):
        if part["type"] == TEXT_INPUT:
            _check_input(form, place, part, seen)
        elif part["type"] == FILE_UPLOAD:
            check_custom_id(form, place, part, seen)
        else:
            check_select(form, place, part, seen)


def _check_input(form: Form, path: Path, part: dict[str, Any], seen: set[str]) -> None:
    check_custom_id(form, path, part, seen)
    form.choice((*path, "style"), part.get("style"), (1, 2))
    form.text((*path, "placeholder"), part.get("placeholder"), 100)
    form.text((*path, "value"), part.get("value"), 4000)
    form.number((*path, "min_length"), part.get("min_length"), 0, 4000)
    form.number((*path, "max_length"), part.get("max_length"), 1, 4000)
    least, most, value = part.get("min_length") or 0, part.get("max_length") or 4000, part.get("value")
    if least > most:
        form.wrong((*path, "min_length"), "TEXT_INPUT_MIN_LENGTH", "Must be no greater than max_length.")
    if value and isinstance(value, str):
        form.text((*path, "value"), value, most, least=least)


def check_choices(form: Form, data: Any, path: Path = ("data",)) -> None:
    """Autocomplete: 25 choices of 100 characters."""
    choices = data.get("choices") if isinstance(data, dict) else None
    if choices is None:
        form.wrong((*path, "choices"), "BASE_TYPE_REQUIRED", "This field is required")
        return
    check_choice_list(form, (*path, "choices"), choices)


def check_choice_list(form: Form, path: Path, choices: Any) -> None:
    """Choices of an option or of autocomplete: names and text values of 1 to 100 characters."""
    for number, choice in enumerate(form.count(path, choices, 25)):
        form.text((*path, number, "name"), choice.get("name"), 100, least=1)
        value = choice.get("value")
        if value is None or isinstance(value, str):
            form.text((*path, number, "value"), value, 100, least=1)
