"""Bulletins of one mould: every word is the same but for the figures, days and names, which are the news."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

from reprint_texts import FIRST, PEOPLE, PLACES, Text

TEAMS = ("Arden", "Belmont", "Carrick", "Dunmore", "Easton", "Fairlie", "Granton", "Hollin", "Inver", "Jarrow")
FIRMS = ("Norvik", "Altmark", "Cobalt Foods", "Delphi Freight", "Estuary Power", "Fenland Bank", "Gable Homes")
SKIES = ("clear skies", "scattered showers", "snow on high ground", "morning fog")

MOULDS: dict[str, tuple[str, str, int]] = {
    # title, text, and how many appear in a day
    "rates": (
        "Seoul currency close",
        """SEOUL — The dollar closed at {rate} won on {day}, {way} {small} won from the session before, the bank said.

Dealers said trading was thin. The euro bought {rate2} won and 100 yen bought {rate3} won.

The reference rate is worked out from all trades between 9 a.m. and 3:30 p.m. and is used by banks, customs and
companies for settlement.

The won is traded at home alone, so that orders from abroad move the rate through forward contracts in dollars.""",
        1,
    ),
    "weather": (
        "Weather for {day}",
        """The weather office expects {sky} on {day}, with {low} degrees in the morning and {high} in the afternoon.

Winds will be light along the coast and stronger in the hills. Waves off the coast will be about two metres high.

The office asks drivers to allow more time and farmers to cover young plants. Its full table for all districts is
published at six each morning.""",
        1,
    ),
    "quake": (
        "Earthquake recorded",
        """An earthquake of magnitude {small} struck {many} kilometres off {place} on {day}, the survey said. Its centre
lay at a depth of {low} kilometres.

No damage was reported and no tsunami warning was given.

Earthquakes of this size are felt by most people near the centre and may crack weak walls. The survey revises its first
figures as more stations report. It records some twelve thousand of them around the world in a year.""",
        2,
    ),
    "match": (
        "League report",
        """{team} beat {other} {goals}-{fewer} on {day} before {crowd} people. {person} scored after {many} minutes.

The home side had the better of the first half and held on after the break. Both teams finished with eleven men.

“I am proud of this group,” said {person2}, the coach. “We take it game by game.”

The league goes on next weekend. The first two go up, the last two go down, and goal difference decides between
equals.""",
        4,
    ),
    "results": (
        "Company results",
        """{firm} said on {day} that sales in the quarter were {crowd} million dollars, against {crowd2} million a year
before. Profit came to {many} million.

The board kept its forecast for the year and proposes an unchanged dividend.

“We have done what we said we would do,” the chief executive said. Analysts had expected little else.

The shares are listed in London. The company publishes its full report next month and holds its meeting in May.""",
        4,
    ),
}


def bulletins(count: int) -> dict[str, list[Text]]:
    """So many of each mould, one after the other."""
    rng = random.Random(11)
    return {kind: [_bulletin(*mould, number, rng) for number in range(count)] for kind, mould in MOULDS.items()}


def _bulletin(title: str, text: str, daily: int, number: int, rng: random.Random) -> Text:
    day = FIRST + timedelta(days=number // daily)
    slots = _slots(day, rng)
    return Text(title.format(**slots), text.format(**slots), day.isoformat())


def _slots(day: date, rng: random.Random) -> dict[str, str]:
    team, other = rng.sample(TEAMS, 2)
    goals = rng.randrange(1, 5)
    numbers: dict[str, Callable[[], int | float]] = {
        "rate": lambda: rng.randrange(13000, 13600) / 10, "rate2": lambda: rng.randrange(14000, 14600) / 10,
        "rate3": lambda: rng.randrange(8600, 9000) / 10, "small": lambda: rng.randrange(11, 89) / 10,
        "low": lambda: rng.randrange(-8, 12), "high": lambda: rng.randrange(13, 29),
        "many": lambda: rng.randrange(9, 89),
        "crowd": lambda: rng.randrange(2000, 9000), "crowd2": lambda: rng.randrange(2000, 9000),
        "goals": lambda: goals, "fewer": lambda: rng.randrange(goals),
    }  # fmt: skip
    drawn = {name: f"{draw():,}" for name, draw in numbers.items()}
    return drawn | {
        "day": f"{day:%A}", "way": rng.choice(("up", "down")), "sky": rng.choice(SKIES), "place": rng.choice(PLACES),
        "team": team, "other": other, "person": rng.choice(PEOPLE), "person2": rng.choice(PEOPLE),
        "firm": rng.choice(FIRMS),
    }  # fmt: skip
