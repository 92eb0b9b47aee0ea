"""`/timeline`: dated events on a topic, oldest first, by the date of the event."""

from __future__ import annotations

from bot.core.answers import broad_note, cards, illustrated, nothing, topic_buttons
from bot.core.command import CHART, SINCE, SOURCE, TOPIC, UNTIL, Command, Invocation
from bot.core.reply import Reply


async def run(invocation: Invocation) -> Reply:
    """The events."""
    account = await invocation.library.timeline(invocation.ask())
    if not account.total:
        return nothing(invocation, account)
    none = () if account.events else ("The articles that match tell no event with a date of its own.",)
    reply = Reply(
        title=f"Timeline: {account.topic}",
        coverage=account.coverage,
        cards=cards(("Timeline", account.events)),
        links=account.links,
        notes=(*account.notes, *none, *broad_note(account)),
        buttons=topic_buttons(invocation, account),
    )
    return await illustrated(invocation, reply, lambda hand: hand.timeline(account), drawable=bool(account.events))


COMMAND = Command(
    name="timeline",
    summary="dated events on a topic, oldest first",
    run=run,
    options=(TOPIC, SINCE, UNTIL, SOURCE, CHART),
    example="/timeline border fence",
)
