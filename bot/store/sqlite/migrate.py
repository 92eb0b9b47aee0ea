"""Whether a file is a store of ours, and bringing it up to date.

`application_id` marks the file as Sitrep's, `user_version` counts the migrations that were applied. Each migration is
one transaction, and two processes that come at once wait for each other.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path

from bot.core.errors import StoreError
from bot.store.sqlite.database import transaction
from bot.store.sqlite.faults import APPLICATION_ID, way_back


def migrations() -> tuple[str, ...]:
    """The SQL of every migration, oldest first."""
    files = resources.files("bot.store.sqlite.migrations").iterdir()
    return tuple(file.read_text("utf-8") for file in sorted(files, key=lambda f: f.name) if file.name.endswith(".sql"))


def check(connection: sqlite3.Connection, path: Path, newest: int) -> int:
    """The number of migrations this file has had; raises `StoreError` when it is not ours or from the future."""
    application, version, tables = connection.execute(
        "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version),"
        " (SELECT count(*) FROM sqlite_master)"
    ).fetchone()
    if application != APPLICATION_ID and (application or tables):
        said = f"{path} belongs to another program, or its first page is damaged"
        raise StoreError(f"{said}; set STORE_URL to another file, or {way_back(path)}")
    if version > newest:
        raise StoreError(f"{path} was written by a newer version of Sitrep ({version} > {newest}); update the program")
    return int(version)


def migrate(connection: sqlite3.Connection, path: Path, scripts: Sequence[str]) -> None:
    """Apply what is missing, each script whole or not at all."""
    while check(connection, path, len(scripts)) < len(scripts):
        with transaction(connection):
            version = check(connection, path, len(scripts))
            for statement in _statements(scripts[version]) if version < len(scripts) else ():
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {min(version + 1, len(scripts))}")


def _statements(script: str) -> Iterator[str]:
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
