"""`/figures`: the numbers on a topic alone: how much, of what, when, who says so."""

from __future__ import annotations

from bot.core.answers import broad_note, cards, illustrated, nothing, topic_buttons
from bot.core.command import CHART, SINCE, SOURCE, TOPIC, UNTIL, Command, Invocation
from bot.core.reply import Reply


async def run(invocation: Invocation) -> Reply:
    """The figures."""
    account = await invocation.library.figures(invocation.ask())
    if not account.total:
        return nothing(invocation, account)
    none = () if account.figures else ("The articles that match state no figure on this.",)
    reply = Reply(
        title=f"Figures: {account.topic}",
        coverage=account.coverage,
        cards=cards(("Figures", account.figures)),
        links=account.links,
        notes=(*account.notes, *none, *broad_note(account)),
        buttons=topic_buttons(invocation, account),
    )
    drawable = any(row.relation is not None and row.relation.kind != "same" for row in account.figures)
    return await illustrated(invocation, reply, lambda hand: hand.figures(account), drawable=drawable)


COMMAND = Command(
    name="figures",
    summary="the figures on a topic: value, what, when, who says so",
    run=run,
    options=(TOPIC, SINCE, UNTIL, SOURCE, CHART),
    example="/figures defectors since:2019",
)
