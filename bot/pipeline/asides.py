"""Sentences that are no part of the report: captions, headings, notes on the author, calls to click or subscribe.

They may stand in an article's text for good reason, but never in a summary or a briefing.
"""

from __future__ import annotations

import re
from itertools import chain

from bot.core.article import Span
from bot.pipeline.pointers import AUXILIARIES
from bot.pipeline.speech import VERBS

CLOSERS = "\"'”’»)]"
FEWEST_WORDS = 6

# Sought as they stand in the lower-cased text; each is enough by itself.
NOTES = (
    "click here",
    "click on the",
    "read more",
    "read also",
    "also read",
    "scroll down",
    "sign up for",
    "sign up to",
    "sign up now",
    "subscribe to our",
    "subscribe now",
    "subscribe here",
    "subscribe for",
    "our newsletter",
    "follow us",
    "follow @",
    "on twitter @",
    "on twitter at @",
    "on twitter: @",
    "like us on",
    "find us on",
    "share this",
    "advertisement",
    "advertisment",
    "all rights reserved",
    "copyright ©",
    "copyright (c)",
    "© 2",
    "(c) 2",
    "contributed to this report",
    "contributed to this story",
    "contributed to this article",
    "contributed reporting",
    "reporting by ",
    "editing by ",
    "last updated",
    "updated:",
    "published:",
    "was first published",
    "was originally published",
    "has been updated",
    "has been corrected",
    "has been amended",
    "version of this article",
    "version of this story",
    "version of this report",
    "for more information",
    "for more stories",
    "for more news",
    "for more on this",
    "watch the video",
    "watch video",
    "watch below",
    "video:",
    "image:",
    "photo:",
    "email us",
    "e-mail us",
    "email me at",
    "email him at",
    "email her at",
    "comments below",
    "comment below",
    "comments section",
    "in the comments",
    "commenting",
    "cookie policy",
    "terms of use",
    "terms of service",
    "privacy policy",
    "download our app",
    "download the app",
    "let us know",
    "join the conversation",
    "views expressed",
    "opinions expressed",
    "you can follow",
    "you can reach",
    "you can contact",
    "is a freelance",
    "is a staff writer",
    "is a contributing",
    "is a contributor to",
    "is a reporter for",
    "is a reporter at",
    "is a columnist for",
    "please note",
    "thank you for using",
    "thanks for reading",
    "at the bottom of the page",
    "on this page you will find",
)
PICTURED = (
    "(left)",
    "(right)",
    "(centre)",
    "(center)",
    "(above)",
    "(below)",
    "(l)",
    "(r)",
    "(pictured",
    "pictured above",
    "pictured below",
    "pictured left",
    "pictured right",
    "pictured here",
    "(file photo",
    "file photo",
    "file picture",
    "file image",
    "undated photo",
    "in this photo",
    "in this image",
    "in this picture",
    "photo by",
    "photograph by",
    "image credit",
    "photo credit",
    "getty images",
    "/getty",
    "/afp",
    "/reuters",
    "/ap)",
)
# Each mark under its longest word, so that a text without that word need not be searched for it.
TRIGGERS: dict[str, list[str]] = {}
for _mark in NOTES + PICTURED:
    TRIGGERS.setdefault(max(re.findall(r"\w+", _mark), key=len), []).append(_mark)

# Present tense of what people are seen to do; beside a day of the past it tells of a picture, not of news.
POSES = frozenset(
    """
    holds hold stands stand poses pose sits sit walks walk looks look speaks speak arrives arrive leaves leave waves
    wave shakes shake gestures gesture watches watch inspects inspect reacts react passes pass carries carry
    addresses address rides ride gathers gather marches march listens listen prays pray hugs hug kisses kiss embraces
    embrace smiles smile rests rest patrols patrol guards guard greets greet crosses cross celebrates celebrate
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
DAY = re.compile(rf"\b(?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH}),? (?:19|20)\d\d\b")
ANYBODY = frozenset(
    """
    a an two three four people men women boys girls children students soldiers troops police officers firefighters
    protesters demonstrators supporters fans workers residents villagers refugees migrants visitors tourists
    """.split()  # noqa: SIM905 - words
)
CAPTION_SENTENCES = 3
CORRECTION = re.compile(
    r"(?:corrections?|clarifications?|editor['’]s? note|correction and clarification)\b(?:,? [^:.]{4,40})?:"
    r"|(?:an?|the) (?:earlier|previous|original) version of this (?:article|story|report|piece|post)\b"
    r"|this (?:article|story|report|piece) (?:has been|was) (?:corrected|amended|updated|changed)\b",
    re.IGNORECASE,
)
LABEL = 6  # "Under fire: Faculty …"


def find_asides(text: str, sentences: tuple[Span, ...], lowered: list[list[str]]) -> set[int]:
    """Places of the sentences that are no part of the report; `lowered` has each one's tokens in lower case."""
    folded = text.lower()
    marks = [
        mark for word in TRIGGERS.keys() & chain.from_iterable(lowered) for mark in TRIGGERS[word] if mark in folded
    ]
    asides: set[int] = set()
    caption = -CAPTION_SENTENCES
    for place, span in enumerate(sentences):
        words = text[span.start : span.end]
        if not place or "\n\n" in text[sentences[place - 1].end : span.start]:
            noted = _is_caption(words, lowered[place]) or is_correction(words)
            caption = place if noted else -CAPTION_SENTENCES
        if place < caption + CAPTION_SENTENCES or not _is_whole(words, lowered[place]) or _says_any(words, marks):
            asides.add(place)
    return asides


def is_correction(words: str) -> bool:
    """Whether a paragraph opens as a note on what the article itself got wrong."""
    return CORRECTION.match(words) is not None


def _is_whole(words: str, tokens: list[str]) -> bool:
    """Ends as a statement does, and is long enough to be one."""
    if len(tokens) < FEWEST_WORDS or words.endswith("...") or (words[0] == "(" and words[-1] == ")"):
        return False
    last = words if words[-1] in ".!" else words.rstrip(CLOSERS + " ")
    if words[0].islower() and tokens[1] != "-":  # what is left of a sentence that a caption's marks have broken
        return False
    if last[-1:] not in (".", "!"):
        return False
    return len(tokens) > 3 * FEWEST_WORDS or sum(token[0].isalnum() for token in tokens) >= FEWEST_WORDS


def _says_any(words: str, marks: list[str]) -> bool:
    if not marks:
        return False
    folded = words.lower()
    return any(mark in folded for mark in marks)


def _is_caption(words: str, tokens: list[str]) -> bool:
    """A label before a colon, or people in a pose; "the court holds … on 3 May" is a plan, not a picture."""
    if ":" in tokens[1:LABEL] and _is_label(words, tokens):
        return True
    if tokens[:1] == ["the"] or POSES.isdisjoint(tokens[1:9]):
        return False
    if tokens[0] in ANYBODY and not POSES.isdisjoint(tokens[1:6]):
        return True
    return DAY.search(words.lower()) is not None


def _is_label(words: str, tokens: list[str]) -> bool:
    """A few words without a verb before a colon and a new beginning; a dateline in capitals is none."""
    colon = tokens.index(":")
    if not VERBS.isdisjoint(tokens[:colon]) or not AUXILIARIES.isdisjoint(tokens[:colon]):
        return False
    label, _, rest = words.partition(":")
    return rest[:1] == " " and rest[1:2].isupper() and not label.isupper()
