"""Two quantities that belong together: "500 to 600", "between 5% and 10%", "7- or 8-inch", "compared with 63"."""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

from collections.abc import Sequence

from bot.core import modifiers, numerals
from bot.core.numerals import Line
from bot.pipeline.amounts import Mention, stands_alone

DASHES = frozenset("-–—")
# A "from A to B" near one of these states two values of something that changed; otherwise it is a range.
CHANGING = (
    modifiers.UP
    | modifiers.DOWN
    | frozenset(
        """
    increase rise growth fall drop decline reduction change changed shift moved slow slowed slowing slows improve
    improved improving double doubled triple tripled went going gone reduce reduction widened
    """.split()
    )
)
COMPARING = frozenset("with to from versus vs than against by including".split())
# What "fell by 5% (3 points)" says of the first holds for the second.
INHERITED = frozenset({"up", "down", "<", ">"})
RANGING = frozenset("anywhere ranging range ranges ranged varies vary varying earning run runs".split())
CLOSING = frozenset("in by during a an at on after before last this the for over and but when while year".split())


def join(line: Line, found: list[Mention]) -> list[Mention]:
    """Make one range of two mentions where the words between them say so, and drop scores and mere numbers."""
    joined: list[Mention] = []
    for mention in found:
        before = joined[-1] if joined else None
        if before and mention.first < before.noun and mention.kind in {"bare", "counted"}:
            continue
        link = _link(line, before, mention) if before else ""
        if before and link == "range":
            joined[-1] = _range(line, before, mention)
        elif before and link == "score":
            joined.pop()
        else:
            joined.append(_inherit(line, before, mention) if before else mention)
            if before and link == "choice":
                joined[-2] = _share(before, mention)
    return [mention for mention in joined if not _is_left_over(line, mention)]


def _is_left_over(line: Line, mention: Mention) -> bool:
    """Whether it is half of a score, or a number without unit that measures nothing."""
    at = mention.first
    if line.glued(at) and line.word(at - 1) in DASHES and line.word(at - 2)[:1].isdigit():
        return True
    return mention.kind == "bare" and not stands_alone(line, mention)


def _link(line: Line, first: Mention, second: Mention) -> str:
    between = line.low[first.last : second.first]
    if not 0 < len(between) <= 3 or first.low != first.high or second.low != second.high:
        return ""
    if between in (["or"], ["-", "or"]):
        return _either(first, second, plain=between == ["or"])
    if not _match(first, second):
        return ""
    if all(word in DASHES for word in between):
        return _dashed(line, first, second)
    return "range" if _rises(first, second) and _spans(line, first, second, between) else ""


def _spans(line: Line, first: Mention, second: Mention, between: Sequence[str]) -> bool:
    """Whether "and" or "to" makes a range of them."""
    if between == ["and"]:
        return line.word(first.first - 1) == "between"
    joins = "to" in between and all(word == "to" or word in DASHES for word in between)
    return joins and not _changes(line, first, second)


def _match(first: Mention, second: Mention) -> bool:
    """Whether both may have the same unit."""
    if second.kind == "bare":
        return first.kind in {"bare", "money"}
    return first.kind == "bare" or first.unit.split(" per ")[0] == second.unit.split(" per ")[0]


def _either(first: Mention, second: Mention, *, plain: bool) -> str:
    """Read "three or four years" is a range, "7- or 8-inch" and "8 or $9" are two."""
    if first.kind != "bare" or second.kind == "bare":
        return ""
    near = plain and second.kind in {"time", "counted", "age"} and first.low < second.low <= first.low + 1
    return "range" if near else "choice"


def _rises(first: Mention, second: Mention) -> bool:
    low, high = numerals.joined(first.number, second.number)
    return low < high and first.low <= high


def _dashed(line: Line, first: Mention, second: Mention) -> str:
    if not _rises(first, second):
        return "score"
    vague = first.change == "~" or second.number.scale > 1 or (first.low >= 100 and second.low < first.low * 10)
    fraction = first.low % 1 or second.low % 1
    return "range" if second.kind != "bare" or vague or fraction or "," in line.raw[second.at] else "score"


def _changes(line: Line, first: Mention, second: Mention) -> bool:
    """Whether "A to B" tells of a change: "fell from A to B", "rose A to B" where both have their unit."""
    if line.word(first.first - 1) == "from":
        if line.word(first.first - 2) in RANGING:
            return False
        back = line.low[max(first.first - 10, 0) : first.first - 1]
        return first.low != 0 and any(word in CHANGING for word in back)
    return first.change in {"up", "down"} and first.kind != "bare" and second.kind == "money"


def _range(line: Line, first: Mention, second: Mention) -> Mention:
    low, high = numerals.joined(first.number, second.number)
    start = first.first - (line.word(first.first - 1) == "between")
    unit, kind = (first.unit, first.kind) if second.kind == "bare" else (second.unit, second.kind)
    whole = first._replace(first=start, last=second.last, low=low, high=high, unit=unit, kind=kind, noun=second.noun)
    if first.change != "=":
        return whole
    return whole._replace(change=modifiers.moved(line, start, plain=kind in {"counted", "time"}) or second.change)


def _share(first: Mention, second: Mention) -> Mention:
    """The 8 of "8 or $9" has its unit."""
    return first._replace(unit=second.unit, kind=second.kind)


def _inherit(line: Line, first: Mention, second: Mention) -> Mention:
    """What "compared with 63" and "(11 km)" take from the quantity before them."""
    between = line.low[first.last : second.first]
    if between and between[-1] in {"(", "or"} and len(line.low[first.noun : second.first]) <= 3:
        moves = first.change in INHERITED and second.change == "=" and first.kind != "age"
        return (
            second._replace(change=first.change)
            if moves and (first.kind != "counted" or second.unit == "percentage")
            else second
        )
    bare = second.kind == "bare" and first.kind in {"counted", "measure", "money"}
    if not bare or first.unit == "percentage" or "." in between or ";" in between:
        return second
    follows = line.word(second.last)
    ends = not follows.isalpha() or follows in CLOSING
    reach = 18 if line.word(second.first - 2) == "compared" else 8
    compares = line.word(second.first - 1) in COMPARING and len(between) < reach and ends
    near = 0.01 < second.low / first.low < 100 if first.low else False
    return second._replace(unit=first.unit, kind=first.kind, noun=second.last) if compares and near else second
