"""Step: for every figure the words of its sentence with which its row can be read without the sentence.

The subject and the verb of the figure's clause come first ("Tourists spent … there"), then the noun that holds it ("a
range of …"), then what follows it alone. Each is a run of the sentence, cut only where a phrase ends.
"""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from bot.core.article import NO_UNIT, Figure, Label, Span
from bot.core.evidence import GUARDED
from bot.core.measures import SYMBOLS
from bot.core.numerals import Line
from bot.pipeline import wordclasses as classes
from bot.pipeline.clauses import CUT, JOINTS, RELATIVES, breaks, floor, is_finite, leans, names
from bot.pipeline.draft import Draft
from bot.pipeline.figures import line_of
from bot.pipeline.label_heads import MEASURED, Place, is_attributive, opens, ways_before, what_before
from bot.pipeline.label_tails import trimmed, words_after
from bot.pipeline.subjects import MODALS

VERSION = 1

# Characters of a label, and those of them that a date of our own may need.
ROOM, DATED = 95, 18
MOST_PIECES = 3
DENIAL_REACH = 3
GAP = len(" … ")
# They stand for somebody or something named before.
ANAPHORS = frozenset("it they them he she him its their his her theirs hers itself themselves himself herself".split())
HUMAN = frozenset("he him his she her hers himself herself".split())
# Nothing named in the sentence tells what they stand for.
LOST = frozenset(
    """
    i we you me us my our your mine ours yours here there this these those such so both another others former latter
    it's he's she's they're we're i'm i've we've they've you're it’s he’s she’s they’re we’re i’m i’ve we’ve they’ve
    """.split()
)
# A clause left out of the label must say nothing of these.
UNSURE = GUARDED | MODALS | frozenset("whether deny denied plan plans planned hope hopes hoped fail failed".split())


def run(draft: Draft) -> Draft:
    """Fill `labels`, one for each figure."""
    starts = [sentence.start for sentence in draft.sentences]
    lines: dict[int, Line] = {}
    labels = []
    for figure in draft.figures:
        sentence = bisect_right(starts, figure.start) - 1
        if sentence not in lines:
            lines[sentence] = line_of(draft, sentence)
        labels.append(label_of(lines[sentence], figure))
    return replace(draft, labels=tuple(labels))


def label_of(line: Line, figure: Figure) -> Label:
    """The first way of telling the figure that fits and reads alone; else what can be said of it."""
    first, last = bisect_right(line.ends, figure.start), bisect_left(line.starts, figure.end)
    place = Place(line, figure, first, last, floor(line, first, last))
    best: list[range] = []
    for ways in ways_before(place):
        pieces = _fitted(place, ways)
        if pieces and _reads_alone(place, pieces):
            return Label(_spans(line, pieces), alone=True)
        best = best or (pieces if any(piece.start >= last for piece in pieces) else [])
    named = what_before(place)
    return Label(_spans(line, best or ([named] if named else [])), alone=False)


def _spans(line: Line, pieces: Sequence[range]) -> tuple[Span, ...]:
    return tuple(Span(line.starts[piece.start], line.ends[piece.stop - 1]) for piece in pieces)


def _fitted(place: Place, head: list[range]) -> list[range]:
    """The pieces of a label that has this head, the words after the figure cut to the room; empty where none fit."""
    head = _merged(place, head)
    if head and not _fits(place, head):
        return []
    verbal = any(is_finite(place.line, at) for piece in head for at in piece)
    tail = words_after(place, verbal=verbal)
    if not tail:
        return [piece for piece in head if len(piece)]
    whole = _merged(place, [*head, *tail])
    if len(whole) > MOST_PIECES:
        return []
    if _fits(place, whole) and not _lost(place, whole):
        return whole
    return _cut(place, head, tail)


def _cut(place: Place, head: list[range], tail: list[range]) -> list[range]:
    """The longest tail that fits and leaves nothing in it that leans on words before."""
    line = place.line
    for piece in range(len(tail) - 1, -1, -1):
        for at in (tail[piece].stop, *breaks(line, tail[piece])):
            kept = trimmed(line, range(tail[piece].start, at))
            while at < tail[piece].stop and len(kept) > 1 and classes.is_past(line.low[kept.stop - 1]):
                kept = trimmed(line, kept[:-1])
            whole = _merged(place, [*head, *tail[:piece], kept])
            if len(kept) and _fits(place, whole) and not _lost(place, whole):
                return whole
    return list(head) if _is_loose(place, tail[0].start) else []


def _is_loose(place: Place, at: int) -> bool:
    """Whether the words after the figure, from `at` on, are no part of what it counts or does."""
    line = place.line
    tied = place.figure.unit == NO_UNIT or place.figure.unit not in MEASURED
    return line.low[at] in classes.PREPOSITIONS | classes.ADVERBS | CUT and not (tied and line.low[at] == "of")


def _fits(place: Place, pieces: Sequence[range]) -> bool:
    """Whether there is room for the pieces, and for the date where they do not tell its year."""
    year = (place.figure.date or "")[:4]
    told = not year or any(place.line.low[at] == year for piece in pieces for at in piece)
    return _size(place.line, pieces) <= (ROOM if told else ROOM - DATED)


def _merged(place: Place, pieces: list[range]) -> list[range]:
    """Those that touch as one, without marks and small words where they part; and without an "of" that opens all."""
    whole: list[range] = []
    for piece in pieces:
        if whole and whole[-1].stop == piece.start:
            whole[-1] = range(whole[-1].start, piece.stop)
        elif len(piece):
            whole.append(piece)
    if whole and whole[0].start >= place.last and place.line.low[whole[0].start] == "of":
        whole[0] = range(whole[0].start + 1, whole[0].stop)
    return [piece for piece in (_edged(place, piece) for piece in whole) if len(piece)]


def _edged(place: Place, piece: range) -> range:
    """Without marks at its ends; one that does not read on to the figure without what leans on words left out."""
    line = place.line
    start, stop = piece.start, piece.stop
    while stop > start and (not _is_word(line, stop - 1) or (stop < place.first and _leans_on(line, stop - 1))):
        stop -= 1
    while start < stop and not _is_word(line, start) and line.low[start] not in SYMBOLS:
        start += 1
    return range(start, stop)


def _is_word(line: Line, at: int) -> bool:
    return line.low[at][0].isalnum() or line.low[at] in {"'s", "’s", "%", "'", "’"}


def _leans_on(line: Line, at: int) -> bool:
    return leans(line, at) or line.low[at] in classes.ADVERBS or line.low[at] in RELATIVES


def _size(line: Line, pieces: Sequence[range]) -> int:
    return sum(line.ends[piece.stop - 1] - line.starts[piece.start] + GAP for piece in pieces if len(piece)) - GAP


def _lost(place: Place, pieces: Sequence[range]) -> bool:
    """Whether a word stands for something that is not in the label."""
    line, named, called = place.line, False, False
    for piece in pieces:
        for at in piece:
            word = line.low[at]
            if word in LOST and not (word == "there" and line.word(at + 1) in classes.AUXILIARIES):
                return not (word in {"this", "these"} and line.word(at + 1) in TIMES)
            partitive = at == place.last + 1 and line.low[at - 1] == "of" and word in {"it", "them"}
            if (word in ANAPHORS and (not named or partitive)) or (word in HUMAN and not called):
                return True
            if _points_back(line, at):
                return True
            noun = names(line, at) and word not in TIMES
            named, called = named or noun, called or (noun and line.raw[at][0].isupper())
    return False


PARTS = frozenset("some most many few all several others".split())
TIMES = frozenset("year month week spring summer autumn fall winter season morning evening weekend century".split())


def _points_back(line: Line, at: int) -> bool:
    """Whether it is the "that" of "of that sum", or the "some" of "some ask"."""
    word = line.low[at]
    if word == "that":
        return line.word(at - 1) in classes.PREPOSITIONS
    return word in PARTS and at + 1 < len(line.low) and is_finite(line, at + 1)


def _reads_alone(place: Place, pieces: list[range]) -> bool:
    """Whether the label tells of what the figure is, and leaves no doubt out."""
    line, opener = place.line, pieces[0]
    nouns = sum(names(line, at) for piece in pieces for at in piece)
    if (
        not nouns
        or _lost(place, pieces)
        or RELATIVES.intersection(line.low[opener.start : opener.start + 2][: len(opener)])
    ):
        return False
    if _doubted(place, pieces):
        return False
    verbal = any(is_finite(line, at) for piece in pieces for at in piece)
    placed = verbal or any(_places(line, at) for piece in pieces for at in piece)
    if is_attributive(place):
        return placed or place.figure.unit in MEASURED
    if opener.start < place.first:
        return verbal or nouns > 1
    if place.figure.unit == "percentage" and not (verbal or (placed and opens(place))):
        return False
    leading = line.low[opener.start] in classes.PREPOSITIONS or is_finite(line, opener.start)
    tells = placed if place.figure.unit not in MEASURED else line.word(place.last) == "of"
    return nouns > 1 and tells and not leading


def _places(line: Line, at: int) -> bool:
    """Whether it opens a phrase that tells where, when or which."""
    return line.low[at] in RELATIVES or (line.low[at] in classes.PREPOSITIONS and line.low[at] != "of")


def _doubted(place: Place, pieces: list[range]) -> bool:
    """Whether words of doubt, denial or condition stand beside the label and not in it."""
    line, last = place.line, pieces[-1].stop
    begin = max((at for at in range(place.low, place.first) if line.low[at] in {","} | JOINTS), default=place.low)
    begin = min(begin, pieces[0].start)
    left_out = [at for at in range(begin, place.first) if not any(at in piece for piece in pieces)]
    left_out += range(max(0, place.low - DENIAL_REACH), place.low)  # "denied that", "if"
    if any(line.low[at] in UNSURE for at in left_out):
        return True
    while line.word(last) in classes.AUXILIARIES and not line.low[last].endswith(("n't", "n’t")):
        last += 1
    return line.word(last).endswith(("not", "n't", "n’t"))
