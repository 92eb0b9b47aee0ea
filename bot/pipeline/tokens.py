"""Step: sentences and tokens, which every later step shares so that the text is walked once."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from sentencex import get_sentence_boundaries

from bot.core.article import Span
from bot.pipeline.draft import Draft, Tokens

VERSION = 1

TOKEN = re.compile(
    r"""
    \d+(?:[.,]\d+)*                     # 3,900,000.5
    | (?:[^\W\d_]\.){2,}                # U.S.
    | [^\W_]+(?:['’](?!s\b)[^\W_]+)*   # word, o'clock; a possessive 's is a token of its own
    | ['’]s\b
    | [^\w\s]                           # one mark
    """,
    re.VERBOSE,
)


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
    for piece in get_sentence_boundaries(language, paragraph):
        words = piece["text"]
        stripped = words.strip()
        if stripped:
            start = offset + piece["start_index"] + len(words) - len(words.lstrip())
            spans.append(Span(start, start + len(stripped)))
    return spans


def tokenize(text: str, sentences: tuple[Span, ...]) -> Tokens:
    """Every token inside a sentence; see `Tokens` for the shape."""
    words, starts, ends = [], [], []
    for match in TOKEN.finditer(text):
        words.append(match.group())
        starts.append(match.start())
        ends.append(match.end())
    firsts = [bisect_left(starts, sentence.start) for sentence in sentences]
    firsts.append(len(starts))
    return Tokens(words, starts, ends, firsts)
