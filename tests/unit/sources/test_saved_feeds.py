"""Mirrors bot/sources/saved_feeds.py."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.core.article import RawDocument
from bot.sources.files import read_path
from bot.sources.found import Found, Skipped

FEEDS = Path(__file__).resolve().parents[2] / "data" / "feeds"


def _found(folder: Path, name: str, data: bytes) -> list[Found]:
    path = folder.resolve() / name
    path.write_bytes(data)
    return list(read_path(path))


def test_a_saved_feed_gives_its_articles(tmp_path: Path) -> None:
    """The entries that carry their article are documents, named by file and entry."""
    for name in ("a.xml", "a.rss", "a.atom"):
        (document,) = _found(tmp_path, name, (FEEDS / "atom-1.0.xml").read_bytes())
        assert isinstance(document, RawDocument)
        assert document.location == f"{tmp_path.resolve()}/{name}#urn:yalu:1"
        assert document.publisher == "Yalu Monitor"


def test_summaries_in_a_saved_feed_are_told(tmp_path: Path) -> None:
    """What is only summed up is one line, for the articles cannot be fetched; so is an empty feed."""
    (told,) = _found(tmp_path, "a.rss", (FEEDS / "rss-2.0.xml").read_bytes())
    reason = "2 of 2 entries are summaries; name the feed's own address to have the articles behind its links"
    assert told == Skipped(f"{tmp_path.resolve()}/a.rss", reason, failed=False)
    (told,) = _found(tmp_path, "b.rss", (FEEDS / "rss-empty.xml").read_bytes())
    assert told == Skipped(f"{tmp_path.resolve()}/b.rss", "is a feed without entries", failed=False)


def test_a_damaged_feed_gives_what_is_whole(tmp_path: Path) -> None:
    """What was left out of a feed is told beside its articles."""
    data = (FEEDS / "rss-content-encoded.xml").read_bytes().partition(b"</channel>")[0]
    document, told = _found(tmp_path, "a.xml", data + b"<item><title>x")
    assert isinstance(document, RawDocument)
    assert isinstance(told, Skipped)
    assert told.reason.startswith("ends too early")


@pytest.mark.parametrize(("name", "failed"), [("a.xml", False), ("a.rss", True)])
def test_other_xml_is_told(tmp_path: Path, name: str, failed: bool) -> None:
    """XML that is no feed is passed over, since it may be anything; a file that calls itself a feed has failed."""
    (told,) = _found(tmp_path, name, b"<svg/>")
    assert told == Skipped(f"{tmp_path.resolve()}/{name}", "is no feed: its first element is <svg>", failed=failed)


def test_a_list_of_feeds_is_told(tmp_path: Path) -> None:
    """An OPML file says how many feeds it names, and that they are not fetched."""
    data = b'<opml><body><outline xmlUrl="https://a.example/1"/><outline xmlUrl="https://a.example/2"/></body></opml>'
    (told,) = _found(tmp_path, "a.opml", data)
    reason = "is a list of 2 feeds; name the file itself to have them fetched"
    assert told == Skipped(f"{tmp_path.resolve()}/a.opml", reason, failed=False)
    (told,) = _found(tmp_path, "b.opml", b"<opml><body/></opml>")
    assert told == Skipped(f"{tmp_path.resolve()}/b.opml", "is an OPML list without any feed", failed=True)


def test_feedparser_is_imported_only_for_a_feed() -> None:
    """Those who read no feed do not wait for it."""
    program = "import sys; import bot.sources.files; sys.exit('feedparser' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=FEEDS.parents[2], check=False).returncode == 0
