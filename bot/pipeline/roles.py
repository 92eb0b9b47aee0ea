"""A person's office as the article writes it: before the name, between commas after it, or before it and a comma."""

from __future__ import annotations

from bot.pipeline.gazetteer import PEOPLES
from bot.pipeline.identity import Group, Mention
from bot.pipeline.lexicon import FUNCTION, HONORIFICS, OFFICE_PARTS, OFFICES
from bot.pipeline.runs import Page
from bot.pipeline.wordlists import listed

ARTICLES = listed("a an the his her its their our former ex 's ’s")
LONGEST = 9
STOPS = listed('. ! ? ; : , ( ) [ ] " “ ” – — …')
RELATIVES = listed("who whose whom which where when then")
KEEPS = listed("of for at and & the in on to")


def role_of(page: Page, group: Group) -> str | None:
    """The fullest office that stands beside any mention; an office in apposition tells more than a bare title."""
    found = [
        role
        for one in group.mentions[:12]
        for role in (_title(page, one), _behind(page, one), _ahead(page, one))
        if role
    ]
    if not found:
        return None
    best = max(found, key=len)
    text = page.text[page.tokens.starts[best.start] : page.tokens.ends[best.stop - 1]]
    return " ".join(text.split())


def _title(page: Page, mention: Mention) -> range | None:
    """For "President | Donald Trump" and "Foreign Ministry spokesman | Lu Kang"."""
    if mention.role:
        return mention.role
    return _ending_at(page, mention.first)


def _ahead(page: Page, mention: Mention) -> range | None:
    """For "China's Foreign Ministry spokesman, | Lu Kang, …"."""
    words = page.tokens.words
    if mention.first < 2 or words[mention.first - 1] != ",":
        return None
    closed = mention.last < len(words) and words[mention.last] in {",", "."}
    return _ending_at(page, mention.first - 1) if closed else None


def _ending_at(page: Page, end: int) -> range | None:
    """The office whose last word stands before `end`, with the words that narrow it down."""
    words = page.tokens.words
    if end < 1 or words[end - 1] not in OFFICES:
        return None
    begin = end - 1
    while begin > 0 and end - begin < LONGEST and (_narrows(page, begin - 1) or _is_compound(page, begin)):
        begin -= 1
    while begin < end and not words[begin][0].isalnum():
        begin += 1
    return range(begin, end)


def _is_compound(page: Page, at: int) -> bool:
    """Whether a hyphen ties the word before: the "co" of "co-pilot", the "Ex" of "Ex-Manchester United midfielder"."""
    tokens = page.tokens
    return tokens.words[at] == "-" and tokens.ends[at - 1] == tokens.starts[at] and tokens.words[at - 1][0].isalnum()


def _narrows(page: Page, at: int) -> bool:
    word = page.tokens.words[at]
    if word in STOPS or word.lower() in ARTICLES or word in PEOPLES or word in HONORIFICS:
        return _owns_office(page, at)
    if word.lower() in FUNCTION:  # "When photographer Richard Ross wants …"
        return False
    if page.tokens.starts[at + 1] - page.tokens.ends[at] > 1:
        return False
    return word[0].isupper() or word.lower() in OFFICE_PARTS or word.lower() in OFFICES or word == "-"


def _owns_office(page: Page, at: int) -> bool:
    """For "County Attorney's Office spokesman": without its owner an office says nothing."""
    words = page.tokens.words
    return words[at] in {"'s", "’s"} and words[at + 1] == "Office" and at > 0 and words[at - 1][0].isupper()


def _behind(page: Page, mention: Mention) -> range | None:
    """For "Jane Doe, the company's | chief financial officer |, said …"."""
    words = page.tokens.words
    if mention.last >= len(words) or words[mention.last] != ",":
        return None
    begin = _behind_relative(words, mention.last + 1)
    end = begin
    while end < len(words) and end - begin < 2 * LONGEST and words[end] not in STOPS:
        end += 1
    offices = [at for at in range(begin, end) if _is_office(words, at)]
    begin = _after_owner(words, begin, offices[0]) if offices else begin
    if not offices or end >= len(words) or words[end] not in {",", "."}:
        return None
    head = reach = offices[0]
    while reach + 1 < end and (words[reach + 1].lower() in OFFICES or words[reach + 1].lower() in OFFICE_PARTS):
        reach += 1
        head = reach if _is_office(words, reach) else head
    return _with_complement(words, begin, head, end)


def _behind_relative(words: list[str], at: int) -> int:
    """Behind "who is", where an office may follow in a clause as well as between commas."""
    return at + 2 if words[at : at + 1] == ["who"] and words[at + 1 : at + 2] in (["is"], ["was"]) else at


def _is_office(words: list[str], at: int) -> bool:
    """An office; "head" is one before "of"."""
    return words[at].lower() in OFFICES or (words[at] == "head" and words[at + 1 : at + 2] == ["of"])


def _after_owner(words: list[str], begin: int, end: int) -> int:
    """Behind the article and behind "the company's"."""
    for at in range(end - 1, begin - 1, -1):
        if words[at] in {"'s", "’s", "'", "’"}:
            return at + 1
    return begin + 1 if begin < end and words[begin].lower() in ARTICLES else begin


def _with_complement(words: list[str], begin: int, head: int, end: int) -> range | None:
    """An office, and what it is the office of if that is all that follows."""
    joined = any(words[at].lower() in KEEPS - {"and", "&"} for at in range(begin, head))
    if head - begin > 5 or joined or words[begin].lower() in RELATIVES:
        return None
    tail = words[head + 1 : end]
    if tail and (tail[0] in KEEPS and len(tail) <= LONGEST):
        return range(begin, end)
    return range(begin, head + 1)
