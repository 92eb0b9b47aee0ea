"""Whether a sentence speaks of the past or of the future around one of its words.

The nearest sign before the word decides, failing that the nearest after it: "officials said Friday the court will meet
on Monday" looks back for Friday and forward for Monday.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from bot.pipeline.timex.lexicon import listed

Tense: TypeAlias = Literal["past", "future"] | None

_AHEAD: Final = frozenset(listed("will would shall 'll ’ll ll won't won’t wo upcoming tomorrow"))
# With a date or one of these words after it, the sign is of the future: "scheduled for", "due on Monday".
_DUE: Final = frozenset(listed("due expected planned plan plans planning poised scheduled set slated likely"))
_DUE_BEFORE: Final = frozenset(listed("to for on in by at this next"))
_AIM: Final = frozenset(
    listed(
        "able about advised agree agreed agrees aim aiming aims ask asked decided expect expects going hope hopes "
        "hoping instructed intend intends invited mean move moves must need needs offered order ordered plan pledged "
        "pledges prepare prepared prepares preparing promised promises ready seek seeks supposed threatened threatens "
        "told urged vowed vows want wanted wants"
    )
)
_BEHIND: Final = frozenset(
    listed(
        "was were had did been said told began became broke brought built bought came caught chose cut dealt died "
        "drew drove fell fought found fled flew gave got grew heard held hit kept knew launched laid led left lent "
        "lost made meant met paid put quit ran reached read rose sank sat saw sent set shook shot shrank slid sold "
        "sought spoke spent stood stole struck swore swept took taught thought threw told understood went withdrew "
        "woke won wore wrote gone seen done taken given shown fallen risen grown known written spoken driven "
        "broken chosen stolen torn"
    )
)
_NOT_ED: Final = frozenset(listed("united hundred indeed exceed proceed speed need seed bed armed supposed so-called"))
# "will be held", "to be announced": what follows these looks like the past but is not.
_PASSIVE_AHEAD: Final = _AHEAD | {"be"}
_UP_TO: Final = frozenset(listed("by until till effective payable"))
_ONCE: Final = frozenset(("when", "once", "until"))
_FAR: Final = 40
_NEAR: Final = 10
_TOLD: Final = frozenset(("had", "from"))


def tense_at(
    words: list[str], sentence: tuple[int, int], place: tuple[int, int], without: frozenset[str] = frozenset()
) -> Tense:
    """The tense around some tokens of a sentence, both given as first and end; the words `without` are no sign."""
    (first, last), (start, end) = sentence, place
    # but "had come by December", "until Sunday it had" and "worked from Saturday until Sunday" look back
    if start > first and words[start - 1] in _UP_TO:
        near = words[max(first, start - _NEAR) : start]
        told = not _TOLD.isdisjoint(near) or (words[start - 1] == "by" and _was_so(near[:-1]))
        if not told and "had" not in words[end : min(last, end + _NEAR)]:
            return "future"
    before = range(start - 1, max(first, start - _FAR) - 1, -1)
    after = range(end, min(last, end + _FAR))
    signs = (
        _sign(words, place, start) for places in (before, after) for place in places if words[place] not in without
    )
    return next((sign for sign in signs if sign), None)


def _was_so(words: list[str]) -> bool:
    """For "the lights were on again by Thursday", not "they were expected back by Thursday"."""
    be = max((place for place, word in enumerate(words) if word in ("was", "were")), default=None)
    if be is None:
        return False
    behind = words[be + 1 :]
    return not any(word in _DUE or word in _AIM or word in _BEHIND or word.endswith(("ed", "ing")) for word in behind)


def _sign(words: list[str], place: int, start: int) -> Tense:
    word = words[place]
    following = words[place + 1] if place + 1 < len(words) else ""
    if word in _AHEAD:
        return "future"
    if word in _DUE and (following in _DUE_BEFORE or place + 1 == start) and not _is_done(words, place):
        return "future"
    if word in _AIM and following == "to":
        return "future"
    if word in _BEHIND or (len(word) > 3 and word.endswith("ed") and word not in _NOT_ED):
        lead = words[max(0, place - 3) : place]
        if not _PASSIVE_AHEAD.isdisjoint(lead):
            return "future"
        if not lead or lead[-1] not in ("is", "are", "being"):
            return "past"
        # "when the case is heard in May"
        return None if _ONCE.isdisjoint(words[max(0, place - _NEAR) : place]) else "future"
    return None


def _is_done(words: list[str], place: int) -> bool:
    """For the noun of "announced the plan Aug. 21" and for "a record set on May 2", which are not due."""
    ahead = words[place - 1] if place else ""
    if words[place] == "set":
        return words[place + 1] in ("on", "in", "at", "by") and ahead not in ("is", "are", "was", "were", "be", "been")
    return words[place] in ("plan", "plans") and ahead in ("the", "its", "his", "her", "their", "this", "that")
