"""Step: every quantity that the text states, with what it counts, when it held and who says so."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from bot.core import numerals
from bot.core.article import DateMention, Figure, Span
from bot.core.figure_evidence import prove_figure
from bot.core.measures import TIMES, measure_at
from bot.core.modifiers import HEDGES
from bot.core.numerals import Line
from bot.pipeline import measured, ranges, speech
from bot.pipeline.amounts import Mention, mentions, stands_before_noun
from bot.pipeline.asides import is_correction
from bot.pipeline.draft import Draft
from bot.pipeline.wordclasses import AUXILIARIES, DETERMINERS, PRONOUNS

VERSION = 5

CALENDAR = re.compile(r"(?:\d{4}|XXXX|[A-Z]+_REF)")
HOLDS = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?:/\d{4}(?:-\d{2}(?:-\d{2})?)?)?")
# A currency's code that touches its digits is one token in the draft.
CODED = re.compile(r"(?:[A-Z]{2,3}|Rs)\d|A\d")
# A speaker of whom these are the first words says nothing to a reader.
NOBODY = PRONOUNS | AUXILIARIES
# A hedge reaches no farther than this many tokens, nor past a stop inside the sentence.
HEDGE_REACH = 14
LONGEST_SENTENCE = 1500


def run(draft: Draft) -> Draft:
    """Find the figures of every sentence."""
    tokens = draft.tokens
    telling = {word for word in set(tokens.words) if _may_open(word)}
    places = [
        place
        for place, (low, high) in enumerate(pairwise(tokens.firsts))
        if not telling.isdisjoint(tokens.words[low:high])
    ]
    corrections = _corrections(draft) if places else set()
    found = [figure for place in places if place not in corrections for figure in _of_sentence(draft, place)]
    return replace(draft, figures=tuple(found))


def _may_open(word: str) -> bool:
    """Whether a number may begin with this word, or is told of by it."""
    return word[0].isdigit() or word.lower() in numerals.TELLING or (not word.isalpha() and bool(CODED.match(word)))


def _corrections(draft: Draft) -> set[int]:
    """The sentences of notes that correct the article, which name the figures that were wrong."""
    found: set[int] = set()
    noted = False
    for place, span in enumerate(draft.sentences):
        if not place or "\n\n" in draft.text[draft.sentences[place - 1].end : span.start]:
            noted = is_correction(draft.text[span.start : span.end])
        if noted:
            found.add(place)
    return found


def _of_sentence(draft: Draft, sentence: int) -> Iterator[Figure]:
    line = line_of(draft, sentence)
    dates = _dates_in(draft, draft.sentences[sentence])
    calendar = [date for date in dates if date.value is None or CALENDAR.match(date.value)]
    found = ranges.join(line, mentions(line, lambda at: _is_dated(line, at, calendar)))
    if not found:
        return
    by = speech.reported_by(draft, sentence)
    if by and (_is_torn(draft.text, by) or not _is_somebody(line, by, found)):
        by = None
    before: Mention | None = None
    what = ""
    for mention, date in zip(found, _dates_for(line, found, calendar), strict=True):
        what = measured.words_for(line, mention, before, what, draft.text)
        before = mention
        named = "" if _is_teller(line, mention, what, by) else what
        figure = _figure(draft, line, mention, by, named, date)
        # In garbled text the two readings may differ; what the prover would refuse is not stated.
        if prove_figure(draft.text, figure, draft.sentences[sentence]) is None:
            yield figure


def _is_teller(line: Line, mention: Mention, what: str, by: Span | None) -> bool:
    """Whether `what` are those who say it and nothing is told of them: "several outlets reported that 150,000 …"."""
    if by is None or mention.kind != "counted":
        return False
    between = sum(by.end <= start for start in line.starts[: mention.first])
    spoken = " ".join(line.raw[at] for at in range(mention.first) if by.start <= line.starts[at] < by.end)
    return between <= len(("reported", "that")) and bool(what) and what in spoken


def _is_somebody(line: Line, by: Span, found: list[Mention]) -> bool:
    """Whether quantities in the speaker's words count the speakers: "two contractors", and not "90 percent of …"."""
    inside = [one for one in found if by.start <= line.starts[one.at] < by.end]
    return all(one.kind == "counted" and one.noun > one.last and line.starts[one.first] == by.start for one in inside)


def _is_torn(text: str, span: Span) -> bool:
    """Whether a span ends inside a word or a compound."""
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    return before.isalnum() or after.isalnum() or not text[span.end - 1].isalnum()


def line_of(draft: Draft, sentence: int) -> Line:
    """The tokens of a sentence, a currency's code parted from its digits."""
    tokens = draft.tokens
    low, high = tokens.firsts[sentence], tokens.firsts[sentence + 1]
    high = min(high, low + LONGEST_SENTENCE)
    raw = tokens.words[low:high]
    if any(not word.isalpha() and CODED.match(word) for word in raw):
        start = tokens.starts[low]
        return numerals.tokenise(draft.text[start : tokens.ends[high - 1]], start)
    return Line(raw, tokens.lower[low:high], tokens.starts[low:high], tokens.ends[low:high])


def _figure(draft: Draft, line: Line, mention: Mention, by: Span | None, what: str, date: str | None) -> Figure:
    start, end = line.starts[mention.first], line.ends[mention.last - 1]
    single = mention.low == mention.high
    inside = by is not None and by.start < end and start < by.end
    return Figure(
        start=start,
        end=end,
        value=mention.low if single else None,
        low=None if single else mention.low,
        high=None if single else mention.high,
        change=mention.change,
        unit=mention.unit,
        what=what,
        date=date,
        hedged=_hedged(line, mention),
        by=None if by is None or inside else _named(by.of(draft.text)),
    )


def _named(speaker: str) -> str | None:
    """A speaker that tells the reader something; a pronoun alone does not."""
    speaker = " ".join(speaker.split()).removeprefix("’s ").removeprefix("'s ")
    first = speaker.split(maxsplit=1)[0].lower()
    return None if first in NOBODY or speaker.lower() in DETERMINERS else speaker


def _hedged(line: Line, mention: Mention) -> bool:
    for step in range(mention.first, max(mention.first - HEDGE_REACH, -1), -1):
        if line.low[step] in HEDGES:
            return True
        if line.low[step] == ";":
            break
    for step in range(mention.first, min(mention.last + HEDGE_REACH, len(line.raw))):
        if line.low[step] in HEDGES:
            return True
        if line.low[step] in {";", ","}:
            break
    return False


def _dates_in(draft: Draft, sentence: Span) -> list[DateMention]:
    first = bisect_left(draft.dates, sentence.start, key=lambda date: date.start)
    last = bisect_left(draft.dates, sentence.end, key=lambda date: date.start)
    return list(draft.dates[first:last])


def _is_dated(line: Line, at: int, calendar: list[DateMention]) -> bool:
    """Whether token `at` is part of a date; "nine days" counts days even in "nine days later"."""
    if not any(date.start <= line.starts[at] < date.end for date in calendar):
        return False
    number = numerals.scan(line, at)
    unit = number and measure_at(line, number.end + (line.word(number.end) == "-"))
    return not (unit and unit.name in TIMES)


def _dates_for(line: Line, found: list[Mention], calendar: list[DateMention]) -> list[str | None]:
    """For each quantity the date that follows it before the next one, else one that leads the sentence."""
    starts = [line.starts[mention.first] for mention in found]
    leading = [date for date in calendar if date.start < starts[0]]
    chosen: list[str | None] = []
    for place, start in enumerate(starts):
        beyond = starts[place + 1] if place + 1 < len(starts) else line.ends[-1]
        own = [date for date in calendar if start < date.start < beyond]
        date = own[0] if own else leading[-1] if leading else None
        if stands_before_noun(line, found[place].first, found[place].last):  # "the 880-mile border" is as long any day
            date = None
        chosen.append(date.value if date and date.value and HOLDS.fullmatch(date.value) else None)
    return chosen
