"""Words that tell what a number is of: where its clause ends, what is a part, a rate, a total, a count that goes on.

Tables for `bot.services.readings`. They hold for news in English; a rule stands here only if it would be defended on an
article that nobody has seen.
"""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

import re
from datetime import timedelta

from bot.pipeline.terms import stems_in
from bot.services.quantifying import EVENTS

# Units that say that it is people, or lives, and no more of them.
PEOPLE = frozenset(
    "people person human life death fatality casualty victim body dead injury other resident inhabitant".split()
)
COUNTED, BARE = "counted", "bare"
# A clause ends here, and so does what is said of a number; another number has words of its own.
CUT = re.compile(r"[;:()\n]|,\s|\d[\d,.]*|\b(?:and|but|while)\b")
BESIDE = 6
# Between the places of one list: "in Kansas, Texas and Ohio".
LISTING = re.compile(r"\W*(?:(?:and|or|in|the|of)\W+)*")
EVENTFUL = frozenset(EVENTS)
PLACING = frozenset("in across at near from throughout around to into of the".split())
FAR = 6
# Words beside a number that tell nothing of what it is the number of.
WEAK = frozenset(
    stems_in(
        "said say put total told tell estimate report come start win make take give bring brought cost price worth sell"
    )
)
# Planned, feared, allowed or denied, and so another quantity than what is.
UNREAL = frozenset(
    """
    not no never none without limit ceiling cap capacity target goal quota plan plans planned planning expect expects
    expected forecast forecasts projected predicted could would should may might must can average mean
    """.split()
)
# How sure it is that they belong to what is counted.
CERTAIN = {"confirmed": "confirmed", "suspected": "suspected", "probable": "suspected", "possible": "suspected"}
# "20 of the 149", "year seven pupils": a part, and a name.
PART = re.compile(r"\s+(?:\w+\s+)?(?:out\s+)?of\s+(?:the|those|them|these|whom|which|its|his|her|their|our|all)\b")
NAMING = re.compile(
    r"\b(?:year|grade|phase|stage|class|level|category|chapter|article|section|resolution|flight|route|room|page|"
    r"scale of|no\.?)\s+$",
    re.IGNORECASE,
)
AREA = re.compile(
    r"\b(?:in|across|throughout)\s+(?:the|this|that|\d+|several|many|other)\s+(?:\w+\s+)?"
    r"(province|city|town|village|country|countries|region|area|district|capital|state|states|island|world)\b"
)
# What came within a time, and not how many there are.
WINDOW = re.compile(
    r"\b(?:in|over|within|past|last|previous|each|every|per|a)\s+(?:the\s+)?(?:past\s+|last\s+|previous\s+)?"
    r"(?:[\w-]+\s+)?(?:hours?|days?|weeks?|months?)\b|\b(?:daily|weekly|overnight|a day)\b"
)
FLOWING = frozenset("new daily weekly monthly more further additional".split())
# A total since some time; it holds for the day on which it is told.
SINCE = re.compile(
    r"\b(?:since|so far|to date|in all|in total|overall|altogether|(?:death )?toll|total|cumulative|began|begun|"
    r"(?:in|during) (?:more than |over |nearly |almost )?(?:an?|\w+) (?:weeks|months|years?) of)\b"
)
# A count that goes on: of the ill, the fled, and whatever "has reached" so many by now.
GROWING = re.compile(
    r"\b(?:cases?|infect\w+|confirmed|diagnosed|refugees?|registered|now|so far|reached|ris\w+|rose|climb\w+|"
    r"(?:bring|tak|brought|took)\w*|total|toll)\b"
)
RUNNING = frozenset({"die", "hurt", "hold", "miss", "flee", "save", "destroy"})
FARTHEST = 20.0
AHEAD, BEHIND = 40, 90
LATELY = timedelta(days=3)
DIGITS = re.compile(r"\d[\d.,]*\d|\d")
# How far the opening of an article reaches, in characters, and its lede in sentences.
OPENING, LEDE = 1200, 3
# Measures by which one model of a thing is told from the next.
KINDS = frozenset({"byte", "hertz", "megapixel"})
# "The UK-based group" is not about the UK.
OF_WHOM = ("-based", "-born", "-led", "-backed")
# A distance has two ends, and one of them stands elsewhere in its sentence.
DISTANCE = re.compile(
    r"\W+(?:\([^)]*\)\W*)?(?:away\W+)?(?:(?:to the\W+)?(?:north|south|east|west)[\w-]*\W+(?:of\b)?|from\b|off\b)"
)
WORLDWIDE = re.compile(r"\b(?:worldwide|globally|global|around the world|across the world|nationwide|countrywide)\b")
