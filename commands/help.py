"""`/help`: what can be asked, with an example that works for each."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.command import Command, Invocation, Option
from bot.core.errors import UserError
from bot.core.library import Kind
from bot.core.reply import Button, Card, Reply, TextRow


async def run(invocation: Invocation) -> Reply:
    """All commands, or one of them with its options."""
    wanted = (invocation.text("command") or "").lower().removeprefix("/")
    if wanted:
        return _one(wanted, invocation)
    visible = [item for item in invocation.commands if invocation.asker.role == "admin" or not item.admin]
    rows = tuple(TextRow(f"{item.summary}. {item.example}", f"/{item.name}") for item in visible)
    notes = (
        'Options are written name:value, as in since:2024-01-31 or since:"last week".',
        "A topic in quotes is taken as it stands; -word leaves out articles with that word.",
        "/why REFERENCE shows the sentence behind a line; in Discord and Slack, choose the line under Why.",
    )
    return Reply(title="What can be asked", cards=(Card("Commands", rows),), notes=notes)


def _one(wanted: str, invocation: Invocation) -> Reply:
    parts = [item for item in invocation.commands if item.group == wanted]
    if parts:
        rows = tuple(TextRow(f"{item.summary}. {item.example}", f"/{item.name}") for item in parts)
        return Reply(title=f"/{wanted}", cards=(Card("Commands", rows),))
    command = next((item for item in invocation.commands if item.name == wanted), None)
    if command is None:
        names = ", ".join(item.name for item in invocation.commands)
        raise UserError(f"No command /{wanted[:40]}. There are: {names}.", "/help")
    return Reply(
        title=f"/{command.name}: {command.summary}",
        cards=(Card("Options", tuple(_options(command))),),
        notes=(f"Example: {command.example}",),
        buttons=_tried(command),
    )


def _tried(command: Command) -> tuple[Button, ...]:
    """A button that asks the example; what would change something is filled in first, or left to be typed."""
    if command.deed and not command.fillable:
        return ()
    return (Button(command.example, command.example, form=command.fillable),)


def _options(command: Command) -> Iterator[TextRow]:
    for option in command.options:
        yield TextRow(f"{option.help}{_choices(option)}", option.name if option.required else f"{option.name}:")


def _choices(option: Option) -> str:
    if option.kind is Kind.FLAG:
        return " (true or false)"
    return f" ({', '.join(option.choices)})" if option.choices else ""


COMMAND = Command(
    name="help",
    summary="what can be asked, with an example for each",
    run=run,
    options=(Option("command", Kind.COMMAND, "one command"),),
    example="/help brief",
)
