"""What a reader of one expression may look at: the words, the day of publication, and what was dated before it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from bot.core.when import day_range
from bot.pipeline.timex.tense import Tense, tense_at
from bot.pipeline.timex.values import coarser


@dataclass(frozen=True, slots=True)
class Scene:
    """One article: its words as written and in lower case, the first token of each sentence, and when it appeared."""

    written: list[str]
    words: list[str]
    codes: str
    firsts: list[int]
    published: date | None

    def sentence(self, place: int) -> tuple[int, int]:
        """The tokens of the sentence around a token."""
        index = bisect_right(self.firsts, place) - 1
        if not 0 <= index < len(self.firsts) - 1:
            return place, place + 1
        return self.firsts[index], self.firsts[index + 1]


@dataclass(frozen=True, slots=True)
class Hit:
    """One expression as the grammar found it, and what was told before it.

    `reference` is the nearest calendar value before it, `near` if its sentence holds it; `quarter` is the nearest
    quarter, which reports of earnings compare with.
    """

    scene: Scene
    match: re.Match[str]
    reference: str | None
    near: bool
    quarter: str | None

    @property
    def published(self) -> date | None:
        """The day of publication, where it is known."""
        return self.scene.published

    def base(self, unit: str, *, told: bool = False) -> date | None:
        """The day that "the following" and "earlier" count from: the one told before, if it is as exact as the unit.

        Else the day of publication, or with `told` none.
        """
        days = day_range(self.reference) if self.reference and not coarser(self.reference, unit) else None
        if days:
            return days[0]
        return None if told else self.scene.published

    @property
    def before(self) -> str:
        """The word before the expression, in lower case."""
        start = self.match.start()
        return self.scene.words[start - 1] if start else ""

    @property
    def after(self) -> str:
        """The word after the expression, as written."""
        end = self.match.end()
        return self.scene.written[end] if end < len(self.scene.written) else ""

    @property
    def tense(self) -> Tense:
        """Whether its sentence looks back or forward here."""
        return tense_at(self.scene.words, self.scene.sentence(self.match.start()), self.match.span())

    def span(self, *names: str | int) -> tuple[int, int] | None:
        """The tokens of the first of these groups that took part."""
        return next((self.match.span(name) for name in names if self.match[name] is not None), None)

    def list(self, *names: str | int) -> list[str]:
        """The words of the first of these groups that took part, in lower case."""
        span = self.span(*names)
        return self.scene.words[span[0] : span[1]] if span else []

    def word(self, *names: str) -> str:
        """The same as one string, empty when none took part."""
        return " ".join(self.list(*names))

    def number(self, *names: str) -> int | None:
        """The same as a number in figures."""
        word = self.word(*names)
        return int(word) if word.isdigit() else None

    def titled(self, name: str) -> bool:
        """The word has a capital that no sentence gives it: the programme "60 Minutes", the columns of "This Week"."""
        span = self.span(name)
        word = self.scene.written[span[0]] if span else ""
        return word[:1].isupper() and not word.isupper()
