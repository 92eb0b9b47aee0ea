"""Step: statements, the sentences that a briefing may show as they are because they can be understood alone.

A sentence that cannot is left out, or keeps its evidence and gets a gloss that says who "the group" is when that is
certain. The span may leave out what only joins or adds; see `bot.pipeline.trimming`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.core.article import DateMention, Gloss, Quote, Span, Statement
from bot.pipeline.draft import Draft
from bot.pipeline.glosses import PEOPLE, date_glosses, fuller_phrase, only_person
from bot.pipeline.pointers import CALENDAR
from bot.pipeline.predicates import has_predicate
from bot.pipeline.speech import VERBS
from bot.pipeline.standalone import Lean, find_lean
from bot.pipeline.substance import refers_back, substance
from bot.pipeline.trimming import drop_tail, skip_dateline, skip_lead_in, skip_links
from bot.pipeline.voices import find_speaker, is_quoted, speaks_to_reader
from bot.pipeline.weights import Reading, measure, read, score

VERSION = 4

LEAST_WORDS = 6
CONTRAST_FACTOR, GLOSS_FACTOR, UNKNOWN_FACTOR = 0.7, 0.8, 0.6
# A standfirst says on what its headline began; so many sentences at most stand before the dateline.
STANDFIRST, STANDFIRST_FACTOR = 4, 0.7
SAYING_REACH = 5
EXPLAINED = frozenset(("he", "she", "his", "her"))
OWNERS = frozenset(("his", "her"))
BOUNDS = frozenset(("since", "until", "by", "from", "before", "after", "than", "to"))
EDGES = frozenset(("until", "before", "than"))
DAY = len("2023-10-09")
CLAUSE_REACH = 24
CLOCK = re.compile(r"T\d")
CALENDAR_VALUE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?|-W\d\d)?(?=T|\Z)")


class Piece(NamedTuple):
    """The tokens `[first, last)` that a statement keeps, what explains its opening, and how far it is trusted."""

    first: int
    last: int
    glosses: tuple[Gloss, ...]
    factor: float


@dataclass(frozen=True, slots=True)
class Facts:
    """What earlier steps found, by the place of the sentence it stands in."""

    dates: dict[int, list[DateMention]]
    people: dict[int, dict[str, list[Span]]]
    quotes: dict[int, list[Quote]]


def run(draft: Draft) -> Draft:
    """Judge every sentence of the article."""
    reading = read(draft)
    facts = gather(draft)
    scores = [score(row) for row in measure(draft, reading)]
    low, high = min(scores, default=0.0), max(scores, default=0.0)
    begins = lede_place(draft)
    found = []
    for place, value in enumerate(scores):
        piece = choose_piece(draft, reading, facts, place)
        if piece:
            share = (value - low) / (high - low) if high > low else 1.0
            weight = round(piece.factor * share * (STANDFIRST_FACTOR if place < begins else 1.0), 3)
            found.append(_statement(draft, reading, facts.dates.get(place, ()), place, piece._replace(factor=weight)))
    return replace(draft, statements=tuple(found))


def lede_place(draft: Draft) -> int:
    """The place of the sentence with the dateline, before which only a standfirst can be; 0 where none is found."""
    firsts = draft.tokens.firsts
    opening = range(min(STANDFIRST, len(draft.sentences)))
    return next(
        (at for at in opening if skip_dateline(draft.tokens.words, firsts[at], firsts[at + 1]) != firsts[at]), 0
    )


def gather(draft: Draft) -> Facts:
    """Sort dates, people and quotations by sentence."""
    opens = [sentence.start for sentence in draft.sentences]
    facts = Facts(defaultdict(list), defaultdict(dict), defaultdict(list))
    for date in draft.dates:
        facts.dates[bisect_right(opens, date.start) - 1].append(date)
    for quote in draft.quotes:
        if quote.speaker_start is not None:
            facts.quotes[bisect_right(opens, quote.speaker_start) - 1].append(quote)
    for entity in draft.entities:
        if entity.kind == "person":
            for mention in entity.mentions:
                facts.people[bisect_right(opens, mention.start) - 1].setdefault(entity.name, []).append(mention)
    return facts


def choose_piece(draft: Draft, reading: Reading, facts: Facts, place: int) -> Piece | None:
    """What of this sentence is a statement, or None."""
    if place in reading.asides or reading.torn[place] or speaks_to_reader(draft, reading, place):
        return None
    opening = _choose_opening(draft, reading, facts, place)
    speaker = find_speaker(draft, reading, place, facts.quotes.get(place, ()))
    if opening is None or speaker is None or _is_orphaned(draft, reading, facts, place):
        return None
    if not has_predicate(reading.lower, opening.first, opening.last) or _refers_back(draft, reading, opening):
        return None
    voice = _explain_speaker(draft, reading, facts, place, opening.first, speaker)
    if voice is None:
        return None
    last = drop_tail(draft.tokens.words, reading.lower, opening.first, opening.last)
    if sum(word[0].isalnum() for word in reading.lower[opening.first : last]) < LEAST_WORDS:
        return None
    said = voice.factor * substance(reading.lower, opening.first, last, reading.bags[place])
    return Piece(opening.first, last, opening.glosses + voice.glosses, opening.factor * said)


class Voice(NamedTuple):
    """Who "he said" is, and how far a statement is trusted of whom that is not known."""

    glosses: tuple[Gloss, ...]
    factor: float


def _explain_speaker(
    draft: Draft, reading: Reading, facts: Facts, place: int, first: int, speaker: int
) -> Voice | None:
    """The gloss on "he said" where that is certain; None where a quotation is somebody's who is not known."""
    quotes = speaker >= first
    said = speaker if quotes else _trailing_speaker(reading, first, draft.tokens.firsts[place + 1])
    if not quotes and (not said or place in facts.people):
        return Voice((), 1.0)
    if name := _person_before(draft, reading, facts, place, reading.lower[said]):
        return Voice((Gloss(draft.tokens.ends[said], name),), 1.0)
    return None if quotes else Voice((), UNKNOWN_FACTOR)


def _trailing_speaker(reading: Reading, first: int, last: int) -> int:
    """The token of "he" in "Doctors saw 35,000 cases, he said."; 0 for none."""
    for at in range(max(first, last - SAYING_REACH), last - 1):
        if reading.lower[at] in ("he", "she") and reading.lower[at - 1] == "," and reading.lower[at + 1] in VERBS:
            return at
    return 0


def _refers_back(draft: Draft, reading: Reading, piece: Piece) -> bool:
    """Whether the reporter's own words lean on the sentence before, further on than their opening."""
    quoted = is_quoted(reading.stretches, draft.tokens.starts[piece.first])
    return not quoted and not piece.glosses and refers_back(reading.lower, piece.first, piece.last)


def _choose_opening(draft: Draft, reading: Reading, facts: Facts, place: int) -> Piece | None:
    """Where the statement begins, explained if it leans on the sentence before; None if that is not certain."""
    tokens, last = draft.tokens, draft.tokens.firsts[place + 1]
    first, lean = _skip_opening(draft, reading, place)
    factor = CONTRAST_FACTOR if lean.contrast else 1.0
    if not lean.kind:
        return Piece(first, last, (), factor)
    behind, words = _explain(draft, reading, facts, place, lean)
    if not words or behind >= last:
        return None
    return Piece(behind, last, (Gloss(tokens.starts[behind], words),), factor * GLOSS_FACTOR)


def _skip_opening(draft: Draft, reading: Reading, place: int) -> tuple[int, Lean]:
    """The first token of the statement and what it leans on; a lead-in stays where the rest would lean on it."""
    words, lower = draft.tokens.words, reading.lower
    first, last = draft.tokens.firsts[place], draft.tokens.firsts[place + 1]
    first = skip_links(lower, skip_dateline(words, first, last), last)
    bare = skip_lead_in(words, lower, first, last)
    if bare != first:
        lean = find_lean(words, lower, bare, last, reading.known)
        if not lean.kind:
            return bare, lean
    return first, reading.leans[place]


def _is_orphaned(draft: Draft, reading: Reading, facts: Facts, place: int) -> bool:
    """Whether "he" or "she" follows an opening clause in which, as far as names are known, no person stands."""
    tokens = draft.tokens
    if not facts.people:
        return False
    named = min((found[0].start for found in facts.people.get(place, {}).values()), default=len(draft.text))
    first, last = tokens.firsts[place], tokens.firsts[place + 1]
    saying = _trailing_speaker(reading, first, last)
    for at in range(first + 1, min(last, first + CLAUSE_REACH)):
        if (
            at != saying
            and reading.lower[at - 1] == ","
            and reading.lower[at].partition("'")[0].partition("’")[0] in ("he", "she")
        ):
            return tokens.starts[at] < named and PEOPLE.isdisjoint(reading.lower[first:at])
    return False


def _explain(draft: Draft, reading: Reading, facts: Facts, place: int, lean: Lean) -> tuple[int, str]:
    """The first token behind the leaning words, and who or what they mean; "" when that is not certain."""
    lower, last, behind = reading.lower, draft.tokens.firsts[place + 1], lean.past
    if not place or lean.contrast or lean.at != lean.opens or behind >= last:
        return behind, ""
    owning = lower[behind] in ("'s", "’s")
    if lean.kind == "pronoun":
        words = "" if owning else _person_before(draft, reading, facts, place, lower[lean.at])
        return behind, words + "'s" * (lower[lean.at] in OWNERS and bool(words))
    if lean.kind == "demonstrative":
        behind += 1
    elif lean.kind != "noun" or behind - lean.at != 2:
        return behind, ""
    words = fuller_phrase(draft, lower, place - 1, lower[behind - 1])
    if behind < last and lower[behind] in ("'s", "’s"):
        return behind + 1, words + "'s" * bool(words)
    return behind, words


def _person_before(draft: Draft, reading: Reading, facts: Facts, place: int, pronoun: str) -> str:
    """Whom "he", "she", "his" or "her" can only mean, from the sentence before in the same paragraph or next to it."""
    if pronoun not in EXPLAINED or not place:
        return ""
    return only_person(draft, reading.lower, place - 1, facts.people.get(place - 1, {}), pronoun)


def _statement(draft: Draft, reading: Reading, told: Sequence[DateMention], place: int, piece: Piece) -> Statement:
    tokens, sentence = draft.tokens, draft.sentences[place]
    whole = piece.last == tokens.firsts[place + 1]
    span = Span(tokens.starts[piece.first], sentence.end if whole else tokens.ends[piece.last - 1])
    inside = (date for date in told if span.start <= date.start and date.end <= span.end)
    dates = [date for date in inside if _is_day(date, draft.text, sentence.start)]
    own = [date for date in dates if not is_quoted(reading.stretches, date.start)]
    glosses = [*piece.glosses, *date_glosses(own, draft.text)]
    glosses.sort(key=lambda gloss: gloss.at)
    return Statement(*span, place, piece.factor, event_date(own, draft.text), tuple(glosses))


def _is_day(date: DateMention, text: str, opening: int) -> bool:
    """Whether these words tell a day or longer: no hour alone ("19:00"), no name ("USA Today")."""
    words = text[date.start : date.end].lower()
    if not CALENDAR.isdisjoint(words.replace(".", " ").split()):
        return text[date.start : date.end] != "Today" or date.start == opening
    return CLOCK.search(date.value or "") is None


def event_date(dates: Sequence[DateMention], text: str) -> str | None:
    """When the event was: the closest told of the calendar dates, one of saying or a mere bound only for want of it.

    "3 million yuan a month before 2020" was at no time in 2020.
    """
    best, best_rank = None, (9, 0)
    for date in dates:
        match = CALENDAR_VALUE.match(date.value or "")
        if match:
            before = text[max(0, date.start - 24) : date.start].lower().split()[-2:]
            if len(match.group()) < DAY and not EDGES.isdisjoint(before[-1:]):
                continue
            doubt = 2 * (not BOUNDS.isdisjoint(before[-1:])) + (not VERBS.isdisjoint(before))
            rank = (doubt, -len(match.group()))
            if rank < best_rank:
                best, best_rank = match.group(), rank
    return best
