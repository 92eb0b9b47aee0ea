"""`/admin export`: the figures of all articles that match, as a file for a spreadsheet."""

from __future__ import annotations

import re

from bot.core.answers import counted
from bot.core.command import SINCE, SOURCE, UNTIL, Command, Invocation, Option
from bot.core.errors import UserError
from bot.core.library import Kind
from bot.core.reply import File, Reply

MOST = 9_500_000  # a little less than Discord takes
SECONDS = 600.0


async def run(invocation: Invocation) -> Reply:
    """One file with one row for each figure."""
    ask = invocation.ask()
    found = await invocation.tended().keeper.exporter.figures(ask, MOST)
    if found.data is None:
        asked = ["python -m bot export", *([f'"{ask.topic}"'] if ask.topic else []), *_limits(invocation)]
        raise UserError(
            f"The figures of {counted(found.articles, 'article')} are more than a chat takes as a file. Narrow it, or "
            f"on the command line: {' '.join(asked)} > figures.csv"
        )
    about = f": {ask.topic}" if ask.topic else ""
    said = f"{counted(found.figures, 'figure')} of {counted(found.articles, 'article')}"
    if not found.figures:
        return Reply(title=f"Export{about}", notes=(f"No figure to export: {said}.",))
    return Reply(
        title=f"Export{about}",
        coverage=f"{said} · {await invocation.library.index_line()}",
        notes=("One row a figure, with its sentence and its reference. Words that begin like a formula begin with '.",),
        files=(File(_name(ask.topic), "text/csv", found.data, said),),
    )


def _limits(invocation: Invocation) -> list[str]:
    given = {name: invocation.day(name) or invocation.text(name) for name in ("since", "until", "source")}
    return [f'--{name} "{value}"' for name, value in given.items() if value]


def _name(topic: str) -> str:
    words = "-".join(re.findall(r"[a-z0-9]+", topic.lower()))[:40].strip("-")
    return f"figures-{words}.csv" if words else "figures.csv"


COMMAND = Command(
    "admin export",
    "figures as a CSV file",
    run,
    (Option("topic", Kind.TOPIC, "only articles on this; all of them without"), SINCE, UNTIL, SOURCE),
    "/admin export tumen river",
    admin=True,
    private=True,
    seconds=SECONDS,
)
