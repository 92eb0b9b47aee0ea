"""Pieces of Reply that several commands share: cards, buttons, and what is said when nothing matches."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import date

from bot.core.charts import Draughtsman, Illustration
from bot.core.command import Invocation
from bot.core.copies import carriers
from bot.core.keeping import Checked, Extent
from bot.core.library import Account
from bot.core.ports import Stored
from bot.core.reply import Button, Card, Link, Reply, Row

BLOCKED = "Somebody was reading just then: the last traces go from the store's log with the next tidying."
VIEWS = ("brief", "figures", "people", "timeline", "compare", "find", "sources")
NO_DRAUGHTSMAN = "No chart: nobody draws here."
LABELS = {
    "brief": "Brief",
    "figures": "Figures",
    "people": "People",
    "timeline": "Timeline",
    "compare": "Compare",
    "find": "Find",
    "sources": "Sources",
}


def link(stored: Stored, n: int) -> Link:
    """A numbered source as answers name it."""
    article = stored.article
    return Link(
        n,
        stored.number,
        article.title,
        article.publisher,
        article.published,
        article.url,
        article.byline,
        article.not_before,
        carriers(stored.copies, article.publisher),
    )


def cards(*parts: tuple[str, Sequence[Row]]) -> tuple[Card, ...]:
    """One card for each heading that has rows."""
    return tuple(Card(title, tuple(rows)) for title, rows in parts if rows)


def topic_buttons(invocation: Invocation, account: Account) -> tuple[Button, ...]:
    """The other views of the same topic within the same limits, narrower topics where it is broad, and a form."""
    shown = invocation.command.name
    views = [
        Button(LABELS[view], invocation.again(view, account.topic))
        if view != "sources"
        else Button(LABELS[view], f"/sources {account.topic}")
        for view in VIEWS
        if view != shown
    ]
    narrower = [Button(topic.name, f"/{shown} {topic.name}") for topic in account.narrower]
    return (*views, *narrower, Button("Narrow …", invocation.again(topic=account.topic), form=True))


async def illustrated(
    invocation: Invocation,
    reply: Reply,
    draw: Callable[[Draughtsman], Awaitable[Illustration]],
    *,
    drawable: bool,
) -> Reply:
    """The answer with a picture where one is asked for, else with a button that asks for it if it is `drawable`."""
    if not invocation.arguments.get("chart"):
        if not drawable:
            return reply
        return replace(reply, buttons=(Button("Chart", invocation.again(chart="true")), *reply.buttons))
    if invocation.draughtsman is None:
        return Illustration(note=NO_DRAUGHTSMAN).beside(reply)
    return (await draw(invocation.draughtsman)).beside(reply)


def broad_note(account: Account) -> tuple[str, ...]:
    """How to narrow a topic that matches much."""
    if not account.narrower:
        return ()
    names = ", ".join(topic.name for topic in account.narrower)
    told = f" and tell {account.stories:,} stories or more" if account.stories > 1 else ""
    return (f"{account.total:,} articles match{told}; narrow it: since:2024, source:…, or one of: {names}.",)


def nothing(invocation: Invocation, account: Account) -> Reply:
    """Nothing matches: say so, and offer the nearest topics that the store does have."""
    command = invocation.command.name
    names = ", ".join(topic.name for topic in account.closest)
    closest = (f"Closest topics here: {names}.",) if names else ()
    wider = (Button("Without limits", f"/{command} {account.topic}"),) if account.free else ()
    return Reply(
        title=f"Nothing on '{account.topic[:120]}'",
        coverage=account.coverage,
        notes=(*account.notes, *closest),
        buttons=(*wider, *(Button(topic.name, f"/{command} {topic.name}") for topic in account.closest)),
    )


def counted(number: int, noun: str) -> str:
    """`1 article`, `2,000 articles`."""
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def turning(line: str, page: int, pages: int) -> tuple[Button, ...]:
    """Buttons to the pages before and behind this one of what a line lists."""
    before = (Button("Previous", f"{line} page:{page - 1}"),) if page > 1 else ()
    return (*before, Button("Next", f"{line} page:{page + 1}")) if page < pages else before


def span_of(first: date | None, last: date | None) -> str:
    """`12 Mar 2016 to 4 Dec 2023`, one day alone, or `undated`."""
    if first is None or last is None:
        return "undated"
    return f"{first:%-d %b %Y}" if first == last else f"{first:%-d %b %Y} to {last:%-d %b %Y}"


def check_words(checked: Checked | None) -> str:
    """What the last check of every page found."""
    if checked is None:
        return "not checked yet; the running bot and `verify` read every page"
    when = f"{checked.at:%-d %b %Y, %H:%M} UTC"
    return f"damaged: {checked.fault} ({when}); `restore` a backup" if checked.fault else f"every page read, {when}"


def extent_words(extent: Extent) -> str:
    """`3,120 (3,400 revisions)`."""
    return f"{extent.articles:,} ({counted(extent.revisions, 'revision')})"


def published_words(extent: Extent) -> str:
    """The days that some articles are of."""
    said = span_of(extent.first, extent.last)
    return f"{said} and {extent.undated:,} undated" if extent.first and extent.undated else said
