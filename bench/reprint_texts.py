"""Reprints as editors make them, and texts that only look like reprints since one fact in them is another.

Everything is drawn from a seeded generator, so that the same articles give the same texts.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

PARAGRAPH = re.compile(r"\n\s*\n|\n")
FIRST = date(2024, 3, 1)
PLACES = ("Hualien", "Miyako", "Ridgecrest", "Kodiak", "Antofagasta", "Tolaga Bay", "Padang", "Izmir", "Lamia", "Davao")
PEOPLE = ("Mira Okoro", "Jonas Varga", "Ilse Lindqvist", "Tomas Moreau", "Rui Tanaka", "Sanna Petrov", "Leila Nuri")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "August", "September", "October", "November", "December")
# A made headline of drawn words must not count by chance what the text does not.
COUNTED = frozenset(
    ("morning", "three", "seven", "eight", "first", "third", "fourth", "fifth", "twelve", "twenty", "fifty")
)
UNDRAWN = COUNTED | frozenset(WEEKDAYS) | frozenset(MONTHS)


@dataclass(frozen=True, slots=True)
class Text:
    """An article as the bench compares it."""

    title: str
    text: str
    published: str


def real(folder: Path) -> dict[str, list[Text]]:
    """The news of the data sets that are there, by set."""
    found = {}
    for name, field, day in (
        ("polnear", "text", "date"), ("tempeval3", "text", "dct"), ("writers", "article", ""),
        ("cnndm1000", "article", ""), ("scrapinghub", "text", ""), ("atf", "text", "date"),
    ):  # fmt: skip
        path = folder / f"{name}.jsonl.gz"
        if path.is_file():
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                rows = [json.loads(line) for line in lines]
            found[name] = [made for row in rows if (made := _real(row, field, day))]
    return found


def _real(row: dict[str, str], field: str, day: str) -> Text | None:
    text = (row.get(field) or "").strip()
    words = text.split()
    title = row.get("title") or " ".join(words[:8])
    published = str(row.get(day) or FIRST)[:10]
    return Text(title, text, published) if len(words) >= 80 else None


# ---- reprints ----


def headlined(one: Text, rng: random.Random) -> Text:
    """A new headline, printed a few days later."""
    words = [word for word in one.text.split() if word.isalpha() and len(word) > 4 and word not in UNDRAWN]
    title = " ".join(rng.sample(words, min(7, len(words)))).capitalize()
    return replace(one, title=title, published=_later(one.published, rng.randrange(4)))


def credited(one: Text, rng: random.Random) -> Text:
    """A dateline before it and a line of credit behind it."""
    place, wire = rng.choice(PLACES).upper(), rng.choice(("Kestrel Wire", "Northern Press"))
    day = date.fromisoformat(one.published)
    lead = f"{place}, {day:%b} {day.day} ({wire}) — "
    credit = f"\n\nThis report first appeared at {wire} on {day.day} {day:%B} {day.year} and is republished with leave."
    return replace(headlined(one, rng), text=lead + one.text + credit)


def cut(one: Text, rng: random.Random) -> Text:
    """The last paragraphs gone: three fifths are left."""
    kept, size = [], 0
    for paragraph in _paragraphs(one.text):
        kept.append(paragraph)
        size += len(paragraph)
        if size >= 0.6 * len(one.text):
            break
    return replace(headlined(one, rng), text="\n\n".join(kept))


def localised(one: Text, rng: random.Random) -> Text:
    """A paragraph of the paper's own near the end."""
    own = (
        f"In {rng.choice(PLACES)} the news was met with unease. “We read it over breakfast,” said "
        f"{rng.choice(PEOPLE)}, who keeps a shop of {rng.randrange(3, 40)} years’ standing on the square."
    )
    paragraphs = _paragraphs(one.text)
    return replace(headlined(one, rng), text="\n\n".join([*paragraphs[:-1], own, *paragraphs[-1:]]))


def styled(one: Text, rng: random.Random) -> Text:
    """Another house's quotation marks, spelling and percent."""
    text = one.text.translate(str.maketrans("“”‘’", "\"\"''")).replace(" -- ", " — ").replace("``", '"')
    for old, new in (
        (r"\bpercent\b", "per cent"), (r"(\w{3,})ize(d|s)?\b", r"\1ise\2"), (r"\bdefense\b", "defence"),
        (r"\bcenter\b", "centre"), (r"\blabor\b", "labour"), (r"\bprogram\b", "programme"), (r"\bU\.S\.", "US"),
        (r"\bcolor\b", "colour"), (r"\btravel(ed|ing)\b", r"travell\1"), (r"\bfive\b", "5"), (r"\bseven\b", "7"),
    ):  # fmt: skip
        text = re.sub(old, new, text)
    return replace(headlined(one, rng), text=text)


def cluttered(one: Text, rng: random.Random) -> Text:
    """What a page left around it."""
    above = "Share this story\n\nListen to this article now\n\n"
    below = "\n\nRelated topics\n\nSign up for our newsletter and never miss a story\n\nMost read in world news"
    return replace(headlined(one, rng), text=above + one.text + below)


def everything(one: Text, rng: random.Random) -> Text:
    """All of these at once."""
    return cluttered(localised(cut(credited(styled(one, rng), rng), rng), rng), rng)


REPRINTS: dict[str, Callable[[Text, random.Random], Text]] = {
    "new headline": headlined, "dateline, credit": credited, "cut to 60 %": cut, "local paragraph": localised,
    "house style": styled, "page clutter": cluttered, "all of these": everything,
}  # fmt: skip

# ---- one changed fact ----


def renumbered(one: Text, rng: random.Random) -> Text | None:
    """One number is another."""
    return _changed(one, rng, r"(?<![\d.,])\d{1,3}(?![\d.,]*\d)", lambda old: str(int(old) + rng.randrange(1, 9)))


def renamed(one: Text, rng: random.Random) -> Text | None:
    """One name inside a sentence is another."""
    return _changed(one, rng, r"(?<=[a-z] )[A-Z][a-z]{3,}\b", lambda _: rng.choice(PLACES).split()[0])


def redated(one: Text, rng: random.Random) -> Text | None:
    """One weekday or month is another."""
    days = "|".join(WEEKDAYS + MONTHS[:4])
    return _changed(one, rng, rf"\b(?:{days})\b", lambda old: rng.choice([day for day in WEEKDAYS if day != old]))


def denied(one: Text, rng: random.Random) -> Text | None:
    """One sentence says the contrary."""
    return _changed(one, rng, r"\b(?:was|were|is|are|will|would|has|had)\b(?! not)", lambda old: f"{old} not")


CHANGES: dict[str, Callable[[Text, random.Random], Text | None]] = {
    "another number": renumbered, "another name": renamed, "another day": redated, "denied": denied,
}  # fmt: skip


def _changed(one: Text, rng: random.Random, pattern: str, new: Callable[[str], str]) -> Text | None:
    found = list(re.finditer(pattern, one.text))
    if not found:
        return None
    match = rng.choice(found)
    return replace(one, text=one.text[: match.start()] + new(match.group()) + one.text[match.end() :])


def _paragraphs(text: str) -> Sequence[str]:
    """Its paragraphs; of a text without any, three sentences each."""
    found = [part.strip() for part in PARAGRAPH.split(text) if part.strip()]
    if len(found) > 3:
        return found
    sentences = re.split(r"(?<=[.!?]) +", text)
    return [" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)]


def _later(published: str, days: int) -> str:
    return (date.fromisoformat(published) + timedelta(days=days)).isoformat()


def pairs(texts: Sequence[Text], rng: random.Random) -> Iterator[tuple[str, int, Text]]:
    """Each kind of reprint of each text, with the place of its original."""
    for place, text in enumerate(texts):
        for kind, make in REPRINTS.items():
            yield kind, place, make(text, rng)
