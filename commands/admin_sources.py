"""`/admin add`, `remove` and `sources`: what is followed, how each source is, and a hand on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.core.answers import turning
from bot.core.command import Command, Invocation, Option, write_line
from bot.core.following import Adder, Followed, every_words, health_words
from bot.core.library import Kind
from bot.core.ports import SourceRow
from bot.core.reply import Button, Card, Reply, TextRow
from bot.core.stewardship import Begun

PAGE = 20
NEVER = datetime.min.replace(tzinfo=UTC)
WORST_FIRST = ("dead", "failing", "paused", "live")
BACK = Button("Sources", "/admin sources")
KINDS = {"feed": "a feed", "page": "a page", "sitemap": "a sitemap", "folder": "a folder", None: "not looked at yet"}
UNITS = {"feed": ("entry", "entries"), "sitemap": ("page", "pages")}


async def add(invocation: Invocation) -> Reply:
    """Look at an address and follow what is there."""
    asker = invocation.asker
    adder = Adder(asker.platform, asker.user, asker.workspace)
    begun = await invocation.tended().sources.add(invocation.text("address") or "", adder)
    return Reply(title="Follow", notes=tuple(_begun(begun)), buttons=_after(begun))


def _begun(begun: Begun) -> list[str]:
    if begun.listed:
        words = f"Following {_count(len(begun.new), 'feed')} of the list; each is asked within minutes."
        return [words, *([f"{_count(len(begun.known), 'feed')} of it followed already."] if begun.known else [])]
    said = [f"{source.name} is followed already: {_health(source)}." for source in begun.known]
    said += [f"Following {source.name} again: {_seen(source, begun)}." for source in begun.revived]
    said += [f"Following {source.name}: {_seen(source, begun)}." for source in begun.new]
    return [*said, *([f"The page names a feed, which may be what you want: {begun.named}"] if begun.named else [])]


def _seen(source: Followed, begun: Begun) -> str:
    """What was seen of a new source, and how often it is asked."""
    if source.kind == "folder":
        return f"{KINDS['folder']}, looked through every {every_words(source.health.interval)}"
    found = [KINDS[source.kind]]
    if source.kind in UNITS:
        one, many = UNITS[source.kind]
        found.append(f"{_count(begun.entries, one, many)}")
        found += [f"the newest of {begun.newest[:10]}"] if begun.newest else []
    return f"{', '.join(found)}, asked every {every_words(source.health.interval)} at first"


def _after(begun: Begun) -> tuple[Button, ...]:
    buttons = [BACK]
    if begun.named:
        buttons.append(Button("Follow the feed", f"/admin add {begun.named}"))
    return tuple(buttons)


async def remove(invocation: Invocation) -> Reply:
    """Say what will go, or with `sure` ask the source no more."""
    keeper = invocation.tended().sources
    source = await keeper.named(invocation.text("address") or "")
    stay = _staying(source)
    if invocation.arguments.get("sure") is not True:
        what = source.address if source.name == source.address else f"{source.name} ({source.address})"
        note = f"{what} will not be asked any more. {stay}. {_forget(source)}".strip()
        line = write_line("admin remove", {"address": source.address, "sure": "true"}, "address")
        return Reply(title="Remove?", notes=(note,), buttons=(Button("Remove it", line), BACK))
    if await keeper.remove(source):
        return Reply(title="Remove", notes=(f"{source.name} is not followed any more. {stay}.",), buttons=(BACK,))
    note = f"{source.name} is paused: SOURCES names it. Take it out there, too; /admin add wakes it. {stay}."
    return Reply(title="Remove", notes=(note,), buttons=(BACK,))


def _staying(source: Followed) -> str:
    number = source.health.articles
    if number:
        return f"Its {_count(number, 'article')} {'stays' if number == 1 else 'stay'}"
    return "It has brought no article"


def _forget(source: Followed) -> str:
    if not source.health.articles:
        return ""
    line = write_line("admin forget", {"source": source.publisher or source.name})
    return f"{line} takes them out, too."


async def sources(invocation: Invocation) -> Reply:
    """A page of everything that is followed or has brought articles."""
    followed = list(await invocation.tended().sources.followed())
    order = invocation.text("sort") or "health"
    others = await _others(invocation)
    rows = [*map(_row, _sorted(followed, order)), *others]
    pages = max(1, -(-len(rows) // PAGE))
    page = min(max(1, int(invocation.text("page") or "1")), pages)
    shown = tuple(rows[(page - 1) * PAGE : page * PAGE])
    notes = () if rows else ("Nothing is followed yet. /admin add https://example.org/feed.xml begins.",)
    return Reply(
        title="Sources" if pages == 1 else f"Sources, page {page} of {pages}",
        coverage=_summary(followed),
        cards=(Card("Sources", shown),) if shown else (),
        notes=notes,
        buttons=turning(f"/admin sources sort:{order}", page, pages),
    )


def _sorted(followed: Sequence[Followed], order: str) -> list[Followed]:
    if order == "name":
        return sorted(followed, key=lambda source: source.name.casefold())
    if order == "newest":
        return sorted(followed, key=lambda source: source.health.brought or NEVER, reverse=True)
    return sorted(followed, key=lambda one: (WORST_FIRST.index(one.health.state), one.name.casefold()))


def _row(source: Followed) -> TextRow:
    health = source.health
    said = [
        health_words(health),
        _count(health.articles, "article") + (f", newest of {health.brought:%-d %b %Y}" if health.brought else ""),
        f"asked {health.tried:%-d %b, %H:%M}" if health.tried else "",
        f"next {health.due:%-d %b, %H:%M} UTC" if health.state != "paused" else "",
        "" if source.name == source.address else source.address,
    ]
    return TextRow(" · ".join(part for part in said if part), source.name)


async def _others(invocation: Invocation) -> list[TextRow]:
    """Publishers whose articles came in by hand."""
    rows = await invocation.library.sources(None)
    return [_other(row) for row in rows if row.health is None]


def _other(row: SourceRow) -> TextRow:
    newest = f"newest of {row.newest[:10]}" if row.newest else "undated"
    return TextRow(f"not followed · {_count(row.articles, 'article')}, {newest}", row.name)


def _summary(followed: Sequence[Followed]) -> str:
    states = [source.health.state for source in followed]
    return " · ".join(f"{states.count(state)} {state}" for state in reversed(WORST_FIRST) if state in states)


def _health(source: Followed) -> str:
    return f"{KINDS[source.kind]}, {health_words(source.health)}, {_count(source.health.articles, 'article')}"


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


ADDRESS = Option("address", Kind.ADDRESS, "a feed, page, site, sitemap, OPML list or folder", required=True)
FOLLOWED = Option("address", Kind.ADDRESS, "the address or the name of a followed source", required=True)
SURE = Option("sure", Kind.FLAG, "do it, without asking first")
SORT = Option("sort", Kind.CHOICE, "what comes first", choices=("health", "name", "newest"))
NUMBER = Option("page", Kind.NUMBER, "which page of the list")

COMMANDS = (
    Command(
        "admin add", "follow a feed, page, sitemap or folder", add, (ADDRESS,),
        "/admin add https://example.org/feed.xml", admin=True, private=True,
    ),
    Command(
        "admin remove", "follow a source no longer", remove, (FOLLOWED, SURE),
        "/admin remove https://example.org/feed.xml", admin=True, private=True,
    ),
    Command(
        "admin sources", "every source and how it is", sources, (SORT, NUMBER),
        "/admin sources", admin=True, private=True,
    ),
)  # fmt: skip
