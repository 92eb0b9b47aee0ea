"""Pieces of Reply that several commands share: cards, buttons, and what is said when nothing matches."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.command import Account
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
    )


def cards(*parts: tuple[str, Sequence[Row]]) -> tuple[Card, ...]:
    """One card for each heading that has rows."""
    return tuple(Card(title, tuple(rows)) for title, rows in parts if rows)


def topic_buttons(account: Account, shown: str) -> tuple[Button, ...]:
    """The other views of the same topic, and narrower topics where it is broad."""
    views = [Button(LABELS[view], f"/{view} {account.topic}") for view in VIEWS if view != shown]
    return (*views, *(Button(topic.name, f"/{shown} {topic.name}") for topic in account.narrower))


def broad_note(account: Account) -> tuple[str, ...]:
    """How to narrow a topic that matches much."""
    if not account.narrower:
        return ()
    names = ", ".join(topic.name for topic in account.narrower)
    return (f"{account.total:,} articles match; narrow it: since:2024, source:…, or one of: {names}.",)


def nothing(account: Account, command: str) -> Reply:
    """Nothing matches: say so, and offer the nearest topics that the store does have."""
    names = ", ".join(topic.name for topic in account.closest)
    closest = (f"Closest topics here: {names}.",) if names else ()
    wider = (Button("Without limits", f"/{command} {account.topic}"),) if account.free else ()
    return Reply(
        title=f"Nothing on '{account.topic[:120]}'",
        coverage=account.coverage,
        notes=(*account.notes, *closest),
        buttons=(*wider, *(Button(topic.name, f"/{command} {topic.name}") for topic in account.closest)),
    )
