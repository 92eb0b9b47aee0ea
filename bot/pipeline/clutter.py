"""Clears away what belongs to the page and not to the article; the same for pages and for plain texts.

A line goes only on strong evidence (`clutter_lines`, `clutter_notices`): losing a real sentence is worse than keeping
clutter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.pipeline import bylines, moments
from bot.pipeline import clutter_lines as lines
from bot.pipeline import clutter_notices as notices
from bot.pipeline.characters import key


class Block(NamedTuple):
    """A paragraph on its way through; `kind` is text, head, item or row, `linked` is for a link and nothing else."""

    words: str
    kind: str = "text"
    linked: bool = False


_SENTENCE_ENDS = tuple(".!?。！？")
_CLOSERS = "\"'”’»)]"
_MARKS = " \t:|»›>*•·–—-_=~▶►↓→✕×#!"
_BRACKETS = "[](){}"
# "September 6, 2023 / 11:48 AM GMT / Kestrel Wire"
_BETWEEN_PARTS = re.compile(r"\s[/|·•]\s")
_MOST_PARTS, _LONGEST_PART = 4, 4
_GLUED_AHEAD = re.compile(r"(?:Adver(?:tis|tiz)e?ments?|ADVER(?:TIS|TIZ)E?MENTS?)(?=[A-Z\"“‘'][\w“‘'])")
_GLUED_BEHIND = re.compile(
    r"(?<=[.!?”\"])\s?(?:(?i:adver(?:tis|tiz)e?ments?)|Read [Mm]ore|READ MORE|Continue [Rr]eading)\W{0,3}$"
)
_LONGEST_GLUED = 30
_DATE_OPENER = re.compile(
    r"^\W*(?:(?:first\s|last\s)?(?:published|updated|posted|created|modified|corrected|date|added)(?:\s(?:on|at))?\b|on\b)?[\s:|]*",
    re.IGNORECASE,
)
_BESIDE_DAYS = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b[ap]\.?m\b|\b(?:[ECMP][SD]?T|GMT|UTC|I?ST)\b"
    r"|\d{1,2}:\d\d|\bupdated\b|\bat\b",
    re.IGNORECASE,
)
_AGES = re.compile(
    r"\W*(?:(?:updated|published|posted)\W{0,3})?\d{1,3}\s(?:sec|min|hour|day|week|month|year)\w*\sago\W*"
    r"|(?:updated|published)(?: at)? \d{1,2}[:.]\d\d.{0,12}",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[*•‣▪►»] ?[A-Z\"“‘'].{10,110}$")
_END = Block("")
_MOST_STRAY = 2
# letters left beside a day on its line; a place would make it a dateline
_FEW_LETTERS = 4
NEAR_TOP = 6
CUT_OFF_NEAR_TOP = 3


def clear(blocks: Sequence[Block], byline: str | None = None, titles: Iterable[str] = ()) -> list[Block]:
    """The blocks without clutter; lines that repeat a title or the byline count as clutter too."""
    known = {key(title) for title in titles} - {""}
    writers = {key(name) for name in (byline or "").split(",")} - {""}
    kept = _without_link_lists(_without_menus(unglued(blocks)))
    kept = [block for at, block in enumerate(kept) if not _is_top_matter(block, at, known, writers)]
    kept = [block for at, block in enumerate(kept) if not is_clutter(block) or _heads_text(kept, at)]
    kept = _without_cut_off_captions(_without_stray_bullets(kept))
    kept = _without_signature(kept, byline)
    return _without_trailing_heads(kept)


def _heads_text(blocks: Sequence[Block], at: int) -> bool:
    """Whether a heading that is a link ("Memphis", "Apple AirPods Pro") stands over text of the article."""
    block = blocks[at]
    if block.kind != "head" or not block.linked or at + 1 == len(blocks):
        return False
    below = blocks[at + 1]
    return not below.linked and ends_sentence(below.words) and not is_clutter(block._replace(linked=False))


def is_clutter(block: Block) -> bool:
    """Whether the block is clutter whatever stands around it."""
    words = block.words
    if len(words) > notices.LONGEST:
        return False
    bare = words.strip(_MARKS)
    if not any(map(str.isalnum, bare)):
        return True
    return (block.linked and not ends_sentence(words)) or matches(words, bare)


def matches(words: str, bare: str) -> bool:
    """Whether the words have one of the shapes of clutter; `bare` is without the marks around them."""
    if _is_marker(bare) or any(shape.fullmatch(words) for shape in notices.SHAPES):
        return True
    if not ends_sentence(words) and any(shape.fullmatch(words) for shape in notices.UNFINISHED):
        return True
    folded = words.lower()
    if any(hint in folded for hint in notices.HINTS) and notices.HINTED.fullmatch(words):
        return True
    if not any(hint in folded for hint in notices.OFFER_HINTS):
        return False
    return bool(notices.OFFER.search(words) and notices.CALL.search(bare) and not notices.TOLD.search(words))


def _is_marker(bare: str) -> bool:
    if len(bare) > lines.LONGEST or _is_plain_sentence(bare):
        return False
    unframed = bare.strip(_BRACKETS) if bare[0] in _BRACKETS and bare[-1] in _BRACKETS else bare
    return any(shape.fullmatch(unframed.rstrip(".…")) for shape in lines.MARKERS)


def _is_plain_sentence(words: str) -> bool:
    return words.endswith(".") and not words.endswith("..") and words.count(" ") > 3


def ends_sentence(words: str) -> bool:
    """Whether the words end as a sentence does."""
    return words.rstrip(_CLOSERS).endswith(_SENTENCE_ENDS)


def unglued(blocks: Iterable[Block]) -> list[Block]:
    """The blocks without markers stuck to their first or last word ("AdvertisementChina ramps up")."""
    return [bare for block in blocks if (bare := _unglue(block)).words]


def _unglue(block: Block) -> Block:
    words = block.words
    if "Adver" in words or "ADVER" in words:
        words = _GLUED_AHEAD.sub("", words)
    end = words[-_LONGEST_GLUED:].lower()
    if "adver" in end or "read more" in end or "continue reading" in end:
        words = _GLUED_BEHIND.sub("", words)
    return block if words == block.words else block._replace(words=words.strip())


def _without_menus(blocks: Sequence[Block]) -> list[Block]:
    """Without runs of short lines of which at least three are words of a menu."""
    kept: list[Block] = []
    run: list[Block] = []
    for block in blocks:
        if len(block.words) <= 30 and not ends_sentence(block.words):
            run.append(block)
            continue
        kept += [] if _is_menu(run) else run
        kept.append(block)
        run = []
    return kept + ([] if _is_menu(run) else run)


def _is_menu(run: Sequence[Block]) -> bool:
    entries = [block.words.strip(_MARKS).lower() for block in run]
    return sum(any(word in lines.NAVIGATION for word in entry.split()[:2]) for entry in entries) >= max(
        3, len(entries) / 3
    )


def _without_link_lists(blocks: Sequence[Block]) -> list[Block]:
    """Without headings such as "You may also like" and the list of links under them."""
    kept: list[Block] = []
    listing = False
    for block in blocks:
        if len(block.words) <= lines.LONGEST and lines.LIST_HEADING.fullmatch(block.words.strip(_MARKS + ".")):
            listing = True
            continue
        listing = listing and (block.linked or block.kind == "item") and not ends_sentence(block.words)
        if not listing:
            kept.append(block)
    return kept


def _is_top_matter(block: Block, at: int, titles: set[str], writers: set[str]) -> bool:
    """A repeated title anywhere; near the top also the author, the date, the reading time."""
    words = block.words
    if len(words) > notices.LONGEST:
        return False
    if titles and (key(words) in titles):
        return True
    if len(words) > 140:
        return False
    if key(words) in writers:
        return True
    near_top = at < NEAR_TOP
    return (near_top and is_date_line(words)) or bool(_is_byline(words, writers, near_top))


def _is_byline(words: str, writers: set[str], near_top: bool) -> bool:
    if words[:1] in "BbWwRrPpS" and (names := bylines.from_line(words)):
        return near_top or not writers.isdisjoint(key(name) for name in names.split(","))
    return False


def is_date_line(words: str) -> bool:
    """Whether the line is a date of publication and nothing else."""
    if len(words) > 120:
        return False
    parts = _BETWEEN_PARTS.split(words)
    if 1 < len(parts) <= _MOST_PARTS:
        return _is_day(parts[0]) and all(_is_day(part) or _stands_beside_day(part) for part in parts[1:])
    return _is_day(words)


def _stands_beside_day(part: str) -> bool:
    """An hour or somebody's name, as between strokes behind the day."""
    words = part.split()
    hour = not key(_BESIDE_DAYS.sub("", part))
    return hour or (
        len(words) <= _LONGEST_PART and all(word[0].isupper() for word in words) and not ends_sentence(part)
    )


def _is_day(words: str) -> bool:
    if _AGES.fullmatch(words):
        return True
    span = moments.day_in(words)
    if span is None:
        return False
    around = _DATE_OPENER.sub("", words[: span[0]]) + words[span[1] :]
    return len(key(_BESIDE_DAYS.sub("", around))) <= _FEW_LETTERS and not ends_sentence(words)


def _without_stray_bullets(blocks: list[Block]) -> list[Block]:
    """Without one or two bulleted headlines between paragraphs: links to other stories, their addresses lost.

    A list of the article has more entries, or a sentence before it that leads to it.
    """
    kept: list[Block] = []
    run: list[Block] = []
    for block in [*blocks, _END]:
        if _BULLET.match(block.words) and not block.words.endswith("."):
            run.append(block)
            continue
        between = kept and block is not _END and ends_sentence(kept[-1].words) and ends_sentence(block.words)
        kept += [] if between and len(run) <= _MOST_STRAY else run
        kept.append(block)
        run = []
    return kept[:-1]


def _without_cut_off_captions(blocks: list[Block]) -> list[Block]:
    """Without paragraphs just under the headline that break off in " …" where full paragraphs follow.

    That is how a page's picture caption ends when it is cut; a cut article has nothing after it and stays.
    """
    return [
        block
        for at, block in enumerate(blocks)
        if not (
            at < CUT_OFF_NEAR_TOP
            and at + 2 < len(blocks)
            and block.words.endswith((" …", " ...", "[…]", "[...]"))
            and all(ends_sentence(after.words) for after in blocks[at + 1 : at + 3])
        )
    ]


def _without_signature(blocks: list[Block], byline: str | None) -> list[Block]:
    """Without the last lines about the author ("Jane Smith is a reporter at ...")."""
    names = [name.strip() for name in (byline or "").split(",") if " " in name.strip()]
    if not names or len(blocks) < 4:
        return blocks
    return blocks[:-3] + [block for block in blocks[-3:] if not _is_signature(block.words, names)]


def _is_signature(words: str, names: Sequence[str]) -> bool:
    if len(words) > notices.LONGEST:
        return False
    return any(words.startswith(name) and notices.SIGNATURE.match(words, len(name)) is not None for name in names)


def _without_trailing_heads(blocks: list[Block]) -> list[Block]:
    end = len(blocks)
    while end > 1 and blocks[end - 1].kind == "head" and not ends_sentence(blocks[end - 1].words):
        end -= 1
    return blocks[:end]
