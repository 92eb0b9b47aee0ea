"""`/sources`: where the articles come from, how many, and how fresh."""

from __future__ import annotations

from bot.core.command import Command, Invocation, Option
from bot.core.library import Kind
from bot.core.ports import SourceRow
from bot.core.reply import Button, Card, Reply, TextRow

SHOWN = 40


async def run(invocation: Invocation) -> Reply:
    """One line a source, most articles first."""
    topic = invocation.text("topic")
    rows = await invocation.library.sources(topic)
    title = f"Sources: {topic}" if topic else "Sources"
    coverage = await invocation.library.index_line()
    if not rows:
        note = (
            f"No source has an article on '{topic[:120]}'."
            if topic
            else "The store is empty. Add articles with: python -m bot ingest FOLDER"
        )
        return Reply(title=title, coverage=coverage, notes=(note,))
    more = (f"{len(rows) - SHOWN:,} more sources have fewer articles.",) if len(rows) > SHOWN else ()
    return Reply(
        title=title,
        coverage=coverage,
        cards=(Card("Sources", tuple(_row(row) for row in rows[:SHOWN])),),
        notes=more,
        buttons=tuple(Button(row.name, f'/latest source:"{row.name}"') for row in rows[:5]),
    )


def _row(row: SourceRow) -> TextRow:
    articles = "1 article" if row.articles == 1 else f"{row.articles:,} articles"
    newest = f"newest of {row.newest[:10]}" if row.newest else "undated" if row.articles else "none yet"
    health = f" – {row.health}" if row.health else ""
    return TextRow(f"{articles}, {newest}{health}", row.name)


COMMAND = Command(
    name="sources",
    summary="sources, how many articles, the newest, their health",
    run=run,
    options=(Option("topic", Kind.TOPIC, "only sources with articles on this"),),
    example="/sources",
)
