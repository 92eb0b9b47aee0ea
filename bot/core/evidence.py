"""The prover: whether a stored fact follows from the stored text alone.

Each `prove_*` returns null where it does, else one line that says why not. It knows nothing of how a fact was found,
so that a wrong step, a damaged store and a changed text are all noticed. Standard library only.
"""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import isfinite

from bot.core.article import Entity, Figure, Label, Quote, Span, Statement, SummarySentence
from bot.core.date_evidence import prove_date
from bot.core.figure_evidence import prove_figure

__all__ = ["prove_date", "prove_figure", "prove_name", "prove_quote", "prove_statement", "prove_summary", "prove_words"]

WORD = re.compile(r"[^\W_]+")
OPENERS = frozenset("\"“„«»‘'’")
CLOSERS = frozenset("\"”“»«’'")
# A quotation opens or closes so far beyond the words given of it: a clause of attribution may stand between.
QUOTED_WITHIN = 4000
ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?|-W\d{2})?(?:/\d{4}(?:-\d{2}(?:-\d{2})?)?)?")
# A statement that leaves one of these outside its span may say more than its sentence does.
GUARDED = frozenset(
    """
    not no never nor neither without unless if although though despite denied denies deny denying reportedly allegedly
    supposedly purportedly apparently possibly perhaps unconfirmed cannot hardly barely except
    """.split()
)
CONTRACTED = re.compile(r"n['’]t\b")


def prove_words(text: str, start: int, end: int, expected: str) -> str | None:
    """Null when the span holds exactly these words, white space and the first letter's case aside, and cuts none."""
    fault = _bounded(text, start, end)
    if fault:
        return fault
    said, wanted = " ".join(text[start:end].split()), " ".join(expected.split())
    same = said[1:] == wanted[1:] and said[:1].casefold() == wanted[:1].casefold()
    return None if same else "the span holds other words"


def prove_name(text: str, entity: Entity) -> str | None:
    """Null when the name and the role stand in the text, and every mention shares a word or the initials with it."""
    if not entity.mentions or not entity.name.strip():
        return "nothing in the text is named so"
    for words in (entity.name, entity.role):
        if words is not None and not _stands_in(text, words):
            return f"the text does not say {words}"
    faults = (_mention_fault(text, mention, entity.name) for mention in entity.mentions)
    return next((fault for fault in faults if fault), None)


def _mention_fault(text: str, mention: Span, name: str) -> str | None:
    fault = _bounded(text, mention.start, mention.end)
    if fault or _shares(mention.of(text), name) or _is_abbreviated(text, mention.of(text), name):
        return fault
    return f"“{mention.of(text)[:60]}” shares no word with {name}"


def prove_quote(text: str, quote: Quote) -> str | None:
    """Null when the words stand in quotation marks and the speaker where it is said to stand."""
    fault = _bounded(text, quote.start, quote.end)
    if fault:
        return fault
    if not _is_quoted(text, quote.start, quote.end):
        return "the words stand in no quotation marks"
    return _speaker_fault(text, quote)


def _speaker_fault(text: str, quote: Quote) -> str | None:
    parts = (quote.speaker, quote.speaker_start, quote.speaker_end)
    if quote.speaker is None or quote.speaker_start is None or quote.speaker_end is None:
        named = any(part is not None for part in (*parts, quote.who))
        return "the speaker has no place in the text" if named else None
    fault = prove_words(text, quote.speaker_start, quote.speaker_end, quote.speaker)
    if fault:
        return f"speaker: {fault}"
    if quote.speaker_start < quote.end and quote.start < quote.speaker_end:
        return "the speaker stands inside the words said"
    return None if quote.who is None or _stands_in(text, quote.who) else f"the text does not name {quote.who}"


def prove_summary(text: str, summary: SummarySentence, sentences: Sequence[Span]) -> str | None:
    """Null when it is a whole sentence of the text."""
    fault = _inside(text, summary.start, summary.end)
    if fault:
        return fault
    if (summary.start, summary.end) not in sentences:
        return "it is no whole sentence"
    return None if isfinite(summary.score) else "its score is no number"


def prove_statement(text: str, statement: Statement, sentences: Sequence[Span]) -> str | None:
    """Null when it lies in its sentence, cuts no word, and leaves out no negation, condition or doubt."""
    if not 0 <= statement.sentence < len(sentences):
        return "it belongs to no sentence"
    sentence = sentences[statement.sentence]
    fault = _bounded(text, statement.start, statement.end)
    if fault:
        return fault
    if not sentence.start <= statement.start < statement.end <= sentence.end:
        return "it is not inside its sentence"
    left_out = f"{text[sentence.start : statement.start]} … {text[statement.end : sentence.end]}".lower()
    lost = next((word for word in WORD.findall(left_out) if word in GUARDED), None)
    if lost or CONTRACTED.search(left_out):
        return f"it leaves out “{lost or 'not'}”"
    if any(not statement.start <= gloss.at <= statement.end for gloss in statement.glosses):
        return "an explanation stands outside it"
    return None if statement.date is None or ISO.match(statement.date) else f"{statement.date} is no ISO 8601 date"


def prove_label(text: str, label: Label, figure: Figure, sentence: Span) -> str | None:
    """Null when its pieces stand in the figure's sentence in this order, cut no word and leave the number out."""
    at = sentence.start
    for piece in label.pieces:
        fault = _bounded(text, piece.start, piece.end)
        if fault:
            return fault
        if not at <= piece.start < piece.end <= sentence.end:
            return "it is not inside its sentence, or not in its order"
        if piece.start < figure.end and figure.start < piece.end:
            return "it repeats the number"
        at = piece.end
    return None


def _inside(text: str, start: int, end: int) -> str | None:
    return None if 0 <= start < end <= len(text) else "the span is outside the text"


def _bounded(text: str, start: int, end: int) -> str | None:
    """A span inside the text that begins and ends on the bounds of words."""
    fault = _inside(text, start, end)
    if fault:
        return fault
    if text[start].isspace() or text[end - 1].isspace():
        return "the span begins or ends with white space"
    cuts_start = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    cuts_end = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return "the span cuts a word" if cuts_start or cuts_end else None


def _stands_in(text: str, words: str) -> bool:
    """Whether the words stand in the text as whole words, whatever the white space between them."""
    parts = words.split()
    if not parts:
        return False
    pattern = r"\s+".join(map(re.escape, parts))
    return re.search(rf"(?<![^\W_]){pattern}(?![^\W_])", text) is not None


def _is_abbreviated(text: str, short: str, name: str) -> bool:
    """Whether the text itself gives the capitals as short for the name: "Federal Security Service (FSB)"."""
    return short.isupper() and re.search(rf"{re.escape(name)}\s\({re.escape(short)}\)", text) is not None


def _shares(mention: str, name: str) -> bool:
    """A word in common, or one is the initials of the other."""
    ours, theirs = [word.casefold() for word in WORD.findall(mention)], [word.casefold() for word in WORD.findall(name)]
    if set(ours) & set(theirs):
        return True
    pairs = (("".join(ours), name), ("".join(theirs), mention))
    return any(len(short) > 1 and short in initials for short, words in pairs for initials in _initials(words))


def _initials(name: str) -> Iterator[str]:
    """The initials of all words, and of those written with a capital."""
    words = WORD.findall(name)
    if len(words) > 1:
        yield "".join(word[0] for word in words).casefold()
        yield "".join(word[0] for word in words if word[0].isupper()).casefold()


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether a mark opens before the words, with no other closing it again, and one closes behind them."""
    if text[start] in OPENERS:
        start += 1
    if text[end - 1] in CLOSERS:
        end -= 1
    before = text[max(start - QUOTED_WITHIN, 0) : start]
    after = text[end : end + QUOTED_WITHIN]
    touching = before.rstrip(" ([…—–-\n")[-1:] in OPENERS or after.lstrip(" .,!?;:…—–-)]\n")[:1] in CLOSERS
    return touching and any(mark in before for mark in OPENERS)
