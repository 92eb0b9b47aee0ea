"""The sides of a comparison laid out: one card a publisher, and notes on who is silent; nothing is decided here."""

from __future__ import annotations

from bot.core.answers import span_of
from bot.core.reply import Card
from bot.services.comparing import Comparison, Side
from bot.services.linking import Links
from bot.services.rows import statement_row
from bot.services.words import count

NAMED = 6


def side_cards(compared: Comparison, links: Links) -> tuple[Card, ...]:
    """What only one publisher has, each under its name."""
    return tuple(
        Card(_heading(side), tuple(statement_row(item, links, "known") for item in side.own)) for side in compared.sides
    )


def _heading(side: Side) -> str:
    """`Only Borderland Post · 2 articles, 11 Oct 2023 to 7 Dec 2023`."""
    days = sorted(source.day for source in side.sources if source.day and source.stored.article.published)
    span = span_of(days[0], days[-1]) if days else "undated"
    return (
        f"Only {side.publisher or 'in articles of unknown publishers'} · {count(len(side.sources), 'article')}, {span}"
    )


def comparing_notes(compared: Comparison) -> tuple[str, ...]:
    """That there is nobody to compare with, or who has nothing of their own."""
    named = [side.publisher for side in compared.sides if side.publisher]
    if len(named) + len(compared.quiet) < 2:
        return ("Only one publisher is known to report on this: there is nothing to compare with.",)
    if not compared.quiet:
        return ()
    names = ", ".join(compared.quiet[:NAMED])
    more = f" and {len(compared.quiet) - NAMED:,} more" if len(compared.quiet) > NAMED else ""
    return (f"Nothing of their own, or too little beside these: {names}{more}.",)
