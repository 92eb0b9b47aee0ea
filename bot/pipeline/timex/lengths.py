"""Readers of durations, and of words for past, present and future without a date."""

from __future__ import annotations

from typing import Final

from bot.pipeline.timex.days import LEADS, NOT_A_TIME
from bot.pipeline.timex.lexicon import CARDINALS, UNITS, listed
from bot.pipeline.timex.scene import Hit
from bot.pipeline.timex.values import amount_of, length

_PLENTY: Final = 1e9


_LASTS: Final = frozenset(
    listed(
        "for in within after over than during nearly almost about around least most to took take "
        "takes last lasted lasts every spend spent up another"
    )
)


def stretch(hit: Hit) -> str | None:
    """The past three years, the next few days."""
    return length(amount_of(hit.list("amount")), UNITS[hit.word("unit")])


def vague(hit: Hit) -> str | None:
    """Recent weeks, the coming months."""
    return "FUTURE_REF" if hit.word("way") in ("coming", "upcoming", "next") else "PAST_REF"


def duration(hit: Hit) -> str | None:
    """Two years, a five-day, half an hour; "a year" only where it lasts, since it is mostly a rate."""
    words = hit.list("amount")
    name = UNITS[hit.word("unit")]
    single = words in (["a"], ["an"]) and not hit.word("half")
    if single and (hit.before not in _LASTS and not _approximated(hit)):
        return NOT_A_TIME
    if name == "quarter" or (name == "century" and words[-1] not in CARDINALS and not single):
        return NOT_A_TIME
    if hit.before in ("$", "-", "/", "no.", "#") or hit.after in ("olds", "per"):
        return NOT_A_TIME
    if hit.titled("unit"):
        return NOT_A_TIME
    amount = amount_of(words)
    if amount is not None and hit.word("half"):
        amount += 0.5
    return length(amount, name) if amount is None or 0 < amount < _PLENTY else NOT_A_TIME


def _approximated(hit: Hit) -> bool:
    start, end = hit.match.span()
    return hit.scene.words[start] not in ("a", "an") and end - start > 2


def bare(hit: Hit) -> str | None:
    """For years, days of talks, decades-long."""
    name = UNITS[hit.list("unit")[0]]
    if len(hit.list("unit")) == 1 and hit.match.end() - hit.match.start() > 1:
        return length(None, name)
    said = hit.before in ("for", "in", "within", "after", "over", "of", "the", "take", "took", "takes", "last") and (
        hit.before not in ("of", "the", "after", "over") or hit.after in ("of", "before", "after")
    )
    return length(None, name) if said or hit.after in ("of", "after", "before") else NOT_A_TIME


def ref(hit: Hit) -> str | None:
    """Now, recently, the future, the past."""
    if hit.word("now"):
        return "PRESENT_REF"
    if hit.word("recent"):
        return "PAST_REF"
    if hit.word("future"):
        return "FUTURE_REF" if not hit.after[:1].isalpha() or hit.before in LEADS else NOT_A_TIME
    return "PAST_REF" if hit.before in ("in", "of", "from", "like", "than") else NOT_A_TIME
