"""`/article`: everything prepared from one article."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.answers import cards, link
from bot.core.command import Command, Invocation, Option
from bot.core.copies import Copy
from bot.core.library import Kind
from bot.core.ports import Stored
from bot.core.reply import Button, Link, Reply, TextRow
from bot.core.when import say

DATES = 12
COPIES = 12


async def run(invocation: Invocation) -> Reply:
    """Summary, figures, people, dates, what changed, who else carries it, links."""
    stored = await invocation.library.article(invocation.text("article") or "")
    account = await invocation.library.about(stored)
    article = stored.article
    persons = [row for row in account.people if row.kind == "person"]
    others = [row for row in account.people if row.kind == "organisation"]
    unread = () if article.read else (f"Not read: {article.language}. The text is stored and found by its words.",)
    return Reply(
        title=article.title or f"Article {stored.number}",
        coverage=account.coverage,
        cards=cards(
            ("About", _about(stored)),
            ("Summary", account.known),
            ("Figures", account.figures),
            ("People", persons),
            ("Organisations", others),
            ("Dates", account.events[:DATES]),
            ("What changed", account.changes),
        ),
        links=(*account.links, *_links(stored, len(account.links))),
        notes=(*account.notes, *unread),
        buttons=tuple(Button(topic, f"/brief {topic}") for topic in article.topics[:4]),
    )


def _about(stored: Stored) -> list[TextRow]:
    article = stored.article
    rows = [
        TextRow(article.publisher or "unknown", "Publisher"),
        TextRow(article.byline or "not named", "Byline"),
        TextRow(say(article.published) if article.published else link(stored, 1).dated, "Published"),
        TextRow(f"{stored.arrived:%-d %b %Y, %H:%M} UTC", "Arrived"),
    ]
    if carried := _carried([copy for copy in stored.copies if copy.publisher != article.publisher]):
        rows.append(TextRow(carried, "Also carried by"))
    if stored.revision > 1:
        rows.append(TextRow(f"{stored.revision}, of {stored.updated:%-d %b %Y, %H:%M} UTC", "Revision"))
    return rows


def _carried(copies: Sequence[Copy]) -> str:
    """Each copy's publisher and day; their titles and links are among the sources."""
    named = [copy.publisher or copy.url or "an unknown publisher" for copy in copies[:COPIES]]
    dated = [f" ({copy.published[:10]})" if copy.published else "" for copy in copies[:COPIES]]
    more = f" and {len(copies) - COPIES:,} more" if len(copies) > COPIES else ""
    return "; ".join(dict.fromkeys(map("".join, zip(named, dated, strict=True)))) + more


def _links(stored: Stored, after: int) -> tuple[Link, ...]:
    """The copies that have an address, numbered on."""
    linked = [copy for copy in stored.copies if copy.url and copy.url != stored.article.url][:COPIES]
    return tuple(
        Link(n, stored.number, copy.title, copy.publisher, copy.published, copy.url)
        for n, copy in enumerate(linked, after + 1)
    )


COMMAND = Command(
    name="article",
    summary="one article: summary, figures, people, dates, link",
    run=run,
    options=(Option("article", Kind.ARTICLE, "its number or its link", required=True),),
    example="/article 1",
)
