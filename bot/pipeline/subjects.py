"""The subject of the verb that governs a word, found from word classes alone."""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

from bot.core import measures, modifiers
from bot.core.numerals import Line
from bot.pipeline import wordclasses as classes
from bot.pipeline.antecedents import COMMANDING, MARKS, abbreviates, before_adverb, commanded, nouns_to, person
from bot.pipeline.groups import group_from, group_to, ties

RELATIVES = frozenset({"which", "that", "who"})
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
# They open a clause with its own subject, even where its verb is not known as one.
CONTRASTING = frozenset({"while", "whereas", "whilst"})
# Verbs of rise and fall, which in their plain form are nouns as well.
MOVING = (modifiers.UP | modifiers.DOWN) - {"up", "down", "higher", "lower"}
MODALS = frozenset("will would can could may might must shall should did does do didn't don't doesn't won't".split())
SUBORDINATE = frozenset(
    """
    that which who whom while whilst when where because if although though as since whereas but than until whether so
    including include whose what
    """.split()
)
NEAR = 3
# A participle after a comma with which a noun's own extent is told: "claims, ranging from $200".
TELLING_OF = frozenset("ranging totaling totalling averaging reaching numbering worth".split())


def subject(line: Line, at: int) -> tuple[range | None, bool]:
    """The words before the verb that governs token `at`; and whether they are a mere pronoun."""
    pronoun = False
    for _ in range(4):
        found = _subject_once(line, at)
        if found is None:
            break
        places, here = found
        pronoun = pronoun or here
        if places.stop > places.start:
            return places, pronoun
        at = places.start
    return None, pronoun


def _subject_once(line: Line, at: int) -> tuple[range, bool] | None:
    """The subject of the nearest verb before `at`, an empty range where one must look farther back."""
    verb = _verb_before(line, at)
    if verb is None:
        return None
    if line.low[verb] in CONTRASTING:
        after = group_from(line, verb + 1)
        after = before_adverb(line, after) if after else None
        return (after, False) if after and after.stop < at else (range(verb, verb), False)
    start = verb_group(line, verb)
    if line.low[verb] in TELLING_OF and line.word(start - 1) == ",":
        return nouns_to(line, start - 1) or range(start, start), False
    if line.low[start] == "having":
        return range(start, start), False
    if line.low[start] == "to":
        return commanded(line, start) or range(start, start), False
    if line.word(start - 1) == "who" and line.word(start - 2) != ",":
        return person(line, start - 1) or range(start - 1, start - 1), False
    end, found = _subject_end(line, start)
    return _nouns_before(line, range(start, verb), end, at) if found else (range(end, end), False)


def _subject_end(line: Line, end: int) -> tuple[int, bool]:
    """Where the subject ends whose verb is at `end`: before "which" or an aside; false where it stands farther back."""
    for _ in range(3):
        if line.word(end - 1) in RELATIVES:
            end -= 1 + (line.word(end - 2) == ",")
        elif line.word(end - 1) in {",", "and", "—", "–", "but"}:
            skipped = _skip_aside(line, end - 1)
            if skipped is None:
                return end - 1, False
            end = skipped
    return end, True


def _nouns_before(line: Line, helpers: range, end: int, at: int) -> tuple[range, bool]:
    """The subject that ends at `end` of the verb that governs `at` and stands behind its `helpers`."""
    verb = helpers.stop
    start = _subject_start(line, end)
    if line.word(start - 1) in RELATIVES and start < end and _is_deed(line.low[start]):
        return group_to(line, start - 1) or range(start, start), False  # "a team that came on Monday saw …"
    gerund = not line.low[verb].endswith("ing") and end == helpers.start
    places, pronoun = _trimmed(line, range(start, end), gerund=gerund)
    reduced = end == verb and at - verb <= NEAR and classes.is_past(line.low[verb])
    if not places and reduced and line.word(verb + 1) in classes.PREPOSITIONS:
        return group_to(line, end) or places, pronoun  # "agreed to be bought for stock valued at $5"
    return places, pronoun


def _is_deed(word: str) -> bool:
    return classes.is_past(word) and word not in COMMANDING


def _verb_before(line: Line, at: int) -> int | None:
    for place in range(at - 1, max(at - 30, -1), -1):
        word = line.low[place]
        if word in {";", "“", "”", '"', "according"}:
            return None
        if word in CONTRASTING or is_verb_at(line, place) or _is_relative(line, place):
            return place
    return None


def _is_relative(line: Line, place: int) -> bool:
    """Whether the word is the verb of "a defence that gave up 517 yards", and no noun as in "that cost"."""
    noun = line.word(place - 2)
    named = noun.isalpha() and not classes.is_function(noun) and not classes.is_verb(noun)
    return named and line.low[place - 1] == "that" and classes.is_finite(line.low[place])


def is_verb_at(line: Line, place: int) -> bool:
    """Whether the word is a verb there: by its form, or since "would" or "can" stands before it."""
    word = line.word(place)
    if line.word(place - 1) in MODALS and word.isalpha() and not classes.is_function(word):
        return True
    if word in MOVING and line.word(place - 1) not in classes.DETERMINERS and line.word(place + 1) not in {"of", "in"}:
        return not line.low[place - 1].endswith("ing") if place else False
    return classes.is_verb(word) and not is_adjective(line, place)


def is_adjective(line: Line, place: int) -> bool:
    """Whether it stands in a group of nouns: "a combined total", "the set"."""
    word = line.low[place]
    if word in classes.AUXILIARIES:
        return False
    if classes.is_finite(word):
        return line.word(place - 1) in classes.DETERMINERS
    return line.word(place - 1) in classes.DETERMINERS or line.raw[place][0].isupper() or line.word(place - 1) == "of"


def verb_group(line: Line, verb: int) -> int:
    """The first token of the verb and its helpers: "is expected to".

    Whatever cannot be part of a subject's end belongs to the verb.
    """
    start = verb
    while start > 0:
        word = line.low[start - 1]
        helper = word in classes.AUXILIARIES or word in {"to", "not", "expected"}
        adverb = word in classes.ADVERBS or (word.endswith("ly") and line.raw[start - 1].islower())
        if word == "than" and line.word(start - 2) in {"more", "less"}:  # "more than doubled"
            start -= 1
        elif not (helper or adverb or is_verb_at(line, start - 1)):
            break
        start -= 1
    return start


def _skip_aside(line: Line, comma: int) -> int | None:
    """For "Maddon, 66, has": the comma after Maddon; None when a clause begins at `comma`."""
    if line.low[comma] in {"and", "but"}:
        return None
    for place in range(comma - 1, max(comma - 16, 0), -1):
        if line.low[place] in classes.AUXILIARIES or line.low[place] in classes.PRESENT:
            return None
        if line.low[place] in {",", "—", "–"}:
            opener = line.low[0] in classes.PREPOSITIONS or line.low[0] in classes.ADVERBS
            return None if opener and place < 4 else place
    return None


def _subject_start(line: Line, end: int) -> int:
    start = end
    while start > 0 and end - start < 24:
        word = line.low[start - 1]
        finite = classes.is_finite(word) and not is_adjective(line, start - 1)
        loose = word in {"-", "/"} and not ties(line, start - 1)
        if word == "." and abbreviates(line, start - 1):
            start -= 1
            continue
        turns = word in SUBORDINATE and line.low[start - 1 : start + 1] != ["as", "of"]
        if loose or word in MARKS or turns or finite:
            break
        if word in {"and", "or"} and verb_between(line, start - 1):
            break
        start -= 1
    return start


def verb_between(line: Line, place: int) -> bool:
    """Whether a clause of its own stands before the "and" at `place`."""
    digits = False
    for back in range(place - 1, max(place - 16, -1), -1):
        word = line.low[back]
        if word in MARKS:
            return digits
        if word == "between":
            return False
        if classes.is_finite(word) or word == "%":
            return True
        digits = digits or word[0].isdigit()
    return digits


def _trimmed(line: Line, places: range, *, gerund: bool) -> tuple[range, bool]:
    """Without adverbs, prepositions and determiners at the ends; a `gerund` may open it: "sampling found 5 ppb"."""
    start, end = places.start, places.stop
    while start < end and _is_loose(line, start):
        start += 1
    while end > start and (_is_loose(line, end - 1) or not line.low[end - 1][0].isalnum()):
        end -= 1
    if start == end:
        return range(places.start, places.start), any(line.low[place] in classes.PRONOUNS for place in places)
    if (line.low[start] in DAYS or line.low[start] in classes.MONTHS) and line.word(start + 1) in classes.DETERMINERS:
        start = min(start + 2, end - 1)
    if line.word(start - 1) in MODALS and line.low[start] in COMMANDING:  # "will see the channel go"
        start += 1
        while start < end - 1 and _is_loose(line, start):
            start += 1
    counted = line.low[start][0].isdigit() and start > 0 and line.word(start + 1) in {"%", "per", "percent", ""}
    counted = counted or line.word(start + 1) == "=" or (start > 0 and line.low[start - 1] in measures.SYMBOLS)
    if counted or _opens_verb(line, start, gerund=gerund):
        end = start
    return range(start, end), False


def _opens_verb(line: Line, start: int, *, gerund: bool) -> bool:
    """Whether the words are a verb's own, as after "and" in "hired nurses and signed a contract"."""
    word, before = line.low[start], line.word(start - 1)
    if before in MODALS:
        return not classes.is_function(word)
    if not line.raw[start].islower() or before in classes.DETERMINERS or before.endswith("ly"):
        return False
    doing = word.endswith("ing") and (before in {"by", "of"} or (before in {",", ""} and not gerund))
    return classes.is_finite(word) or classes.is_past(word) or doing


def _is_loose(line: Line, place: int) -> bool:
    word = line.low[place]
    if not (word[0].isalnum() or word in {"'s", "’s"}):
        return word not in {"$", "#", "@"}
    if len(word) > 1 and line.raw[place].isupper():
        return False
    return classes.is_function(word) or (word.endswith("ly") and word.islower() and line.raw[place].islower())
