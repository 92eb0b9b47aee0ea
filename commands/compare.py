"""`/compare`: what several publishers say of a topic, where they differ, and what only one of them has."""

from __future__ import annotations

from bot.core.answers import broad_note, cards, nothing, topic_buttons
from bot.core.command import SINCE, TOPIC, UNTIL, Command, Invocation
from bot.core.reply import Reply


async def run(invocation: Invocation) -> Reply:
    """The comparison."""
    account = await invocation.library.compare(invocation.ask())
    if not account.total:
        return nothing(invocation, account)
    return Reply(
        title=f"Compared: {account.topic}",
        coverage=account.coverage,
        cards=(
            *cards(("What several say", account.known), ("Where they differ", account.figures)),
            *account.sides,
        ),
        links=account.links,
        notes=(*account.notes, *broad_note(account)),
        buttons=topic_buttons(invocation, account),
    )


COMMAND = Command(
    name="compare",
    summary="what each publisher reports, what only one has, where they differ",
    run=run,
    options=(TOPIC, SINCE, UNTIL),
    example="/compare tumen fence",
)
