"""A figure read for comparing: in what it is measured, what happens to what it counts, where, when, whose words.

Built lazily and only for figures whose sentences have enough in common; `bot.services.relating` compares them.
"""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.core.article import NO_UNIT, Span
from bot.core.conversion import SCALES, scale_of
from bot.core.leeway import Leeway, likely, possible
from bot.core.measures import CURRENCIES
from bot.core.when import day_range
from bot.pipeline.terms import stems_in
from bot.services.candidates import Number
from bot.services.quantifying import (
    CALENDAR,
    EVENTS,
    NUMBERED,
    PLAIN,
    event_of,
    is_compared,
    marks_of,
    names_in,
    party_of,
    place_behind,
)

# Units that say that it is people, or lives, and no more of them.
PEOPLE = frozenset(
    "people person human life death fatality casualty victim body dead injury other resident inhabitant".split()
)
COUNTED = "counted"
# A clause ends here, and so does what is said of a number; another number has words of its own.
CUT = re.compile(r"[;:()\n]|,\s|\d[\d,.]*|\b(?:and|but|while)\b")
BESIDE = 6
# Words beside a number that tell nothing of what it is the number of.
WEAK = frozenset(stems_in("said say put total told tell estimate report come start win make take give"))
FARTHEST = 20.0
# A total since some time; it holds for the day on which it is told.
SINCE = re.compile(r"\b(?:since|so far|to date|in all|in total|overall|altogether|death toll|total of|cumulative)\b")


@dataclass(frozen=True)
class Reading:
    """One figure of the pool; everything but its measure is worked out when it is asked for."""

    number: Number

    @cached_property
    def measure(self) -> str:
        """What it can be compared in: the base of its unit, `counted` for whatever is counted."""
        unit = self.number.figure.unit
        above = unit.partition(" per ")[0]
        if unit == "percentage" or unit in SCALES or above in SCALES or above in CURRENCIES:
            return scale_of(unit).base
        return f"counted per {unit.partition(' per ')[2]}" if " per " in unit else COUNTED

    @cached_property
    def counted(self) -> bool:
        """Whether it is a count of something and no measure."""
        return self.measure.startswith(COUNTED)

    @cached_property
    def likely(self) -> Leeway:
        """Where its value will be."""
        return likely(self.number.figure)

    @cached_property
    def possible(self) -> Leeway:
        """Where its value can be at all."""
        return possible(self.number.figure)

    @cached_property
    def vague(self) -> bool:
        """Whether its words give no number: "dozens", "hundreds"."""
        figure = self.number.figure
        if figure.unit == NO_UNIT and (figure.value or 1.0) < 1 and "." not in self.words:  # "half", "a quarter"
            return True
        return figure.value is None and not any(char.isdigit() for char in self.words)

    @cached_property
    def words(self) -> str:
        """The number as written."""
        figure = self.number.figure
        return self.number.source.stored.article.text[figure.start : figure.end]

    @cached_property
    def stems(self) -> frozenset[str]:
        """What its sentence says."""
        return self.number.source.stems[self.number.sentence]

    @cached_property
    def told(self) -> str:
        """The words of its label."""
        text = self.number.source.stored.article.text
        return " ".join(piece.of(text) for piece in self.number.label.pieces)

    @cached_property
    def unit(self) -> frozenset[str]:
        """Stems of what is counted; none where its unit says no more than that it is people, or nothing."""
        unit = self.number.figure.unit
        return frozenset() if unit == NO_UNIT or unit in PEOPLE else frozenset(stems_in(unit))

    @cached_property
    def event(self) -> str:
        """What happens to what is counted."""
        return event_of(self.number.source.stored.article, self.number.label, self.number.figure)

    @cached_property
    def names(self) -> frozenset[str]:
        """Stems of the proper names told with it, those of whoever says it apart."""
        article, figure = self.number.source.stored.article, self.number.figure
        return names_in(article, self.number.label) - PLAIN - frozenset(stems_in(figure.by or ""))

    @cached_property
    def place(self) -> frozenset[str]:
        """Stems of the places right behind it."""
        return place_behind(self.number.source.stored.article, self.number.figure)

    @cached_property
    def thing(self) -> frozenset[str]:
        """Stems of what it is of and what else is told with it, names, days and events apart."""
        found = stems_in(f"{self.told} {self.number.figure.what}")
        own = frozenset(stem for stem in found if stem not in EVENTS and not NUMBERED.search(stem))
        return own - self.names - self.place - PLAIN - CALENDAR

    @cached_property
    def marks(self) -> frozenset[str]:
        """Words that make it another quantity than the same without them."""
        return frozenset(marks_of(self.told, self.number.figure)) - {"period", "since"}

    @cached_property
    def sentence(self) -> Span:
        """Where its sentence stands."""
        return self.number.source.stored.article.sentences[self.number.sentence]

    @cached_property
    def places(self) -> frozenset[str]:
        """Stems of the places that its sentence names."""
        article, (start, end) = self.number.source.stored.article, self.sentence
        inside = (
            article.text[mention.start : mention.end]
            for entity in article.entities
            if entity.kind == "place"
            for mention in entity.mentions
            if start <= mention.start < end
        )
        return frozenset(stems_in(" ".join(inside)))

    @cached_property
    def named(self) -> frozenset[str]:
        """Stems of all that its sentence writes with a capital, but for its first word; days and who says it apart."""
        start, end = self.sentence
        said = self.number.source.stored.article.text[start:end].split()[1:]
        found = stems_in(" ".join(word for word in said if word.lstrip("('\"“‘")[:1].isupper()))
        return frozenset(found) - CALENDAR - PLAIN - frozenset(stems_in(self.number.figure.by or ""))

    @cached_property
    def what(self) -> frozenset[str]:
        """Stems of what it is the number of, and of the words beside it."""
        return (frozenset(stems_in(self.number.figure.what)) | self.slot) - self.unit - PLAIN - CALENDAR - WEAK

    @cached_property
    def describes(self) -> bool:
        """Whether it is part of a description: "the 15-inch model" is told from others of its kind by it."""
        return "-" in self.words and not self.counted and not self.vague and self.number.figure.low is None

    @cached_property
    def slot(self) -> frozenset[str]:
        """Stems of the words right before and behind the number, up to another number or the end of the clause."""
        article, figure = self.number.source.stored.article, self.number.figure
        before = CUT.split(article.text[self.sentence.start : figure.start])[-1].split()[-BESIDE:]
        behind = CUT.split(article.text[figure.end : self.sentence.end])[0].split()[:BESIDE]
        return frozenset(stems_in(" ".join([*before, *behind])))

    @cached_property
    def total(self) -> bool:
        """Whether its sentence tells a total since some time."""
        start, end = self.sentence
        return SINCE.search(self.number.source.stored.article.text[start:end].lower()) is not None

    @cached_property
    def aside(self) -> bool:
        """Whether it is told for comparison, as an addition or a part."""
        return is_compared(self.number.source.stored.article, self.number.figure)

    @cached_property
    def party(self) -> frozenset[str]:
        """Stems of a party with a name that says so."""
        return frozenset(party_of(self.number.source.stored.article, self.number.figure.by))

    @cached_property
    def days(self) -> tuple[date, date] | None:
        """The days that the text says it holds for."""
        value = self.number.figure.date
        return day_range(value) if value else None

    @property
    def at(self) -> tuple[int, int]:
        """Its article and its offset there."""
        return self.article, self.number.figure.start

    @property
    def article(self) -> int:
        """The number of its article."""
        return self.number.source.stored.number

    @property
    def day(self) -> date | None:
        """The day of its article; an undated one has none."""
        source = self.number.source
        return source.day if source.stored.article.published else None

    def is_far_from(self, other: Reading) -> bool:
        """Whether one is so many times the other that they are hardly of one thing."""
        return self.likely.low > FARTHEST * other.likely.high or other.likely.low > FARTHEST * self.likely.high
