from __future__ import annotations

import pytest

from .errors import Refusal
from .limits import ANSWER_FLAGS, CHANNEL_FLAGS, check_edit, check_message, check_substance
from .made import JSON, V2, button, embed, faults, link, row, select, text

LONGEST_EMBED = embed(
    title="t" * 256,
    description="d" * 4096,
    footer={"text": "f" * 548},
    author={"name": "a" * 256, "url": "https://example.org"},
    fields=[{"name": "n" * 210, "value": "v" * 210}, {"name": "n" * 212, "value": "v" * 212}],
)

TAKEN = [
    {"content": "c" * 2000},
    {"content": "\N{GRINNING FACE}" * 1000},
    {"embeds": [LONGEST_EMBED]},
    {"embeds": [embed()] * 10},
    {"embeds": [embed(fields=[{"name": "n" * 100, "value": "v" * 100}] * 25)]},
    {"components": [row(*(button(custom_id=f"{r}{b}") for b in range(5))) for r in range(5)]},
    {"components": [row(select(25, placeholder="p" * 150, max_values=25))]},
    {"components": [row(link(url="https://example.org/" + "u" * 492))]},
    {"components": [row(button(label="l" * 80, custom_id="c" * 100))]},
    {"content": "x", "flags": 4 | 4096, "nonce": "n" * 25},
    {"content": "x", "allowed_mentions": {"parse": ["roles"], "users": ["1"], "replied_user": False}},
    {"flags": V2, "components": [text("x" * 4000)]},
    {"flags": V2, "components": [{"type": 17, "components": [text("x")] * 39}]},
    {"flags": V2, "components": [{"type": 9, "components": [text("x")], "accessory": button()}, {"type": 14}]},
]

REFUSED = [
    ({"content": "c" * 2001}, "content BASE_TYPE_MAX_LENGTH"),
    ({"content": "\N{GRINNING FACE}" * 1001}, "content BASE_TYPE_MAX_LENGTH"),
    ({"content": 7}, "content STRING_TYPE_CONVERT"),
    ({"embeds": [embed()] * 11}, "embeds BASE_TYPE_BAD_LENGTH"),
    ({"embeds": ["x"]}, "embeds.0 MODEL_TYPE_CONVERT"),
    ({"embeds": [embed(title="t" * 257)]}, "embeds.0.title BASE_TYPE_MAX_LENGTH"),
    ({"embeds": [embed(description="d" * 4097)]}, "embeds.0.description BASE_TYPE_MAX_LENGTH"),
    ({"embeds": [{}]}, "embeds.0.description BASE_TYPE_REQUIRED"),
    ({"embeds": [embed(footer={"text": "f" * 2049})]}, "embeds.0.footer.text BASE_TYPE_BAD_LENGTH"),
    ({"embeds": [embed(author={"name": "a" * 257})]}, "embeds.0.author.name BASE_TYPE_BAD_LENGTH"),
    ({"embeds": [embed(color=1 << 24)]}, "embeds.0.color NUMBER_TYPE_RANGE"),
    ({"embeds": [embed(url="javascript:alert(1)")]}, "embeds.0.url URL_TYPE_INVALID_SCHEME"),
    ({"embeds": [embed(timestamp="yesterday")]}, "embeds.0.timestamp DATE_TIME_TYPE_PARSE"),
    ({"embeds": [embed(fields=[{"name": "n", "value": "v"}] * 26)]}, "embeds.0.fields BASE_TYPE_BAD_LENGTH"),
    ({"embeds": [embed(fields=[{"name": " ", "value": "v"}])]}, "embeds.0.fields.0.name BASE_TYPE_REQUIRED"),
    ({"embeds": [embed(fields=[{"name": "n", "value": ""}])]}, "embeds.0.fields.0.value BASE_TYPE_REQUIRED"),
    ({"embeds": [embed(fields=[{"name": "n" * 257, "value": "v"}])]}, "embeds.0.fields.0.name BASE_TYPE_BAD_LENGTH"),
    ({"embeds": [embed(fields=[{"name": "n", "value": "v" * 1025}])]}, "embeds.0.fields.0.value BASE_TYPE_BAD_LENGTH"),
    ({"embeds": [embed(description="d" * 3000)] * 2}, "embeds MAX_EMBED_SIZE_EXCEEDED"),
    ({"components": [row(button())] * 6}, "components BASE_TYPE_BAD_LENGTH"),
    ({"components": [row()]}, "components.0.components BASE_TYPE_BAD_LENGTH"),
    ({"components": [button()]}, "components.0.type BASE_TYPE_CHOICES"),
    ({"components": [row(*(button(custom_id=str(n)) for n in range(6)))]}, "components.0.components BASE_TYPE_BAD"),
    ({"components": [row(select(), button())]}, "components.0.components COMPONENT_LAYOUT_WIDTH_EXCEEDED"),
    ({"components": [row(button(), button())]}, "components.1.custom_id COMPONENT_CUSTOM_ID_DUPLICATED"),
    ({"components": [row(button(label="l" * 81))]}, "label BASE_TYPE_MAX_LENGTH"),
    ({"components": [row(button(label=None))]}, "label BUTTON_COMPONENT_INVALID_LABEL"),
    ({"components": [row(button(custom_id=""))]}, "custom_id BASE_TYPE_REQUIRED"),
    ({"components": [row(button(custom_id="c" * 101))]}, "custom_id BASE_TYPE_BAD_LENGTH"),
    ({"components": [row(button(style=9))]}, "style BASE_TYPE_CHOICES"),
    ({"components": [row(link(url="ftp://example.org"))]}, "url URL_TYPE_INVALID_SCHEME"),
    ({"components": [row(link(url="https://example.org/" + "u" * 493))]}, "url BASE_TYPE_BAD_LENGTH"),
    ({"components": [row(link(custom_id="x"))]}, "custom_id BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE"),
    ({"components": [row(select(26))]}, "options BASE_TYPE_BAD_LENGTH"),
    ({"components": [row(select(0))]}, "options BASE_TYPE_BAD_LENGTH"),
    ({"components": [row(select(placeholder="p" * 151))]}, "placeholder BASE_TYPE_MAX_LENGTH"),
    ({"components": [row(select(2, max_values=3))]}, "max_values SELECT_COMPONENT_MAX_VALUES_TOO_LARGE"),
    (
        {"components": [row(select(options=[{"label": "l" * 101, "value": "v"}]))]},
        "options.0.label BASE_TYPE_BAD_LENGTH",
    ),
    (
        {"components": [row(select(options=[{"label": "l", "value": "v"}] * 2))]},
        "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
    ),
    ({"content": "x", "flags": 1 << 1}, "flags MESSAGE_FLAGS_INVALID"),
    ({"content": "x", "nonce": "n" * 26}, "nonce BASE_TYPE_MAX_LENGTH"),
    ({"allowed_mentions": {"parse": ["users"], "users": ["1"]}}, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"),
    ({"allowed_mentions": {"parse": ["all"]}}, "allowed_mentions.parse.0 BASE_TYPE_CHOICES"),
    ({"components": [text("x")]}, "components.0.type BASE_TYPE_CHOICES"),
    ({"flags": V2, "content": "x"}, "content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"),
    ({"flags": V2, "embeds": [embed()]}, "embeds MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"),
    ({"flags": V2, "components": [text("x" * 2001), text("y" * 2000)]}, "COMPONENT_MAX_TOTAL_TEXT_EXCEEDED"),
    ({"flags": V2, "components": [{"type": 17, "components": [text("x")] * 40}]}, "COMPONENTS_MAX_TOTAL_EXCEEDED"),
    ({"flags": V2, "components": [{"type": 9, "components": [text("x")]}]}, "accessory BASE_TYPE_REQUIRED"),
]


@pytest.mark.parametrize("body", TAKEN)
def test_messages_at_their_limits_are_taken(body: JSON) -> None:
    """What is exactly as large as Discord allows passes."""
    assert "" == faults(check_message, body, CHANNEL_FLAGS)


@pytest.mark.parametrize(("body", "fault"), REFUSED)
def test_messages_beyond_a_limit_are_refused(body: JSON, fault: str) -> None:
    """One more than Discord allows is refused at its own place in the body."""
    assert fault in faults(check_message, body, CHANNEL_FLAGS)


def test_an_answer_for_one_person_is_for_interactions_alone() -> None:
    """The ephemeral flag is taken in answers and refused in channels."""
    assert "" == faults(check_message, {"flags": 64}, ANSWER_FLAGS)
    assert "flags MESSAGE_FLAGS_INVALID" == faults(check_message, {"flags": 64}, CHANNEL_FLAGS)


def test_components_v2_cannot_be_taken_back() -> None:
    """An edit of a components-v2 message takes no content and cannot drop the flag."""
    assert "" == faults(check_edit, {"components": [text("x")]}, v2=True)
    assert "content" in faults(check_edit, {"content": "x"}, v2=True)
    assert "MESSAGE_COMPONENTS_V2_FLAG_REMOVED" in faults(check_edit, {"flags": 0}, v2=True)


@pytest.mark.parametrize("body", [{}, {"content": " \n"}, {"embeds": [], "components": []}])
def test_an_empty_message_is_refused(body: JSON) -> None:
    """A message that shows nothing has a code of its own."""
    with pytest.raises(Refusal) as caught:
        check_substance(body, 0)
    assert 50006 == caught.value.code
