"""Settings: what is wrong is one line that names it, secrets never show, and the example file is complete."""

from __future__ import annotations

import re

import pytest

from bot.core.errors import SettingsError
from bot.settings import Settings
from tests.conftest import ROOT


def test_the_example_file_lists_every_setting_and_no_other() -> None:
    """`.env.example` and the settings agree."""
    listed = set(re.findall(r"^#? ?([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))

    assert {name.upper() for name in Settings.model_fields} == listed


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("TIMEZONE", "Mars/Olympus", "is no time zone"),
        ("HTTP_PORT", "eighty", "valid integer"),
        ("HTTP_PORT", "99999", "less than or equal to 65535"),
        ("STORE_URL", "mysql://x", "must begin with sqlite:///"),
        ("LOG_LEVEL", "LOUD", "'DEBUG', 'INFO'"),
        ("FETCH_PRIVATE", "perhaps", "valid boolean"),
        ("ADMINS", "discord", "does not say platform:user"),
    ],
)
def test_a_wrong_value_is_one_line_with_an_example(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    """The line names the setting, its fault and an example."""
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError) as caught:
        Settings.load()

    line = str(caught.value)
    assert line.startswith(f"{name}: ")
    assert words in line
    assert f"Example: {name}=" in line
    assert "\n" not in line


def test_a_secret_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the settings nor an error about another one print a token."""
    monkeypatch.setenv("DISCORD_TOKEN", "hush-hush")

    assert "hush-hush" not in repr(Settings.load())
    monkeypatch.setenv("HTTP_PORT", "hush")
    with pytest.raises(SettingsError) as caught:
        Settings.load()
    assert "hush" not in str(caught.value)


def test_lists_are_parted_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spaces around the parts and an empty one do not matter."""
    monkeypatch.setenv("ADMINS", "discord:1, slack:U2 ,")

    assert Settings.load().admins == ("discord:1", "slack:U2")
