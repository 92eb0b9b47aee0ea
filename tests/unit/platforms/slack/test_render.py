"""Answers as Slack's blocks: within every limit, with every fact, and with nothing that is more than text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.article import Figure
from bot.core.plain import safe
from bot.core.reply import (
    Also,
    Button,
    Card,
    Evidence,
    FigureRow,
    Link,
    PersonRow,
    QuoteLine,
    Reply,
    Row,
    StatementRow,
    TextRow,
)
from bot.platforms.slack.markup import address
from bot.platforms.slack.render import Frame, Message, doubt, long_lines, messages, note, typed, value_of
from tests.loopback.slack.blocks import check_message
from tests.loopback.slack.model import LINK, PING, marked, texts
from tests.unit.platforms.facts import addresses_of, facts_of, replies
from tests.unit.platforms.slack.seen import followed, shown, squeezed

HERE = Evidence(2, 1, 10, 60)
FIGURE = Figure(10, 19, 600.0, None, None, "<", "north korean", "deported", "2023-10", True, "a rights group")
NAMES = ("brief", "figures", "help", "why", "admin status")
HOSTILE = (
    "@everyone <!channel> <@U1> <#C1> [click](https://evil.example) <https://evil.example|x> ||x|| *b* _i_ ~s~ `c` "
    ":fire: > quote & &amp; \u202e\u200bhidden"
)


def reply_with(words: str, url: str | None = "https://yalumonitor.example/1", rows: int = 1) -> Reply:
    """Rows of every kind, each holding the same words."""
    kinds: tuple[Row, ...] = (
        StatementRow(HERE, words, 1, also=(Also(HERE, 2),)),
        FigureRow(HERE, FIGURE, words[:300], words, None, 1),
        PersonRow(HERE, words, "person", words, QuoteLine(HERE, words), 1),
        TextRow(words),
        TextRow(words, words),
    )
    links = (Link(1, 2, words, words, None, url), Link(2, 3, words, None, "2024-01-01", None))
    buttons = (Button(words, f"/brief {words}"), Button(words, "/brief x", form=True))
    return Reply(words, words, (Card(words, kinds * rows),), links, (words,), buttons, line="/brief x")


def all_blocks(pages: Sequence[Message]) -> list[dict[str, Any]]:
    """The blocks of all messages."""
    return [block for page in pages for block in page.blocks]


def briefing() -> Reply:
    """A usual one."""
    rows = (StatementRow(HERE, "The fence is 23 km long.", 1),)
    figures = tuple(FigureRow(HERE, FIGURE, f"{n} km", "of fence", None, 1) for n in range(12))
    people = (PersonRow(HERE, "Deng Rui", "person", "official", QuoteLine(HERE, "It was old"), 2),)
    links = (
        Link(1, 2, "A fence", "Yalu Monitor", "2024-01-31", "https://yalumonitor.example/1"),
        Link(2, 3, "A pier", "Courier", "2024-02-01", None),
    )
    cards = (Card("What is known", rows), Card("Key figures", figures), Card("People", people))
    return Reply("fence", "2 articles", cards, links, ("Read so.",), (Button("More", "/brief fence"),), line="/brief f")


def test_a_briefing_has_the_shape_of_one() -> None:
    """Header, coverage, a section for each group, figures in fields, sources and notes small, then what can be done."""
    (page,) = messages(briefing(), Frame(NAMES, post=True))

    kinds = [block["type"] for block in page.blocks]
    assert kinds == ["header", "context", "section", "section", "section", "section", "context", "context", "actions"]
    assert (
        "*WHAT IS KNOWN*\n• The fence is 23 km long. <https://yalumonitor.example/1|[1]>"
        == (page.blocks[2]["text"]["text"])
    )
    assert [10, 2] == [len(block["fields"]) for block in page.blocks[3:5]]
    assert page.blocks[3]["fields"][0]["text"].startswith("*0 km*\nof fence – reportedly; a rights group <https://")
    assert [
        "<https://yalumonitor.example/1|[1] A fence> · Yalu Monitor · 2024-01-31",
        "[2] A pier · Courier · 2024-02-01 · article 3",
    ] == [element["text"] for element in page.blocks[6]["elements"]]
    assert ["Post to channel", "More"] == [each["text"]["text"] for each in page.blocks[8]["elements"][:2]]
    assert "/why 2:10-60" == page.blocks[8]["elements"][2]["options"][0]["value"]
    assert "fence: The fence is 23 km long." == page.text


def test_a_frame_says_who_asked_and_whether_it_was_posted() -> None:
    """The posted answer names its asker and has no button to post it; the asker's own then says that it was."""
    posted = messages(briefing(), Frame(NAMES, asked_by="U1"))[0]
    shown_then = messages(briefing(), Frame(NAMES, posted=True))[0]

    assert "asked by <@U1>" == posted.blocks[1]["elements"][0]["text"]
    assert "Post" not in json.dumps(posted.blocks)
    assert ["Posted"] == [each["text"]["text"] for each in shown_then.blocks[-1]["elements"][:1]]


@pytest.mark.parametrize("change", [{"error": "No."}, {"private": True}, {"line": ""}])
def test_what_is_for_one_person_cannot_be_posted(change: dict[str, Any]) -> None:
    """Errors, private answers and those that cannot be asked again have no button for it."""
    assert "sitrep_post" not in json.dumps(
        [page.blocks for page in messages(replace(briefing(), **change), Frame(post=True))]
    )


def test_an_error_is_one_plain_section() -> None:
    """Its words, with commands as they are typed on Slack, and a button for what would work."""
    wrong = Reply("x", error="No command /figurs. Did you mean /figures?", buttons=(Button("/figures", "/figures x"),))
    (page,) = messages(wrong, Frame(NAMES))

    assert ["section", "actions"] == [block["type"] for block in page.blocks]
    assert "No command /figurs. Did you mean /brief figures?" == page.blocks[0]["text"]["text"] == page.text
    assert "/figures x" == page.blocks[1]["elements"][0]["value"]


@given(st.text(max_size=700), st.integers(1, 12))
@example(HOSTILE * 12, 4)
@example("word " * 900, 3)
@example("9" * 9000, 1)
@example("𝄞" * 4000, 1)
@example("A sentence of some words. " * 300, 2)
@example("&<>" * 1500, 2)
@example("", 1)
def test_any_answer_is_taken_by_slack_and_whole(words: str, rows: int) -> None:
    """Every message keeps every limit, every fact is in one of them, and no text becomes a mention or a link."""
    reply = reply_with(words, rows=rows)
    pages = messages(reply, Frame(NAMES, post=True))
    seen = shown(all_blocks(pages))

    for page in pages:
        check_message(json.loads(json.dumps(list(page.blocks))))
        assert page.text.strip()
        assert len(page.text) <= 4000
        assert [] == PING.findall("\n".join([page.text, *marked(page.blocks)]))
        links = {match[0] for match in LINK.findall("\n".join([page.text, *marked(page.blocks)]))}
        assert links <= {"https://yalumonitor.example/1"}
    assert [] == [fact for fact in facts_of(reply) if squeezed(safe(fact)) not in seen]


@given(replies)
@example(Reply("t", links=(Link(1, 1, "Said. " * 600, None, None, "https://a.example/"),)))
@example(Reply("t", links=(Link(1, 1, "<", None, None, "https://a.example/"),)))
def test_any_reply_is_taken_and_nothing_of_it_is_lost(reply: Reply) -> None:
    """Replies of every kind: each message is one that Slack takes, and every text of the Reply is in one of them."""
    pages = messages(reply, Frame(post=True))
    seen = shown(all_blocks(pages))

    for page in pages:
        check_message(json.loads(json.dumps(list(page.blocks))))
        assert [] == PING.findall("\n".join([page.text, *marked(page.blocks)]))
    missing = [fact for fact in facts_of(reply) if squeezed(safe(fact)) not in seen]
    unsaid = (reply.title, reply.coverage) if reply.error is not None else ()
    assert [] == [fact for fact in missing if fact not in unsaid]
    assert [] == [url for url in addresses_of(reply) if (address(url) or "") not in followed(all_blocks(pages))]


@given(st.text(max_size=2200))
@example("https://a.example/<b>|c d")
@example("javascript:alert(1)")
@example("https://")
@example("https://a.example/\u202e\ud800")
@example("https://a.example/" + "x" * 1950)
def test_any_address_is_a_link_or_none(url: str) -> None:
    """An address never breaks out of its link, and only web addresses are links."""
    for given_url in (url, f"https://a.example/{url}"):
        pages = messages(reply_with("words", given_url))
        for page in pages:
            check_message(json.loads(json.dumps(list(page.blocks))))
        links = [match[0] for match in LINK.findall("\n".join(marked(all_blocks(pages))))]
        assert all(link.lower().startswith(("http://", "https://")) for link in links)
        assert "javascript" not in "".join(links) or "javascript" in url


def test_words_that_markup_would_change_go_where_there_is_none() -> None:
    """Formatting, codes for emoji and the like are shown as they are written, in a block that reads no markup."""
    blocks = all_blocks(messages(reply_with(HOSTILE)))
    runs = [text for block in blocks if block["type"] == "rich_text" for text in texts([block])]

    assert any("*b* _i_ ~s~ `c` :fire:" in text for text in runs)
    assert not any(sign in text for text in marked(blocks) for sign in ("*b*", "_i_", "~s~", "`c`", ":fire:"))
    assert not {"\u202e", "\u200b"} & set("".join(texts(blocks)))


def test_buttons_hold_their_lines_even_long_ones() -> None:
    """A line too long for a button is held by a token, and those lines are named so that they can be remembered."""
    long = "/brief " + "y" * 2500
    reply = replace(briefing(), buttons=(Button("Long", long), Button("Short", "/brief x")))
    kept = long_lines(reply)
    values = [each.get("value") for each in messages(reply)[0].blocks[-1]["elements"]]

    assert [long] == list(kept.values())
    assert values[:2] == [value_of(long), "/brief x"]
    assert value_of(long).removeprefix("~") in kept


def test_many_buttons_and_references_all_fit() -> None:
    """More than 25 elements go on in another block, more than 100 references in another menu."""
    rows = tuple(StatementRow(Evidence(2, 1, n, n + 9), f"Statement {n}.", 1) for n in range(150))
    reply = Reply("t", cards=(Card("c", rows),), buttons=tuple(Button(f"b{n}", "/x") for n in range(30)))
    pages = messages(reply)
    menus = [each for block in all_blocks(pages) for each in block.get("elements", ()) if "options" in each]

    for page in pages:
        check_message(list(page.blocks))
    assert [100, 50] == [len(menu["options"]) for menu in menus]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see /figures tumen", "see /brief figures tumen"),
        ("/admin status", "/brief admin status"),
        ("For a briefing: /brief x", "For a briefing: /brief x"),
        ("https://x.example/help and a/help", "https://x.example/help and a/help"),
        ("/helpless", "/helpless"),
    ],
)
def test_commands_are_written_as_they_are_typed_here(text: str, expected: str) -> None:
    """Only `/brief` exists on Slack, so every other command is its first word."""
    assert expected == typed(text, NAMES)


def test_short_lines_of_our_own_are_taken_too() -> None:
    """Notes and doubts are messages that Slack takes."""
    for message in (note("x" * 5000), note("<!channel>"), doubt("/brief " + "z" * 3000)):
        check_message(list(message.blocks))
        assert [] == PING.findall(message.text)
