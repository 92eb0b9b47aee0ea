"""What a figure of an article is the quantity of: the words, names and days by which it is known again.

Only levels have one: how many there are, were brought, died. What something rose by, what came on top, a part of a
whole, and a figure told for comparison ("from 500", "in 2019") are of no use to see how a quantity moved.
"""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

import re

from bot.core.article import NO_UNIT, Article, Figure, Label
from bot.core.quantities import Quantity
from bot.core.when import day_range
from bot.pipeline.terms import stems_in
from bot.services.amounts import ASIDE, amount, is_small
from bot.services.candidates import Number, sentence_at

# Words behind which, or in front of which, a number is the old one, or one to compare with.
COMPARING = frozenset(
    """
    from than against versus compared comparison earlier previous previously initial initially original originally
    former formerly before prior once half unlike
    """.split()
)
COMPARED = frozenset("earlier previously before initially originally ago".split())
# Near the number: it is what came on top, or what is a part of another number.
ADDED = frozenset("another further additional more extra other others including included among them".split())
BEFORE, BEHIND = 4, 4
YEAR_BEFORE, NEARBY = 12, 50
PARTING, FAR = frozenset("and or but while as".split()), 100
# Words that make a quantity another one than the same without them.
MARKING = frozenset(
    """
    not no never none without all every each total cumulative altogether overall combined so since daily
    weekly monthly yearly annual annually average mean median record peak maximum minimum limit ceiling cap capacity
    target goal quota plan plans planned planning expect expects expected forecast forecasts projected predicted could
    would should may might must can will shall wants want wanted demands demanded offer offers offered asks asked
    threatens threatened allow allows allowed intends intended hopes hoped aims proposed proposes if unless until
    first second third fourth last next new old northern southern eastern western male female
    women woman men man children child girls boys elderly civilian civilians soldiers only share
    """.split()
)
PERIODIC = frozenset(
    """
    day days week weeks weekend month months quarter year years decade today yesterday tonight night january february
    march april june july august september october november december monday tuesday wednesday thursday friday saturday
    sunday spring summer autumn winter
    """.split()
)
CALENDAR = frozenset(stems_in(" ".join(PERIODIC)))
# What happens, in the words that news has for it; figures of different events are never one quantity.
EVENTS = {
    stem: name
    for name, words in {
        "die": "die died dying dead death deaths dies kill killed killing kills killings fatality fatalities perished",
        "hurt": "injured injuring injury injuries wounded wounding hurt",
        "miss": "missing vanished vanish disappeared disappearance unaccounted",
        "expel": "deport deported deportation deportations deporting repatriated repatriation returned return expelled",
        "hold": "arrested arrest arrests detained detention detentions detainees held jailed imprisoned",
        "flee": "fled flee fleeing displaced evacuated evacuation evacuees uprooted",
        "save": "rescued rescue freed released",
        "arrive": "arrived arrival arrivals reached received",
        "destroy": "destroyed destruction damaged",
    }.items()
    for stem in stems_in(words)
}
OPENINGS = frozenset(stem[:2] for stem in EVENTS)
PLAIN = frozenset(stems_in("people person number figure amount say report official group country river city town"))
NUMBERED = re.compile(r"\d")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
ROUNDED, ABOUT, BELOW, ABOVE = 0.05, 0.1, 0.08, 0.2


def quantity_of(number: Number, told: str) -> Quantity | None:
    """The quantity of a figure, told in the digest of `told`; null where it is none that could be seen to move."""
    article, figure = number.source.stored.article, number.figure
    if not _is_level(number) or _is_compared(article, figure):
        return None
    words = " ".join(piece.of(article.text) for piece in number.label.pieces)
    if _is_past(article, words, figure):
        return None
    unit = frozenset(stems_in(figure.unit)) if figure.unit != NO_UNIT else frozenset[str]()
    stems = [stem for stem in stems_in(words) if stem not in unit and stem not in PLAIN and not NUMBERED.search(stem)]
    names = (
        (names_in(article, number.label) | place_behind(article, figure))
        - unit
        - PLAIN
        - frozenset(stems_in(figure.by or ""))
    )
    low, high = bounds(figure)
    return Quantity(
        amount=amount(article.text, figure),
        low=low,
        high=high,
        unit=figure.unit,
        stems=tuple(sorted({stem for stem in stems if stem not in EVENTS} - names - CALENDAR)),
        told=told,
        ref=number.source.evidence(figure.start, figure.end).ref,
        change=figure.change,
        names=tuple(sorted(names)),
        marks=marks_of(words, figure),
        event=event_of(article, number.label, figure),
        date=figure.date,
        day=number.source.day.isoformat() if number.source.day and article.published else None,
        by=party_of(article, figure.by),
    )


def bounds(figure: Figure) -> tuple[float | None, float | None]:
    """What the words leave open of a figure: a round number may be rounded, "over 1,000" is not far over it."""
    if figure.value is None:
        return figure.low, figure.high
    value = figure.value
    slack = min(_lastplace_behind(value) / 2, ROUNDED * value)
    match figure.change:
        case "~":
            return value * (1 - ABOUT), value * (1 + ABOUT)
        case "<":
            return value * (1 - BELOW), value
        case ">":
            return value, value * (1 + ABOVE)
    return value - slack, value + slack


def _lastplace_behind(value: float) -> float:
    """What the last digit that tells stands for: 100 for 500, 0.1 for 2.5."""
    digits, _, exponent = f"{value:.14e}".partition("e")
    return float(10.0 ** (int(exponent) - len(digits.rstrip("0").replace(".", "")) + 1))


def _is_level(number: Number) -> bool:
    figure = number.figure
    if figure.change in ("up", "down") or figure.unit in ASIDE or is_small(figure) or not number.label.alone:
        return False
    return figure.unit != NO_UNIT or bool(figure.what)


def _is_compared(article: Article, figure: Figure) -> bool:
    """Whether the words beside the number make it one of another time, an addition or a part."""
    sentence = article.sentences[sentence_at(article.sentences, figure.start)]
    opening = article.text[sentence.start : figure.start].lower()
    near = " ".join(opening.split()[-YEAR_BEFORE:])
    return is_aside(article, figure) or _is_past(article, near, figure)


def is_aside(article: Article, figure: Figure) -> bool:
    """Whether the number is told for comparison ("than 500", "600 before"), or as an addition to another or part of it.

    "more than 500" is no addition, "a further 46" and "200 more" are.
    """
    sentence = article.sentences[sentence_at(article.sentences, figure.start)]
    opening, rest = article.text[sentence.start : figure.start].lower(), article.text[figure.end : sentence.end].lower()
    ahead, behind = WORD.findall(opening)[-BEFORE:], WORD.findall(rest)[:BEHIND]
    own = WORD.findall(article.text[figure.start : figure.end].lower())
    close = {*ahead[-2:], *behind[:1]}
    if COMPARING.intersection(ahead) or COMPARED.intersection(behind) or ADDED.intersection(close):
        return True
    return bool(ADDED.intersection(own)) and "than" not in own


def _is_past(article: Article, words: str, figure: Figure) -> bool:
    """Whether it holds for a year before that of the article, by its date or by a year that is named with it."""
    days = day_range(figure.date) if figure.date else None
    years = [days[1].year] if days else [int(year) for year in YEAR.findall(words)]
    return bool(article.published) and any(year < int((article.published or "")[:4]) for year in years)


def event_of(article: Article, label: Label, figure: Figure) -> str:
    """What happens to what is counted: of the events in its label that which stands nearest to the number."""
    found = []
    for piece in label.pieces:
        for word in WORD.finditer(article.text, piece.start, piece.end):
            if word.group()[:2].lower() not in OPENINGS:
                continue
            start, end = (figure.end, word.start()) if word.start() >= figure.end else (word.end(), figure.start)
            between = WORD.findall(article.text[start:end].lower())
            # In "killed dozens and 112 people were injured" the number is that of the injured.
            away = len(between) + FAR * bool(PARTING.intersection(between))
            found += [(away, start < figure.end, EVENTS[stem]) for stem in stems_in(word.group()) if stem in EVENTS]
    return min(found)[2] if found else ""


def names_in(article: Article, label: Label) -> frozenset[str]:
    """Stems of the names that stand in a label: those of entities, and other words in capitals but the first."""
    found: list[str] = []
    for piece in label.pieces:
        words = piece.of(article.text)
        found += [word.group() for word in WORD.finditer(words) if word.start() and word.group()[0].isupper()]
        found += [
            article.text[mention.start : mention.end]
            for entity in article.entities
            for mention in entity.mentions
            if piece.start <= mention.start < piece.end
        ]
    return frozenset(stems_in(" ".join(found))) - CALENDAR


def place_behind(article: Article, figure: Figure) -> frozenset[str]:
    """Stems of the places right behind a number ("80 deaths in Cairo, 36 in Suez"), which its label may leave off."""
    near = re.split(r"[,;.:]|\band\b|\n", article.text[figure.end : figure.end + NEARBY], maxsplit=1)[0]
    mentions = (mention for entity in article.entities if entity.kind == "place" for mention in entity.mentions)
    behind = (mention for mention in mentions if figure.end <= mention.start < figure.end + len(near))
    return frozenset(stems_in(" ".join(mention.of(article.text) for mention in behind)))


def marks_of(words: str, figure: Figure) -> tuple[str, ...]:
    """The words of a label that make its figure another quantity than the same without them."""
    spoken = {word.lower() for word in WORD.findall(words)}
    marks = (spoken & MARKING) - set(figure.unit.split())
    if figure.date or spoken & PERIODIC:
        marks |= {"period"}
    return tuple(sorted(marks | _joined(words)))


def _joined(words: str) -> set[str]:
    """Events told in one breath, as in "dead or missing": such a number is of neither alone."""
    for one, other in re.findall(r"(\w+),?\s+(?:and|or)\s+(\w+)", words):
        events = [EVENTS.get(stem) for stem in stems_in(f"{one} {other}")]
        if len(set(events)) == 2 and None not in events:
            return {"+".join(sorted(filter(None, events)))}
    return set()


def party_of(article: Article, by: str | None) -> tuple[str, ...]:
    """Stems of a person or organisation with a name that says so; nothing for "officials" and "a rights group"."""
    if not by:
        return ()
    named = (entity.name for entity in article.entities if entity.kind != "place" and _within(entity.name, by))
    return tuple(sorted(set(stems_in(" ".join(named)))))


def _within(name: str, by: str) -> bool:
    return name in by or by.removeprefix("the ").removeprefix("The ") in name
