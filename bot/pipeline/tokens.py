"""Step: sentences and tokens, which every later step shares so that the text is walked once."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from sentencex import get_sentence_boundaries

from bot.core.article import Span
from bot.pipeline.draft import Draft, Tokens

VERSION = 2

TOKEN = re.compile(
    r"""
    [A-Za-z]{2,}+(?![\w'’])              # most words; the rest of the rule would find the same more slowly
    | \d+(?:[.,]\d+)*                   # 3,900,000.5
    | (?:[^\W\d_]\.){2,}                # U.S.
    | [^\W_]+(?:['’](?!s\b)[^\W_]+)*   # word, o'clock; a possessive 's is a token of its own
    | ['’]s\b
    | [^\w\s]                           # one mark
    """,
    re.VERBOSE,
)
APOSTROPHE = re.compile(r"['’](?:(?<=[\w.].)(?=\w)|(?<=s.)(?= [a-z])|(?=\d0s\b)|(?<=\d.)(?=[ ,)]))")
OPENING, CLOSING = re.compile(r"(?<!\S)[\"“‘'(\[](?=\S)"), re.compile(r"[\"“”‘’'()\[\]•]")
# A quotation that stops, and a new sentence of some length; an attribution would follow a comma.
ENDED = re.compile(r"(?P<said>\w\w\w\.[\"”])\s+(?=[A-Z][\w’'\u02bc-]*(?: [\w’'\u02bc-]+){3})")
LONGEST = 700  # characters; longer sentences are mostly several
PARAGRAPH = "\n\n"
IN_WORD = "\N{MODIFIER LETTER APOSTROPHE}"


def run(draft: Draft) -> Draft:
    """Find the sentences of the text and the tokens of each."""
    sentences = split(draft.text, draft.language or "en")
    return replace(draft, sentences=sentences, tokens=tokenize(draft.text, sentences))


def split(text: str, language: str) -> tuple[Span, ...]:
    """Sentences in order, without the white space around them; a paragraph's end always ends one."""
    spans = []
    at = 0
    for paragraph in text.split("\n\n"):
        if paragraph.strip():
            spans += _split_paragraph(paragraph, at, language)
        at += len(paragraph) + 2
    return tuple(spans)


def _split_paragraph(paragraph: str, offset: int, language: str) -> list[Span]:
    spans = []
    # The splitter takes the apostrophe of "U.N.'s" for a quotation mark and looks far ahead for the other.
    plain = APOSTROPHE.sub(IN_WORD, paragraph) if "'" in paragraph or "’" in paragraph else paragraph
    for start, end in _parted(plain, _pieces(plain, language)):
        words = paragraph[start:end]
        if end - start > LONGEST:
            spans += [Span(offset + start + at, offset + start + to) for at, to in _resplit(words, language)]
        else:
            spans.append(Span(offset + start, offset + end))
    return spans


def _parted(text: str, pieces: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pieces parted where the splitter takes a new sentence for the attribution of a quotation that has ended."""
    if '."' not in text and ".”" not in text:
        yield from pieces
        return
    for start, end in pieces:
        at = start
        if '."' not in text[start:end] and ".”" not in text[start:end]:
            yield start, end
            continue
        for match in ENDED.finditer(text, start, end):
            yield at, match.end("said")
            at = match.end()
        yield at, end


def _resplit(words: str, language: str) -> list[tuple[int, int]]:
    """What one mark without its other half has held together, split as if no mark were there."""
    bare = CLOSING.sub(" ", OPENING.sub("X", words))
    return _pieces(bare, language)


def _pieces(text: str, language: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, without the white space around it."""
    found = []
    for piece in get_sentence_boundaries(language, text):
        words, start = piece["text"], piece["start_index"]
        stripped = words.strip()
        if stripped:
            start += len(words) - len(words.lstrip())
            found.append((start, start + len(stripped)))
    return found


def tokenize(text: str, sentences: tuple[Span, ...]) -> Tokens:
    """Every token inside a sentence; see `Tokens` for the shape."""
    words, starts, ends = [], [], []
    for match in TOKEN.finditer(text):
        words.append(match.group())
        starts.append(match.start())
        ends.append(match.end())
    firsts = [bisect_left(starts, sentence.start) for sentence in sentences]
    firsts.append(len(starts))
    paragraphs = [0]
    at = text.find(PARAGRAPH)
    while at >= 0:
        paragraphs.append(bisect_left(starts, at))
        at = text.find(PARAGRAPH, at + len(PARAGRAPH))
    paragraphs.append(len(starts))
    return Tokens(words, [word.lower() for word in words], starts, ends, firsts, paragraphs)
