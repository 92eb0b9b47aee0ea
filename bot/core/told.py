"""A text taken apart for comparing with another one: sentences, their words however they are spelled, their facts.

What two editors may write otherwise (quotation marks, British or American spelling, numbers in words or digits) is
folded away; what they may not is a fact of its sentence: a number, a name, a day, a denial, a direction. It knows no
language but the spelling and the short words of English; where letters have no case every word counts as a name.
Standard library only.
"""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

WORD = re.compile(
    "[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]"  # a character is a word
    r"|(?:(?<!\w)[-−])?\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’‘`][^\W\d_]+)?"
)
SENTENCE = re.compile(r"(?<=[.!?])[\"'”’»)\]]*\s+|(?<=[。！？])|\s*\n\s*")
INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")
BRITISH_IZE = re.compile(r"(?<=\w{4})is(?=(?:e[drs]?|ing|ations?)$)")
BRITISH_OR = re.compile(r"(?<=\w{2})our(?=(?:s|ed|ing|able)?$)")
THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")
ACCENT = re.compile("[\u0300-\u036f]+")
SMALL_MARKS = str.maketrans("", "", "'’‘`.")
NUMBER_WORDS = """
    zero|nil one|first two|second three|third four|fourth five|fifth six|sixth seven|seventh eight|eighth nine|ninth
    ten|tenth eleven|eleventh twelve|twelfth thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty
    """
NUMBERS = {word: str(value) for value, words in enumerate(NUMBER_WORDS.split()) for word in words.split("|")} | {
    "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90",
}  # fmt: skip
BLANK = ("0", "0")
DENIALS = frozenset("not no never nor neither without deny denies denied denying cannot nobody nothing none".split())
DAYS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december morning
    """.split()
)
# Words that turn what a sentence says, or say when: another one makes it another report.
TELLING = (
    DENIALS
    | DAYS
    | frozenset(
        """
    up down rise rises rose risen rising fall falls fell fallen falling gain gains gained drop drops dropped
    increase increased decrease decreased higher lower above below more less fewer win wins won lose loses lost
    beat beats beaten draw drew before after yesterday today tomorrow afternoon evening night
    一 二 三 四 五 六 七 八 九 十 百 千 万 亿 萬 億
    """.split()
    )
)
# Words that may begin a sentence, with its capital, and name nobody.
OPENERS = frozenset(
    """
    a about again all also although among an and another any as at because both but by despite during each earlier even
    every few following for from further he her here his how however i if in it its last late later many meanwhile most
    much new next now of officials on once only or other others our over people police she since so some still such
    than that the their then there these they this those though through thus to under until we what when where which
    while who why with would you your
    """.split()
)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence: its words as they compare, the pairs of them with names and numbers blanked, its facts in order.

    A row of a table has no pairs: it is all names and numbers, and `shape` says which stands where.
    """

    words: tuple[str, ...]
    pairs: frozenset[tuple[str, str]]
    shape: tuple[bool, ...]
    facts: tuple[str, ...]


def told_in(text: str) -> tuple[Told, ...]:
    """The sentences of a text."""
    written = [found for piece in SENTENCE.split(_without_dots(text)) if (found := WORD.findall(piece))]
    folded = {word: _folded(word) for word in {word for found in written for word in found}}
    return tuple(_told(found, [folded[word] for word in found]) for found in written)


def words_in(text: str) -> list[str]:
    """The words of a text as they compare: without case, marks and accents, numbers in digits."""
    written = WORD.findall(_without_dots(text))
    folded = {word: _folded(word) for word in set(written)}
    return [folded[word] for word in written]


def _without_dots(text: str) -> str:
    """Initials without dots, so that "U.S." is "US" and ends no sentence."""
    return INITIALS.sub(lambda match: match.group().replace(".", ""), text)


@lru_cache(maxsize=16_384)  # texts share most of their words
def _folded(word: str) -> str:
    if word[-1].isdigit():
        return THOUSANDS.sub("", word).replace("−", "-")
    folded = word.casefold().translate(SMALL_MARKS)
    if not folded.isascii():
        folded = ACCENT.sub("", unicodedata.normalize("NFD", folded))
    if "our" in folded or "is" in folded:
        folded = BRITISH_IZE.sub("iz", BRITISH_OR.sub("or", folded))
    return NUMBERS.get(folded, folded)


def _told(written: Sequence[str], words: Sequence[str]) -> Told:
    named = [_is_name(word, folded, place) for place, (word, folded) in enumerate(zip(written, words, strict=True))]
    mould = [BLANK[0] if name else word for name, word in zip(named, words, strict=True)]
    facts = (
        word for name, word, as_written in zip(named, words, written, strict=True)
        if word in TELLING or (word not in OPENERS and (name or not as_written[0].islower()))
    )  # fmt: skip
    pairs = frozenset(pair for pair in pairwise(mould) if pair != BLANK)
    shape = () if pairs else tuple(word[-1:].isdigit() for word in words)
    return Told(tuple(words), pairs, shape, tuple(facts))


def _is_name(word: str, folded: str, place: int) -> bool:
    """Whether a word is a number or begins with a capital that its place does not explain."""
    return folded[-1:].isdigit() or (word[0].isupper() and not (place == 0 and folded in OPENERS))
