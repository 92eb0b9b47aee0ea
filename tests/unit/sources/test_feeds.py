"""Mirrors bot/sources/feeds."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.errors import DocumentError
from bot.sources.feeds import Entry, Feed, PageInstead, documents_of, read_feed

ADDRESS = "https://feeds.example/news/feed"
ROOT = Path(__file__).resolve().parents[3]
FEEDS = Path(__file__).resolve().parents[2] / "data" / "feeds"
INDEX: dict[str, dict[str, Any]] = json.loads((FEEDS / "index.json").read_text(encoding="utf-8"))
# Fields of a row that are those of the first entry, and those of the feed; `feed` is the feed's title.
OF_ENTRY = ("title", "url", "byline", "publisher", "updated", "key")
OF_FEED = ("interval", "next_page", "hub", "language")

HEAD = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Tumen Post</title>'
TAIL = "</channel></rss>"
PARAGRAPH = (
    "<p>The bridge over the Tumen was closed on Tuesday for repairs, an engineer of the roads office said.</p>\n"
)
MEGABYTES = 5_000_000
# Kilobytes that the allocator keeps beside what is in use.
SLACK = 10 * 1024


def _feed(*items: str) -> bytes:
    return f"{HEAD}{''.join(items)}{TAIL}".encode()


def _item(number: int, words: str, tag: str = "content:encoded") -> str:
    return f"<item><title>{number}</title><link>https://a.example/{number}</link><{tag}>{words}</{tag}></item>"


def _first(feed: Feed, field: str) -> object:
    return getattr(feed.entries[0], field)


def test_the_set_is_large_and_whole() -> None:
    """Every file is described, every description has its file, and no two files are the same."""
    files = {path.name: path.read_bytes() for path in FEEDS.iterdir() if path.name != "index.json"}
    assert set(files) == set(INDEX)
    assert len(set(files.values())) == len(files) >= 100
    assert len({row["odd"] for row in INDEX.values()}) == len(INDEX)


@pytest.mark.parametrize("name", INDEX)
def test_odd_and_broken_feeds(name: str) -> None:
    """Each odd feed gives the entries that are in it, or the one line that says why it gives none."""
    row = INDEX[name]
    data = (FEEDS / name).read_bytes()
    if "error" in row:
        with pytest.raises(DocumentError) as caught:
            read_feed(data, ADDRESS, row.get("content_type"))
        assert str(caught.value).startswith(row["error"])
        return
    feed = read_feed(data, ADDRESS, row.get("content_type"))
    assert len(feed.entries) == row["entries"]
    assert sum(1 for _ in documents_of(feed, ADDRESS)) == row["whole"]
    assert [note for note in feed.notes if row.get("note", "?") not in note] == []
    assert len(feed.notes) == ("note" in row)
    if feed.entries:
        assert {field: _first(feed, field) for field in OF_ENTRY if field in row} == {
            field: row[field] for field in OF_ENTRY if field in row
        }
        assert _first(feed, "published") == row["date"]
    assert {field: getattr(feed, field) for field in OF_FEED if field in row} == {
        field: row[field] for field in OF_FEED if field in row
    }
    assert row.get("feed", feed.title) == feed.title


def test_an_entry_becomes_a_document() -> None:
    """An entry that carries its article is a document with everything that the feed says of it."""
    feed = read_feed((FEEDS / "atom-1.0.xml").read_bytes(), ADDRESS)
    (document,) = documents_of(feed, ADDRESS)
    assert document.html is not None
    assert document.html.startswith("<p>The bridge over the Tumen at Hunchun")
    assert (document.location, document.url) == (f"{ADDRESS}#urn:yalu:1", "https://yalumonitor.example/1")
    assert (document.title, document.byline, document.publisher) == ("Ferry stops", "Ren Ashby", "Yalu Monitor")
    assert document.published == "2023-12-05T10:00:00Z"


def test_a_summary_needs_its_page() -> None:
    """What is only summed up is no document, and its summary is kept."""
    feed = read_feed((FEEDS / "rss-2.0.xml").read_bytes(), ADDRESS)
    assert list(documents_of(feed, ADDRESS)) == []
    assert all(entry.needs_page and entry.html for entry in feed.entries)


def test_what_has_no_address_needs_no_page() -> None:
    """An entry without address has nothing behind it."""
    assert not Entry("a", title="Words").needs_page


def test_a_page_instead_of_a_feed_names_its_feeds() -> None:
    """Whoever followed a site's address is told where its feeds are, the whole site's first."""
    with pytest.raises(PageInstead) as caught:
        read_feed((FEEDS / "page.html").read_bytes(), ADDRESS)
    assert caught.value.feeds == ("https://feeds.example/feed.xml", "https://feeds.example/comments/feed")


def test_more_entries_than_are_read() -> None:
    """The first thousand of ten thousand entries are read, and the rest is told."""
    feed = read_feed(_feed(*(_item(n, "Words.", "description") for n in range(10_000))), ADDRESS)
    assert len(feed.entries) == 1_000
    assert feed.notes == ("has about 10,000 entries; the first 1,000 are read",)
    many = {"version": "https://jsonfeed.org/version/1", "items": [{"id": n, "title": "x"} for n in range(10_000)]}
    feed = read_feed(json.dumps(many).encode(), ADDRESS)
    assert len(feed.entries) == 1_000
    assert feed.notes == ("has 10,000 entries; the first 1,000 are read",)


def _filled(words: str) -> bytes:
    return _feed(_item(1, words * (MEGABYTES // len(words))))


LARGE = {
    "one entry": _feed(_item(1, f"<![CDATA[{PARAGRAPH * 48_000}]]>")),
    "five hundred": _feed(*(_item(n, f"<![CDATA[{PARAGRAPH * 96}]]>") for n in range(500))),
    "escaped": _feed(*(_item(n, PARAGRAPH.replace("<", "&lt;") * 90) for n in range(500))),
    "an emoji": _feed(*(_item(n, f"<![CDATA[{PARAGRAPH * 96}\U0001f309]]>") for n in range(500))),
    "broken": _feed("<br><p>", *(_item(n, f"<![CDATA[{PARAGRAPH * 96}]]>") for n in range(500))),
    "short entries": _feed(*(_item(n, "Words.", "description") for n in range(50_000))),
    **{
        repr(words): _filled(words)
        for words in ("<a>", "<a/>", "< ", '<a b="', "</", "&", "&a;", "&lt;", "&#1;", "\n", " ", "]]>", "<!--", "<!a")
    },
    **{
        repr(words): _filled(words)
        for words in ("<![CDATA[", "<![CDATA[]]>", "<item>", "</item>", "<![CDATA[</item><item>")
    },
    "before the root": b"<!a" * (MEGABYTES // 3) + _feed(),
    "declarations": b'<!DOCTYPE a [<!ENTITY b "' * (MEGABYTES // 25) + _feed(),
    "JSON objects": b'{"version": "x", "items": [' + b"{}," * (MEGABYTES // 3),
    "JSON cut off": b'{"version": "x", "items": [' + b'{"id": 1, "tags": [' + b'"{}", ' * 150_000,
    "comments": b"<!--" * (MEGABYTES // 4) + _feed(),
}


@pytest.mark.parametrize("name", LARGE)
def test_five_megabytes_cost_little(name: str) -> None:
    """Whatever five megabytes are made of, they are read or refused at once and in little memory."""
    started = time.process_time()
    _outcome(LARGE[name])
    seconds = time.process_time() - started
    # On a quiet core the longest takes 0.6 s; a shared one may be three times slower.
    assert seconds < 2


@pytest.mark.parametrize("name", ["one entry", "an emoji", "escaped", "broken", "'&'", "']]>'", "JSON objects"])
def test_five_megabytes_take_little_memory(name: str, tmp_path: Path) -> None:
    """Ten times the feed's own size is enough, measured from outside."""
    (tmp_path / "feed").write_bytes(LARGE[name])
    program = (
        "import resource, sys, feedparser\n"
        "from bot.core.errors import DocumentError\n"
        "from bot.sources.feeds import read_feed\n"
        "data = open(sys.argv[1], 'rb').read()\n"
        "used = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "before = used()\n"
        "try:\n    feed = read_feed(data, 'https://a.example/')\n"
        "except DocumentError:\n    pass\n"
        "print(used() - before)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "feed"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    kilobytes = int(done.stdout) // (1024 if sys.platform == "darwin" else 1)
    assert kilobytes < 50 * 1024 + SLACK


def _line(said: str) -> bool:
    return said != "" and "\n" not in said


def _outcome(data: bytes, content_type: str | None = None) -> str:
    """What comes of it: everything but `DocumentError` is a defect."""
    try:
        feed = read_feed(data, ADDRESS, content_type)
    except DocumentError as error:
        return str(error)
    for entry in feed.entries:
        assert entry.key
        assert entry.url is None or entry.url.startswith(("http://", "https://"))
        assert entry.html is None or entry.text is None
    for document in documents_of(feed, ADDRESS):
        document.location.encode()
        assert (document.html or document.text or "").strip()
    return f"{len(feed.entries)} entries"


@given(st.binary(max_size=300), st.sampled_from([None, "text/xml; charset=utf-16", "text/html; charset=nonsense"]))
@example(b"<rss><channel><item><link>http://[</link></item>", None)
@example(b"<rss><channel><item><title>&LT;&nvlt;&AMP;&#60;&#x3c;</title></item>", None)
def test_any_bytes_are_read_or_refused(data: bytes, content_type: str | None) -> None:
    """Nothing that a server may send raises anything but `DocumentError`."""
    assert _line(_outcome(data, content_type))
    assert _line(_outcome(b"<rss><channel><item>" + data, content_type))
    assert _line(_outcome(b'{"version": "x", "items": [' + data, content_type))


WHOLE = [name for name, row in INDEX.items() if "error" not in row]


@given(st.sampled_from(WHOLE), st.data())
def test_any_change_to_a_feed_is_read_or_refused(name: str, data: st.DataObject) -> None:
    """A feed with any stretch of it removed, doubled or replaced raises nothing but `DocumentError`."""
    feed = (FEEDS / name).read_bytes()
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(feed)))
        end = data.draw(st.integers(start, min(len(feed), start + 200)))
        middle = data.draw(
            st.sampled_from([b"", feed[start:end] * 2, b"<", b"&", b"]]>", b"<![CDATA[", b"\xff", b"</item>"])
        )
        feed = feed[:start] + middle + feed[end:]
    assert _line(_outcome(feed))
