"""The arithmetic of search: postings that come back as they went in, and BM25 as it is written down."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import StoreError
from bot.core.ports import Concept, Query
from bot.store.sqlite import columns, postings, scoring, search
from bot.store.sqlite.columns import BLOCK, Columns, Entry, current
from bot.store.sqlite.migrate import migrate, migrations
from bot.store.sqlite.sides import LIVE

TERMS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 300), min_size=1)


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    """An empty store in memory."""
    opened = memory()
    yield opened
    opened.close()


def memory() -> sqlite3.Connection:
    """A connection to an empty store in memory."""
    opened = sqlite3.connect(":memory:", isolation_level=None)
    migrate(opened, Path("memory"), migrations())
    opened.execute("INSERT INTO source (number, publisher, places) VALUES (1, 'A', '')")
    return opened


def index(connection: sqlite3.Connection, articles: dict[int, dict[str, int]]) -> Columns:
    """Index these articles and give the columns."""
    postings.append(connection, LIVE, articles)
    columns.write(
        connection, LIVE, {number: Entry(sum(terms.values()), None, 1, 0) for number, terms in articles.items()}
    )
    return current(connection, Columns())


def fetched(connection: sqlite3.Connection, term: str, blocks: list[int]) -> dict[int, int]:
    """The postings of a term."""
    numbers, counts = postings.fetch(connection, term, blocks)
    return dict(zip(numbers.tolist(), counts.astype(int).tolist(), strict=True))


def test_zero_bytes_survive_appending(connection: sqlite3.Connection) -> None:
    """Places and counts whose bytes are zero come back after several appends."""
    for number in (256, 512, BLOCK, BLOCK + 256):
        postings.append(connection, LIVE, {number: {"a": 1}})
    assert {256: 1, 512: 1, BLOCK: 1, BLOCK + 256: 1} == fetched(connection, "a", [0, 1])
    assert 4 == postings.frequency(connection, "a", [0, 1])


@given(st.lists(st.tuples(st.integers(1, 3 * BLOCK), TERMS), unique_by=lambda one: one[0], min_size=1, max_size=12))
def test_what_is_appended_and_removed_is_what_is_fetched(articles: list[tuple[int, dict[str, int]]]) -> None:
    """After any appends and removals each term has its articles, its counts capped at one byte."""
    connection = memory()
    for number, terms in articles:
        postings.append(connection, LIVE, {number: terms})
    kept = dict(articles[1:])
    postings.remove(connection, LIVE, articles[0][0], "abcdefgh")
    for term in "abcdefgh":
        expected = {number: min(terms[term], 255) for number, terms in kept.items() if term in terms}
        assert expected == fetched(connection, term, [0, 1, 2, 3])
    connection.close()


def test_a_damaged_blob_is_said_to_be_so(connection: sqlite3.Connection) -> None:
    """A blob of half a record is no reason for a traceback."""
    postings.append(connection, LIVE, {1: {"a": 1}})
    connection.execute("UPDATE posting SET data = x'0102'")
    with pytest.raises(StoreError, match="damaged"):
        postings.fetch(connection, "a", [0])


def by_the_book(articles: dict[int, dict[str, int]], asked: str) -> dict[int, float]:
    """BM25 with its share of surprise, as the formulas read."""
    mean = sum(sum(terms.values()) for terms in articles.values()) / len(articles)
    having = [number for number, terms in articles.items() if asked in terms]
    rarity = math.log(1 + (len(articles) - len(having) + 0.5) / (len(having) + 0.5))
    often = {}
    for number in having:
        length = sum(articles[number].values())
        often[number] = articles[number][asked] / (1 - scoring.B + scoring.B * length / mean)
    eighths = {number: min(int(count * scoring.STEPS), 255) for number, count in often.items()}
    scores = {}
    for number, count in often.items():
        as_many = sum(other >= eighths[number] for other in eighths.values())
        usual = min(1.0, max(eighths[number] / scoring.STEPS, 0.3) ** -2)
        share = (as_many + scoring.USUAL_ARTICLES * usual) / (len(having) + scoring.USUAL_ARTICLES)
        surprise = (rarity - math.log(share)) ** scoring.CONCENTRATION
        bm25 = rarity * count * (scoring.K1 + 1) / (count + scoring.K1)
        scores[number] = (1 - scoring.SURPRISE) * bm25 + scoring.SURPRISE * surprise
    return scores


@given(
    st.dictionaries(
        st.integers(1, 2 * BLOCK),
        st.dictionaries(st.sampled_from("abcd"), st.sampled_from([1, 2, 4, 8]), min_size=1),
        min_size=1,
    )
)
def test_scores_are_what_the_formulas_give(articles: dict[int, dict[str, int]]) -> None:
    """The arrays give what the formulas give, for one word; the score is the root of the weight."""
    connection = memory()
    known = index(connection, articles)
    found = search.find(connection, known, Query((Concept("a", (("a",),)),), need="any"), 10_000)
    expected = by_the_book(articles, "a")
    assert expected.keys() == {hit.article for hit in found.hits}
    # Rounding may put a count into the next eighth.
    assert pytest.approx(expected, rel=0.1) == {hit.article: hit.score**search.STEEPNESS for hit in found.hits}
    connection.close()


@given(st.lists(st.tuples(st.sampled_from([0.0, 1.0, 2.0]), st.integers(0, 3)), min_size=1), st.integers(0, 12))
def test_the_best_are_those_a_full_sort_would_give(rows: list[tuple[float, int]], limit: int) -> None:
    """Choosing the best few without sorting all makes no difference."""
    weight = np.array([row[0] for row in rows], np.float32)
    recency = np.array([row[1] * 1000 + place for place, row in enumerate(rows)], np.int64)
    expected = sorted(range(len(rows)), key=lambda place: (-weight[place], -recency[place]))[:limit]
    assert expected == scoring.best(np.arange(len(rows)), weight, recency, limit).tolist()


def test_the_work_is_bounded(connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the budget the rarest words are looked at first, and of a common one the newest articles."""
    articles = {number: {"common": 1} for number in range(1, 3 * BLOCK)}
    articles[5] = {"common": 1, "rare": 1}
    known = index(connection, articles)
    monkeypatch.setattr(search, "BUDGET", 2 * BLOCK + 10)
    terms = search._load(connection, known, ["common", "rare"], [2, 1, 0])
    assert ([5], 1) == (terms["rare"].numbers.tolist(), terms["rare"].frequency)
    assert 3 * BLOCK - 1 == terms["common"].frequency
    assert BLOCK <= terms["common"].numbers.min()
    assert len(terms["common"].numbers) <= search.BUDGET


def test_columns_are_read_again_only_where_they_changed(connection: sqlite3.Connection) -> None:
    """What did not change is kept, and a store put in the place of another is read anew."""
    first = index(connection, {1: {"a": 1}, BLOCK + 1: {"a": 1}})
    assert first is current(connection, first)
    second = index_more(connection, first, BLOCK + 2)
    assert first.blocks[0] is second.blocks[0]
    assert (2, 3) == (first.articles, second.articles)
    connection.execute("UPDATE meta SET value = 1 WHERE key = 'change'")
    connection.execute("DELETE FROM block WHERE number = 1")
    assert 1 == current(connection, second).articles


def index_more(connection: sqlite3.Connection, known: Columns, number: int) -> Columns:
    """One more article, and the columns brought up to date."""
    columns.write(connection, LIVE, {number: Entry(1, None, 1, 0)})
    return current(connection, known)


def test_of_a_few_blocks_the_rest_is_not_read(connection: sqlite3.Connection) -> None:
    """Where articles of some blocks are asked for, postings of those are read; how common a word is goes by all."""
    known = index(connection, {number: {"common": 1} for number in range(1, 2 * BLOCK)})
    blocks = search._blocks(known, Query(after=BLOCK + 7, upto=BLOCK + 9))
    terms = search._load(connection, known, ["common"], blocks)
    assert ([1], BLOCK, 2 * BLOCK - 1) == (blocks, len(terms["common"].numbers), terms["common"].frequency)
