"""Two events of one kind in one country, each told by several publishers in their own words, for tests of stories."""

from __future__ import annotations

import random

from bot.core.article import Prepared
from tests.contract.made import made

FERRY = (
    "A ferry with 40 passengers sank off the island of Wando on Tuesday and twelve people drowned, the coast guard \
said. Divers from Mokpo searched the hull of the Hanbada in the evening against strong currents.",
    "Twelve people drowned when the ferry Hanbada sank off Wando, according to the coast guard in Mokpo. Its \
captain told investigators that the sea had been calm. Divers go on with their search of the hull.",
    "Relatives waited in Mokpo harbour for news of the ferry Hanbada, which sank off Wando with 40 passengers aboard. \
The coast guard counts twelve drowned and says that divers reached the hull at night.",
)
TRAIN = (
    "An express train left its rails near Gimcheon on Tuesday and thirty people were hurt, the railway company said. \
Engineers blame a cracked switch that inspectors had reported in the spring.",
    "Thirty people were hurt near Gimcheon when an express left the rails at a cracked switch, the railway company \
said. Inspectors had reported the switch in the spring, engineers told parliament.",
    "The cracked switch on which an express train derailed near Gimcheon had been reported in the spring by \
inspectors. The railway company counts thirty hurt and has closed the line.",
)
LONELY = (
    "A museum of lacquer opened in Tongyeong with a display of 300 boxes from private collections.",
    "Farmers in Haenam planted a drought-proof cabbage that the agriculture ministry bred for eight years.",
    "Seoul's parliament passed a budget with more money for kindergartens and less for motorways.",
    "The central bank left its interest rate unchanged and warned of household debt.",
)


def reports(day: str = "2024-03-05") -> list[Prepared]:
    """All of them, the reports of an event apart from each other: numbers 1, 4, 7 the ferry, 2, 5, 8 the train."""
    rows = [text for group in zip(FERRY, TRAIN, LONELY, strict=False) for text in group]
    return [report(place, text, day) for place, text in enumerate(rows, 1)]


def report(place: int, text: str, day: str = "2024-03-05") -> Prepared:
    """One of a publisher of its own."""
    host = f"publisher{place}.example"
    fields = {"url": f"https://{host}/{place}", "published": day, "publisher": f"Publisher {place}"}
    return made(f"{place}.txt", text, title=text.partition(",")[0][:60], **fields)


def many(events: int = 12, each: int = 3) -> list[Prepared]:
    """So many events on one subject, each told by several publishers in words that are partly their own."""
    chance = random.Random(5)  # noqa: S311 - repeatable, not secret
    subject, *told = (_words(chance, 24) for _ in range(events + 1))
    texts = [
        " ".join(_sentence(chance, subject, told[place % events]) for _ in range(5)) for place in range(events * each)
    ]
    return [report(place, text) for place, text in enumerate(texts, 1)]


def _words(chance: random.Random, count: int) -> list[str]:
    return ["".join(chance.choices("bdfgklmnprstvz", k=3)) + chance.choice("aeiou") * 2 for _ in range(count)]


def _sentence(chance: random.Random, subject: list[str], event: list[str]) -> str:
    words = [*chance.choices(subject, k=3), *chance.sample(event, 5), *_words(chance, 4)]
    return " ".join(words).capitalize() + "."
