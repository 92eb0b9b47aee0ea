"""Which files Slack takes, and how those that are there are known again."""

from __future__ import annotations

from bot.core.reply import File
from bot.platforms.slack.uploading import missing, named_so

TABLE = File("table.csv", "text/csv", b"1")
EMPTY = File("empty.csv", "text/csv", b"")


def test_an_empty_file_is_one_line() -> None:
    """Slack takes none; the others are not spoken of."""
    assert ["empty.csv is not here: it is empty."] == list(missing([TABLE, EMPTY]))


def test_files_are_known_by_their_names() -> None:
    """All names in their order, in a message of a bot; what a person uploaded is not ours."""
    ours = named_so([TABLE, EMPTY, TABLE])
    files = [{"name": "table.csv"}, {"name": "table-2.csv"}]

    assert ours({"bot_id": "B1", "files": files})
    assert not ours({"files": files})
    assert not ours({"bot_id": "B1", "files": files[:1]})
    assert not ours({"bot_id": "B1"})
