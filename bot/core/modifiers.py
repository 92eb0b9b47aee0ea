"""Words around a number that say how it is meant: about, up to, at least, rose by.

Shared by the step that finds figures and the prover that doubts them. Standard library only.
"""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

from typing import NamedTuple

from bot.core.article import Change
from bot.core.numerals import Line, tokenise

BEFORE = {
    "~": "about | around | round about | roughly | approximately | approx | approx. | circa | nearly | almost | some | "
    "close to | an estimated | estimated | an average of | in the region of | in the order of | more or less | ~ | ∼ | "
    "≈ | virtually | practically | something like | somewhere around | not far off | nearing",
    "<": "up to | under | below | less than | fewer than | at most | at the most | no more than | not more than | "
    "as many as | as much as | as high as | as long as | a maximum of | maximum of | a maximum | < | ≤ | "
    "not even | upto | smaller than | lower than | no higher than | no longer than | a cap of | sub | sub -",
    ">": "over | over than | more than | above | at least | upwards of | upward of | in excess of | exceeding | "
    "a minimum of | minimum of | a minimum | no fewer than | no less than | not less than | not fewer than | "
    "greater than | higher than | larger than | longer than | beyond | as few as | as little as | > | ≥ | "
    "surpassing | topping | exceeded | exceeds | exceed | surpassed | surpasses | surpass | topped",
    "=": "exactly | precisely | just | only | a mere | mere | merely | a full | a whopping | a staggering | a record | "
    "a total of | a paltry | a meagre | barely more than | even | an additional | additional | a further | another",
}
# "just under 600" is still under it.
SOFTENERS = frozenset(
    {"just", "well", "slightly", "significantly", "considerably", "substantially", "far", "little", "bit", "much"}
)
# What things lie under, so and so deep, within so many tokens behind the number.
PLACING, COVER_REACH = frozenset({"under", "below"}), 4
COVERS = frozenset(
    ("water", "snow", "ice", "mud", "sand", "earth", "soil", "dirt", "ash", "rubble", "rock", "concrete", "floodwater")
)
AFTER = {
    "or more": ">", "or so": "~", "or less": "<", "or fewer": "<", "and counting": ">", "or higher": ">",
    "or above": ">", "and over": ">", "and above": ">", "plus": ">", "+": ">", "- plus": ">", "- odd": "~", "odd": "~",
    "at least": ">", "at most": "<", "or thereabouts": "~",
}  # fmt: skip

UP = frozenset(
    """
    rose rise rises rising risen increase increases increased increasing grew grow grows growing grown jump jumps jumped
    jumping climb climbs climbed climbing gain gains gained gaining surge surges surged surging soar soars soared
    soaring advance advances advanced advancing add adds added adding spike spikes spiked rocketed skyrocketed
    expand expands expanded expanding rally rallied rebounded raise raised raises raising hike hiked hiking boosted
    boost swelled swell swelling up higher upped strengthened appreciated accelerated quickened
    """.split()
)
DOWN = frozenset(
    """
    fell fall falls falling fallen drop drops dropped dropping decline declines declined declining decrease decreases
    decreased decreasing slid slide slides sliding slip slips slipped slipping tumble tumbles tumbled tumbling plunge
    plunges plunged plunging plummet plummets plummeted plummeting sank sink sinks sinking lost lose loses losing shed
    sheds shedding shrank shrink shrinks shrinking shrunk contract contracted contracting dip dips dipped dipping slump
    slumps slumped slumping dive dived crashed cut cuts cutting lower lowered lowering reduce reduced reduces reducing
    down eased ease eases easing retreated weakened depreciated slashed slash slashing narrowed dwindled
    """.split()
)
# These verbs move what is measured in percent, points or money, but take counted things as plain objects.
PLAIN_OBJECT = frozenset(
    """
    gain gains gained gaining add adds added adding lost lose loses losing shed sheds shedding cut cuts cutting raise
    raised raises raising boost boosted advance advances advanced reduce reduced contract contracted drop
    """.split()
)
BETWEEN = frozenset(
    """
    by just only again further another an additional even a some as much many about up down back
    """.split()
)
# What may stand before "up" and "down" when they mean a rise or fall.
RISING = frozenset(
    """
    was were is are be been being and but or ended ends ending closed closes closing finished finishing edged edging
    trending trended inched inching went goes going ticked ticking crept creeping moved moving traded trading opened
    drifted nudged year-on-year percent points also still now
    """.split()
)
# Words of doubt: what stands near them is not told as a fact.
HEDGES = frozenset(
    """
    reportedly allegedly alleged suspected believed estimated estimate estimates estimating supposedly purportedly
    purported apparently ostensibly unconfirmed rumoured rumored rumors rumours presumed feared thought unverified
    speculated claimed claims claim probably possibly perhaps maybe likely
    """.split()
)
ADVERB = "ly"
MINUS = frozenset({"-", "−", "–", "minus"})


class Modifier(NamedTuple):
    """A modifier that ends before a number and starts at token `start`, or begins after one and ends there."""

    start: int
    change: Change


def _reversed() -> dict[str, list[tuple[tuple[str, ...], Change]]]:
    found: dict[str, list[tuple[tuple[str, ...], Change]]] = {}
    changes: tuple[Change, ...] = ("~", "<", ">", "=")
    for change in changes:
        for words in BEFORE[change].split(" | "):
            run = tuple(tokenise(words.strip()).low)
            found.setdefault(run[-1], []).append((run, change))
    for runs in found.values():
        runs.sort(key=lambda item: -len(item[0]))
    return found


ENDINGS = _reversed()


def _by_first() -> dict[str, list[tuple[tuple[str, ...], Change]]]:
    found: dict[str, list[tuple[tuple[str, ...], Change]]] = {}
    for words, change in AFTER.items():
        run = tuple(words.split())
        found.setdefault(run[0], []).append((run, change))  # type: ignore[arg-type]  # the table holds changes alone
    return found


FOLLOWING = _by_first()


def before(line: Line, at: int) -> Modifier | None:
    """Find the modifier that ends right before token `at`; "at least about 50" takes both and means the nearer."""
    found = _one_before(line, at)
    if found is None:
        return None
    start, change = found
    while start and line.low[start - 1] in SOFTENERS:
        start -= 1 + (line.word(start - 2) == "a" and line.low[start - 1] in {"little", "bit"})
    outer = _one_before(line, start)
    if outer is None:
        return Modifier(start, change)
    return Modifier(outer.start, outer.change if change == "=" else change)


def _is_place(line: Line, at: int) -> bool:
    """Whether "under" says where something is and not how much: "under 80 centimetres of water"."""
    behind = range(at + 1, at + COVER_REACH)
    return line.low[at - 1] in PLACING and any(line.word(of) == "of" and line.word(of + 1) in COVERS for of in behind)


def _one_before(line: Line, at: int) -> Modifier | None:
    if at < 1 or _is_place(line, at):
        return None
    for run, change in ENDINGS.get(line.low[at - 1], ()):
        start = at - len(run)
        if start >= 0 and tuple(line.low[start:at]) == run:
            return Modifier(start, change)
    return None


def after(line: Line, at: int) -> Modifier | None:
    """Find the modifier that begins at token `at`: "or more", "+"; its `start` is where it ends."""
    for run, change in FOLLOWING.get(line.word(at), ()):
        if tuple(line.low[at : at + len(run)]) == run:
            return Modifier(at + len(run), change)
    return None


def moved(line: Line, at: int, *, plain: bool) -> Change | None:
    """Tell whether words before token `at` make it an amount of rise or fall: "rose by", "was down nearly".

    `plain` says that the figure counts things, so that "lost 190 jobs" and "added 15 books" move nothing.
    """
    step = at - 1
    while step >= 0 and step > at - 8:
        word = line.low[step]
        if word in UP or word in DOWN:
            if word in {"up", "down"} and not _adverbial(line, step):
                return None
            if plain and word in PLAIN_OBJECT and "by" not in line.low[step:at]:
                return None
            return None if "to" in line.low[step + 1 : at] and "up" not in line.low[step + 1 : at] else _way(word)
        if word not in BETWEEN and not word.endswith(ADVERB):
            break
        step -= 1
    return _moved_by(line, at)


def _adverbial(line: Line, at: int) -> bool:
    """Whether "up" stands for a rise, as in "was up 5%" or ", up 5%", and not with a verb of another meaning."""
    before = line.word(at - 1)
    return not before[:1].isalpha() or before in RISING or before in UP or before in DOWN or before.endswith(ADVERB)


def _moved_by(line: Line, at: int) -> Change | None:
    """Read "raised rates by 0.25%": the verb stands farther off, the "by" next to the number."""
    step = at - 1
    while step >= 0 and line.low[step] in BETWEEN and line.low[step] != "by":
        step -= 1
    if line.word(step) != "by":
        return None
    for back in range(step - 1, max(step - 10, -1), -1):
        word = line.low[back].removesuffix("s").removesuffix("ward")  # "revised upwards by"
        if word in UP or word in DOWN:
            return _way(word)
        if not (word[0].isalnum() or word[0] in "-'’$%&"):
            return None
    return None


def _way(word: str) -> Change:
    return "up" if word in UP else "down"
