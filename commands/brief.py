"""`/brief`: what is known on a topic, the key figures, the key people, with a source behind every line."""

from __future__ import annotations

from bot.core.answers import broad_note, cards, nothing, topic_buttons
from bot.core.command import SINCE, SOURCE, TOPIC, UNTIL, Command, Invocation, Option
from bot.core.library import Account, Kind
from bot.core.reply import Button, Reply


async def run(invocation: Invocation) -> Reply:
    """The briefing."""
    account = await invocation.library.brief(invocation.ask())
    if not account.total:
        return nothing(invocation, account)
    notes = account.notes
    if not account.known and not account.earlier:
        notes = (*notes, "These articles hold no sentence that can be understood alone; /find shows the passages.")
    return Reply(
        title=account.topic,
        coverage=account.coverage,
        cards=cards(
            ("What is known", account.known),
            ("Earlier", account.earlier),
            ("Key figures", account.figures),
            ("People", account.people),
        ),
        links=account.links,
        notes=(*notes, *broad_note(account)),
        buttons=(*_more(invocation, account), *topic_buttons(invocation, account)),
    )


def _more(invocation: Invocation, account: Account) -> tuple[Button, ...]:
    """The next larger size."""
    size = {"short": "normal", "long": None}.get(invocation.text("size") or "normal", "long")
    return (Button("More", invocation.again(topic=account.topic, size=size)),) if size else ()


COMMAND = Command(
    name="brief",
    summary="what is known on a topic, with figures, people and sources",
    run=run,
    options=(
        TOPIC,
        SINCE,
        UNTIL,
        SOURCE,
        Option("size", Kind.CHOICE, "how much", choices=("short", "normal", "long")),
        Option("private", Kind.FLAG, "seen by you alone"),
    ),
    example="/brief tumen river",
)
