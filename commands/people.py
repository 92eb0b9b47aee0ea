"""`/people`: who acts or speaks on a topic, their role, and what they said."""

from __future__ import annotations

from bot.core.answers import broad_note, cards, nothing, topic_buttons
from bot.core.command import SINCE, SOURCE, TOPIC, UNTIL, Command, Invocation
from bot.core.reply import Reply


async def run(invocation: Invocation) -> Reply:
    """People, then organisations."""
    account = await invocation.library.people(invocation.ask())
    if not account.total:
        return nothing(invocation, account)
    persons = [row for row in account.people if row.kind == "person"]
    others = [row for row in account.people if row.kind != "person"]
    none = () if account.people else ("The articles that match name nobody on this.",)
    return Reply(
        title=f"People: {account.topic}",
        coverage=account.coverage,
        cards=cards(("People", persons), ("Organisations", others)),
        links=account.links,
        notes=(*account.notes, *none, *broad_note(account)),
        buttons=topic_buttons(invocation, account),
    )


COMMAND = Command(
    name="people",
    summary="people and organisations on a topic, their role and words",
    run=run,
    options=(TOPIC, SINCE, UNTIL, SOURCE),
    example="/people border guards",
)
