"""Groups of nouns and adjectives, walked from either end without a parser."""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

from bot.core.numerals import Line
from bot.pipeline import wordclasses as classes

LONGEST = 12
LONGEST_BACK = 6
NO_HEAD = frozenset("year month week day quarter time end period today yesterday years months weeks days times".split())


def group_from(line: Line, at: int, *, bare: bool = False) -> range | None:
    """The nouns and adjectives from token `at`, with what "of" adds; `bare` allows no determiner ahead of them."""
    start = at
    while not bare and (line.word(start) in classes.DETERMINERS or line.word(start) in {"'s", "’s"}):
        start += 1
    end = start
    while end < len(line.raw) and end - start < LONGEST:
        word = line.low[end]
        if word == "of" and end > start:
            end += 1 + (line.word(end + 1) in classes.DETERMINERS)
            continue
        if _ends_group(line, end, start):
            break
        end += 1
    places = _without_loose_end(line, start, end)
    return places if any(line.low[place][0].isalpha() for place in places) and _names(line, places) else None


def _without_loose_end(line: Line, start: int, end: int) -> range:
    while end > start and not line.low[end - 1][0].isalnum():
        end -= 1
    while end > start and (classes.is_function(line.low[end - 1]) and not line.raw[end - 1][0].isupper()):
        end -= 1
    return range(start, end)


def _names(line: Line, places: range) -> bool:
    return not all(line.low[place] in NO_HEAD or line.low[place] in classes.PRONOUNS for place in places)


def _ends_group(line: Line, place: int, start: int) -> bool:
    word = line.low[place]
    if word in {"'s", "’s", "&", "%"} or ties(line, place) or (line.glued(place) and line.low[place - 1] == "-"):
        return False
    if not (word[0].isalnum() or word[0] in "'’"):
        return True
    if classes.is_function(word):
        return not (line.raw[place][0].isupper() and place > start)
    return classes.is_finite(word) and place > start


def ties(line: Line, at: int) -> bool:
    """Whether a dash, stroke or apostrophe ties two words."""
    return (
        line.low[at] in {"-", "/", "'", "’"} and line.glued(at) and (line.glued(at + 1) or line.low[at] in {"'", "’"})
    )


def group_to(line: Line, end: int) -> range | None:
    """The nouns and adjectives that end before token `end`."""
    start = end
    while start > 0 and end - start < LONGEST_BACK:
        word = line.low[start - 1]
        mark = word not in {"'s", "’s", "&"} and not word[0].isalnum() and not ties(line, start - 1)
        joined = line.word(start) == "-" and start < end and ties(line, start)  # "one-time", "after-tax"
        if mark or (classes.is_function(word) and not joined) or (classes.is_finite(word) and start < end):
            break
        start -= 1
    while start < end and (not line.low[start][0].isalnum() or line.low[start] == "cent"):
        start += 1
    return range(start, end) if start < end else None
