"""Step: the words an article is found by, and what one might ask for to find it.

A term is a word without case, accents and English endings. Texts and queries go through the same functions, so that
what is typed meets what was indexed. Chinese, Japanese and Korean are found by overlapping pairs of characters, since
their words are not parted by spaces or carry particles.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache, lru_cache

import Stemmer

from bot.core.article import Article
from bot.pipeline import topics
from bot.pipeline.draft import Draft
from bot.pipeline.stopwords import ASKED_FOR, STOPWORDS
from bot.pipeline.tokens import TOKEN

VERSION = 2

# A title says what its article is about: its words count this often on top of their places in the text.
TITLE_WEIGHT = 2
LONGEST_TERM = 64

# The stemmer keeps no cache of its own (0): it is then a pure function.
STEM = Stemmer.Stemmer("english", 0).stemWords

PAIRED = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
ACCENT = re.compile("[\u0300-\u036f]+")
ELISION = re.compile("(?:[cdjlmnst]|qu)['’](?=..)")
THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
APOSTROPHES = str.maketrans("", "", "'’.")
CURLY = str.maketrans("’", "'")


def run(draft: Draft) -> Draft:
    """Fill `stems`, one string a sentence, and `topics`."""
    tokens = draft.tokens
    table = _table(tokens.words)
    found = [table[word] for word in tokens.words]
    stems = tuple(
        " ".join(filter(None, found[start:end])) for start, end in zip(tokens.firsts, tokens.firsts[1:], strict=False)
    )
    return replace(draft, stems=stems, topics=topics.choose(draft, found, stems_in(draft.title or "")))


def stems_of(words: str) -> tuple[str, ...]:
    """The terms of a query, in order; stop words are left out unless there is nothing else."""
    tokens = [match.group() for match in TOKEN.finditer(words)]
    kept = [word for word in tokens if not _is_stopword(word) or word.casefold() in ASKED_FOR]
    return tuple(STEM([part for token in kept or tokens for part in _parts(token)]))


def stems_in(text: str) -> tuple[str, ...]:
    """The terms of a stretch of text that is not part of an article's sentences, its title above all."""
    return stems_of_tokens([match.group() for match in TOKEN.finditer(text)])


def keys_of(names: Sequence[str]) -> list[str]:
    """For each name its terms, parted by spaces: names with the same key are the same topic."""
    tokens = [[match.group() for match in TOKEN.finditer(name)] for name in names]
    table = _table(token for found in tokens for token in found)
    return [
        " ".join(filter(None, [table[token] for token in found])) or fold(name)
        for name, found in zip(names, tokens, strict=True)
    ]


def stems_of_tokens(tokens: Sequence[str]) -> tuple[str, ...]:
    """The terms of these tokens, in order, without stop words."""
    table = _table(tokens)
    return tuple(" ".join(filter(None, [table[token] for token in tokens])).split())


def index_terms(article: Article) -> tuple[dict[str, int], int]:
    """How often each term counts for this article, and the sum of the counts; its year of publication is one."""
    counts = Counter(" ".join(article.stems).split())
    for stem in stems_in(article.title or ""):
        counts[stem] += TITLE_WEIGHT
    length = counts.total()
    if article.published:
        counts[article.published[:4]] += 1
    return dict(counts), length


def fold(word: str) -> str:
    """A word without case and accents; letters that Latin alphabets add become their plain neighbours."""
    word = word.casefold()
    if word.isascii():
        return word
    word = unicodedata.normalize("NFKC", word).casefold().translate(LETTERS)
    return unicodedata.normalize("NFC", ACCENT.sub("", unicodedata.normalize("NFD", word)))


def _table(tokens: Iterable[str]) -> dict[str, str]:
    """Each distinct token with its terms, parted by spaces; empty for stop words and marks."""
    return {token: _terms(token) for token in set(tokens)}


@lru_cache(maxsize=16_384)  # texts share most of their words
def _terms(token: str) -> str:
    return "" if _is_stopword(token) else " ".join(STEM(_parts(token)))


def _is_stopword(token: str) -> bool:
    # "US", "WHO" and "IT" in capitals are names.
    return (len(token) == 1 or not token.isupper()) and token.translate(CURLY).casefold() in STOPWORDS


def _parts(token: str) -> list[str]:
    """What a token is indexed as, before stemming: nothing for a mark, pairs of characters for Chinese."""
    if token.isascii() and token.isalpha():
        return [token.casefold()[:LONGEST_TERM]]
    if not token or token in {"'s", "’s"} or not token[0].isalnum():
        return []
    if token[0].isnumeric():
        return [THOUSANDS.sub("", fold(token))[:LONGEST_TERM]]
    return _unusual_parts(token)


def _unusual_parts(token: str) -> list[str]:
    word = fold(ELISION.sub("", token, count=1)).translate(APOSTROPHES)
    if word.isascii() or not _is_paired().search(word):
        return [word[:LONGEST_TERM]] if word else []
    return [part for piece in _pieces().findall(word) for part in _pairs(piece)]


@cache  # sets of so many characters take long to compile, and most texts have none of them
def _pieces() -> re.Pattern[str]:
    return re.compile(f"[{PAIRED}]+|[^{PAIRED}]+")


@cache
def _is_paired() -> re.Pattern[str]:
    return re.compile(f"[{PAIRED}]")


def _pairs(piece: str) -> list[str]:
    if not _is_paired().match(piece):
        return [piece[:LONGEST_TERM]]
    return [piece[at : at + 2] for at in range(len(piece) - 1)] or [piece]
