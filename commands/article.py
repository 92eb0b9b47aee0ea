"""`/article`: everything prepared from one article."""

from __future__ import annotations

from bot.core.answers import cards, link
from bot.core.command import Command, Invocation, Option
from bot.core.library import Kind
from bot.core.ports import Stored
from bot.core.reply import Button, Reply, TextRow
from bot.core.when import say

DATES = 12


async def run(invocation: Invocation) -> Reply:
    """Summary, figures, people, dates, link."""
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
        ),
        links=account.links,
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
    if stored.revision > 1:
        rows.append(TextRow(f"{stored.revision}, of {stored.updated:%-d %b %Y, %H:%M} UTC", "Revision"))
    return rows


COMMAND = Command(
    name="article",
    summary="one article: summary, figures, people, dates, link",
    run=run,
    options=(Option("article", Kind.ARTICLE, "its number or its link", required=True),),
    example="/article 1",
)
