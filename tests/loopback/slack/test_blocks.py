"""What Block Kit takes and refuses, block by block."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from . import blocks, views
from .made import actions, asks, button, line, modal, mrkdwn, option, plain, section, select
from .model import Refused

GOOD = [
    section(),
    section("x" * 3000, block_id="b" * 255),
    {"type": "section", "fields": [mrkdwn("x" * 2000), plain()] * 5},
    section(accessory=button()),
    section(accessory={"type": "image", "image_url": "https://example.org/a.png", "alt_text": "a chart"}),
    {"type": "divider"},
    {"type": "header", "text": plain("x" * 150)},
    {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "a chart", "title": plain()},
    {"type": "context", "elements": [mrkdwn()] * 10},
    actions(*(button(f"a{number}") for number in range(25))),
    actions(button(text="x" * 75, value="x" * 2000, url="https://example.org", style="primary")),
    actions(select(*(option(str(number)) for number in range(100)))),
    actions({**select(), "initial_option": option()}),
    actions({"type": "static_select", "option_groups": [{"label": plain(), "options": [option()]}]}),
    actions({"type": "overflow", "options": [option(str(number)) for number in range(5)]}),
    actions({"type": "datepicker", "initial_date": "2024-02-29"}, {"type": "timepicker", "initial_time": "08:00"}),
    actions({"type": "external_select", "min_query_length": 0, "placeholder": plain("x" * 150)}),
    actions({"type": "conversations_select", "filter": {"include": ["public"], "exclude_bot_users": True}}),
    actions(button(confirm={"title": plain(), "text": mrkdwn(), "confirm": plain("Yes"), "deny": plain("No")})),
    asks("Topic", line(max_length=3000, min_length=1, initial_value="tumen"), hint=plain("x" * 2000), optional=True),
    asks("Days", {"type": "checkboxes", "options": [{"text": mrkdwn("*Mon*"), "value": "1"}]}),
    asks("People", {"type": "multi_users_select", "max_selected_items": 3}),
    {"type": "markdown", "text": "# Head"},
    {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}],
            },
            {"type": "rich_text_quote", "elements": [{"type": "link", "url": "https://example.org", "text": "x"}]},
        ],
    },
]
BAD = [
    ({"type": "section"}, "must define either `text` or `fields` [json-pointer:/blocks/0]"),
    (section(""), "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    (section("x" * 3001), "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
    ({"type": "section", "fields": [plain()] * 11}, "no more than 10 items allowed [json-pointer:/blocks/0/fields]"),
    (
        {"type": "section", "fields": [plain("x" * 2001)]},
        "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
    ),
    (section(block_id="b" * 256), "must be less than 256 characters [json-pointer:/blocks/0/block_id]"),
    (section(colour="red"), "invalid additional property: colour [json-pointer:/blocks/0]"),
    (section(accessory=line()), "unsupported type: plain_text_input [json-pointer:/blocks/0/accessory/type]"),
    (
        {"type": "section", "text": {**mrkdwn(), "emoji": True}},
        "invalid additional property: emoji [json-pointer:/blocks/0/text]",
    ),
    ({"type": "carousel"}, "unsupported type: carousel [json-pointer:/blocks/0/type]"),
    ({"text": plain()}, "missing required field: type [json-pointer:/blocks/0]"),
    ({"type": "header", "text": mrkdwn()}, "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]"),
    (
        {"type": "header", "text": plain("x" * 151)},
        "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        {"type": "image", "image_url": "https://example.org/a.png"},
        "missing required field: alt_text [json-pointer:/blocks/0]",
    ),
    (
        {"type": "context", "elements": [plain()] * 11},
        "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
    ),
    ({"type": "context", "elements": []}, "no less than 1 items allowed [json-pointer:/blocks/0/elements]"),
    (
        {"type": "context", "elements": [button()]},
        "unsupported type: button [json-pointer:/blocks/0/elements/0/type]",
    ),
    (
        actions(*(button(f"a{number}") for number in range(26))),
        "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (actions(button(), button()), "`action_id` already exists: more [json-pointer:/blocks/0]"),
    (
        actions(button(text="x" * 76)),
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
    ),
    (
        actions(button(value="x" * 2001)),
        "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
    ),
    (
        actions(button(url="https://example.org/" + "x" * 3000)),
        "must be less than 3001 characters [json-pointer:/blocks/0/elements/0/url]",
    ),
    (
        actions(button(url="javascript:alert(1)")),
        "value does not match the required pattern [json-pointer:/blocks/0/elements/0/url]",
    ),
    (actions(button("a" * 256)), "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]"),
    (actions(button(style="blue")), "must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]"),
    (
        actions(select(*(option(str(number)) for number in range(101)))),
        "no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        actions({"type": "static_select", "options": []}),
        "no less than 1 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        actions(select(option("x" * 151))),
        "must be less than 151 characters [json-pointer:/blocks/0/elements/0/options/0/value]",
    ),
    (
        actions(select(option(text="x" * 76))),
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]",
    ),
    (
        actions({"type": "static_select"}),
        "must define exactly one of: options, option_groups [json-pointer:/blocks/0/elements/0]",
    ),
    (
        actions({**select(), "initial_option": option("other")}),
        "initial option must be one of the options [json-pointer:/blocks/0/elements/0/initial_option]",
    ),
    (
        actions(select(placeholder=plain("x" * 151))),
        "must be less than 151 characters [json-pointer:/blocks/0/elements/0/placeholder/text]",
    ),
    (
        actions({"type": "overflow", "options": [option(str(number)) for number in range(6)]}),
        "no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        actions({"type": "datepicker", "initial_date": "31.12.2024"}),
        "value does not match the required pattern [json-pointer:/blocks/0/elements/0/initial_date]",
    ),
    (
        actions({"type": "datepicker", "initial_date": "2024-02-30"}),
        "must be a valid date [json-pointer:/blocks/0/elements/0/initial_date]",
    ),
    (
        asks("Topic", line(max_length=3001)),
        "must be between 1 and 3000 [json-pointer:/blocks/0/element/max_length]",
    ),
    (
        asks("Topic", line(max_length=3, initial_value="four")),
        "must be less than 4 characters [json-pointer:/blocks/0/element/initial_value]",
    ),
    (asks("x" * 2001, line()), "must be less than 2001 characters [json-pointer:/blocks/0/label/text]"),
    (asks("Topic", button()), "unsupported type: button [json-pointer:/blocks/0/element/type]"),
    ("section", "must be an object [json-pointer:/blocks/0]"),
]


@pytest.mark.parametrize("block", GOOD)
def test_a_right_block_is_taken(block: Any) -> None:
    """What the documentation allows, up to each limit, is taken."""
    assert [] == blocks.findings([block], "/blocks", blocks.IN_MESSAGE)


@pytest.mark.parametrize(("block", "words"), BAD)
def test_a_wrong_block_is_refused_in_slacks_words(block: Any, words: str) -> None:
    """One step beyond each limit there is one objection, and it points at the place."""
    assert [words] == blocks.findings([block], "/blocks", blocks.IN_MESSAGE)


@given(st.data())
def test_garbage_is_refused_and_never_breaks_the_server(data: st.DataObject) -> None:
    """Whatever stands in the place of any part of a block, there is an answer to it."""
    block = copy.deepcopy(data.draw(st.sampled_from(GOOD)))
    holder, key = data.draw(st.sampled_from(list(places(block))))
    holder[key] = data.draw(st.sampled_from([None, 7, True, "x", "", [], {}, [None], [[]], {"type": "button"}]))
    found = blocks.findings([block], "/blocks", blocks.IN_MESSAGE)
    assert all("[json-pointer:/blocks/0" in each for each in found)


def places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a block where something else could stand."""
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        yield node, key
        if isinstance(value, (dict, list)):
            yield from places(value)


def test_blocks_are_counted_over_the_message() -> None:
    """Fifty blocks and no more, no block id twice, and not too many characters over all."""
    with pytest.raises(Refused, match="invalid_blocks"):
        blocks.check_message([section()] * 51)
    with pytest.raises(Refused, match="already exists: same"):
        blocks.check_message([section(block_id="same"), section(block_id="same")])
    with pytest.raises(Refused, match="msg_blocks_too_long"):
        blocks.check_message([section("x" * 2900)] * 4)
    blocks.check_message([section("x" * 2800)] * 4)


VIEWS = [
    (modal(title=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/title/text]"),
    (modal(submit=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/submit/text]"),
    (modal(close=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/close/text]"),
    (modal(private_metadata="x" * 3001), "must be less than 3001 characters [json-pointer:/view/private_metadata]"),
    (modal(callback_id="x" * 256), "must be less than 256 characters [json-pointer:/view/callback_id]"),
    (modal(*[section()] * 101), "no more than 100 items allowed [json-pointer:/view/blocks]"),
    (modal(colour="red"), "invalid additional property: colour [json-pointer:/view]"),
    (
        {"type": "modal", "title": plain(), "blocks": [asks("Topic", line())]},
        "missing required field: submit [json-pointer:/view]",
    ),
    ({"type": "home", "blocks": []}, "must be a valid enum value: modal [json-pointer:/view/type]"),
]


@pytest.mark.parametrize(("view", "words"), VIEWS)
def test_a_wrong_view_is_refused_in_slacks_words(view: Any, words: str) -> None:
    """One step beyond each limit of a view there is one objection."""
    with pytest.raises(Refused) as caught:
        views.check(view)
    assert ["invalid_arguments", words] == list(caught.value.args)


def test_a_view_of_too_many_bytes_is_refused() -> None:
    """The whole of a view may have 250 kB, however it is divided."""
    menus = [asks("Pick", select(*(option(f"{n:0150d}", "x" * 75) for n in range(100)))) for _ in range(10)]
    with pytest.raises(Refused, match="view_too_large"):
        views.check(modal(*menus))
    assert "Digest" == views.check(modal())["title"]["text"]
