"""An archive taken in from the command line: once, again, and after a kill in the midst of it."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.unit.sources.archives.made import packed, record

PAGES = 320  # several batches


def _page(number: int) -> bytes:
    words = " ".join(f"The bridge of district {n} carried {n * 7 + number} trucks on that day." for n in range(6))
    return f"<html><title>Report {number}</title><body><article><p>{words}</p></article></body></html>".encode()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive as crawlers write them: the request, the page, and a picture now and then."""
    path = tmp_path / "news.warc.gz"
    pieces = [
        piece
        for number in range(PAGES)
        for piece in (record(f"{number}", kind=b"request"), record(f"{number}", _page(number)))
    ]
    path.write_bytes(packed(pieces, compressed=True))
    return path


def _start(archive: Path) -> subprocess.Popen[bytes]:
    store = archive.parent / "sitrep.db"
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "ingest", str(archive), "--json"],
        cwd=ROOT, env=os.environ | {"STORE_URL": f"sqlite:///{store}"},
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _finish(archive: Path) -> Any:
    process = _start(archive)
    said = process.communicate(timeout=60)[0]
    assert 0 == process.returncode
    return json.loads(said)


def _stored(archive: Path) -> int:
    """How many articles the store has by now."""
    try:
        with closing(sqlite3.connect(f"file:{archive.parent}/sitrep.db?mode=ro", uri=True)) as store:
            return int(store.execute("SELECT count(*) FROM article").fetchone()[0])
    except sqlite3.OperationalError:  # not made yet
        return 0


def test_an_archive_twice(archive: Path) -> None:
    """Every page comes in once, what is no page is one line, and the same call again leaves all alone."""
    reason = f"{PAGES} records are no page (requests, pictures, moved pages and the like)"
    skipped = [{"source": str(archive), "reason": reason}]
    rest = {"updated": 0, "skipped": skipped, "failed": []}
    assert {"added": PAGES, "unchanged": 0, **rest} == _finish(archive)
    assert {"added": 0, "unchanged": PAGES, **rest} == _finish(archive)


def test_an_archive_after_a_kill(archive: Path) -> None:
    """Killed once the first pages are saved, the same call takes in the others and none twice."""
    process = _start(archive)
    end = time.monotonic() + 60
    while not _stored(archive) and process.poll() is None and time.monotonic() < end:
        time.sleep(0.01)
    process.kill()
    process.communicate()
    assert -signal.SIGKILL == process.returncode
    before = _stored(archive)
    assert 0 < before < PAGES
    report = _finish(archive)
    assert (PAGES - before, 0, before) == (report["added"], report["updated"], report["unchanged"])
    assert PAGES == _stored(archive)
