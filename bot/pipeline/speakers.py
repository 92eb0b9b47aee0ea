"""Who speaks: the words that name the speaker beside a quotation, and the person or organisation they stand for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.core.article import Entity, EntityKind, Span
from bot.pipeline.draft import Tokens
from bot.pipeline.phrases import ABBREVIATED, opening_subject
from bot.pipeline.quote_marks import Stretch
from bot.pipeline.speech import Cue, cues
from bot.pipeline.wordlists import listed

WINDOW = 60
MANY = 40  # names in one sentence; beyond it is a list
FULL_STOPS = frozenset(".!?")
SPLICED = frozenset(",?!—–-")
# A second clause begins; who speaks there says nothing of the words before.
TURNS = tuple([word] for word in ("when", "while", "as", "after", "before", "because", "if", "where", "and", "but"))
PRONOUNS = listed("he she He She")
ISSUED = listed("by from")
PREPOSITIONS = listed("of in for at from by with to on near and or")


class Attribution(NamedTuple):
    """The tokens that name the speaker; `beside` when the cue touches the quotation."""

    speaker: range
    beside: bool


def attributed(words: Sequence[str], one: Stretch, low: int, high: int, hidden: Container[int]) -> Attribution | None:
    """Who speaks according to the sentence around a quotation; `low` and `high` bound its paragraph."""
    before = _last(words, _sentence_start(words, one.first - 1, low, hidden), one.first - 1, hidden)
    last = words[one.last - 1]
    ended = last in FULL_STOPS - {"?", "!"} and not _goes_on(words, one.last, high)
    if before and last not in SPLICED:
        return Attribution(before.speaker, one.first - 1 - before.at <= 3)
    if before and (one.first - 1 - before.at <= 2 or words[one.last + 1 : one.last + 2] in TURNS):
        return Attribution(before.speaker, True)
    after = None if ended else _first(words, one.last + 1, _sentence_end(words, one.last + 1, high, hidden), hidden)
    if after and (before is None or after.at - one.last <= 6 or one.last - after.speaker.start <= 1):
        return Attribution(after.speaker, after.at - one.last <= 6)
    if before:
        return Attribution(before.speaker, one.first - 1 - before.at <= 3)
    return _announced(words, one.first - 1, low)


def _announced(words: Sequence[str], mark: int, low: int) -> Attribution | None:
    """Jane Doe: "…"; also "Doe fired back: "…""."""
    if mark - 1 <= low or words[mark - 1] != ":":
        return None
    speaker = opening_subject(words, _sentence_start(words, mark - 1, low, ()), mark - 1)
    return Attribution(speaker, True) if speaker else None


def announced_before(words: Sequence[str], low: int, high: int, hidden: Container[int]) -> Attribution | None:
    """For a paragraph that is one quotation: who spoke, or was said to speak, at the end of the paragraph before it."""
    start = _sentence_start(words, high - 1, low, hidden)
    cue = _last(words, start, high, hidden)
    return Attribution(cue.speaker, True) if cue else None


def _goes_on(words: Sequence[str], at: int, high: int) -> bool:
    """A small letter after the closing mark: the sentence is not over."""
    return at + 1 < high and (words[at + 1][0].islower() or words[at + 1] in {",", "—", "–"})


def _sentence_start(words: Sequence[str], at: int, low: int, hidden: Container[int]) -> int:
    low = max(low, at - WINDOW)
    while at > low:
        if words[at - 1] in FULL_STOPS and not _abbreviates(words, at - 1):
            break
        if at - 1 in hidden and words[at - 1] in FULL_STOPS:
            break
        at -= 1
    return at


def _sentence_end(words: Sequence[str], at: int, high: int, hidden: Container[int]) -> int:
    high = min(high, at + WINDOW)
    while at < high:
        if words[at] in FULL_STOPS and not _abbreviates(words, at) and at not in hidden:
            break
        at += 1
    return at


def _abbreviates(words: Sequence[str], at: int) -> bool:
    return words[at] == "." and at > 0 and words[at - 1] in ABBREVIATED


def _last(words: Sequence[str], low: int, high: int, hidden: Container[int]) -> Cue | None:
    found = None
    for cue in cues(words, low, high, hidden):
        found = cue
    return found


def _first(words: Sequence[str], low: int, high: int, hidden: Container[int]) -> Cue | None:
    return next(iter(cues(words, low, high, hidden)), None)


class _Named(NamedTuple):
    start: int
    end: int
    name: str
    kind: EntityKind


@dataclass(frozen=True, slots=True)
class Cast:
    """All mentions of the article in order, to look up whom a speaker's words mean."""

    named: list[_Named]
    starts: list[int]

    @classmethod
    def of(cls, entities: Sequence[Entity]) -> Cast:
        """Everybody whom the entities step has found."""
        named = sorted(_Named(*span, one.name, one.kind) for one in entities for span in one.mentions)
        return cls(named, [one.start for one in named])

    def who(
        self, text: str, tokens: Tokens, speaker: range, sentences: Sequence[Span], hidden: Container[int]
    ) -> str | None:
        """The name of the entity that the speaker's words mean."""
        start, end = tokens.starts[speaker.start], tokens.ends[speaker.stop - 1]
        if len(speaker) == 1 and tokens.words[speaker.start] in PRONOUNS:
            return self._he(tokens, start, sentences, hidden)
        for one in self.named[bisect_right(self.starts, start - 1) : bisect_right(self.starts, end - 1)]:
            if one.kind != "place" and one.end <= end and _heads(text, one, start, end):
                return one.name
        return None

    def _he(self, tokens: Tokens, at: int, sentences: Sequence[Span], hidden: Container[int]) -> str | None:
        """The first person named in the nearest sentence before that names one outside quotations."""
        last = bisect_right(sentences, (at, at)) - 1
        for place in range(last, max(-1, last - 6), -1):
            low, high = sentences[place].start, min(at, sentences[place].end)
            begin = bisect_right(self.starts, low - 1)
            for one in self.named[begin : min(begin + MANY, bisect_right(self.starts, high - 1))]:
                if one.kind == "person" and bisect_right(tokens.starts, one.start) - 1 not in hidden:
                    return one.name
        return None


def _heads(text: str, one: _Named, start: int, end: int) -> bool:
    """The mention is who speaks: "spokesman Lu Kang", "Lu of the ministry", "a report by Lu", not "Lu's lawyer"."""
    behind = text[one.end : end].split()
    ahead = text[start : one.start].split()
    if not behind:
        return not any(word in PREPOSITIONS - ISSUED for word in ahead)
    return not ahead and (behind[0] in PREPOSITIONS or behind[0].startswith((",", "(")))
