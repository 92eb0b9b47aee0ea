"""The home tab: what can be asked, with examples that work in this store, and what the store covers. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.core.command import Command
from bot.core.library import Kind
from bot.core.plain import safe
from bot.core.reply import Row, TextRow
from bot.platforms.slack.markup import Json, Run, clipped, marked, mrkdwn, plain
from bot.platforms.slack.render import LABEL, typed, value_of

OWN = 10
SECTION = 500
EMPTY = "The store is empty. Add articles with: python -m bot ingest FOLDER"
WELCOME = (
    "Ask about a subject and get what is known, the figures and the people, with a source behind every line. "
    "Type /brief TOPIC in any channel, name me in one, or write to me here."
)


def home(commands: Sequence[Command], coverage: str, topics: Sequence[str], extra: Sequence[Json] = ()) -> Json:
    """The tab; `topics` are some that the store has, `extra` are blocks about what this user follows."""
    return {"type": "home", "blocks": [*_blocks(commands, coverage, topics), *extra]}


def _blocks(commands: Sequence[Command], coverage: str, topics: Sequence[str]) -> Iterator[Json]:
    yield {"type": "header", "text": plain("Sitrep")}
    yield {"type": "section", "text": plain(WELCOME)}
    yield {"type": "context", "elements": [plain(safe(coverage) if topics else EMPTY)]}
    ask = {**_button("sitrep_form_home", "Ask in a form …", "/brief"), "style": "primary"}
    listed = [_button(f"sitrep_ask_topic_{n}", topic, f"/brief {topic}") for n, topic in enumerate(topics)]
    yield {"type": "actions", "elements": [ask, *listed]}
    yield {"type": "divider"}
    yield {"type": "header", "text": plain("What can be asked")}
    names = [command.name for command in commands]
    for command in commands:
        if not command.admin and command.name != "why" and not _of_one(command):
            yield _example(command, names)


def own_digests(rows: Sequence[Row]) -> list[Json]:
    """The digests that a user has set up, as `/digest list` tells them, each with a button that shows it."""
    own = [row for row in rows if isinstance(row, TextRow) and row.label]
    if not own:
        return []
    blocks: list[Json] = [{"type": "divider"}, {"type": "header", "text": plain("Your digests")}]
    for row in own[:OWN]:
        shown = _button(f"sitrep_ask_digest_{row.label}", "Show", f"/digest show {row.label}")
        words = (Run(f"{row.label}: ", bold=True), Run(clipped(safe(row.text), SECTION)))
        blocks.append({"type": "section", "text": mrkdwn(marked(words)), "accessory": shown})
    return blocks


def _of_one(command: Command) -> bool:
    """Whether it is asked of one thing by its number, which has buttons of its own wherever it is shown."""
    return command.live and bool(command.options) and command.options[0].kind is Kind.NUMBER


def _example(command: Command, names: Sequence[str]) -> Json:
    """A command, what it tells, and a button that asks its example; what sets something up is filled in first."""
    words = (Run(typed(f"/{command.name}", names), bold=True), Run(f"\n{safe(command.summary)}"))
    if command.fillable:
        button = _button(f"sitrep_form_{command.name}", "Fill in a form …", f"/{command.name}")
    else:
        button = _button(f"sitrep_ask_{command.name}", typed(command.example, names), command.example)
    return {"type": "section", "text": mrkdwn(marked(words)), "accessory": button}


def _button(action: str, label: str, line: str) -> Json:
    return {"type": "button", "action_id": action, "text": plain(clipped(label, LABEL)), "value": value_of(line)}
