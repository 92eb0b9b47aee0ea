"""`ingest` of addresses, against a site on 127.0.0.1: pages, feeds, lists, sitemaps, and what cannot be had."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path

import pytest
from aiohttp import web

from tests.conftest import ROOT
from tests.flow.conftest import Program

PAGE = (ROOT / "samples" / "2023-09-05-tumenvalleycourier-fence.html").read_text()


def article(number: int) -> str:
    """A page with a canonical address of its own, of a story nobody else tells."""
    return (
        f"<html><head><title>Weir {number} opens</title></head><body><article><h1>Weir {number} opens</h1>"
        f"<p>The weir at Quarrel {number} opened on Monday, and some {number + 300} people came to see it, the mayor "
        f"of Quarrel said. It had been shut for {number + 4} years after a flood.</p></article></body></html>"
    )


class Site:
    """A small site; `asked` counts what was fetched. `{base}` in a text becomes its address."""

    def __init__(self, pages: dict[str, tuple[str, str]]) -> None:
        self.pages = pages
        self.asked: Counter[str] = Counter()
        self.base = ""

    async def answer(self, request: web.Request) -> web.Response:
        """A page, or 404."""
        self.asked[request.path] += 1
        if request.path not in self.pages:
            return web.Response(status=404, text="nothing here")
        kind, text = self.pages[request.path]
        return web.Response(text=text.replace("{base}", self.base), content_type=kind)


@contextmanager
def served(site: Site) -> Iterator[str]:
    """The site on a thread of its own; its address."""
    ready: Future[str] = Future()
    loop = asyncio.new_event_loop()
    done = asyncio.Event()

    async def serve() -> None:
        app = web.Application()
        app.router.add_get("/{path:.*}", site.answer)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        ready.set_result(f"http://127.0.0.1:{runner.addresses[0][1]}")
        await done.wait()
        await runner.cleanup()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    try:
        site.base = ready.result(10)
        yield site.base
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join(10)
        loop.close()


FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Quarrel Herald</title><link>{base}/</link>
<item><title>Weir 1 opens</title><link>{base}/weir/1</link><description>The weir.</description>
<pubDate>Tue, 05 Mar 2024 08:00:00 GMT</pubDate></item>
<item><title>Weir 2 opens</title><link>{base}/weir/2</link><description>The weir.</description></item>
<item><title>Gone</title><link>{base}/weir/gone</link><description>Not there any more.</description></item>
</channel></rss>"""
PAGES = {
    "/": ("text/html", '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>'),
    "/feed.xml": ("application/rss+xml", FEED),
    "/weir/1": ("text/html", article(1)),
    "/weir/2": ("text/html", article(2)),
    "/weir/3": ("text/html", article(3)),
    "/list.opml": (
        "text/xml",
        '<opml version="2.0"><body><outline text="H" type="rss" xmlUrl="{base}/feed.xml"/></body></opml>',
    ),
    "/sitemap.xml": (
        "application/xml",
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        + "".join(f"<url><loc>{{base}}/weir/{number}</loc></url>" for number in (1, 3))
        + "</urlset>",
    ),
    "/page": ("text/html", PAGE),
    "/bytes": ("application/octet-stream", "\x01\x02\x03 nothing at all"),
}


@pytest.fixture
def ingest(program: Program) -> Callable[..., tuple[int, str, str]]:
    """`ingest` with the setting that lets it reach this machine."""

    def run(*addresses: str, private: str = "true") -> tuple[int, str, str]:
        done = program.run("ingest", *addresses, FETCH_PRIVATE=private)
        return done.returncode, done.stdout, done.stderr

    return run


Ingest = Callable[..., tuple[int, str, str]]


def test_a_feed_brings_the_pages_behind_it(ingest: Ingest, program: Program) -> None:
    """The pages of a feed's entries are articles with the feed's word on date and publisher; a lost one is named."""
    site = Site(PAGES)
    with served(site) as base:
        status, said, _ = ingest(f"{base}/feed.xml")
        again = ingest(f"{base}/feed.xml")

    assert (1, 1) == (status, again[0])
    assert "2 added, 0 updated, 0 unchanged" in said
    assert f"{base}/weir/gone: is not there (status 404)" in said
    assert "0 added, 0 updated, 2 unchanged" in again[1]
    assert 1 == site.asked["/weir/1"]
    (found,) = program.ask("/find weir quarrel")
    assert {"Quarrel Herald"} == {source["publisher"] for source in found["sources"]}
    assert "2024-03-05" in {(source["published"] or "")[:10] for source in found["sources"]}


@pytest.mark.parametrize("address", ["/", "/list.opml"])
def test_a_front_page_and_a_list_lead_to_the_feed(ingest: Ingest, address: str) -> None:
    """A site's address is enough where its page names a feed; so is a list of feeds."""
    site = Site(PAGES)
    with served(site) as base:
        _, said, _ = ingest(base + address)

    assert "2 added" in said
    assert 1 == site.asked["/feed.xml"]


def test_a_list_in_a_file_leads_to_its_feeds(ingest: Ingest, tmp_path: Path) -> None:
    """What another reader of feeds exported is taken as it is."""
    listed = tmp_path / "mine.opml"
    with served(Site(PAGES)) as base:
        listed.write_text(PAGES["/list.opml"][1].replace("{base}", base))
        _, said, _ = ingest(str(listed))

    assert "2 added" in said


def test_a_sitemap_leads_to_its_pages(ingest: Ingest) -> None:
    """Each page of a sitemap is an article."""
    with served(Site(PAGES)) as base:
        status, said, _ = ingest(f"{base}/sitemap.xml")

    assert (0, True) == (status, "2 added" in said)


def test_a_page_is_kept_under_its_own_address(ingest: Ingest, program: Program) -> None:
    """A page that names an address of another site is kept under where it was found; again it is unchanged."""
    with served(Site(PAGES)) as base:
        first, second = ingest(f"{base}/page"), ingest(f"{base}/page")
        (shown,) = program.ask(f"/article {base}/page")

    assert ("1 added" in first[1], "1 unchanged" in second[1]) == (True, True)
    assert shown["sources"][0]["url"] == f"{base}/page"


@pytest.mark.parametrize(
    ("address", "private", "words"),
    [
        ("{base}/page", "false", "FETCH_PRIVATE"),
        ("{base}/missing", "true", "is not there (status 404)"),
        ("{base}/bytes", "true", "is neither a page nor a feed"),
        ("file:///etc/passwd", "true", "http"),
        ("http://127.0.0.1:1/x", "true", "127.0.0.1:1"),
    ],
)
def test_what_cannot_be_had_is_one_line(ingest: Ingest, address: str, private: str, words: str) -> None:
    """A refused, missing, useless or unreachable address is named with the reason, and nothing is stored."""
    with served(Site(PAGES)) as base:
        status, said, errors = ingest(address.format(base=base), private=private)

    assert 1 == status
    assert "0 added" in said
    assert words in said
    assert "Traceback" not in errors


def test_one_address_that_fails_does_not_stop_the_others(ingest: Ingest, tmp_path: Path) -> None:
    """Files and addresses go in together, whatever becomes of one of them."""
    good = tmp_path / "good.txt"
    good.write_text("A bridge opens\n\nThe bridge over the Halm opened on Monday. Some 400 people came.")
    with served(Site(PAGES)) as base:
        status, said, _ = ingest(f"{base}/missing", str(good), f"{base}/weir/1")

    assert (1, True) == (status, "2 added" in said)
