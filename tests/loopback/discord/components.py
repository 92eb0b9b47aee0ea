"""The limits of message components, of both kinds: action rows, and components v2 under their flag."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from .errors import Form, Path, units
from .world import walk

ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
SECTION, TEXT_DISPLAY, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17
AUTO_SELECTS = (5, 6, 7, 8)
SELECTS = (STRING_SELECT, *AUTO_SELECTS)
IN_CONTAINER = (ROW, SECTION, TEXT_DISPLAY, GALLERY, FILE, SEPARATOR)
V2_TEXT, V2_PARTS = 4000, 40
LINK, PREMIUM = 5, 6


def check_layout(form: Form, path: Path, parts: Sequence[Any], *, v2: bool) -> None:
    """What may stand at the top, and the limits that hold over a whole message."""
    top = (*IN_CONTAINER, CONTAINER) if v2 else (ROW,)
    for number, part in enumerate(parts):
        form.choice((*path, number, "type"), part.get("type"), top)
    every = list(walk([part for part in parts if isinstance(part, dict)]))
    if len(every) > V2_PARTS:
        form.wrong(path, "COMPONENTS_MAX_TOTAL_EXCEEDED", f"Must have {V2_PARTS} or fewer components in total.")
    text = sum(units(str(part.get("content"))) for part in every if part.get("type") == TEXT_DISPLAY)
    if text > V2_TEXT:
        form.wrong(path, "COMPONENT_MAX_TOTAL_TEXT_EXCEEDED", f"The displayable text exceeds {V2_TEXT} characters.")


def check_components(form: Form, path: Path, parts: Sequence[Any]) -> None:
    """Each component by its own rules, and every custom_id once."""
    seen: set[str] = set()
    for number, part in enumerate(parts):
        _check_part(form, (*path, number), part, seen)


def _check_part(form: Form, path: Path, part: dict[str, Any], seen: set[str]) -> None:
    rule = RULES.get(part.get("type", 0))
    if rule is None:
        form.choice((*path, "type"), part.get("type"), tuple(RULES))
        return
    form.number((*path, "id"), part.get("id"), 0, 2**31 - 1)
    rule(form, path, part, seen)


def check_custom_id(form: Form, path: Path, part: dict[str, Any], seen: set[str]) -> None:
    """A custom_id of 1 to 100 characters that no other component of the message has."""
    name = part.get("custom_id")
    form.text((*path, "custom_id"), name, 100, least=1)
    if name in seen:
        form.wrong((*path, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
    if isinstance(name, str):
        seen.add(name)


def _check_row(form: Form, path: Path, row: dict[str, Any], seen: set[str]) -> None:
    parts = form.count((*path, "components"), row.get("components"), 5, least=1)
    kinds = [part.get("type") for part in parts]
    if any(kind in SELECTS for kind in kinds) and len(kinds) > 1:
        code = "COMPONENT_LAYOUT_WIDTH_EXCEEDED"
        form.wrong((*path, "components"), code, "The specified component exceeds the maximum width")
    for number, part in enumerate(parts):
        if form.choice((*path, "components", number, "type"), part.get("type"), (BUTTON, *SELECTS)):
            _check_part(form, (*path, "components", number), part, seen)


def _check_button(form: Form, path: Path, button: dict[str, Any], seen: set[str]) -> None:
    form.text((*path, "label"), button.get("label"), 80)
    if not form.choice((*path, "style"), button.get("style"), range(1, 7)):
        return
    style = button["style"]
    if style != PREMIUM and not button.get("label") and not button.get("emoji"):
        form.wrong((*path, "label"), "BUTTON_COMPONENT_INVALID_LABEL", "A label or an emoji is required")
    if style == LINK:
        _check_link_button(form, path, button)
    elif style != PREMIUM:
        check_custom_id(form, path, button, seen)
        if button.get("url") is not None:
            form.wrong((*path, "url"), "BUTTON_COMPONENT_CANNOT_HAVE_URL", "Only link buttons can have a url")


def _check_link_button(form: Form, path: Path, button: dict[str, Any]) -> None:
    url = button.get("url")
    form.text((*path, "url"), url, 512, least=1)
    if isinstance(url, str) and not url.startswith(("http://", "https://", "discord://")):
        form.wrong((*path, "url"), "URL_TYPE_INVALID_SCHEME", "Scheme must be one of ('http', 'https', 'discord').")
    if button.get("custom_id") is not None:
        code = "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE"
        form.wrong((*path, "custom_id"), code, "A custom id and url cannot both be specified")


def check_select(form: Form, path: Path, select: dict[str, Any], seen: set[str]) -> None:
    """A select menu: its options, how many may be taken, its placeholder."""
    check_custom_id(form, path, select, seen)
    form.text((*path, "placeholder"), select.get("placeholder"), 150)
    form.number((*path, "min_values"), select.get("min_values"), 0, 25)
    form.number((*path, "max_values"), select.get("max_values"), 1, 25)
    if select.get("type") == STRING_SELECT:
        _check_options(form, path, select)


def _check_options(form: Form, path: Path, select: dict[str, Any]) -> None:
    options = form.count((*path, "options"), select.get("options"), 25, least=1)
    values: set[Any] = set()
    for number, option in enumerate(options):
        place = (*path, "options", number)
        form.text((*place, "label"), option.get("label"), 100, least=1)
        form.text((*place, "value"), option.get("value"), 100, least=1)
        form.text((*place, "description"), option.get("description"), 100)
        if option.get("value") in values:
            code = "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"
            form.wrong((*place, "value"), code, "The specified option value is already used")
        values.add(option.get("value"))
    most = select.get("max_values")
    if isinstance(most, int) and most > len(options):
        form.wrong((*path, "max_values"), "SELECT_COMPONENT_MAX_VALUES_TOO_LARGE", "More than there are options")
    if sum(bool(option.get("default")) for option in options) > (most or 1):
        form.wrong((*path, "options"), "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", "Too many default values")


def _check_section(form: Form, path: Path, section: dict[str, Any], seen: set[str]) -> None:
    texts = form.count((*path, "components"), section.get("components"), 3, least=1)
    for number, part in enumerate(texts):
        if form.choice((*path, "components", number, "type"), part.get("type"), (TEXT_DISPLAY,)):
            _check_part(form, (*path, "components", number), part, seen)
    accessory = section.get("accessory")
    if not isinstance(accessory, dict):
        form.wrong((*path, "accessory"), "BASE_TYPE_REQUIRED", "This field is required")
    elif form.choice((*path, "accessory", "type"), accessory.get("type"), (BUTTON, THUMBNAIL)):
        _check_part(form, (*path, "accessory"), accessory, seen)


def _check_text(form: Form, path: Path, part: dict[str, Any], seen: set[str]) -> None:
    form.text((*path, "content"), part.get("content"), V2_TEXT, least=1)


def _check_media(form: Form, path: Path, part: dict[str, Any], seen: set[str]) -> None:
    media = part.get("media") or part.get("file") or {}
    form.text((*path, "media", "url"), media.get("url"), 2048, least=1)
    form.text((*path, "description"), part.get("description"), 1024)


def _check_gallery(form: Form, path: Path, gallery: dict[str, Any], seen: set[str]) -> None:
    for number, item in enumerate(form.count((*path, "items"), gallery.get("items"), 10, least=1)):
        _check_media(form, (*path, "items", number), item, seen)


def _check_separator(form: Form, path: Path, part: dict[str, Any], seen: set[str]) -> None:
    form.number((*path, "spacing"), part.get("spacing"), 1, 2)


def _check_container(form: Form, path: Path, container: dict[str, Any], seen: set[str]) -> None:
    form.number((*path, "accent_color"), container.get("accent_color"), 0, 0xFFFFFF)
    parts = form.count((*path, "components"), container.get("components"), V2_PARTS, least=1)
    for number, part in enumerate(parts):
        if form.choice((*path, "components", number, "type"), part.get("type"), IN_CONTAINER):
            _check_part(form, (*path, "components", number), part, seen)


RULES: dict[int, Callable[[Form, Path, dict[str, Any], set[str]], None]] = {
    ROW: _check_row,
    BUTTON: _check_button,
    **dict.fromkeys(SELECTS, check_select),
    SECTION: _check_section,
    TEXT_DISPLAY: _check_text,
    THUMBNAIL: _check_media,
    GALLERY: _check_gallery,
    FILE: _check_media,
    SEPARATOR: _check_separator,
    CONTAINER: _check_container,
}
