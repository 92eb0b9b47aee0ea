"""Pieces of Reply that several commands share: cards, buttons, and what is said when nothing matches."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.command import Invocation
from bot.core.copies import carriers
from bot.core.library import Account
from bot.core.ports import Stored
from bot.core.reply import Button, Card, Link, Reply, Row

VIEWS = ("brief", "figures", "people", "timeline", "find", "sources")
LABELS = {
    "brief": "Brief",
    "figures": "Figures",
    "people": "People",
    "timeline": "Timeline",
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


def broad_note(account: Account) -> tuple[str, ...]:
    """How to narrow a topic that matches much."""
    if not account.narrower:
        return ()
    names = ", ".join(topic.name for topic in account.narrower)
    return (f"{account.total:,} articles match; narrow it: since:2024, source:…, or one of: {names}.",)


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
