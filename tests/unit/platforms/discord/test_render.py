"""Reply -> Discord messages: within every limit, with every fact, and nothing from outside that acts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from hypothesis import HealthCheck, example, given, settings

from bot.core.reply import Button, Card, Evidence, Link, Reply, StatementRow, TextRow
from bot.platforms.discord.render import render, with_rest
from bot.platforms.discord.sending import EPHEMERAL
from bot.platforms.discord.texts import address, visible
from tests.loopback.discord.limits import ANSWER_FLAGS, check_message
from tests.loopback.discord.made import faults
from tests.unit.platforms.facts import HOSTILE, addresses_of, briefing, facts_of, replies

Payload = dict[str, Any]


def read(messages: Sequence[Payload]) -> str:
    """The words of messages as a reader sees them, without white space; titles and the like last."""
    embeds = [embed for message in messages for embed in message["embeds"]]
    texts = [embed.get("description", "") for embed in embeds]
    texts += [part for embed in embeds for row in embed.get("fields", ()) for part in (row["name"], row["value"])]
    texts += [embed.get("title", "") for embed in embeds]
    shown = re.sub(r"\\(.)|\*|^-# ", r"\1", "\n".join(texts), flags=re.MULTILINE)
    return (
        "".join([shown, *(embed.get("footer", {}).get("text", "") for embed in embeds)])
        .replace(" ", "")
        .replace("\n", "")
    )


def problems(messages: Sequence[Payload]) -> list[str]:
    """What Discord would say against each message."""
    return [
        found for message in messages if (found := faults(check_message, message | {"flags": EPHEMERAL}, ANSWER_FLAGS))
    ]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(replies)
@example(Reply(""))
@example(Reply(" ", "\u200b", (Card("", (TextRow(""),)),)))
@example(Reply("", cards=(*briefing().cards[1:2], Card("", ()))))
@example(briefing(200, 700))
@example(briefing(3, 20_000))
def test_every_message_keeps_every_limit(reply: Reply) -> None:
    """Whatever a Reply holds, Discord takes each of its messages."""
    assert [] == problems(render(reply).messages)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(replies)
@example(briefing(200, 700))
@example(briefing(3, 20_000))
def test_every_fact_is_shown(reply: Reply) -> None:
    """Each statement, figure, name, quote, source and address of a Reply is in its messages, whole."""
    messages = render(reply).messages
    shown = read(messages)
    raw = "".join(embed.get("description", "") for message in messages for embed in message["embeds"])

    assert [] == [fact for fact in facts_of(reply) if visible(fact).replace(" ", "") not in shown]
    assert [] == [url for url in addresses_of(reply) if f"]({address(url)})" not in raw]


def test_a_briefing_is_one_message() -> None:
    """What is known, figures, people and sources each have an embed; what it rests on is at the foot."""
    (message,) = render(briefing()).messages

    assert ["tumen river", "Key figures", "People", "Sources"] == [embed["title"] for embed in message["embeds"]]
    assert "6 articles · 6 publishers" == message["embeds"][0]["footer"]["text"]
    assert ["up to 600"] == [field["name"] for field in message["embeds"][1]["fields"]]
    assert {"parse": []} == message["allowed_mentions"]


def test_every_statement_ends_with_the_links_of_its_sources() -> None:
    """The number of a source is the link to its own address."""
    (message,) = render(briefing(1, 38)).messages

    assert (
        "• Statement 1 says something of the rive [[2]](https://paper2.example/story/2)"
        in message["embeds"][0]["description"]
    )


def test_one_source_is_behind_the_title() -> None:
    """Where all comes from one article the title opens it."""
    rows = (StatementRow(Evidence(1, 1, 0, 9), "A thing.", 1),)
    (message,) = render(
        Reply("A title", "", (Card("Known", rows),), (Link(1, 1, "T", "P", None, "https://p.example/a"),))
    ).messages

    assert "https://p.example/a" == message["embeds"][0]["url"]


def test_hostile_words_are_words() -> None:
    """A title that would ping, link, hide or format is shown as it was written."""
    rows = (StatementRow(Evidence(1, 1, 0, 9), HOSTILE, 1),)
    links = (Link(1, 1, HOSTILE, "S" * 300, None, "https://p.example/a"),)
    (message,) = render(
        Reply(HOSTILE, HOSTILE, (Card(HOSTILE, rows),), links, (HOSTILE,), (Button(HOSTILE, f"/brief {HOSTILE}"),))
    ).messages
    texts = [embed.get(part, "") for embed in message["embeds"] for part in ("title", "description")]
    bare = re.sub(r"\\.", "", re.sub(r"\[\[1\]\]\(https://p\.example/a\)", "", "\n".join(texts))).replace("**", "")

    assert not re.search(r"@everyone|https://|[|`\[\]<]|:fire:", bare)
    assert "S" * 300 in read([message])


def test_a_broad_answer_offers_its_topics_in_a_menu() -> None:
    """Views stay buttons; of too many, those that are names are chosen from a list."""
    views = [
        Button(view, f"/{view.lower()} china") for view in ("More", "Figures", "People", "Timeline", "Find", "Sources")
    ]
    topics = [Button(f"topic {n}", f"/brief topic {n}") for n in range(7)]
    (message,) = render(
        Reply("china", buttons=(*views, *topics, Button("Narrow …", "/brief china", form=True)))
    ).messages
    rows = message["components"]

    assert ["More", "Figures", "People", "Timeline", "Find", "Sources", "Narrow …"] == [
        part["label"] for row in rows[:2] for part in row["components"]
    ]
    assert [f"topic {n}" for n in range(7)] == [option["label"] for option in rows[2]["components"][0]["options"]]


def test_every_line_can_be_asked_why() -> None:
    """The menu under a message has a line for each row of evidence in it, over all messages every one once."""
    reply = briefing(40, 400)
    messages = render(reply).messages
    menus = [row["components"][0] for message in messages for row in message["components"]]
    asked = [option["value"] for menu in menus for option in menu.get("options", ())]

    assert len(messages) > 2
    assert [f"r:/why {row.evidence.ref}" for row in reply.rows()] == asked


def test_a_long_line_is_kept_for_its_button() -> None:
    """A line that does not fit an id is given back to be kept, under the token that the id names."""
    line = f"/brief {'word ' * 60}end"
    rendered = render(Reply("x", buttons=(Button("Again", line),)))
    (button,) = rendered.messages[0]["components"][0]["components"]

    assert [line] == list(rendered.kept.values())
    assert f"kr:{next(iter(rendered.kept))}" == button["custom_id"]


def test_the_rest_has_its_button_above_all_others() -> None:
    """A message full of menus still takes the button that goes on, and keeps the limits."""
    message = render(briefing(200, 12)).messages[0]
    (shown,) = with_rest(message, "/brief tumen river size:long", 1).messages

    assert [] == problems([shown])
    assert "p:1:/brief tumen river size:long" == shown["components"][0]["components"][0]["custom_id"]
