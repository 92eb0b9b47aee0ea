"""`/admin alias`: names that mean the same, so that whoever asks for one finds all of them."""

from __future__ import annotations

from bot.core.command import Command, Invocation, Option
from bot.core.errors import UserError
from bot.core.keeper import Names
from bot.core.library import Kind
from bot.core.reply import Card, Reply, TextRow

SHOWN = 60


async def run(invocation: Invocation) -> Reply:
    """List, add or remove."""
    namer = invocation.tended().keeper.namer
    name, means, remove = (invocation.text(option) for option in ("name", "means", "remove"))
    if remove:
        if name or means:
            raise UserError("Either add a name or remove one: /admin alias remove:DPRK.", option="remove")
        done = await namer.remove(remove)
        return _listed(await namer.names(), done)
    if name and not means:
        name, _, means = (part.strip() for part in name.strip('"').partition("="))
    if not name and not means:
        return _listed(await namer.names())
    if not name or not means:
        raise UserError(
            'Say both names: /admin alias name:DPRK means:"North Korea", or /admin alias DPRK = North Korea.',
            option="means" if name else "name",
        )
    group = await namer.add(name, means)
    return _listed(await namer.names(), f"Whoever asks for one of these finds all of them: {' = '.join(group)}.")


def _listed(names: Names, note: str | None = None) -> Reply:
    parts = {
        "Set here": [" = ".join(group) for group in names.own],
        "Put off here": list(names.off),
        "Come with the program": [" = ".join(group) for group in names.shipped],
    }
    cards = tuple(Card(title, tuple(map(TextRow, rows[:SHOWN]))) for title, rows in parts.items() if rows)
    more = sum(max(len(rows) - SHOWN, 0) for rows in parts.values())
    return Reply(
        title="Names that mean the same",
        cards=cards,
        notes=tuple(part for part in (note, f"{more:,} more are not shown." if more else None) if part),
    )


COMMAND = Command(
    "admin alias",
    "names that mean the same: list, add, remove",
    run,
    (
        Option("name", Kind.TEXT, "a name, such as DPRK; or both, as in DPRK = North Korea"),
        Option("means", Kind.TEXT, "what it means the same as, such as North Korea"),
        Option("remove", Kind.TEXT, "a name that is to mean nothing else any more"),
    ),
    '/admin alias name:DPRK means:"North Korea"',
    admin=True,
    private=True,
)
