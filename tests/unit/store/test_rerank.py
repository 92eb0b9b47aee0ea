"""The second look at the best candidates: what it sees in the stems of articles, and what that weighs."""

from __future__ import annotations

import sqlite3
from collections import Counter

import numpy as np
import pytest

from bot.core.ports import Concept, Query
from bot.store.sqlite import columns, postings, rerank, search
from bot.store.sqlite.columns import Columns, Entry, current
from bot.store.sqlite.sides import LIVE
from tests.unit.store.test_scoring import memory


def stored(texts: list[str]) -> tuple[sqlite3.Connection, Columns]:
    """A store of articles whose stems are these, the first line of each its title."""
    connection = memory()
    counts = {number: Counter(text.split()) for number, text in enumerate(texts, 1)}
    postings.append(connection, LIVE, counts)
    for number, text in enumerate(texts, 1):
        title, _, sentences = text.partition("\n")
        connection.execute("INSERT INTO stems VALUES (?, ?, ?, '')", (number, title, sentences))
    columns.write(connection, LIVE, {number: Entry(terms.total(), None, 1, 0) for number, terms in counts.items()})
    return connection, current(connection, Columns())


def ranking(texts: list[str], *words: str) -> list[int]:
    """Numbers of the articles for a query of these words, any of which will do."""
    connection, known = stored(texts)
    query = Query(tuple(Concept(word, ((word,),)) for word in words), need="any")
    found = [hit.article for hit in search.find(connection, known, query, 10).hits]
    connection.close()
    return found


def test_pages_are_read_in_the_order_asked_for() -> None:
    """Words are counted in their own article; no run goes over the end of a sentence, of a title or of an article."""
    connection, _ = stored(["a b\na a a\nc", "c\nb a b", ""])
    pages = rerank.read(connection, np.array([2, 3, 9, 1]))
    assert [1, 0, 0, 4] == pages.counts("a").tolist()
    assert [1, 0, 0, 0] == pages.counts("b a").tolist()
    assert [0, 0, 0, 1] == pages.counts("a a").tolist()
    assert [False, False, False, False] == pages.has(["a", "c"]).tolist()
    assert [["c", "b", "a", "b"], [], [], ["a", "b", "a", "a", "a", "c"]] == [pages.stems(page) for page in range(4)]
    connection.close()


def test_no_pages_are_no_trouble() -> None:
    """Nothing to look at gives nothing."""
    connection, known = stored(["a\nb"])
    empty = np.zeros(0, np.int64)
    assert [] == rerank.read(connection, empty).counts("a").tolist()
    assert [] == rerank.gains(connection, known, empty, empty.astype(np.float32), {}).tolist()
    connection.close()


NOISE = [f"n{number}\nx{number} y{number} z{number} v{number}" for number in range(20)]


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        ("t\nhot u w line", "t\nu hot line w"),
        ("t\nhot u\nline w", "t\nhot u line\nw"),
    ],
)
def test_words_that_stand_together_weigh_more(worse: str, better: str) -> None:
    """Side by side beats apart, and one sentence beats two."""
    assert [1, 2] == ranking([better, worse, *NOISE], "hot", "line")
    assert [2, 1] == ranking([worse, better, *NOISE], "hot", "line")


def test_the_best_articles_teach_the_words_of_the_subject() -> None:
    """Of two articles with the same word of the query, that comes first which is written like the best ones."""
    alike = "t\nspain sahara ifni\nrelax\ncontrol sahara ifni\nafrican sahara ifni"
    texts = ["t\nafrican bread oven", "t\nafrican sahara ifni", alike, alike, *NOISE]
    assert [4, 3, 2, 1] == ranking(texts, "spain", "relax", "control", "african")


def test_rarity_is_sampled_where_the_store_is_large() -> None:
    """The sample gives about the share of articles that all blocks would, and what is in none is rarest."""
    connection = memory()
    entries = {number: Entry(1, None, 1, 0) for number in range(1, 5 * columns.BLOCK)}
    postings.append(connection, LIVE, {number: {"common": 1} for number in entries if number % 4 == 0})
    columns.write(connection, LIVE, entries)
    known = current(connection, Columns())
    rarities = rerank._sampled_rarities(connection, known, ["common", "absent"])
    assert pytest.approx(1.386, abs=0.01) == rarities["common"]
    assert rarities["absent"] > 9
    connection.close()
