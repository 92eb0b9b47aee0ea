"""What follows a figure in its label: the words up to the end of its clause, and over an aside those of its verb."""

from __future__ import annotations

from bot.core.numerals import Line
from bot.pipeline import wordclasses as classes
from bot.pipeline.clauses import JOINTS, OPENS, TURNS, is_finite, is_hard, leans, names
from bot.pipeline.label_heads import Place, is_attributive

LONGEST_ASIDE = 14


def words_after(place: Place, *, verbal: bool) -> list[range]:
    """The words after the figure up to the end of its clause, and over an aside those of its verb."""
    line, start = place.line, place.last
    if line.word(start) == "(":
        start = next((at + 1 for at in range(start, min(start + 9, len(line.low))) if line.low[at] == ")"), start)
    start += line.word(start) == "-"
    since = line.word(place.first - 1) == "from"
    end = _group_end(line, start) if is_attributive(place) else _end(line, start, verbal=verbal, since=since)
    pieces = [trimmed(line, range(start, end))]
    if not verbal and line.word(end) == "," and not any(is_finite(line, at) for at in pieces[0]):
        pieces += _beyond(line, end)
    return [piece for piece in pieces if len(piece)]


def _end(line: Line, start: int, *, verbal: bool, since: bool = False) -> int:
    """Where the clause ends that goes on at `start`; `verbal` tells that its verb is behind it, `since` a "from"."""
    at = start
    while at < len(line.low) and not is_hard(line, at):
        word = line.low[at]
        joint = word in JOINTS and ((verbal and _clause_from(line, at + 1)) or is_finite(line, at + 1))
        onward = word == "to" and since and at > start  # "from 300 in May to 40 in June"
        if word == "," or (word in TURNS and at > start) or joint or onward:
            break
        verbal = verbal or is_finite(line, at)
        at += 1
    return at


def _group_end(line: Line, start: int) -> int:
    """Where the noun ends that a figure stands before as an adjective, with the phrases that it governs."""
    at = start
    while at < len(line.low) and not (is_hard(line, at) or line.low[at] in OPENS | JOINTS | {","}):
        loose = line.low[at] in classes.DETERMINERS and names(line, at - 1) and at > start
        if loose or is_finite(line, at):
            break
        at += 1
    return at


def _clause_from(line: Line, start: int) -> bool:
    """Whether a verb stands before the next mark."""
    for at in range(start, len(line.low)):
        if line.low[at] == "," or is_hard(line, at):
            return False
        if is_finite(line, at):
            return True
    return False


def _beyond(line: Line, comma: int) -> list[range]:
    """Over the aside that opens at `comma`, the verb of the figure that stands before it."""
    for at in range(comma + 1, min(comma + LONGEST_ASIDE, len(line.low) - 1)):
        if is_hard(line, at) or (line.low[at] != "," and is_finite(line, at)):
            return []
        if line.low[at] == ",":
            begins = is_finite(line, at + 1)
            return [trimmed(line, range(at + 1, _end(line, at + 1, verbal=True)))] if begins else []
    return []


def trimmed(line: Line, places: range) -> range:
    """Without the small words at its end that lean on what follows."""
    start, stop = places.start, places.stop
    while stop > start and leans(line, stop - 1):
        stop -= 1
    return range(start, stop)
