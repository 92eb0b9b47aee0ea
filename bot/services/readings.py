"""A figure read for comparing: in what it is measured, what happens to what it counts, where, when, whose words.

Everything is worked out when it is first asked for: most figures of a pool share too little with any other to be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.core.article import NO_UNIT, Article, Span
from bot.core.conversion import SCALES, scale_of
from bot.core.leeway import Leeway, likely, possible
from bot.core.measures import CURRENCIES
from bot.core.when import day_range
from bot.pipeline.terms import stems_in
from bot.services.candidates import Number
from bot.services.clues import (
    AHEAD,
    AREA,
    BARE,
    BEHIND,
    BESIDE,
    CERTAIN,
    COUNTED,
    CUT,
    DIGITS,
    DISTANCE,
    EVENTFUL,
    FAR,
    FARTHEST,
    FLOWING,
    GROWING,
    KINDS,
    LATELY,
    LEDE,
    LISTING,
    NAMING,
    OF_WHOM,
    OPENING,
    PART,
    PEOPLE,
    PLACING,
    RUNNING,
    SINCE,
    UNREAL,
    WEAK,
    WINDOW,
    WORLDWIDE,
)
from bot.services.quantifying import CALENDAR, EVENTS, NUMBERED, PLAIN, event_of, is_aside, marks_of, party_of


@dataclass(frozen=True)
class Reading:
    """One figure of the pool."""

    number: Number

    @cached_property
    def measure(self) -> str:
        """What it can be compared in: the base of its unit, `counted` for whatever is counted."""
        unit = self.number.figure.unit
        value = self.number.figure.value
        if unit == "magnitude" or (unit == NO_UNIT and value is not None and not float(value).is_integer()):
            return BARE
        above, _, below = unit.partition(" per ")
        if unit == "percentage" or unit in SCALES or above in SCALES or above in CURRENCIES:
            return scale_of(unit).base
        return f"{COUNTED} per {below}" if below else COUNTED

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
        """Whether its words give no number: "dozens", "hundreds", "half"."""
        figure = self.number.figure
        if any(char.isdigit() for char in self.words):
            return False
        return figure.value is None or (figure.unit == NO_UNIT and figure.value < 1)

    @cached_property
    def words(self) -> str:
        """The number as written."""
        return self.text[self.number.figure.start : self.number.figure.end]

    @cached_property
    def stems(self) -> frozenset[str]:
        """What its sentence says, without whoever says it: two reports of one ministry need not be of one thing."""
        said = self.number.source.stems[self.number.sentence]
        by = self.number.figure.by
        return said - frozenset(stems_in(by)) if by else said

    @cached_property
    def sentence(self) -> Span:
        """Where its sentence stands."""
        return self.prepared.sentences[self.number.sentence]

    @cached_property
    def said(self) -> str:
        """Its sentence in lower case."""
        return self.sentence.of(self.text).lower()

    @cached_property
    def told(self) -> str:
        """The words of its label."""
        return " ".join(piece.of(self.text) for piece in self.number.label.pieces)

    @cached_property
    def beside(self) -> str:
        """The words right before and behind the number, up to another number or the end of the clause."""
        figure = self.number.figure
        before = CUT.split(self.text[self.sentence.start : figure.start])[-1].split()[-BESIDE:]
        behind = CUT.split(self.text[figure.end : self.sentence.end])[0].split()[:BESIDE]
        return " ".join([*before, *behind])

    @cached_property
    def around(self) -> str:
        """What stands nearest to it in its sentence, in lower case."""
        start, end = self.number.figure.start, self.number.figure.end
        first, last = max(self.sentence.start, start - AHEAD), min(self.sentence.end, end + BEHIND)
        return f"{self.text[first:start]} {self.text[end:last]}".lower()

    @cached_property
    def slot(self) -> frozenset[str]:
        """Their stems."""
        return frozenset(stems_in(self.beside))

    @cached_property
    def unit(self) -> frozenset[str]:
        """Stems of what is counted; none where its unit says no more than that it is people, or nothing."""
        unit = self.number.figure.unit
        return frozenset() if unit == NO_UNIT or unit in PEOPLE else frozenset(stems_in(unit))

    @cached_property
    def event(self) -> str:
        """What happens to what is counted."""
        if not self.counted or EVENTFUL.isdisjoint(self.stems):
            return ""
        return event_of(self.prepared, self.number.label, self.number.figure)

    @cached_property
    def head(self) -> frozenset[str]:
        """Stems of what it is the number of, as the text says it."""
        return frozenset(stems_in(self.number.figure.what))

    @cached_property
    def what(self) -> frozenset[str]:
        """Stems of what it is the number of, and of the words beside it."""
        found = self.head | self.slot
        return frozenset(stem for stem in found - self.unit if not NUMBERED.search(stem)) - PLAIN - CALENDAR - WEAK

    @cached_property
    def named(self) -> frozenset[str]:
        """Stems of all that its sentence writes with a capital, but for its first word; days and who says it apart."""
        words = self.sentence.of(self.text).split()[1:]
        found = stems_in(" ".join(word for word in words if word.lstrip("('\"“‘")[:1].isupper()))
        return frozenset(found) - CALENDAR - PLAIN - frozenset(stems_in(self.number.figure.by or ""))

    @cached_property
    def place(self) -> frozenset[str]:
        """Stems of the places beside it, a list of them whole; else and for a distance those of its sentence."""
        mentions = list(self._mentions())
        distance = not self.counted and DISTANCE.match(self.text, self.number.figure.end) is not None
        near = [] if distance else self._placed(mentions)
        return frozenset(stems_in(" ".join(mention.of(self.text) for mention in near or mentions)))

    def _placed(self, mentions: list[Span]) -> list[Span]:
        """The places that stand beside the number: behind it, or before it in the same clause."""
        end = self.number.figure.end
        behind = [mention for mention in mentions if mention.start >= end]
        between = self.text[end : behind[0].start].split() if behind and behind[0].start - end < BEHIND else []
        if between and len(between) <= FAR and between[-1].lower() in PLACING:
            listed = [behind[0]]
            for mention in behind[1:]:
                if not LISTING.fullmatch(self.text[listed[-1].end : mention.start]):
                    break
                listed.append(mention)
            return listed
        return [mention for mention in mentions if mention.of(self.text) in self.beside]

    @property
    def places(self) -> frozenset[str]:
        """The places that its sentence names, as written."""
        return frozenset(mention.of(self.text) for mention in self._mentions())

    @property
    def place_behind(self) -> bool:
        """Whether a place stands right behind it."""
        end = self.number.figure.end
        return any(end <= mention.start < end + AHEAD for mention in self._mentions())

    def _mentions(self) -> Iterator[Span]:
        """The places of its sentence, in order."""
        start, end = self.sentence
        places = (entity for entity in self.prepared.entities if entity.kind == "place")
        found = {mention for entity in places for mention in entity.mentions if start <= mention.start < end}
        yield from sorted(mention for mention in found if not self.text.startswith(OF_WHOM, mention.end))

    @cached_property
    def thing(self) -> frozenset[str]:
        """Stems of what else its label tells, places, days and events apart."""
        found = frozenset(stems_in(self.told)) - self.unit - self.place - PLAIN - CALENDAR - WEAK
        return frozenset(stem for stem in found if stem not in EVENTS and not NUMBERED.search(stem))

    @cached_property
    def marks(self) -> frozenset[str]:
        """Words that make it another quantity: planned or denied, of women, of the first, within so many days."""
        figure = self.number.figure
        near = frozenset(marks_of(self.beside, figure)) - {"period", "since", "total", "so", "overall"}
        unreal = frozenset(marks_of(self.told, figure)) & UNREAL
        window, area = WINDOW.search(self.around), AREA.search(self.around)
        sure = {CERTAIN[word] for word in self.beside.lower().split() if word in CERTAIN}
        spans = {" ".join(window.group().split())} if window else set()
        whole = {"world"} if WORLDWIDE.search(self.around) else set()
        return near | unreal | whole | spans | ({area[1]} if area else set()) | sure

    @cached_property
    def flowing(self) -> bool:
        """Whether it is how many came within a time, so that another time has another."""
        words = {*self.beside.lower().split(), *self.number.figure.unit.split()}
        return bool(FLOWING & words) or WINDOW.search(self.around) is not None

    @cached_property
    def total(self) -> bool:
        """Whether its sentence tells a total since some time, and not that of one day."""
        return SINCE.search(self.said) is not None and not self._of_day

    @cached_property
    def _of_day(self) -> bool:
        """Whether it is dated by the very days on which it is told."""
        days = day_range(self.number.figure.date) if self.number.figure.date else None
        return bool(days and self.day and abs(self.day - days[0]) <= LATELY and days[1] - days[0] <= LATELY)

    @cached_property
    def since(self) -> str | None:
        """The date from which a total counts, where one is named."""
        return self.number.figure.date if self.total else None

    @cached_property
    def running(self) -> bool:
        """Whether it is a count that goes on, so that a later one may be higher."""
        return self.counted and (self.event in RUNNING or GROWING.search(self.said) is not None)

    @cached_property
    def describes(self) -> bool:
        """Whether it is part of a description: "the 15-inch model" is told from others of its kind by it."""
        if self.measure in KINDS:
            return True
        return "-" in self.words and not self.counted and not self.vague and self.number.figure.low is None

    @cached_property
    def aside(self) -> bool:
        """Whether it is told for comparison, as an addition or a part, or is a name."""
        start, end = self.number.figure.start, self.number.figure.end
        if self.said.startswith("of ") and DIGITS.search(self.text, self.sentence.start, start):
            return True
        if PART.match(self.text, end) or NAMING.search(self.text, max(self.sentence.start, start - 12), start):
            return True
        return is_aside(self.prepared, self.number.figure)

    @cached_property
    def party(self) -> frozenset[str]:
        """Stems of a party with a name that says so."""
        return frozenset(party_of(self.prepared, self.number.figure.by))

    @cached_property
    def days(self) -> tuple[date, date] | None:
        """The days that the text says it holds for; a total since then holds for the day on which it is told."""
        value = self.number.figure.date
        return day_range(value) if value and not (self.counted and self.total) else None

    @cached_property
    def headline(self) -> bool:
        """Whether it is what its article is about: told in its first sentence or its title, and no detail there."""
        figure, title = self.number.figure, self.prepared.title or ""
        digits = DIGITS.search(self.words)
        return self.number.sentence == 0 or bool(
            digits and figure.start < OPENING and re.search(rf"(?<![\d.,]){re.escape(digits.group())}(?![\d])", title)
        )

    @cached_property
    def about(self) -> frozenset[str]:
        """Stems of the title and the first sentences of its article."""
        found = self.number.source.stems[:LEDE]
        return frozenset(stems_in(self.prepared.title or "")).union(*found)

    @property
    def text(self) -> str:
        """The text that it stands in."""
        return self.prepared.text

    @property
    def prepared(self) -> Article:
        """Its article."""
        return self.number.source.stored.article

    @property
    def at(self) -> tuple[int, int]:
        """The number of its article and its offset there."""
        return self.article, self.number.figure.start

    @property
    def article(self) -> int:
        """The number of its article."""
        return self.number.source.stored.number

    @property
    def day(self) -> date | None:
        """The day of its article; an undated one has none."""
        return self.number.source.day if self.prepared.published else None

    @property
    def when(self) -> date | None:
        """The day that it holds for, as far as is known."""
        return self.days[1] if self.days and not self.running else self.day

    def is_far_from(self, other: Reading) -> bool:
        """Whether one is so many times the other that they are hardly of one thing."""
        return self.likely.low > FARTHEST * other.likely.high or other.likely.low > FARTHEST * self.likely.high
