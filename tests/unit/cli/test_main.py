"""The program's exit status and the one line that goes with it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import typer

from bot.cli import main
from bot.cli.calls import program
from bot.cli.output import Meter
from bot.cli.running import demonstration_store
from bot.core.errors import StoreFull, UserError


@pytest.mark.parametrize(
    ("problem", "status", "words"),
    [
        (UserError("no such article"), 2, "no such article"),
        (StoreFull("no room left on the disk"), 1, "no room left on the disk"),
        (KeyboardInterrupt(), 1, "Interrupted"),
        (ZeroDivisionError("oops"), 1, "A defect in Sitrep: ZeroDivisionError"),
        (BrokenPipeError(32, "Broken pipe"), 1, "A defect in Sitrep: BrokenPipeError"),
    ],
)
def test_every_end_has_its_status_and_one_line(
    problem: BaseException, status: int, words: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a call raises becomes an exit status and one line on standard error."""
    fresh = typer.Typer()

    @fresh.command("fail")
    def fail() -> None:
        raise problem

    @fresh.command("other")
    def other() -> None:
        """A second command, so that the first keeps its name."""

    monkeypatch.setattr("bot.cli.calls.program", lambda _: fresh)
    monkeypatch.setattr("bot.cli._reader_has_left", lambda: False)

    assert status == main(["fail"])
    said = capsys.readouterr().err
    assert words in said
    assert 1 == said.count("\n")


def test_without_arguments_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """Somebody who is lost sees what there is, and scripts see a wrong usage."""
    assert 2 == main([])
    assert "ingest" in capsys.readouterr().out


def test_every_call_of_the_contract_is_there() -> None:
    """The calls that this version promises are registered."""
    names = {command.name for command in program().registered_commands}

    assert {"run", "chat", "ask", "ingest", "prepare", "show", "reindex", "verify", "status"} <= names


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("sqlite:///data/sitrep.db", "sqlite:///data/samples.db"),
        ("sqlite:////var/lib/sitrep.db", "sqlite:////var/lib/samples.db"),
        ("sqlite:///sitrep.db", "sqlite:///samples.db"),
    ],
)
def test_the_samples_have_a_store_of_their_own(url: str, expected: str) -> None:
    """The demonstration never touches the user's store; it lies beside it."""
    assert expected == demonstration_store(url)


def test_progress_off_a_terminal_is_plain_lines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Long work tells how far it is in lines that a log can hold."""
    monkeypatch.setattr("bot.cli.output.EVERY", 0.0)
    meter = Meter("Ingested")

    meter.show(50, 200)
    meter.close()

    said = capsys.readouterr().err
    assert said.startswith("Ingested: 50 of 200")
    assert "\x1b" not in said


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({"SLACK_BOT_TOKEN": "hush-hush"}, "SLACK_APP_TOKEN: is missing beside SLACK_BOT_TOKEN"),
        ({"DISCORD_TOKEN": "hush-hush", "DISCORD_GUILD_IDS": "12,home"}, "DISCORD_GUILD_IDS: 'home' is no guild's id"),
        (
            {"DISCORD_TOKEN": "hush-hush", "DISCORD_API_URL": "discord.com"},
            "DISCORD_API_URL: must be an http(s) address",
        ),
        ({"SLACK_API_URL": "https://slack.com"}, "SLACK_API_URL: must be an http(s) address that ends in /api/"),
    ],
)
def test_run_refuses_settings_of_a_platform_that_cannot_be(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    settings: dict[str, str],
    line: str,
) -> None:
    """What is missing or wrong for a platform is one line that names the setting and never a token."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DISCORD_TOKEN", "hush-hush")
    for name, value in settings.items():
        monkeypatch.setenv(name, value)

    assert 2 == main(["run"])
    said = capsys.readouterr().err
    assert said.startswith(line)
    assert "Example: " in said
    assert "hush-hush" not in said


def test_prepare_loads_only_what_its_lines_need() -> None:
    """The time to the first line counts in every pipe, so the rest of the program stays out of it."""
    called = "import sys; from bot.cli import main; main(['prepare']); print(*sys.modules, file=sys.stderr)"
    text = b'{"id": 1, "text": "Some 20 people came on Monday, the mayor said."}\n'

    done = subprocess.run([sys.executable, "-c", called], input=text, capture_output=True, check=True, timeout=60)

    assert 1 == done.stdout.count(b"\n")
    assert {"typer", "pydantic", "numpy", "trafilatura", "asyncio", "sqlite3"}.isdisjoint(done.stderr.decode().split())


def test_options_of_prepare_are_still_read(capsys: pytest.CaptureFixture[str]) -> None:
    """With options the call goes through the parser, which says what is wrong with them."""
    assert 2 == main(["prepare", "--jobs", "0"])
    assert "--jobs" in capsys.readouterr().err
