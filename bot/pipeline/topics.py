"""What one might ask for to find an article; a part of the step `bot.pipeline.terms`.

Topics are offered to a reader: the names that the article keeps coming back to, and the two or three words it uses
together more than once ("border security"). Better few than clutter: a run of words with a verb, an adverb or a
measure of time in it is none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.core.article import Entity, Span
from bot.pipeline.draft import Draft
from bot.pipeline.gazetteer import PEOPLES
from bot.pipeline.lexicon import DIRECTIONS
from bot.pipeline.speech import VERBS
from bot.pipeline.trimming import skip_dateline
from bot.pipeline.untopical import UNTOPICAL
from bot.pipeline.wordclasses import PAST

MOST = 8
MOST_NAMES = 6
LONGEST_NAME = 60
SHORTEST_WORD = 3
TITLE_GAIN = 1.5
EARLY_GAIN = 0.5
LEDE = 3  # sentences
SIZES = (2, 3)
HEARD_SHARE = 0.3  # what a name weighs that only says something
LONGEST_ACRONYM = 3


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand together: how often, where first, and where as they are best shown."""

    size: int
    count: int
    first: int
    shown: int


@dataclass(frozen=True, slots=True)
class Topic:
    """Something to ask for, by its terms."""

    name: str
    terms: frozenset[str]
    score: float
    first: int
    is_name: bool


def choose(draft: Draft, found: Sequence[str], title: Sequence[str]) -> tuple[str, ...]:
    """Up to eight topics, best first; `found` are the terms of each token, `title` those of the title in order."""
    if not draft.read:
        return ()
    names = list(_names(draft, found, frozenset(title)))
    topics = [*names, *_phrases(draft, found, title, [name.terms for name in names])]
    topics.sort(key=lambda topic: (-topic.score, topic.first))
    return tuple(_distinct(topics))


def _distinct(topics: Sequence[Topic]) -> Iterator[str]:
    seen: list[frozenset[str]] = []
    names = 0
    for topic in topics:
        if len(seen) == MOST:
            return
        if topic.terms in seen or (topic.is_name and names == MOST_NAMES):
            continue
        seen.append(topic.terms)
        names += topic.is_name
        yield topic.name


def _names(draft: Draft, found: Sequence[str], title: frozenset[str]) -> Iterator[Topic]:
    told, speaking = _dateline_end(draft), _speaking(draft)
    lede = draft.sentences[min(LEDE, len(draft.sentences)) - 1].end if draft.sentences else 0
    for entity in draft.entities:
        mentions = [mention for mention in entity.mentions if mention.start >= told]
        if not mentions or not _is_fit(entity) or _is_publisher(draft, entity):
            continue
        first = min(mention.start for mention in mentions)
        terms = _terms_at(draft, found, entity)
        titled = bool(terms) and terms <= title
        gain = TITLE_GAIN * titled + EARLY_GAIN * (first < lede)
        heard = 0 if titled else sum(_is_source(draft, speaking, mention) for mention in mentions)
        told_of = len(mentions) - heard
        if terms:
            score = told_of + HEARD_SHARE * heard + (gain if told_of else 0.0)
            yield Topic(_cased(entity), terms, score, first, is_name=True)


def _dateline_end(draft: Draft) -> int:
    """Where the report begins behind its dateline, whose place and agency are no topics for standing there."""
    tokens = draft.tokens
    for first, end in list(pairwise(tokens.firsts))[:LEDE]:
        behind = skip_dateline(tokens.words, first, end)
        if behind > first:
            return tokens.starts[behind]
    return 0


def _is_publisher(draft: Draft, entity: Entity) -> bool:
    return draft.publisher is not None and entity.name.casefold() == draft.publisher.casefold()


def _speaking(draft: Draft) -> frozenset[int]:
    """The tokens that name the speaker of a quotation."""
    starts = draft.tokens.starts
    spans = ((quote.speaker_start, quote.speaker_end) for quote in draft.quotes)
    named = ((start, end) for start, end in spans if start is not None and end is not None)
    return frozenset(
        place for start, end in named for place in range(bisect_left(starts, start), bisect_left(starts, end))
    )


def _is_source(draft: Draft, speaking: Container[int], mention: Span) -> bool:
    """Whether somebody is only named there for having said it."""
    words, starts = draft.tokens.words, draft.tokens.starts
    first, behind = bisect_left(starts, mention.start), bisect_left(starts, mention.end)
    if first in speaking:
        return True
    before = [word.lower() for word in words[max(0, first - 2) : first]]
    told = before[-1:] == ["told"] or before == ["according", "to"]
    follows = {word.lower() for word in words[behind : behind + 2]}
    return told or not VERBS.isdisjoint(follows) or not VERBS.isdisjoint(before[-1:])


def _cased(entity: Entity) -> str:
    """A place that stands only in the capitals of a dateline, as it is usually written."""
    if entity.kind != "place" or not entity.name.isupper() or len(entity.name) <= LONGEST_ACRONYM:
        return entity.name
    return " ".join(word.capitalize() for word in entity.name.split())


def _is_fit(entity: Entity) -> bool:
    name = entity.name
    long_enough = len(name) >= SHORTEST_WORD or (len(name) > 1 and name.isupper())
    return bool(entity.mentions) and long_enough and len(name) <= LONGEST_NAME and "\n" not in name


def _terms_at(draft: Draft, found: Sequence[str], entity: Entity) -> frozenset[str]:
    """The terms of the mention that is written like the name."""
    starts = draft.tokens.starts
    best = max(
        entity.mentions, key=lambda mention: (mention.of(draft.text) == entity.name, mention.end - mention.start)
    )
    tokens = range(bisect_left(starts, best.start), bisect_left(starts, best.end))
    return frozenset(" ".join(found[at] for at in tokens).split())


def _phrases(
    draft: Draft, found: Sequence[str], title: Sequence[str], names: Sequence[frozenset[str]]
) -> Iterator[Topic]:
    titled = {run for size in SIZES for run in zip(*(title[at:] for at in range(size)), strict=False)}
    runs = _runs(draft, found, titled)
    repeated = {terms: run for terms, run in runs.items() if run.count + (terms in titled) > 1}
    longer = {terms[at : at + 2]: run.count for terms, run in repeated.items() if run.size > 2 for at in (0, 1)}
    for terms, run in repeated.items():
        within_name = any(name.issuperset(terms) for name in names)
        if within_name or _says_little(draft, run) or (run.size == 2 and longer.get(terms, 0) * 2 > run.count):
            continue
        score = run.count + TITLE_GAIN * (terms in titled) + EARLY_GAIN * (run.size > 2)
        first = draft.tokens.starts[run.first]
        yield Topic(_shown(draft, run), frozenset(terms), score, first, is_name=False)


def _says_little(draft: Draft, run: Run) -> bool:
    """For a people as an adjective ("North Korean") and for the publisher's name."""
    words = draft.tokens.words[run.shown : run.shown + run.size]
    bare = words[-1] in PEOPLES and not words[-1].endswith("s") and words[0] in DIRECTIONS | PEOPLES
    return bare or " ".join(words).casefold() in (draft.publisher or "").casefold()


def _runs(draft: Draft, found: Sequence[str], titled: Container[tuple[str, ...]]) -> Mapping[tuple[str, ...], Run]:
    """Two and three topical words that stand next to each other in a sentence, more than once or in the title, too."""
    words, openers, parts = draft.tokens.words, frozenset(draft.tokens.firsts), _inside_names(draft)
    runs = {}
    for terms, places in _places(draft, found).items():
        if len(places) == 1 and terms not in titled:
            continue  # most runs: what they are need not be looked at
        size = len(terms)
        good = [at for at in places if _stands_alone(words, at, size, opens=at in openers, parts=parts)]
        if good:
            runs[terms] = Run(size, len(good), good[0], next((at for at in good if at not in openers), good[0]))
    return runs


def _places(draft: Draft, found: Sequence[str]) -> Mapping[tuple[str, ...], list[int]]:
    """Every run of topical words with the tokens at which it begins."""
    words = draft.tokens.words
    topical = {word: _is_topical(word) for word in set(words)}
    places: dict[tuple[str, ...], list[int]] = {}
    for start, end in pairwise(draft.tokens.firsts):
        length = 0
        for at in range(start, end):
            length = length + 1 if found[at] and topical[words[at]] else 0
            for size in SIZES[: max(length - 1, 0)]:
                first = at - size + 1
                places.setdefault(tuple(found[first : at + 1]), []).append(first)
    return places


def _stands_alone(
    words: Sequence[str], first: int, size: int, *, opens: bool, parts: Container[tuple[int, str]]
) -> bool:
    """Whether a run cuts no name in two and does not tell what somebody does."""
    last = first + size - 1
    whole = (first, "open") not in parts and (last, "close") not in parts
    return whole and not _acts(words[first : last + 1], opens=opens)


def _is_topical(word: str) -> bool:
    lower = word.lower()
    return len(word) >= SHORTEST_WORD and word.isalpha() and lower not in UNTOPICAL and not lower.endswith("ly")


def _acts(run: Sequence[str], *, opens: bool) -> bool:
    """Whether a run tells what somebody does: "linking Jimmy Savile", "Jeremy Paxman quitting", "guards deported"."""
    first, last = run[0], run[-1]
    if last.endswith("ed") or last in PAST:
        return True
    return (first.endswith("ing") and (opens or (first.islower() and run[1][0].isupper()))) or (
        last.endswith("ing") and last.islower() and run[-2][0].isupper()
    )


def _inside_names(draft: Draft) -> set[tuple[int, str]]:
    """Tokens at which no run may begin or end, since it would cut a name in two."""
    starts, cuts = draft.tokens.starts, set()
    for entity in draft.entities:
        for mention in entity.mentions:
            first, end = bisect_left(starts, mention.start), bisect_left(starts, mention.end)
            cuts |= {(at, "open") for at in range(first + 1, end)} | {(at, "close") for at in range(first, end - 1)}
    return cuts


def _shown(draft: Draft, run: Run) -> str:
    tokens = draft.tokens
    start, end = tokens.starts[run.shown], tokens.ends[run.shown + run.size - 1]
    words = " ".join(draft.text[start:end].split())
    first = tokens.words[run.shown]
    opens = run.shown in tokens.firsts and first.lower() in tokens.words
    return words[0].lower() + words[1:] if opens else words
