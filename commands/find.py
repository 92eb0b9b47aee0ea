"""`/find`: articles that match any of the words, best first, each with the passage that matched."""

from __future__ import annotations

from bot.core.answers import cards, nothing
from bot.core.command import SINCE, SOURCE, UNTIL, Command, Invocation, Option
from bot.core.library import Kind
from bot.core.reply import Button, Reply


async def run(invocation: Invocation) -> Reply:
    """The passages."""
    account = await invocation.library.find(invocation.ask())
    if not account.total:
        return nothing(invocation, account)
    return Reply(
        title=f"Found: {account.topic}",
        coverage=account.coverage,
        cards=cards(("Passages", account.known)),
        links=account.links,
        notes=account.notes,
        buttons=(Button("Brief", invocation.again("brief", account.topic)),),
    )


COMMAND = Command(
    name="find",
    summary="articles that match the words, with the passage that matched",
    run=run,
    options=(Option("words", Kind.TOPIC, "words to look for", required=True), SINCE, UNTIL, SOURCE),
    example="/find cameras on the river pier",
)
