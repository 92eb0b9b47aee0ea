"""Runs of capitalised words: where one begins and how far it goes, small words and marks inside included."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from bot.pipeline.draft import Tokens
from bot.pipeline.gazetteer import EVERYDAY, LOUD_PLACES, ORGANISATIONS, PEOPLES, PLACES, fold
from bot.pipeline.lexicon import (
    HEADS_ORGANISATION,
    OF_ORGANISATION,
    OF_PLACE,
    OFFICES,
    PARTICLES,
    PORTFOLIOS,
    TAILS,
)
from bot.pipeline.wordlists import listed

LONGEST = 12
ABBREVIATIONS = listed(
    """
    Mr Mrs Ms Dr St Mt Jr Sr Sen Rep Gov Gen Lt Col Maj Sgt Capt Cmdr Adm Prof Rev Hon Ft Messrs Sens Reps Pres Supt
    """
)
JUNIOR = listed("Jr Sr")
COMPANY_ENDS = listed("Inc Corp Co Ltd Bros Cos")


@dataclass(frozen=True, slots=True)
class Page:
    """The text, its tokens, the words that it also writes in lower case, and the tokens at which a name may begin."""

    text: str
    tokens: Tokens
    lowered: frozenset[str]
    openers: list[int]

    @classmethod
    def of(cls, text: str, tokens: Tokens) -> Page:
        """Walk the tokens once."""
        small = frozenset([word for word in set(tokens.words) if word[0].islower()])
        openers = [at for at, word in enumerate(tokens.words) if word[0].isupper() or word in PARTICLES]
        return cls(text, tokens, small, openers)

    def openers_in(self, low: int, high: int) -> list[int]:
        """Those of the openers that stand in a token range."""
        return self.openers[bisect_left(self.openers, low) : bisect_left(self.openers, high)]

    def joined(self, first: int, last: int) -> str:
        """The words of a token range as they are looked up."""
        if last - first == 1 and self.tokens.words[first].isalpha():
            return self.tokens.words[first]
        return fold(self.text[self.tokens.starts[first] : self.tokens.ends[last - 1]])


def opens_small(tokens: Tokens, at: int, high: int) -> bool:
    """For "al-Assad", "bin Laden", "van Gogh" where nothing stands before."""
    words = tokens.words
    if words[at] not in PARTICLES or words[at] in {"a", "y", "e", "la", "le", "du", "do", "den"} or at + 1 >= high:
        return False
    after = at + 2 if words[at + 1] == "-" else at + 1
    return after < high and words[after][0].isupper() and tokens.starts[after] - tokens.ends[at] == 1


def run_end(page: Page, at: int, high: int) -> int:
    """The end of the run that begins at `at`."""
    end = at + 1
    high = min(high, at + LONGEST)
    while end < high:
        step = _step(page, at, end, high)
        if not step:
            break
        end += step
    return end


def _step(page: Page, at: int, end: int, high: int) -> int:
    """How many tokens from `end` on belong to the run; 0 closes it."""
    tokens, word = page.tokens, page.tokens.words[end]
    before, gap = tokens.words[end - 1], tokens.starts[end] - tokens.ends[end - 1]
    if word[0].isupper():
        close = (gap == 0 and not before.isalnum()) or (gap == 1 and page.text[tokens.ends[end - 1]] != "\n")
        return int(close and not _dateline(before, word))
    if word[0].islower():
        return _link(tokens.words, at, end, high) if gap == 1 else 0
    return _mark(page, at, end, high)


def _mark(page: Page, at: int, end: int, high: int) -> int:
    """The same for marks."""
    tokens, word = page.tokens, page.tokens.words[end]
    after = tokens.words[end + 1] if end + 1 < high else "."
    if word == "&" and after[0].isupper():
        return 0 if tokens.starts[end] > tokens.ends[end - 1] and _lists(page, at, end, after) else 2
    if tokens.starts[end] > tokens.ends[end - 1]:
        return 0
    if word == ".":
        return _abbreviated(tokens, end, high)
    if word == "-":
        return _hyphen(page, at, end, high)
    if word in {"'s", "’s"}:
        return _own(page, at, end, high)
    return 2 if word == "," and after in COMPANY_ENDS else 0


def _dateline(before: str, word: str) -> bool:
    """A place in capitals after a name in small letters belongs to the dateline; "I" to nobody's name."""
    return word == "I" or (word in LOUD_PLACES and not before.isupper() and len(word) > 3)


def _lists(page: Page, at: int, end: int, after: str) -> bool:
    """For "President Xi & China": two names, not one."""
    left = page.joined(at, end)
    return after in PLACES or left in PLACES or left in PEOPLES or page.tokens.words[at].lower() in OFFICES


def _abbreviated(tokens: Tokens, end: int, high: int) -> int:
    before = tokens.words[end - 1]
    after = tokens.words[end + 1] if end + 1 < high else ""
    ended = after and (tokens.starts[end + 1] > tokens.ends[end] or after in {",", ")", "'s", "’s"})
    if ended and (before in COMPANY_ENDS or before in JUNIOR):
        return 1
    short = before in ABBREVIATIONS or (len(before) == 1 and before.isalpha())
    return 2 if short and after and after[0].isupper() else 0


def _own(page: Page, at: int, end: int, high: int) -> int:
    """For "McDonald's" and "People's Daily"."""
    people = page.tokens.words[end - 1] == "People" and end + 1 < high and page.tokens.words[end + 1][0].isupper()
    return 2 if people else int(page.joined(at, end + 1) in ORGANISATIONS)


def _hyphen(page: Page, at: int, end: int, high: int) -> int:
    tokens = page.tokens
    if end + 1 >= high or tokens.starts[end + 1] != tokens.ends[end]:
        return 0
    after = tokens.words[end + 1]
    if after[0].isupper():
        left = page.joined(at, end)
        both = left in PLACES or left in PEOPLES
        return 0 if both and page.joined(at, end + 2) not in PLACES | ORGANISATIONS | PEOPLES else 2
    particle = after in PARTICLES and end + 2 < high and tokens.words[end + 2] == "-"
    grown = end - at >= 2 and after.isalpha() and after not in TAILS and not after.endswith("ed")
    return 2 if particle or tokens.words[end - 1] in {"al", "el"} or grown else 0


def _link(words: list[str], at: int, end: int, high: int) -> int:
    """Whether a small word joins what stands before it with a capital after it."""
    word, before = words[end], words[end - 1]
    after = words[end + 1] if end + 1 < high else ""
    over = 2
    if after == "the" and end + 2 < high:
        after, over = words[end + 2], 3
    if not after or not after[0].isupper():
        return 2 if word in PARTICLES and after == "-" else (3 if _two_particles(words, end, high) else 0)
    if word == "of" and (before in OF_ORGANISATION or before in OF_PLACE):
        return over
    if over == 3:
        return 0
    if word in {"for", "on"} and before in OF_ORGANISATION:
        return over
    if word == "and" and over == 2 and _is_pair(words, at, end, high):
        return over
    if word in {"and", "in"} and any(one in {"of", "for", "on"} for one in words[at:end]):
        joined = before.endswith("operation") if word == "in" else before in PORTFOLIOS and after in PORTFOLIOS
        return over if joined else 0
    return over if word in PARTICLES else 0


def _is_pair(words: list[str], at: int, end: int, high: int) -> bool:
    """For "the Rivers and Borders Project": everyday words on either side, and the head of an organisation."""
    begin = at + (words[at] == "The")
    if end + 2 >= high or words[end + 2] not in HEADS_ORGANISATION or end - begin != 1:
        return False
    if words[begin] in HEADS_ORGANISATION:  # "the Court and National Assembly" are two
        return False
    either = (words[begin].lower(), words[end + 1].lower())
    opened = begin > at or (at > 0 and words[at - 1] == "the")
    return opened and all(word in EVERYDAY or word.removesuffix("s") in EVERYDAY for word in either)


def _two_particles(words: list[str], end: int, high: int) -> bool:
    return end + 2 < high and words[end] in PARTICLES and words[end + 1] in PARTICLES and words[end + 2][0].isupper()
