"""`slack-manifest`: the manifest on standard output, and an address that Slack would not call refused."""

from __future__ import annotations

import json

import pytest

from bot.cli import main


def test_the_manifest_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    """By socket it names no address; over HTTP every request comes to the one path."""
    assert 0 == main(["slack-manifest"])
    assert json.loads(capsys.readouterr().out)["settings"]["socket_mode_enabled"]
    assert 0 == main(["slack-manifest", "--http", "https://bot.example.org/"])
    made = json.loads(capsys.readouterr().out)
    assert "https://bot.example.org/slack/events" == made["settings"]["event_subscriptions"]["request_url"]
    assert not made["settings"]["socket_mode_enabled"]


def test_slack_calls_https_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """Any other address is one line and status 2."""
    assert 2 == main(["slack-manifest", "--http", "http://bot.example.org"])
    assert "is no https address" in capsys.readouterr().err
