"""The stories behind an answer: their order, their days and what stands above each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.core.reply import StatementRow, TextRow
from bot.services.candidates import Source, Topical, read_source
from bot.services.choosing import choose, split_news
from bot.services.linking import Links
from bot.services.storied import days_of, tales_of, told_by_story
from tests.unit.services.made import candidate, stored

FENCE, TRADE = "China built a fence of 14 kilometres along the Tumen River.", "Trade across the Yalu fell in May."


def source(number: int, day: date | None, publisher: str | None = None, *, published: bool = True) -> Source:
    """An article that counts from a day."""
    item = stored(number, FENCE, published=day.isoformat() if day and published else None, publisher=publisher)
    return replace(read_source(item, 1.0, Topical(())), day=day)


def test_the_newest_story_comes_first_and_the_undated_last() -> None:
    """Stories are in the order of their newest articles; an article in none stands alone."""
    sources = [source(1, None), source(2, date(2023, 9, 5)), source(3, date(2023, 12, 7)), source(4, date(2023, 9, 8))]

    assert [[3], [2, 4], [1]] == [
        [each.stored.number for each in tale.sources] for tale in tales_of(sources, {2: 2, 4: 2, 3: 3})
    ]


def test_what_stands_above_a_story() -> None:
    """Its days, and who stands behind it where that is more than one article; what is not known is not said."""
    tales = tales_of(
        [
            source(1, date(2023, 9, 5), "Courier"),
            source(2, date(2023, 9, 8), "Wire Post"),
            source(3, date(2023, 1, 2), "Courier"),
            source(4, date(2019, 12, 31), published=False),
            source(5, None),
        ],
        {1: 1, 2: 1},
    )

    assert [
        "5 Sep 2023 to 8 Sep 2023 · 2 articles, 2 independent publishers",
        "2 Jan 2023",
        "undated, after 2019",
        "undated",
    ] == [tale.heading for tale in tales]


def test_an_undated_article_counts_from_the_days_of_its_story() -> None:
    """It is news where its story is; where nothing in the story is dated it counts from what it says itself."""
    told = [
        source(1, date(2023, 9, 5)),
        source(2, None),
        source(3, None),
        source(4, date(2019, 12, 31), published=False),
    ]
    days = days_of(tales_of(told, {1: 1, 2: 1, 3: 3, 4: 3}))
    pool = [candidate(number, FENCE, day=each.day) for number, each in enumerate(told, start=1)]
    news, older = split_news(pool, days)

    assert {1: date(2023, 9, 5), 2: date(2023, 9, 5), 4: date(2019, 12, 31)} == days
    assert [[1, 2], [3, 4]] == [[item.source.stored.number for item in some] for some in (news, older)]


def test_a_single_story_needs_no_head() -> None:
    """One story is its rows alone; of several, each has its head."""
    chosen = choose([candidate(1, FENCE), candidate(2, TRADE)], 5)
    one = told_by_story(chosen, tales_of([item.candidate.source for item in chosen], {1: 1, 2: 1}), Links(), "known")
    two = told_by_story(chosen, tales_of([item.candidate.source for item in chosen], {}), Links(), "known")

    assert [StatementRow, StatementRow] == [type(row) for row in one]
    assert [TextRow, StatementRow, TextRow, StatementRow] == [type(row) for row in two]
