"""Which nouns before a verb are its subject, where what stands between might as well make others of them.

"Prices" does what "to" says in "caused prices to rise", and not in "used the time to train".
"""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

from bot.core.numerals import Line
from bot.pipeline import wordclasses as classes
from bot.pipeline.groups import group_to

MARKS = frozenset(', ; : . ( ) [ ] " “ ” — – ? ! … | •'.split())
# Verbs whose object does what the "to" behind it says.
COMMANDING = frozenset(
    """
    cause causes caused causing allow allows allowed allowing ask asks asked asking tell tells told telling order orders
    ordered ordering force forces forced forcing require requires required requiring expect expects expected expecting
    urge urges urged urging help helps helped helping enable enables enabled enabling want wants wanted wanting let lets
    lead leads led leading get gets got getting push pushes pushed pushing drive drives drove driving bring brings
    brought bringing encourage encourages encouraged permit permits permitted persuade persuades persuaded forecast
    forecasts predict predicts predicted see sees saw seeing need needs needed believe believes believed estimate
    estimates estimated oblige obliges obliged prompt prompts prompted prompting compel compels compelled press pressed
    invite invites invited pay pays paid paying for project projects projected send sends sent sending make makes made
    making watch watched leave leaves left leaving keep keeps kept keeping
    """.split()
)
# "The families I know who …" are no verb "know".
KNOWING = frozenset("i we they you he she".split())
LONGEST_ABBREVIATION = 5


def before_adverb(line: Line, places: range) -> range:
    """The diamonds of "diamonds typically score", whose verb is not known as one."""
    for at in places[1:]:
        if line.low[at].endswith("ly") and line.raw[at].islower():
            return range(places.start, at)
    return places


def nouns_to(line: Line, end: int) -> range | None:
    """The nouns that end there, unless they are a verb with its pronoun: "for every week you defer, totalling …"."""
    places = group_to(line, end)
    return None if places is None or line.word(places.start - 1) in classes.PRONOUNS else places


def person(line: Line, end: int) -> range | None:
    """Who a "who" at `end` stands for: the nearest noun, but for that of a place or of what one has."""
    places = group_to(line, end)
    while places:
        start = _with_article(line, places)
        before = line.word(start - 1)
        placed = before in {"in", "at", "from", "near"} and line.raw[places.start][0].isupper()
        if not (placed or before in KNOWING or before == "with"):
            break
        places = group_to(line, start - 1)
    return places


def commanded(line: Line, to: int) -> range | None:
    """The nouns before a "to" that are to do what follows: "caused prices to rise", not "used the time to train"."""
    nouns = group_to(line, to)
    if nouns is None:
        return None
    start = _with_article(line, nouns)
    while line.word(start - 1) in {"and", "or", "of"} and (more := group_to(line, start - 1)):
        nouns, start = range(more.start, nouns.stop), _with_article(line, more)
    if line.low[nouns.start][0].isdigit():
        return None
    return nouns if start == 0 or line.low[start - 1] in COMMANDING or line.low[start - 1] in MARKS else None


def _with_article(line: Line, nouns: range) -> int:
    return nouns.start - (line.word(nouns.start - 1) in classes.DETERMINERS)


def abbreviates(line: Line, dot: int) -> bool:
    """Whether more of the sentence follows a stop: "St. Louis", "Acme Inc. said"."""
    word = line.raw[dot - 1] if dot else ""
    return word[:1].isupper() and len(word) <= LONGEST_ABBREVIATION and dot + 1 < len(line.raw) and line.glued(dot)
