"""Step: persons, organisations and places: find candidates, tell their kind, bring their mentions together, add roles.

Nationalities, days, works and events are no entities; nor is the author of the byline.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from bot.core.article import Entity, Span
from bot.pipeline.draft import Draft
from bot.pipeline.gazetteer import COUNTRIES, EVERYDAY, GIVEN
from bot.pipeline.headlines import is_headline, known_in, known_names
from bot.pipeline.identity import Group, Mention, acronym_of, grouped
from bot.pipeline.kinds import ENOUGH, KINDS, NO_CLUE, Clue, is_everyday, name_clue, names_nothing, place_clue
from bot.pipeline.lexicon import WORDS_GIVEN
from bot.pipeline.names import Candidate, candidates
from bot.pipeline.results import is_sporting, is_team, stands_where
from bot.pipeline.roles import role_of
from bot.pipeline.runs import Page
from bot.pipeline.trimming import WIRES, skip_dateline

VERSION = 2

Sums = dict[str, list[float]]


def run(draft: Draft) -> Draft:
    """Find the entities of the text."""
    page = Page(draft.text, draft.tokens, frozenset(word for word in draft.tokens.words if word[0].islower()))
    plain, headlines = _sentences(page)
    datelined = {low: place for low, high in plain if (place := _dateline_place(page, low, high))}
    begins = [(datelined[low].last if low in datelined else low, high) for low, high in plain]
    found = [one for low, high in begins for one in candidates(page, low, high) if not names_nothing(page, one)]
    mentions = [*datelined.values(), *_with_teams(page, list(_decided(page, found)))]
    known = known_names(mentions)
    mentions += [one for low, high in headlines for one in known_in(page, low, high, known)]
    groups = grouped(mentions, _short_forms(page, mentions))
    kept = (group for group in groups if not _is_author(page, group, draft.byline))
    return replace(draft, entities=tuple(_entity(page, group) for group in kept))


def _sentences(page: Page) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Token ranges of sentences in prose, and of lines where capitals mean nothing."""
    firsts = page.tokens.firsts
    both: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for low, high in pairwise(firsts):
        both[is_headline(page.tokens.words, low, high)].append((low, high))
    return both


def _dateline_place(page: Page, low: int, high: int) -> Mention | None:
    """The place in capitals that opens a report: "ANSAN — …", "DANDONG, China (Borderland Post) - …"."""
    words = page.tokens.words
    end = low
    if skip_dateline(words, low, high) > low:
        while end < high and words[end].isupper() and words[end].isalpha():
            end += 1
    place = tuple(words[low:end])
    return Mention(low, end, page.joined(low, end), place, "place") if place and place[0] not in WIRES else None


def _decided(page: Page, found: list[Candidate]) -> Iterator[Mention]:
    """The candidates whose clues, summed over the article, say what they are."""
    names = [page.joined(one.first, one.last) for one in found]
    sums, sure = _sums(page, found, names)
    people = _people(page, found, names, sums)
    for candidate, name in zip(found, names, strict=True):
        words = tuple(page.tokens.words[candidate.first : candidate.last])
        kind = max(range(3), key=sums[name].__getitem__)
        if people.get(name, -99.0) > max(sums[name][1:]):
            kind = 0
        elif sums[name][kind] < ENOUGH or (candidate.opens and name not in sure and not _stands(words, sums[name])):
            continue
        yield Mention(candidate.first, candidate.last, name, words, KINDS[kind], candidate.role)


def _with_teams(page: Page, mentions: list[Mention]) -> list[Mention]:
    """In a text on sport towns that play are organisations, save where something happens in them."""
    if not is_sporting(page):
        return mentions
    towns = [one for one in mentions if one.kind == "place" and one.name not in COUNTRIES]
    ends = {one.last for one in mentions if one.kind == "person"}
    teams = {one.name for one in towns if is_team(page, one.first, one.last, follows_person=one.first - 1 in ends)}
    return [
        replace(one, kind="organisation")
        if one.kind == "place" and one.name in teams and not stands_where(page, one.first)
        else one
        for one in mentions
    ]


def _sums(page: Page, found: Iterable[Candidate], names: Iterable[str]) -> tuple[Sums, set[str]]:
    """The clues of each name, and the names met where a capital has meaning."""
    sums: Sums = {}
    best: dict[str, Clue] = {}
    worst: dict[str, Clue] = {}
    sure: set[str] = set()
    for candidate, name in zip(found, names, strict=True):
        if name not in sums:
            sums[name] = list(name_clue(page.tokens.words[candidate.first : candidate.last], name))
        clue = place_clue(page, candidate)
        best[name] = _each(max, best.get(name, NO_CLUE), clue)
        worst[name] = _each(min, worst.get(name, NO_CLUE), clue)
        if not candidate.opens:
            sure.add(name)
    for name, total in sums.items():
        sums[name] = [own + high + low for own, high, low in zip(total, best[name], worst[name], strict=True)]
    return sums, sure


def _each(choose: Callable[[float, float], float], one: Clue, two: Clue) -> Clue:
    return (choose(one[0], two[0]), choose(one[1], two[1]), choose(one[2], two[2]))


def _people(page: Page, found: list[Candidate], names: list[str], sums: Sums) -> dict[str, float]:
    """First and last names of the persons named in full, and how surely they are persons."""
    people: dict[str, float] = {}
    words = page.tokens.words
    for candidate, name in zip(found, names, strict=True):
        person, organisation, place = sums[name]
        if candidate.last - candidate.first > 1 and person >= ENOUGH and person > max(organisation, place):
            for word in (words[candidate.last - 1], words[candidate.first]):
                if len(word) > 1 and word.lower() not in EVERYDAY and (word not in COUNTRIES or word in GIVEN):
                    people[word] = max(people.get(word, 0.0), person)
    return people


def _stands(words: tuple[str, ...], sums: list[float]) -> bool:
    """A name that opens a sentence needs more than its capital."""
    if len(words) == 1:
        return max(sums) >= 1.4 and not is_everyday(words[0]) and words[0] not in WORDS_GIVEN
    return max(sums) >= ENOUGH


def _short_forms(page: Page, mentions: Iterable[Mention]) -> dict[str, str]:
    """From "Shanghai Cooperation Organization (SCO)": SCO is short for it."""
    words = page.tokens.words
    forms: dict[str, str] = {}
    for one in mentions:
        after = words[one.last : one.last + 3]
        if len(one.words) > 1 and len(after) == 3 and after[0] == "(" and after[2] == ")":
            forms[after[1]] = one.name
    by_letters: dict[str, str] = {}
    for one in mentions:
        if len(one.words) > 1:
            by_letters.setdefault(acronym_of(one.words).upper(), one.name)
    for one in mentions:
        bare = one.name.replace(".", "")
        if len(one.words) == 1 and bare.isupper() and len(bare) > 1 and bare in by_letters:
            forms.setdefault(one.name, by_letters[bare])
    return forms


def _is_author(page: Page, group: Group, byline: str | None) -> bool:
    """Named in the byline and doing nothing in the text."""
    if not byline or group.fullest not in byline:
        return False
    words = page.tokens.words
    return not any(one.last < len(words) and words[one.last][0].islower() for one in group.mentions)


def _entity(page: Page, group: Group) -> Entity:
    spans = tuple(Span(page.tokens.starts[one.first], page.tokens.ends[one.last - 1]) for one in group.mentions)
    longest = max(spans, key=lambda span: (span.end - span.start, not span.of(page.text).isupper()))
    role = role_of(page, group) if group.kind == "person" else None
    return Entity(" ".join(longest.of(page.text).split()), group.kind, role, spans)
