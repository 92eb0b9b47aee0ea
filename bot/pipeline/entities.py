"""Step: persons, organisations and places: find candidates, tell their kind, bring their mentions together, add roles.

Nationalities, days, works and events are no entities; nor is the author of the byline.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from bot.core.article import Entity, Span
from bot.pipeline.deciding import decided
from bot.pipeline.draft import Draft
from bot.pipeline.gazetteer import PLACES, STATES
from bot.pipeline.headlines import is_headline, known_in, known_names
from bot.pipeline.identity import Group, Mention, acronym_of, grouped
from bot.pipeline.kinds import names_nothing
from bot.pipeline.names import Candidate, candidates
from bot.pipeline.roles import role_of
from bot.pipeline.runs import Page
from bot.pipeline.trimming import WIRES, skip_dateline

VERSION = 3


def run(draft: Draft) -> Draft:
    """Find the entities of the text."""
    page = Page.of(draft.text, draft.tokens)
    plain, headlines = _sentences(page)
    datelined, found = _found(page, plain)
    mentions = [*datelined, *decided(page, found)]
    known = known_names(mentions)
    mentions += [one for low, high in headlines for one in known_in(page, low, high, known)]
    groups = grouped(mentions, _short_forms(page, mentions))
    kept = (group for group in groups if not _is_author(page, group, draft.byline))
    return replace(draft, entities=tuple(_entity(page, group) for group in kept))


def candidates_of(draft: Draft) -> tuple[Page, list[Candidate]]:
    """The candidates of the text's prose, whatever they turn out to be; for the fit of the learned weights."""
    page = Page.of(draft.text, draft.tokens)
    return page, _found(page, _sentences(page)[0])[1]


def _found(page: Page, plain: list[tuple[int, int]]) -> tuple[list[Mention], list[Candidate]]:
    """The places of datelines, and the candidates of what follows."""
    datelined = {low: place for low, high in plain if (place := _dateline_place(page, low, high))}
    begins = [(datelined[low].last if low in datelined else low, high) for low, high in plain]
    found = [one for low, high in begins for one in candidates(page, low, high) if not names_nothing(page, one)]
    return list(datelined.values()), found


def _sentences(page: Page) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Token ranges of sentences in prose, and of lines where capitals mean nothing."""
    firsts = page.tokens.firsts
    both: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for low, high in pairwise(firsts):
        both[is_headline(page, low, high)].append((low, high))
    return both


def _dateline_place(page: Page, low: int, high: int) -> Mention | None:
    """The place in capitals that opens a report: "ANSAN — …", "DANDONG, China (Borderland Post) - …"."""
    words = page.tokens.words
    end = low
    if skip_dateline(words, low, high) > low:
        while end < high and words[end].isupper() and words[end].isalpha():
            end += 1
    place = tuple(words[low:end])
    if not place and _is_located(page, low, high):
        place = (words[low],)
        end = low + 1
    return Mention(low, end, page.joined(low, end), place, "place") if place and place[0] not in WIRES else None


def _is_located(page: Page, low: int, high: int) -> bool:
    """For "TALLAHASSEE, Fla." and "IGLS, Austria" in front of a report."""
    words = page.tokens.words
    if low + 2 >= high or words[low + 1] != "," or not (words[low].isupper() and len(words[low]) > 2):
        return False
    return words[low + 2] in PLACES or words[low + 2] in STATES or page.joined(low + 2, min(low + 4, high)) in PLACES


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
    longest = spans[0]
    if len(spans) > 1:
        longest = max(spans, key=lambda span: (span.end - span.start, not span.of(page.text).isupper()))
    role = role_of(page, group) if group.kind == "person" else None
    return Entity(" ".join(longest.of(page.text).split()), group.kind, role, spans)
