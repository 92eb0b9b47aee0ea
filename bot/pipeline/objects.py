"""What a quantity is told of where that is no subject: the rate of "the bank cut its rate to 5%".

A verb that moves, prices or sells says the quantity of its object, and one that takes away says it of what follows.
"""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

import re

from bot.core.numerals import Line
from bot.pipeline import wordclasses as classes
from bot.pipeline.amounts import Mention
from bot.pipeline.groups import NO_HEAD, group_from

REACH = 18
YEAR = re.compile(r"(?:19|20)\d\d")
MOVERS = frozenset(
    """
    raise raises raised raising lift lifts lifted lifting cut cuts cutting reduce reduces reduced reducing lower lowers
    lowered lowering slash slashes slashed slashing trim trims trimmed trimming boost boosts boosted boosting increase
    increases increased increasing decrease decreases decreased decreasing hike hikes hiked hiking double doubles
    doubled doubling triple triples tripled tripling extend extends extended extending widen widens widened widening
    narrow narrows narrowed narrowing bring brings brought bringing push pushes pushed pushing drive drives drove
    driving send sends sent sending take takes took taking revise revises revised revising expand expands expanded
    expanding shorten shortens shortened shortening limit limits limited limiting halve halves halved halving downgrade
    downgrades downgraded downgrading upgrade upgrades upgraded upgrading
    """.split()
)
PRICERS = frozenset(
    """
    estimate estimates estimated estimating value values valued valuing price prices priced pricing put puts putting
    set sets setting fix fixes fixed fixing peg pegs pegged pegging cap caps capped capping keep keeps kept keeping
    leave leaves left leaving hold holds held holding maintain maintains maintained maintaining
    """.split()
)
TRADERS = frozenset(
    """
    sell sells sold selling buy buys bought buying acquire acquires acquired acquiring purchase purchases purchased
    purchasing complete completes completed completing offer offers offered offering list lists listed listing
    """.split()
)
# What these take to counted things stays what it was: "brought supplies to 20 islands".
CARRIERS = frozenset(
    "bring brings brought bringing send sends sent sending take takes took taking drive drives drove driving".split()
)
MAKERS = frozenset("make makes made making leave leaves left leaving keep keeps kept keeping".split())
# "wiped $5 million off the value", "added 5% to the price"
TAKERS = frozenset(
    """
    wipe wipes wiped wiping knock knocks knocked knocking shave shaves shaved shaving trim trims trimmed trimming slash
    slashes slashed slashing cut cuts cutting erase erases erased erasing strip strips stripped stripping
    """.split()
)
ADDERS = frozenset("add adds added adding".split())
# What stands between the object and the quantity, and the verbs that go with it.
LINKS = {
    "to": MOVERS | {"limit", "limits", "limited", "limiting"},
    "from": MOVERS,
    "by": MOVERS,
    "up": MOVERS,
    "down": MOVERS,
    "higher": MOVERS,
    "lower": MOVERS,
    "at": PRICERS | TRADERS,
    "for": TRADERS,
}
STOPS = frozenset('; : ( ) [ ] " “ ” — – ? ! …'.split())


def acted_on(line: Line, mention: Mention) -> range | None:
    """The object whose quantity the verb says: "raised its forecast to $5", "makes the car 5 mph faster"."""
    joint = mention.first - 1
    verbs = LINKS.get(line.word(joint))
    if verbs is None or (line.low[joint] == "for" and mention.kind != "money"):
        joint = mention.first
        verbs = MAKERS if mention.kind != "measure" or mention.unit != "percentage" else MOVERS
    if mention.kind == "counted":
        verbs -= CARRIERS
    verb = _verb(line, joint, verbs)
    places = group_from(line, verb + 1) if verb is not None else None
    if places is None or places.start >= joint or _is_number(line.low[places.start]):
        return None
    places = range(places.start, min(places.stop, joint))
    return None if joint == mention.first and places.stop != joint else places


def _is_number(word: str) -> bool:
    return any(letter.isdigit() for letter in word) and not YEAR.fullmatch(word)


def _verb(line: Line, end: int, verbs: frozenset[str]) -> int | None:
    """The nearest verb before token `end`, where it is one of these and no clause stands between."""
    for at in range(end - 1, max(end - REACH, -1), -1):
        word = line.low[at]
        if word in verbs and line.word(at - 1) not in classes.DETERMINERS and not line.raw[at].istitle():
            return at
        if word in STOPS or word in classes.PRONOUNS or classes.is_finite(word):
            return None
    return None


def reduced(line: Line, mention: Mention) -> range | None:
    """The value of "wiping $5 million off the firm's value"."""
    verb, joint = line.word(mention.first - 1), line.word(mention.noun)
    taken = verb in TAKERS and joint in {"from", "off"}
    if mention.kind == "counted" or not (taken or (verb in ADDERS and joint == "to")):
        return None
    places = group_from(line, mention.noun + 1)
    if places is None or any(_is_number(line.low[at]) for at in places) or line.low[places.stop - 1] in NO_HEAD:
        return None
    return places
