"""What one might ask for to find an article; a part of the step `bot.pipeline.terms`.

Topics are offered to a reader: the names that the article keeps coming back to, and the two or three words it uses
together more than once ("border security"). Better few than clutter: a run of words with a verb, an adverb or a
measure of time in it is none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.core.article import Entity
from bot.pipeline.draft import Draft
from bot.pipeline.speech import VERBS

MOST = 8
MOST_NAMES = 6
LONGEST_NAME = 60
SHORTEST_WORD = 3
TITLE_GAIN = 1.5
EARLY_GAIN = 0.5
LEDE = 3  # sentences
SIZES = (2, 3)

# Words that stand beside a noun without making it a subject one asks for.
UNTOPICAL = (
    frozenset(
        """
    able according added additional agreed aimed allowed announced annual appeared appears area asked available based
    became began begin beginning begins believe best better big biggest brought called came carried carry case cases
    caused certain clear close come comes coming common continue continued couple current currently day days decade
    decades decided despite different difficult due earlier early eight eighth end ended enough entire especially
    estimated evening event everyday example existing expect expected face faced fact far feel felt few fifth final
    find first five followed following follows form former found four fourth free full future gave general give given
    gives giving go goes going gone good great group half happen happened happens hard held help helped high higher
    highest hold holding hope hour hours hundred hundreds idea important include included includes including increase
    increased issue issues join joined keep keeps kept key kind knew know known large larger largest last late later
    latest lead leading leads leave leaves led left level likely little live lived long longer look looked looking lost
    lot lots low lower main major man matter mean means meant measure meet meeting member members men met million
    millions billion billions minute minutes moment month monthly months morning move moved moving multiple nearly need
    needed needs new newly next night nine number numbers old older oldest open opened order part particular parts past
    people percent percentage period person place places plan planned plans play played point points possible present
    previous previously prior probably process provide provided provides public published put quarter question ran
    reach reached read ready real reason received recent recently remain remained remains report reported reports
    result results return returned right rise role run running saw second seek seen sees sent series serious set sets
    seven several short show showed shown shows side similar single six sixth small smaller son special spent stand
    start started statement step steps stood stop stopped story strong taken takes taking ten tens thing things third
    thousand thousands three time times today together told tomorrow tonight took top total tried true try trying turn
    turned twice two unable understand upcoming usual various view wait want wanted wants way ways week weekend weekly
    weeks whole wide woman women word words work worked working works world worst year yearly years yesterday young
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december
    """.split()  # noqa: SIM905 - a list of words reads best as words
    )
    | VERBS
)


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
    lede = draft.sentences[min(LEDE, len(draft.sentences)) - 1].end if draft.sentences else 0
    for entity in draft.entities:
        if not _is_fit(entity):
            continue
        first = min(mention.start for mention in entity.mentions)
        terms = _terms_at(draft, found, entity)
        gain = TITLE_GAIN * (bool(terms) and terms <= title) + EARLY_GAIN * (first < lede)
        if terms:
            yield Topic(entity.name, terms, len(entity.mentions) + gain, first, is_name=True)


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
    runs = _runs(draft, found)
    titled = {run for size in SIZES for run in zip(*(title[at:] for at in range(size)), strict=False)}
    repeated = {terms: run for terms, run in runs.items() if run.count + (terms in titled) > 1}
    longer = {terms[at : at + 2]: run.count for terms, run in repeated.items() if run.size > 2 for at in (0, 1)}
    for terms, run in repeated.items():
        within_name = any(name.issuperset(terms) for name in names)
        if within_name or (run.size == 2 and longer.get(terms, 0) * 2 > run.count):
            continue
        score = run.count + TITLE_GAIN * (terms in titled) + EARLY_GAIN * (run.size > 2)
        first = draft.tokens.starts[run.first]
        yield Topic(_shown(draft, run), frozenset(terms), score, first, is_name=False)


def _runs(draft: Draft, found: Sequence[str]) -> Mapping[tuple[str, ...], Run]:
    """Every two and three topical words that stand next to each other in a sentence."""
    counts: Counter[tuple[str, ...]] = Counter()
    first: dict[tuple[str, ...], int] = {}
    shown: dict[tuple[str, ...], int] = {}
    for at, size, opens in _places(draft, found):
        terms = tuple(found[at : at + size])
        counts[terms] += 1
        first.setdefault(terms, at)
        if not opens:
            shown.setdefault(terms, at)
    return {
        terms: Run(len(terms), count, first[terms], shown.get(terms, first[terms])) for terms, count in counts.items()
    }


def _places(draft: Draft, found: Sequence[str]) -> Iterator[tuple[int, int, bool]]:
    """Where runs begin, how many words they have, and whether they open a sentence, where a capital means nothing."""
    words = draft.tokens.words
    topical = {word: _is_topical(word) for word in set(words)}
    parts = _inside_names(draft)
    for start, end in pairwise(draft.tokens.firsts):
        length = 0
        for at in range(start, end):
            length = length + 1 if found[at] and topical[words[at]] else 0
            for size in SIZES[: max(length - 1, 0)]:
                first = at - size + 1
                whole = (first, "open") not in parts and (at, "close") not in parts
                if whole and not _acts(words[first : at + 1]):
                    yield first, size, first == start


def _is_topical(word: str) -> bool:
    lower = word.lower()
    return len(word) >= SHORTEST_WORD and word.isalpha() and lower not in UNTOPICAL and not lower.endswith("ly")


def _acts(run: Sequence[str]) -> bool:
    """Whether a run tells what somebody does: "linking Jimmy Savile", "Jeremy Paxman quitting", "guards deported"."""
    first, last = run[0], run[-1]
    if last.endswith("ed"):
        return True
    return (first.endswith("ing") and first.islower() and run[1][0].isupper()) or (
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
    opened = tokens.words[run.shown].lower()
    return words[0].lower() + words[1:] if opened in tokens.words else words
