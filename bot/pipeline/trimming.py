"""What may be left outside a statement's span, so that what remains is whole and exactly as true.

At the front a dateline, an opener that only joins, a lead-in that only adds ("As part of …,"); at the back a relative
clause of a long sentence. Nothing is cut that holds a negation, a concession, a condition, a hedge or an attribution.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.evidence import GUARDED
from bot.pipeline.pointers import AUXILIARIES, LINK_PHRASES, LINKS, by_first_word, phrase_at
from bot.pipeline.speech import VERBS
from bot.pipeline.stamps import skip_stamp

PROTECTED = VERBS | frozenset(
    """
    not no never none nobody nothing nowhere neither nor without cannot hardly barely scarcely rarely seldom lack lacks
    lacking except excepting unless if only barring excluding rather instead until otherwise whether provided
    deny denies denied denying refuse refuses refused refusing reject rejects rejected rejecting fail fails failed
    failing avoid avoids avoided prevent prevents prevented
    although though despite while whereas but yet however even albeit notwithstanding still nevertheless nonetheless
    regardless unlike
    reportedly allegedly alleged suspected suspect suspects apparently apparent purportedly purported supposedly
    supposed seemingly ostensibly presumably may might could would should can possible possibly probable probably likely
    unlikely perhaps maybe seem seems seemed appear appears appeared potential potentially rumoured rumored
    expected expect expects estimated estimate estimates believed believe believes thought think thinks
    consider considered considers so-called claimed planned plans proposed
    intended intends hope hopes hoped fear fears feared assume assumed
    accused accuse accuses
    according per cited citing cites quoted quoting accounts sources source analysts experts critics reports
    """.split()  # noqa: SIM905 - words
)
MARKS = frozenset("\"“”„«»‘’'()[]:;—–")
DASHES = frozenset("-—–:")
DATELINE_REACH, PLACE_MARKS = 18, frozenset("(,./")
WIRES = frozenset(
    """
    CNN Reuters AP AFP UPI BBC Xinhua Bloomberg Kyodo Yonhap TASS Interfax DPA dpa ANSA EFE PTI ANI IANS CP AAP APA
    """.split()  # noqa: SIM905 - words
)
LEAD_INS = by_first_word(
    ("as", "part", "of"),
    ("in", "addition", "to"),
    ("as", "well", "as"),
    ("along", "with"),
)
LEAST_CLAUSE = 6
CONTINUERS = frozenset("and or including such which who whom whose where when that to as".split())  # noqa: SIM905
LONG_SENTENCE = 36
LEAST_HEAD = 12
MOST_TAIL = 26
RELATIVES = frozenset(("which", "who", "whose", "where"))


def is_protected(word: str) -> bool:
    """Whether leaving out this word (lower case) could change what is claimed."""
    return word in PROTECTED or word.endswith(("n't", "n’t"))


def skip_dateline(words: Sequence[str], first: int, last: int) -> int:
    """The first token behind "BEIJING (Reuters) - ", "(CNN)" or a stamp of time; `first` where there is none."""
    first = skip_stamp(words, first, last, _must_stay)
    for at, word in enumerate(words[first : min(last - 1, first + DATELINE_REACH)], start=first):
        if word == ")":
            dashed = words[at + 1] in DASHES
            wired = words[at - 1] in WIRES or (dashed and words[first].isupper())
            return at + 1 + dashed if wired and _is_place_line(words, first, at) else first
        if word in ("—", "–", ":") and at > first and words[first].isupper() and _is_place_line(words, first, at):
            return at + 1
        if not (word[0].isupper() or word[0].isdigit() or word in PLACE_MARKS):
            break
    return first


def _must_stay(word: str) -> bool:
    return is_protected(word) or word in GUARDED


def _is_place_line(words: Sequence[str], first: int, last: int) -> bool:
    """Only names, figures and commas, the first a name in the manner of a dateline."""
    return all(word[0].isupper() or word[0].isdigit() or word in PLACE_MARKS for word in words[first:last])


def skip_links(lower: Sequence[str], at: int, last: int) -> int:
    """The first token behind openers that only join: "Meanwhile,", "In addition,", "And"."""
    while at + LEAST_CLAUSE < last:
        size = 1 if lower[at] in LINKS else phrase_at(lower, at, LINK_PHRASES)
        if size and lower[at + size] == ",":
            at += size + 1
        elif lower[at] == "and" and lower[at + 1] != ",":
            at += 1
        else:
            break
    return at


def skip_lead_in(words: Sequence[str], lower: Sequence[str], at: int, last: int) -> int:
    """The first token behind "As part of …,"; `at` where there is none or it cannot be left out."""
    if not phrase_at(lower, at, LEAD_INS):
        return at
    comma = next((i for i in range(at, last) if lower[i] == ","), last)
    if comma + LEAST_CLAUSE >= last or _holds_protected(words, at, comma) or not _is_clause(lower, comma + 1, last):
        return at
    return comma + 1


def _holds_protected(words: Sequence[str], first: int, last: int) -> bool:
    """Whether anything here must stay; "May" is a month, "may" a doubt."""
    return any((word != "May" and is_protected(word.lower())) or word in MARKS for word in words[first:last])


def _is_clause(lower: Sequence[str], at: int, last: int) -> bool:
    """Whether a clause of its own begins here, and not a further member of a list."""
    end = next((i for i in range(at, last) if lower[i] == ","), last)
    clause = lower[at:end]
    if len(clause) < LEAST_CLAUSE or clause[0] in CONTINUERS:
        return False
    return not {"and", "or"} & set(clause) or not AUXILIARIES.isdisjoint(clause) or not VERBS.isdisjoint(clause)


def drop_tail(words: Sequence[str], lower: Sequence[str], first: int, last: int) -> int:
    """The end of the statement: before the comma of a last relative clause when the sentence is long, else `last`."""
    if last - first < LONG_SENTENCE:
        return last
    comma = next((i for i in range(last - 1, last - MOST_TAIL, -1) if lower[i] == ","), -1)
    if comma < first + LEAST_HEAD or lower[comma + 1] not in RELATIVES or _holds_protected(words, comma, last):
        return last
    head = lower[first:comma]
    whole = not AUXILIARIES.isdisjoint(head) or not VERBS.isdisjoint(head)
    return comma if whole and not MARKS.intersection(head) else last
