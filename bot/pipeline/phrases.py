"""Where the words for somebody begin and end, told from word classes alone; shared by the steps that ask who speaks.

No parser: a phrase is walked from its verb to the next mark or small word that cannot belong to it.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.pipeline.wordlists import listed

REACH = 30
LONGEST_OPENING = 9

PRONOUNS = listed("he she they it we i you who he's she's")
MARKS = listed('. ! ? ; : , ( ) [ ] " “ ” « » – — … |')
BREAKS = listed(
    """
    that but when while because as since if although though where after before than what how whether so or nor which who
    whom whose until unless why then yet
    """
)
OPENERS = listed(
    """
    in on at during for with by to from after before under despite since amid among about over through within without
    following speaking asked however meanwhile still also instead moreover
    """
)
# A part between commas that begins so tells more of somebody named before it.
ASIDES = listed("a an the who which whose of from in at on now then formerly also however too then-")
ADVERBS = listed(
    """
    also first later then still again once now just often never already recently earlier even ever further repeatedly
    long always since only
    """
)
PERFECT = listed("has have had he's she's")
DAYS = listed(
    """
    monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow january february march april may
    june july august september october november december
    """
)
# What follows "said Jane Doe" and is no longer she.
AFTERWARDS = listed("in on at during after before when as while to by following via through about")


def is_mark(word: str) -> bool:
    """A mark that parts phrases."""
    return word in MARKS


def is_capital(word: str) -> bool:
    """A word written with a capital."""
    return word[0].isupper()


def skip_adverbs(words: Sequence[str], at: int, low: int) -> int:
    """The last place before `at` that is neither an adverb nor "has"."""
    place = at - 1
    while place >= low:
        word = words[place].lower()
        if not (word in ADVERBS or word in PERFECT or (word.endswith("ly") and not is_capital(words[place]))):
            break
        place -= 1
    return place


def subject(words: Sequence[str], verb: int, low: int) -> range | None:
    """The words before a verb that say who does it, looking no further back than `low`."""
    low = max(low, verb - REACH)
    place = skip_adverbs(words, verb, low)
    if place < low:
        return None
    if words[place] == ",":
        return _before_aside(words, place, low)
    if is_mark(words[place]):
        return None
    return _ending(words, place + 1, low)


def _before_aside(words: Sequence[str], comma: int, low: int) -> range | None:
    """For "Jane Doe, the firm's head, said": Jane Doe; for "the firm's head, Jane Doe, said": Jane Doe."""
    end = comma
    while end > low:
        begin = _segment(words, end, low)
        if begin == end:
            return None
        if words[begin].lower() not in ASIDES and _names_somebody(words[begin]):
            return _ending(words, end, begin)
        if begin <= low or words[begin - 1] != ",":
            return _ending(words, end, begin) if words[begin].lower() not in OPENERS else None
        end = begin - 1
    return None


def _names_somebody(word: str) -> bool:
    return (is_capital(word) and word.lower() not in OPENERS) or word.lower() in PRONOUNS


def _segment(words: Sequence[str], end: int, low: int) -> int:
    begin = end
    while begin > low and not is_mark(words[begin - 1]):
        begin -= 1
    return begin


def _ending(words: Sequence[str], end: int, low: int) -> range | None:
    """The phrase that ends at `end`."""
    last = words[end - 1].lower()
    if last in PRONOUNS:
        return range(end - 1, end)
    begin = end
    while begin > low and not _parts(words, begin - 1):
        begin -= 1
    begin = _without_opener(words, begin, end)
    return range(begin, end) if begin < end and _can_speak(words, begin, end) else None


def _parts(words: Sequence[str], place: int) -> bool:
    word = words[place]
    if is_mark(word) or word.lower() in BREAKS:
        return True
    # "Police and prosecutors said" is one phrase to its end alone; "Smith and Jones" is one as a whole.
    return word.lower() in {"and", "&"} and not (is_capital(words[place - 1]) and is_capital(words[place + 1]))


def _without_opener(words: Sequence[str], begin: int, end: int) -> int:
    """For "In a statement Jane Doe": Jane Doe."""
    if begin >= end or words[begin].lower() not in OPENERS:
        return begin
    place = end - 1
    while place > begin and words[place].lower() not in OPENERS and words[place].lower() not in DAYS:
        place -= 1
    run = end
    while run > place + 1 and is_capital(words[run - 1]):
        run -= 1
    return run if run < end else place + 1


def _can_speak(words: Sequence[str], begin: int, end: int) -> bool:
    return end - begin <= REACH and any(word[0].isalpha() for word in words[begin:end]) and words[end - 1] not in NOBODY


NOBODY = listed(
    """
    to not be is are was were been being would could should may might must can will n't there
    """
)


def opening_subject(words: Sequence[str], low: int, high: int) -> range | None:
    """Whom a sentence begins with, for verbs that stand far from their subject: "Doe went on stage and vowed …"."""
    begin = low
    while begin < high and (is_mark(words[begin]) or words[begin].lower() in {"but", "and", "so", "yet"}):
        begin += 1
    if begin < high and words[begin].lower() in OPENERS | BREAKS:
        comma = next((at for at in range(begin, min(high, begin + REACH)) if words[at] == ","), high)
        begin = comma + 1
    high = min(high, begin + LONGEST_OPENING)
    end = begin
    while end < high and not _verb_like(words, end, begin):
        end += 1
    return range(begin, end) if begin < end and _can_speak(words, begin, end) else None


def _verb_like(words: Sequence[str], at: int, begin: int) -> bool:
    """A word that ends the first phrase of a sentence."""
    word = words[at]
    if is_mark(word) or (at > begin and words[at - 1].lower() in PRONOUNS):
        return True
    lower = word.lower()
    small = at > begin and word[0].islower()
    closes = lower in BREAKS or lower in NOBODY or lower in PERFECT or lower in OPENERS or lower in ADVERBS
    return small and (closes or lower.endswith("ed") or is_capital(words[at - 1]))


def complement(words: Sequence[str], at: int, high: int, stops: frozenset[str] = frozenset()) -> range | None:
    """The phrase that begins at `at`, as after "according to" or "said", up to a mark or a word of `stops`."""
    high = min(high, at + REACH)
    end = at
    while end < high and not _closes(words, end, at, stops):
        end += 1
    while end > at and words[end - 1].lower() in {"and", "or", "&", "but", "-", "'", "’"}:
        end -= 1
    return range(at, end) if end > at and any(word[0].isalpha() for word in words[at:end]) else None


def _closes(words: Sequence[str], place: int, at: int, stops: frozenset[str]) -> bool:
    word, lower = words[place], words[place].lower()
    if word == "." and place > at and words[place - 1] in ABBREVIATED:
        return False
    return is_mark(word) or lower in BREAKS or lower in DAYS or lower in stops


ABBREVIATED = listed(
    """
    Mr Mrs Ms Dr Sen Rep Gov Gen Lt Col Maj Sgt Capt Cmdr Adm Prof Rev Jr Sr St Hon Pres Det Supt Atty Sens Reps A B C D
    E F G H I J K L M N O P Q R S T U V W X Y Z
    """
)
