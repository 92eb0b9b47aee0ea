from __future__ import annotations

from typing import Any

import pytest

from .commands import check_command, check_commands
from .made import JSON, button, command, faults, label, line, modal, option, options, row, select, text
from .modals import check_choices, check_modal


@pytest.mark.parametrize(
    "form",
    [
        modal(row(line(label="l" * 45, placeholder="p" * 100, value="v" * 4000))),
        modal(*(label(line(custom_id=str(number), label=None)) for number in range(5)), title="t" * 45),
        modal(text("read this"), label(select(25), description="d" * 100)),
    ],
)
def test_forms_at_their_limits_are_taken(form: JSON) -> None:
    """Both the older and the newer way of writing a form pass."""
    assert "" == faults(check_modal, form)


@pytest.mark.parametrize(
    ("form", "fault"),
    [
        (modal(row(line()), title="t" * 46), "title BASE_TYPE_BAD_LENGTH"),
        (modal(row(line()), custom_id="c" * 101), "custom_id BASE_TYPE_BAD_LENGTH"),
        (modal(), "components BASE_TYPE_BAD_LENGTH"),
        (modal(*[row(line())] * 6), "components BASE_TYPE_BAD_LENGTH"),
        (modal(row(line(), line(custom_id="b"))), "components.0.components BASE_TYPE_BAD_LENGTH"),
        (modal(row(line()), row(line())), "custom_id COMPONENT_CUSTOM_ID_DUPLICATED"),
        (modal(row(line(label="l" * 46))), "label BASE_TYPE_BAD_LENGTH"),
        (modal(row(line(placeholder="p" * 101))), "placeholder BASE_TYPE_MAX_LENGTH"),
        (modal(row(line(value="v" * 4001))), "value BASE_TYPE_MAX_LENGTH"),
        (modal(row(line(value="long", max_length=3))), "value BASE_TYPE_MAX_LENGTH"),
        (modal(row(button())), "components.0.type BASE_TYPE_CHOICES"),
        (modal(label(line(), label="l" * 46)), "label BASE_TYPE_BAD_LENGTH"),
        (modal(label(select(26))), "component.options BASE_TYPE_BAD_LENGTH"),
        (modal({"type": 18, "label": "x"}), "component BASE_TYPE_REQUIRED"),
    ],
)
def test_forms_beyond_a_limit_are_refused(form: JSON, fault: str) -> None:
    """One more than a form may have is refused."""
    assert fault in faults(check_modal, form)


@pytest.mark.parametrize(
    ("choices", "fault"),
    [
        ([{"name": "n" * 100, "value": "v" * 100}] * 25, ""),
        ([{"name": "n", "value": 7}], ""),
        ([{"name": "n", "value": "v"}] * 26, "data.choices BASE_TYPE_BAD_LENGTH"),
        ([{"name": "n" * 101, "value": "v"}], "data.choices.0.name BASE_TYPE_BAD_LENGTH"),
        ([{"name": "n", "value": "v" * 101}], "data.choices.0.value BASE_TYPE_BAD_LENGTH"),
        ([{"name": "", "value": "v"}], "data.choices.0.name BASE_TYPE_REQUIRED"),
        (None, "data.choices BASE_TYPE_REQUIRED"),
    ],
)
def test_choices_have_limits(choices: Any, fault: str) -> None:
    """Autocomplete gives 25 choices of 100 characters at most."""
    assert fault == faults(check_choices, {"choices": choices})


@pytest.mark.parametrize(
    ("definition", "fault"),
    [
        (command(name="n" * 32, description="d" * 100, options=options(25)), ""),
        (command(options=[option(required=True), option(name="b")]), ""),
        (command(options=[option(type=2, options=[option(type=1, options=[option()])])]), ""),
        (command(name="Brief"), "name APPLICATION_COMMAND_INVALID_NAME"),
        (command(name="two words"), "name APPLICATION_COMMAND_INVALID_NAME"),
        (command(name="n" * 33), "name APPLICATION_COMMAND_INVALID_NAME"),
        (command(description=""), "description BASE_TYPE_REQUIRED"),
        (command(description="d" * 101), "description BASE_TYPE_BAD_LENGTH"),
        (command(options=options(26)), "options BASE_TYPE_BAD_LENGTH"),
        (command(options=[option(), option()]), "options.1.name APPLICATION_COMMAND_OPTIONS_NAME_NOT_UNIQUE"),
        (command(options=[option(), option(name="b", required=True)]), "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"),
        (command(options=[option(), option(name="b", type=1)]), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"),
        (command(options=[option(type=1, options=[option(type=1)])]), "options.0.options.0.type BASE_TYPE_CHOICES"),
        (command(options=[option(choices=[{"name": "n", "value": "v"}] * 26)]), "choices BASE_TYPE_BAD_LENGTH"),
        (command(options=[option(choices=[{"name": "n" * 101, "value": "v"}])]), "name BASE_TYPE_BAD_LENGTH"),
        (command(options=[option(autocomplete=True, choices=[{"name": "n", "value": "v"}])]), "NOT_ALLOWED"),
        (command(contexts=[3]), "contexts.0 BASE_TYPE_CHOICES"),
        (
            command(
                options=[option(name=f"o{n}", choices=[{"name": "n" * 100, "value": "v" * 100}] * 9) for n in range(5)]
            ),
            "APPLICATION_COMMAND_TOO_LARGE",
        ),
    ],
)
def test_definitions_have_limits(definition: JSON, fault: str) -> None:
    """Names, descriptions, options and the size of a whole definition are held against Discord's limits."""
    found = faults(check_command, definition)
    assert fault in found if fault else found == ""


def test_lists_of_definitions_have_limits() -> None:
    """A hundred commands, each name once."""
    assert "" == faults(check_commands, [command(name=f"c{number}") for number in range(100)])
    assert "BASE_TYPE_BAD_LENGTH" in faults(check_commands, [command(name=f"c{number}") for number in range(101)])
    assert "1.name APPLICATION_COMMANDS_DUPLICATE_NAME" == faults(check_commands, [command(), command()])
