"""What an editor must know of articles edited after a digest told of them: what they say now, and said before.

A row shows the words of the text that was changed, with the evidence for them; the evidence of the old words stands
beside it, for `/why` reads earlier texts too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.core.article import Article, Span
from bot.core.diffing import Edit, edits, figure_change
from bot.core.history import Change
from bot.core.plain import safe
from bot.core.ports import Store, Stored
from bot.core.reply import Evidence, StatementRow, TextRow, verbatim
from bot.services.linking import Links
from bot.services.words import count

MOST = 3
TITLE = 100
# So many words at the most are shown as what became of what; else the new sentence must do.
FEW = 8
WORD = re.compile(r"\w+(?:[.,'’-]\w+)*|\S")


@dataclass(frozen=True, slots=True)
class Update:
    """An edited article with both its texts; `made` is never empty."""

    stored: Stored
    before: Article
    after: Article
    change: Change
    made: tuple[Edit, ...]


async def updates_of(store: Store, changes: Sequence[Change]) -> list[Update]:
    """Those of the changes of which something can be said: white space is nothing."""
    stored = {item.number: item for item in await store.articles([change.article for change in changes])}
    found = []
    for change in changes:
        before = await store.revision(change.article, change.before)
        after = await store.revision(change.article, change.after)
        if before is not None and after is not None and change.article in stored:
            made = _sayable(before, after)
            if made:
                found.append(Update(stored[change.article], before, after, change, made))
    return found


def _sayable(before: Article, after: Article) -> tuple[Edit, ...]:
    """The edits without those of layout: what stands in both texts was at most moved or parted otherwise."""
    old, new = (" ".join(article.text.split()) for article in (before, after))
    if old == new:
        return ()
    made = edits(_sentences(before), _sentences(after))
    return tuple(edit for edit in made if (edit.new or "") not in old or (edit.old or "") not in new)


def update_rows(update: Update, links: Links) -> Iterator[StatementRow | TextRow]:
    """The rows of one article, changed figures first."""
    ranked = sorted(update.made, key=lambda edit: not (edit.old and edit.new and figure_change(edit.old, edit.new)))
    number = links.number(update.stored)
    for place, edit in enumerate(ranked[:MOST]):
        evidence, said, text = _said(update, edit)
        words = verbatim(text, evidence.start, evidence.end)
        lead = f"“{headline(update.stored)}”, {said}" if place == 0 else f"In the same article, {said}"
        yield StatementRow(evidence, words, number, lead=lead)
    if (left := len(ranked) - MOST) > 0:
        yield TextRow(f"and {count(left, 'more change')} in it: /article {update.stored.number}")


def _said(update: Update, edit: Edit) -> tuple[Evidence, str, str]:
    """Where the words stand, what became of them, and the text they are of."""
    change, before, after = update.change, update.before, update.after
    if edit.new is None:
        return Evidence(change.article, change.before, *before.sentences[edit.at]), "taken out", before.text
    now = Evidence(change.article, change.after, *_telling(after, edit))
    if edit.old is None:
        return now, "added", after.text
    old = Evidence(change.article, change.before, *before.sentences[edit.at]).ref
    return now, f"{_became(edit.old, edit.new)} (before: {old})", after.text


def _telling(after: Article, edit: Edit) -> Span:
    """The statement of a sentence, where what it leaves off ahead (a dateline) is as it was; else the sentence."""
    sentence = after.sentences[edit.to]
    for statement in after.statements:
        if statement.sentence == edit.to and statement.end >= sentence.end:
            ahead = " ".join(after.text[sentence.start : statement.start].split())
            if edit.old is None or edit.old.startswith(ahead):
                return Span(statement.start, statement.end)
    return sentence


def _became(old: str, new: str) -> str:
    """What was put in the place of what."""
    if figures := figure_change(old, new):
        return f"{figures[0]} → {figures[1]}"
    one, other = list(WORD.finditer(old)), list(WORD.finditer(new))
    matcher = SequenceMatcher(None, [word.group() for word in one], [word.group() for word in other], autojunk=False)
    blocks = [block for block in matcher.get_opcodes() if block[0] != "equal"]
    if len(blocks) == 1:
        _, start, end, first, last = blocks[0]
        gone, came = _words(old, one[start:end]), _words(new, other[first:last])
        if max(end - start, last - first) <= FEW:
            return f"“{gone}” → “{came}”" if gone and came else f"“{came}” put in" if came else f"“{gone}” taken out"
    return "reworded"


def _words(text: str, found: Sequence[re.Match[str]]) -> str:
    return text[found[0].start() : found[-1].end()] if found else ""


def headline(stored: Stored) -> str:
    """What an article is called, in one line that is not too long."""
    title = " ".join(safe(stored.article.title or "").split()) or f"Article {stored.number}"
    return title if len(title) <= TITLE else f"{title[:TITLE].rsplit(' ', 1)[0]} …"


def _sentences(article: Article) -> list[str]:
    return [" ".join(sentence.of(article.text).split()) for sentence in article.sentences]
