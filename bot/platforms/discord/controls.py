"""Buttons and menus under a message. Pure.

Next steps are buttons as long as they are few; of many, those that are names (narrower topics, sources) go into a
menu. One row is always left free, so that "Continue" can be put above them later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.core.reply import Button
from bot.platforms.discord import ids
from bot.platforms.discord.blocks import Why
from bot.platforms.discord.limits import BUTTON_LABEL, OPTION_LABEL, OPTIONS, ROW_BUTTONS, ROWS
from bot.platforms.discord.texts import clip

Part = dict[str, Any]

FREE_ROWS = ROWS - 1
FEW = 2 * ROW_BUTTONS
ROW, BUTTON, MENU = 1, 2, 3
PRIMARY, SECONDARY = 1, 2


@dataclass(frozen=True, slots=True)
class Controls:
    """Rows of components, and the lines that have to be kept for them, by token."""

    rows: tuple[Part, ...] = ()
    kept: Mapping[str, str] | None = None


def controls(buttons: Sequence[Button], whys: Sequence[Why]) -> Controls:
    """Everything that can be done from a message, most useful first, within the limits."""
    kept: dict[str, str] = {}
    direct, named = _parted(list(_named_once(buttons, kept)))
    rows = list(_button_rows(direct))
    rows += _menus("go", "Narrower, or another …", [(button.label, carried) for button, carried in named])
    proofs = [(f"{n}. {why.words}", ids.carry("run", f"/why {why.ref}").id) for n, why in enumerate(_once(whys), 1)]
    rows += _menus("why", "Why? Choose a line to see the sentence behind it", proofs)
    return Controls(tuple(rows[:FREE_ROWS]), kept)


def continued(rows: Sequence[Part], line: str, page: int) -> Controls:
    """The same rows under a button that goes on with the answer to `line` from message `page`, the first being 0."""
    carried = ids.carry("page", line, page)
    button = {"type": BUTTON, "style": PRIMARY, "label": "Continue", "custom_id": carried.id}
    return Controls(({"type": ROW, "components": [button]}, *rows[:FREE_ROWS]), carried.kept)


def _named_once(buttons: Sequence[Button], kept: dict[str, str]) -> Iterator[tuple[Button, str]]:
    seen = set()
    for button in buttons:
        carried = ids.carry("form" if button.form else "run", button.line)
        if carried.id not in seen:
            seen.add(carried.id)
            kept |= carried.kept
            yield button, carried.id


def _parted(
    found: list[tuple[Button, str]],
) -> tuple[list[tuple[Button, str]], list[tuple[Button, str]]]:
    """Those shown as buttons, and those that go into a menu because there are too many."""
    if len(found) <= FEW:
        return found, []
    direct = [one for one in found if one[0].form or one[0].label not in one[0].line]
    named = [one for one in found if one not in direct]
    return direct[:FEW], [*named, *direct[FEW:]]


def _button_rows(direct: Sequence[tuple[Button, str]]) -> Iterator[Part]:
    parts = [_button(button, carried, first=place == 0) for place, (button, carried) in enumerate(direct)]
    for at in range(0, len(parts), ROW_BUTTONS):
        yield {"type": ROW, "components": parts[at : at + ROW_BUTTONS]}


def _button(button: Button, carried: str, *, first: bool) -> Part:
    style = PRIMARY if first else SECONDARY
    return {"type": BUTTON, "style": style, "label": clip(button.label, BUTTON_LABEL) or "…", "custom_id": carried}


def _menus(name: str, placeholder: str, choices: Sequence[tuple[str, str]]) -> Iterator[Part]:
    for at in range(0, len(choices), OPTIONS):
        options = [
            {"label": clip(label, OPTION_LABEL) or "…", "value": value} for label, value in choices[at : at + OPTIONS]
        ]
        menu = {"type": MENU, "custom_id": f"{ids.MENU}{name}{at}", "placeholder": placeholder, "options": options}
        yield {"type": ROW, "components": [menu]}


def _once(whys: Sequence[Why]) -> Sequence[Why]:
    return list({why.ref: why for why in reversed(whys)}.values())[::-1]
