"""What changed in an article, laid out: figures that became others, sentences that came, went or were written anew."""

from __future__ import annotations

from bot.core.article import Article
from bot.core.diffing import Edit, edits, figure_change
from bot.core.history import Change
from bot.core.ports import Store
from bot.core.reply import Evidence, TextRow
from bot.services.words import count, moment

SHOWN = 5
SHOWN_CAUSES = ("edit", "either")
MOST = 8
UNSURE = "read by a newer version of the program at the same time, so not all of this need be the publisher's doing"


async def changes_of(store: Store, number: int) -> tuple[TextRow, ...]:
    """The latest changes of an article that its publisher made, newest first; those that we made are none."""
    rows: list[TextRow] = []
    for change in await store.changes(number, SHOWN):
        if change.cause in SHOWN_CAUSES:
            rows += await change_rows(store, change)
    return tuple(rows)


async def change_rows(store: Store, change: Change) -> tuple[TextRow, ...]:
    """One change: when, then a row for each sentence that is another, with what `/why` can be asked of both texts."""
    before = await store.revision(change.article, change.before)
    after = await store.revision(change.article, change.after)
    if before is None or after is None:
        return ()
    made = edits(_sentences(before), _sentences(after))
    head = f"revision {change.before} to {change.after}"
    head += ", which it had been before" if change.after < change.before else ""
    head += f"; {UNSURE}" if change.cause == "either" else ""
    rows = [_row(change, before, after, edit) for edit in made[:MOST]]
    left = len(made) - len(rows)
    more = [TextRow(f"and {count(left, 'more sentence')}", "More")] if left else []
    return (TextRow(head, moment(change.at)), *rows, *more)


def _row(change: Change, before: Article, after: Article, edit: Edit) -> TextRow:
    old = "" if edit.old is None else Evidence(change.article, change.before, *before.sentences[edit.at]).ref
    new = "" if edit.new is None else Evidence(change.article, change.after, *after.sentences[edit.to]).ref
    if edit.old is None:
        return TextRow(f"“{edit.new}” {new}", "Added")
    if edit.new is None:
        return TextRow(f"“{edit.old}” {old}", "Removed")
    if figures := figure_change(edit.old, edit.new):
        return TextRow(f"{figures[0]} → {figures[1]} in “{edit.new}” {new}, before {old}", "Changed")
    return TextRow(f"“{edit.old}” {old} → “{edit.new}” {new}", "Changed")


def _sentences(article: Article) -> list[str]:
    return [" ".join(sentence.of(article.text).split()) for sentence in article.sentences]
