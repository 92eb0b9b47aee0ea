"""Step: words that were said, between quotation marks, with who said them.

A quotation that is interrupted, or runs over several paragraphs, is a quote for each piece, all with one speaker.
Scare quotes and titles of works are none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from bot.core.article import Quote
from bot.pipeline.draft import Draft
from bot.pipeline.quote_marks import Stretch, stretches
from bot.pipeline.speakers import FULL_STOPS, WINDOW, Attribution, Cast, announced_before, attributed

VERSION = 2

FEWEST_SINGLE = 4
LONG = 8
SHORT_SENTENCE = 3
NOWHERE = frozenset(("across", "along", "in", "on", "at", "over", "under", "with", "without", "through", "into", "for"))
NOBODY = frozenset(("this", "that", "other", "which", "what", "there"))


def run(draft: Draft) -> Draft:
    """Find the quotes of the text."""
    found = stretches(draft.text, draft.tokens)
    return replace(draft, quotes=tuple(_quotes(draft, found))) if found else draft


def _quotes(draft: Draft, found: list[Stretch]) -> Iterator[Quote]:
    hidden = {at for one in found if not one.single for at in range(one.first, one.last)}
    paragraphs = draft.tokens.paragraphs
    cast = Cast.of(draft.entities)
    before: range | None = None
    last: Stretch | None = None
    for one in found:
        low, high = _bounds(paragraphs, one)
        said = attributed(draft.tokens.words, one, low, high, hidden)
        whole = _whole(draft, one, low)
        follows = last is not None and (last.first >= low or last.runs_on or whole)
        if said is None and whole and low > 0 and not (last is not None and last.last >= low - WINDOW):
            said = announced_before(draft.tokens.words, max(0, low - WINDOW), low, hidden)
        if not _is_speech(draft, one, said, follows):
            continue
        speaker = said.speaker if said else (before if follows else None)
        yield _quote(draft, one, speaker, cast, hidden)
        before, last = speaker, one


def _bounds(paragraphs: list[int], one: Stretch) -> tuple[int, int]:
    place = bisect_left(paragraphs, one.first)
    return paragraphs[place - 1], max(one.last, paragraphs[place])


def _whole(draft: Draft, one: Stretch, low: int) -> bool:
    """A paragraph that opens with a quotation goes on from the one before."""
    return one.first - 1 == low and draft.tokens.words[one.last - 1] in FULL_STOPS


def _is_speech(draft: Draft, one: Stretch, said: Attribution | None, follows: bool) -> bool:
    words = draft.tokens.words[one.first : one.last]
    spoken = sum(word[0].isalnum() for word in words)
    if one.single:
        return said is not None and said.beside and spoken >= FEWEST_SINGLE
    if not spoken:
        return False
    if said:
        return said.beside or not _is_title(words)
    ended = words[-1] in FULL_STOPS or words[-1] == ","
    return ended and (spoken >= LONG or (spoken >= SHORT_SENTENCE and follows))


def _is_title(words: list[str]) -> bool:
    """Every longer word has a capital, as in the name of a book or a show."""
    longer = [word for word in words if len(word) > 3 and word.isalpha()]
    return len(words) > 1 and bool(longer) and all(word[0].isupper() for word in longer)


def _quote(draft: Draft, one: Stretch, speaker: range | None, cast: Cast, hidden: Container[int]) -> Quote:
    tokens = draft.tokens
    start, end = tokens.starts[one.first], tokens.ends[one.last - 1]
    if speaker is None or _is_nobody(tokens.words, speaker):
        return Quote(start, end, None, None, None, None)
    low, high = tokens.starts[speaker.start], tokens.ends[speaker.stop - 1]
    who = cast.who(draft.text, tokens, speaker, draft.sentences, hidden)
    return Quote(start, end, draft.text[low:high], low, high, who)


def _is_nobody(words: Sequence[str], speaker: range) -> bool:
    """An adverb, a thing without a name or a place: "eloquently", "this", "across it"."""
    first, alone = words[speaker.start], len(speaker) == 1
    adverb = first.endswith("ly") and first.islower()
    return first.lower() in NOWHERE or (alone and (adverb or first.lower() in NOBODY))
