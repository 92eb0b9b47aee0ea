"""What Slack sends, read: entities undone, lines made, origins found."""

from __future__ import annotations

import pytest

from bot.platforms.slack.words import (
    Origin,
    line_of,
    of_command,
    of_event,
    of_interaction,
    packed,
    unescaped,
    unpacked,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tumen  river", "tumen river"),
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("<@U1> hello", "@U1 hello"),
        ("<@U1|ben> hello", "@ben hello"),
        ("<@UBOT> tumen <@UBOT>", "tumen"),
        ("<#C1|desk> <#C2>", "#desk #C2"),
        ('x in:<#C1|desk> to:"<#C2>"', "x in:#C1 to:#C2"),
        ("article <https://a.example/x?y=1&amp;z=2>", "article https://a.example/x?y=1&z=2"),
        ("<https://a.example|a.example>", "https://a.example"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("<!channel> <!here|here> <!subteam^S1|@desk> <!date^1^{date}|today>", "channel here @desk today"),
    ],
)
def test_entities_are_plain_words(text: str, expected: str) -> None:
    """Each entity of Slack is what a reader sees in its place, and the bot's own name is gone."""
    assert expected == unescaped(text, "UBOT")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("tumen river", "/brief tumen river"),
        ("/figures tumen", "/brief figures tumen"),
        ("brief tumen", "/brief tumen"),
        ("/brief figures tumen", "/brief figures tumen"),
        ("", "/brief"),
        (" / ", "/brief"),
        ("briefing", "/brief briefing"),
    ],
)
def test_words_are_a_line(words: str, line: str) -> None:
    """With or without a slash, with or without the command's name."""
    assert line == line_of(words)


def test_a_mention_is_answered_in_its_thread() -> None:
    """In the thread it stands in, or one of its own; a direct message in place."""
    event = {"type": "app_mention", "user": "U1", "channel": "C1", "ts": "5.1", "team": "T1"}
    body = {"team_id": "T1", "event_id": "Ev1", "event": event}

    assert Origin("U1", ("T1",), "C1", "5.1", None, "Ev1", "5.1", public=True) == of_event(body)
    threaded = of_event({**body, "event": {**event, "thread_ts": "4.0"}})
    assert ("4.0", "4.0", "4.0") == (threaded.thread, threaded.since, threaded.within)
    direct = of_event({**body, "event": {**event, "type": "message", "channel": "D1"}})
    assert (None, True) == (direct.thread, direct.direct)


def test_a_guest_belongs_to_two_workspaces() -> None:
    """Where a payload names several workspaces, all of them are known."""
    body = {"team": {"id": "T1"}, "user": {"id": "U1", "team_id": "T2"}, "actions": [{"action_ts": "1.0"}]}

    assert ("T1", "T2") == of_interaction(body).teams


def test_a_form_carries_where_it_was_asked_for_but_not_by_whom() -> None:
    """Whoever sends a form off is the asker, wherever it was opened."""
    opened = of_command({"user_id": "U1", "team_id": "T1", "channel_id": "C1", "response_url": "u", "trigger_id": "t"})
    sender = Origin("U2", ("T2",), key="t2", since="9.0")
    found = unpacked(packed(opened), sender)

    assert ("U2", ("T2",), "C1", "u", "t2") == (found.user, found.teams, found.channel, found.response_url, found.key)
