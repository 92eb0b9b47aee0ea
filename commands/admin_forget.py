"""`/admin forget` and `/admin unforget`: an article, or all of a source, taken out for good, and let in again."""

from __future__ import annotations

from bot.core.answers import BLOCKED, counted, extent_words, published_words
from bot.core.command import Command, Invocation, Option
from bot.core.errors import UserError
from bot.core.keeper import Doom, Forgetter
from bot.core.library import Kind
from bot.core.reply import Button, Card, Reply, TextRow

HOURS = 3600.0


async def forget(invocation: Invocation) -> Reply:
    """Say what would go; with `sure` let it go."""
    forgetter = _forgetter(invocation)
    doom = await forgetter.doom(invocation.text("article") or "")
    wanted = doom.source or str(doom.numbers[0])
    # By number, so that no word of it stands in the audit log.
    line = f"/admin forget {wanted} sure:true"
    if invocation.arguments.get("sure") is not True:
        return Reply(
            title="Forget this for good?",
            cards=(Card("What will go", tuple(_doomed(doom))),),
            notes=("Text, all revisions, figures, search and the document itself go; backups made before keep it.",),
            buttons=(Button("Forget it", line),),
            line=f"/admin forget {wanted}",
        )
    done = await forgetter.forget(doom)
    return Reply(
        title="Forgotten",
        coverage=await invocation.library.index_line(),
        notes=(
            f"{counted(done.articles, 'article')} gone. Backups made before still hold what they held.",
            "What was forgotten does not come in again; /admin unforget lets it.",
            *(() if done.scrubbed else (BLOCKED,)),
        ),
        buttons=(Button("Let in again", f"/admin unforget {wanted}"),),
        line=line,
    )


def _doomed(doom: Doom) -> list[TextRow]:
    extent = doom.extent
    about = [TextRow(extent_words(extent), "Articles"), TextRow(published_words(extent), "Published")]
    if doom.source is None:
        return [TextRow(extent.titles[0], f"Article {doom.numbers[0]}"), *about]
    more = extent.articles - len(extent.titles)
    listed = [*map(TextRow, extent.titles), *([TextRow(f"and {more:,} more")] if more else [])]
    return [TextRow(doom.source, "Source"), *about, *listed]


async def unforget(invocation: Invocation) -> Reply:
    """Let in again what was forgotten, when it comes."""
    wanted = invocation.text("article") or ""
    count = await _forgetter(invocation).unforget(wanted)
    if not count:
        raise UserError(
            f"Nothing that was forgotten is known by '{wanted[:120]}'. Give its link as it was, or its number."
        )
    return Reply(
        title="Let in again",
        notes=(f"{counted(count, 'article')} may come in again. Ingest the address, or wait for its feed.",),
    )


def _forgetter(invocation: Invocation) -> Forgetter:
    return invocation.tended().keeper.forgetter


ARTICLE = Option("article", Kind.ARTICLE, "an article's number or link, or the exact name of a source", required=True)
SURE = Option("sure", Kind.FLAG, "do it, without asking first")

COMMANDS = (
    Command(
        "admin forget",
        "take an article, or all of a source, out for good",
        forget,
        (ARTICLE, SURE),
        "/admin forget 17",
        admin=True,
        private=True,
        seconds=HOURS,
    ),
    Command(
        "admin unforget",
        "let in again what was forgotten",
        unforget,
        (Option("article", Kind.ARTICLE, "its link, its number, or the name of the source", required=True),),
        "/admin unforget 17",
        admin=True,
        private=True,
    ),
)
