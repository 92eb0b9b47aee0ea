"""Quantities that go on from the one ahead of them: "(11 km)", ", or 0.6%", "up from 2.4 million"."""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

import re

from bot.core.numerals import Line
from bot.pipeline import wordclasses as classes
from bot.pipeline.amounts import Mention
from bot.pipeline.subjects import DAYS

# "1,127 in 2017 and 1,137 in 2018", "49.5 Hz on 9 May, 49.6 Hz on 20 June"
TIME = "|".join(
    [
        *"the a last previous next first second third fourth earlier year years quarter month week half".split(),
        *sorted(classes.MONTHS | DAYS),
    ]
)
DATED_SERIES = re.compile(rf"(?:(?:in|on|for|during) )?(?:(?:\d+|{TIME}) )+(?:and|,|, and|, but|but|to)")
# Between two quantities of one thing: "4 ppb and 2 ppb", "up 60% to 3.9 million, up from 2.4 million".
SAME = (
    ["to"], ["from"], ["to", "a"], ["up", "from"], ["down", "from"], [",", "up", "from"], [",", "down", "from"],
    ["and"], [","], [",", "and"], [")", "and"], [")", ","], [")", "to"],
)  # fmt: skip


def says_again(line: Line, before: Mention, mention: Mention) -> bool:
    """Whether it says the quantity ahead once more: "(11 km)", ", or 0.6%", "up from 2.4 million"."""
    between = line.low[before.noun : mention.first]
    if between[-2:] in ([",", "up"], [",", "down"]):
        return True
    if between[-2:] in (["up", "from"], ["down", "from"], ["compared", "with"], ["compared", "to"]):
        return mention.kind != "counted" or mention.noun == mention.last
    counts = mention.kind == "counted" and mention.noun > mention.last
    if before.unit == mention.unit and not counts and DATED_SERIES.fullmatch(" ".join(between)):
        return True
    if not 0 < len(between) <= 3 or line.word(mention.noun) == "of":
        return False
    if between[-1] in {"(", "or"} or between[0] == "(":
        alike = before.unit == mention.unit and between == ["or"] and not counts
        return alike or between[-1] != "or" or line.word(mention.noun) in {")", ",", ".", ""}
    return between in SAME and not counts and not (between == [","] and is_adjective(line, mention))


def contained(line: Line, before: Mention, mention: Mention) -> range | None:
    """The fillets of "four fillets (1 kg)"."""
    counts = before.kind == "counted" and before.noun > before.last and line.word(mention.first - 1) == "("
    weighs = mention.kind == "measure" and mention.unit != "percentage"
    return range(before.last, before.noun) if counts and weighs else None


def is_adjective(line: Line, mention: Mention) -> bool:
    """Whether it stands before its noun: "a 5-mile journey"."""
    last = mention.last
    return last - mention.first > 1 and line.low[last - 2] == "-" and line.low[last - 1] != "old"
