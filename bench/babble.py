"""Articles made of the words of other articles, in several ways, for measuring what they do to search.

None of them is about anything, but each has the words, the lengths and the sentences of the articles it is made of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.core.article import Article, RawDocument
from bot.core.ports import Prepared
from bot.pipeline.sealing import sealed
from bot.pipeline.terms import index_terms, stems_in
from bot.pipeline.tokens import TOKEN

Ids: TypeAlias = NDArray[np.int32]
Stream: TypeAlias = Callable[[np.random.Generator, int], Ids]

END = 0  # of a sentence, in a stream of words
CHAINS = 4096
AT_A_TIME = 4_000_000
FIRST_DAY = date(2015, 1, 1)


@dataclass(frozen=True, slots=True)
class Source:
    """What is imitated: words and their terms, all sentences one after the other, lengths of texts and titles."""

    words: Sequence[str]
    terms: Sequence[str]
    stream: Ids
    lengths: Sequence[int]
    titles: Sequence[int]

    @classmethod
    def of(cls, articles: Sequence[Article]) -> Source:
        """The words of these articles, without case."""
        numbers: dict[str, int] = {".": END}
        stream: list[int] = []
        lengths = []
        for article in articles:
            before = len(stream)
            for span in article.sentences:
                words = _words(article.text[span.start : span.end])
                stream += [*(numbers.setdefault(word, len(numbers)) for word in words), END]
            lengths.append(len(stream) - before)
        titles = [len(_words(article.title or "")) for article in articles]
        terms = [" ".join(stems_in(word)) for word in numbers]
        return cls(list(numbers), terms, np.array(stream, np.int32), lengths, titles)


def _words(text: str) -> list[str]:
    return [match.group() for match in TOKEN.finditer(text.lower()) if match.group()[0].isalnum()]


def unigram(source: Source) -> Stream:
    """Words as often as in the articles, each drawn by itself."""
    return lambda rng, size: source.stream[rng.integers(0, len(source.stream), size)]


def zipf(source: Source) -> Stream:
    """Words drawn by their rank: the second half as often as the first, the third a third as often."""
    by_rank = np.argsort(-np.bincount(source.stream), kind="stable").astype(np.int32)
    bounds = np.cumsum(1 / np.arange(1, len(by_rank) + 1))
    return lambda rng, size: by_rank[np.searchsorted(bounds, rng.random(size) * bounds[-1])]


def uniform(source: Source) -> Stream:
    """Every word as often as any other."""
    return lambda rng, size: rng.integers(0, len(source.words), size, np.int32)


def bigram(source: Source) -> Stream:
    """Each word drawn from those that follow the one before it in the articles."""
    order = np.argsort(source.stream[:-1], kind="stable")
    followers = source.stream[1:][order]
    starts = np.searchsorted(source.stream[:-1][order], np.arange(len(source.words) + 1))
    count = np.diff(starts)

    def draw(rng: np.random.Generator, size: int) -> Ids:
        state = np.full(CHAINS, END, np.int32)
        steps = np.empty((-(-size // CHAINS), CHAINS), np.int32)
        for step in range(len(steps)):
            state = followers[starts[state] + (rng.random(CHAINS) * count[state]).astype(np.int64)]
            steps[step] = state
        return steps.T.ravel()[:size]

    return draw


def sentences(source: Source) -> Stream:
    """Whole sentences of the articles, mixed; unfair, since what a query asks for is copied a hundred times."""
    ends = np.flatnonzero(source.stream == END) + 1
    whole = np.split(source.stream, ends[:-1])

    def draw(rng: np.random.Generator, size: int) -> Ids:
        mean = len(source.stream) / len(whole)
        return np.concatenate([whole[at] for at in rng.integers(0, len(whole), int(size / mean) + 1)])

    return draw


WAYS: dict[str, Callable[[Source], Stream]] = {
    "unigram": unigram, "zipf": zipf, "bigram": bigram, "uniform": uniform, "sentences": sentences,
}  # fmt: skip


def babble(source: Source, way: str, count: int, seed: int = 1) -> Iterator[Prepared]:
    """So many made-up articles, each newer than those they are made of."""
    rng = np.random.default_rng(seed)
    draw = WAYS[way](source)
    lengths, titles = rng.choice(source.lengths, count).tolist(), rng.choice(source.titles, count).tolist()
    left: list[int] = []
    at = 0
    for number, (length, title) in enumerate(zip(lengths, titles, strict=True)):
        if at + length + title > len(left):
            left, at = [*left[at:], *draw(rng, AT_A_TIME).tolist()], 0
        words = [word for word in left[at : at + title] if word != END]
        yield prepared(source, number, words, left[at + title : at + title + length])
        at += title + length


def prepared(source: Source, number: int, title: Sequence[int], ids: Sequence[int]) -> Prepared:
    """One article as the pipeline would hand it over, without facts."""
    text = " ".join([source.words[word] for word in ids]).replace(" .", ".")
    stems = " ".join(filter(None, [source.terms[word] if word != END else "\n" for word in ids]))
    published = (FIRST_DAY + timedelta(days=number % 3650)).isoformat()
    raw = RawDocument(f"made up#{number}", text=text, published=published, publisher="Nobody")
    article = Article(
        url=None, title=" ".join([source.words[word] for word in title]) or None, byline=None, publisher="Nobody",
        language="en", published=published, not_before=None, text=text, sentences=(), summary=(), figures=(),
        entities=(), dates=(), quotes=(), stems=tuple(line.strip() for line in stems.split("\n")), topics=(),
    )  # fmt: skip
    terms, length = index_terms(article)
    return Prepared(sealed(raw), article, terms, length, "bench")
