"""What each name of an article is: the clues of the rules, summed over the article, and weights learned from free text.

The rules know what a newspaper knows; the weights correct them where running text around a name says otherwise. In
tables, in lists and for what the gazetteer knows, the rules decide alone: the weights were learned on prose.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.pipeline.evidence import article_features, mention_features, name_features
from bot.pipeline.gazetteer import CITIES, COUNTRIES, EVERYDAY, GIVEN, ORGANISATIONS, PLACES
from bot.pipeline.identity import Mention, acronym_of
from bot.pipeline.kinds import ENOUGH, KINDS, is_everyday, name_clue, place_clue
from bot.pipeline.learned import LEARNED, Learned
from bot.pipeline.lexicon import WORDS_GIVEN
from bot.pipeline.names import Candidate
from bot.pipeline.results import Clue, is_sporting, is_tabular, is_team, stands_where
from bot.pipeline.runs import Page

Sums = dict[str, Clue]

LEAST, MOST = ENOUGH - 2.0, ENOUGH + 4.0
DOUBT = 0.5
LENIENCY = 0.6  # a name that is probably one is worth a mistake now and then
LOUD = 2  # letters; longer words in capitals are acronyms or shouted
SURE = 3.4  # what the rules are so sure of is a name, whatever running text says


@dataclass(frozen=True, slots=True)
class Case:
    """A name, the candidates that bear it, and what speaks for each kind.

    `rules` are the summed clues between `LEAST` and `MOST`, `bar` what a kind must exceed; `features` are for the
    learned weights, none where only the rules decide.
    """

    name: str
    candidates: list[Candidate]
    rules: Clue
    bar: float
    features: frozenset[str]


def decided(page: Page, found: list[Candidate]) -> list[Mention]:
    """The candidates that are names, with their kind."""
    words = page.tokens.words
    mentions = [
        Mention(one.first, one.last, case.name, tuple(words[one.first : one.last]), KINDS[kind], one.role)
        for case in cases(page, found, LEARNED.tags)
        if (kind := kind_of(case)) is not None
        for one in case.candidates
    ]
    return _with_teams(page, sorted(mentions, key=lambda one: one.first))


def kind_of(case: Case, learned: Learned = LEARNED) -> int | None:
    """The place of its kind in `KINDS`; None for what is no name."""
    person, organisation, place = case.rules
    if case.features:
        more = learned.votes(case.features)
        person, organisation, place = person + more[0], organisation + more[1], place + more[2]
    best = max(person, organisation, place)
    bar = case.bar - LENIENCY if case.features else case.bar
    if best < bar and max(case.rules) < SURE:
        return None
    return 0 if best == person else 1 if best == organisation else 2


def cases(page: Page, found: list[Candidate], tags: Mapping[str, str]) -> Iterator[Case]:
    """Each name once, in order of appearance; `tags` gives parts of speech."""
    by_name: dict[str, list[Candidate]] = {}
    for one in found:
        by_name.setdefault(page.joined(one.first, one.last), []).append(one)
    sums = {name: _sum(page, name, places) for name, places in by_name.items()}
    people = _people(page, by_name, sums)
    spelt = {acronym_of(page.tokens.words[one.first : one.last]).upper() for one in found if one.last - one.first > 1}
    sporting = is_sporting(page)
    for name, places in by_name.items():
        full = people.get(name, LEAST)
        person, organisation, place = map(_bounded, sums[name])
        known = full > max(sums[name][1:])
        rules = (max(person, min(MOST, full)) if known else person, organisation, place)
        opens = all(one.opens for one in places)
        words = page.tokens.words[places[0].first : places[0].last]
        doubtful = opens and not _stands(words, sums[name])
        bar = max(ENOUGH, *rules) + DOUBT if doubtful else ENOUGH
        features: set[str] = set()
        if not _is_given(page, name, places, sporting=sporting):
            features.update(name_features(page, words, name))
            features.update(*(mention_features(page, one, tags) for one in places))
            acronym = len(words) == 1 and name.isupper() and name in spelt
            features.update(article_features(places, words, opens=opens, acronym=acronym))
            if name in people:
                features.add(f"people:{known:d}")
        yield Case(name, places, rules, bar, frozenset(features))


def _bounded(clue: float) -> float:
    return max(LEAST, min(MOST, clue))


def _is_given(page: Page, name: str, places: list[Candidate], *, sporting: bool) -> bool:
    """What the rules decide alone."""
    if name in PLACES or name in ORGANISATIONS:
        return True
    loud = name.isupper() and (len(name) > LOUD or places[0].last - places[0].first > 1)
    return loud or any(is_tabular(page, one, sporting=sporting) for one in places)


def _sum(page: Page, name: str, places: Sequence[Candidate]) -> Clue:
    """The clue of the name itself, and of all the places where it stands the strongest for and against each kind."""
    person, organisation, place = name_clue(page.tokens.words[places[0].first : places[0].last], name)
    persons, organisations, locations = zip(*[place_clue(page, one) for one in places], strict=True)
    return _swayed(person, persons), _swayed(organisation, organisations), _swayed(place, locations)


def _swayed(own: float, clues: Sequence[float]) -> float:
    """With the strongest clue for it and the strongest against it."""
    return own + max(0.0, *clues) + min(0.0, *clues)


def _people(page: Page, by_name: dict[str, list[Candidate]], sums: Sums) -> dict[str, float]:
    """First and last names of the persons named in full, and how surely they are persons."""
    people: dict[str, float] = {}
    words = page.tokens.words
    for name, places in by_name.items():
        person, organisation, place = sums[name]
        first, last = places[0].first, places[0].last
        if last - first > 1 and person >= ENOUGH and person > max(organisation, place):
            for word in (words[last - 1], words[first]):
                if len(word) > 1 and word.lower() not in EVERYDAY and (word not in COUNTRIES or word in GIVEN):
                    people[word] = max(people.get(word, 0.0), person)
    return people


def _stands(words: list[str], sums: Clue) -> bool:
    """A name that opens a sentence needs more than its capital."""
    if len(words) == 1:
        return max(sums) >= 1.4 and not is_everyday(words[0]) and words[0] not in WORDS_GIVEN
    return max(sums) >= ENOUGH


def _with_teams(page: Page, mentions: list[Mention]) -> list[Mention]:
    """In a text on sport towns that play are organisations, save where something happens in them."""
    if not is_sporting(page):
        return mentions
    towns = [one for one in mentions if _is_town(one)]
    ends = {one.last for one in mentions if one.kind == "person"}
    teams = {one.name for one in towns if is_team(page, one.first, one.last, follows_person=one.first - 1 in ends)}
    return [
        one._replace(kind="organisation")
        if one.name in teams and _is_town(one) and not stands_where(page, one.first)
        else one
        for one in mentions
    ]


def _is_town(one: Mention) -> bool:
    return (one.kind == "place" and one.name not in COUNTRIES) or (one.kind == "person" and one.name in CITIES)
