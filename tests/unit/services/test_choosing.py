"""A briefing's statements: the best first, nothing twice, what others say too kept as a second source."""

from __future__ import annotations

from datetime import date

from bot.services.choosing import choose, in_reading_order, split_news, telling
from tests.unit.services.made import candidate

FENCE = "China built a new fence of 14 kilometres along the Tumen River in autumn."
SAME = "In autumn China built the new fence of 14 kilometres along the Tumen River."
OTHER_NUMBER = "China built a new fence of 40 kilometres along the Tumen River in autumn."
TRADE = "Trade across the Yalu bridge fell for a third month."


def test_the_same_said_elsewhere_is_a_second_source() -> None:
    """Two articles that say the same become one statement with two sources."""
    chosen = choose([candidate(1, FENCE, 0.9), candidate(2, SAME, 0.8), candidate(3, TRADE, 0.5)], 5)

    assert [1, 3] == [item.candidate.source.stored.number for item in chosen]
    assert [2] == [other.source.stored.number for other in chosen[0].same]


def test_another_number_is_never_merged() -> None:
    """The same sentence with another number is not a second source for it."""
    chosen = choose([candidate(1, FENCE, 0.9), candidate(2, OTHER_NUMBER, 0.8)], 5)

    assert all(not item.same for item in chosen)


def test_no_more_than_asked_for_and_the_best_first() -> None:
    """The limit holds and the weightiest statement is there."""
    chosen = choose([candidate(1, FENCE, 0.3), candidate(2, TRADE, 0.9)], 1)

    assert [2] == [item.candidate.source.stored.number for item in chosen]


def test_news_is_the_newest_weeks_and_the_rest_is_background() -> None:
    """What is months older, or of unknown age, is background."""
    new = [candidate(1, FENCE, day=date(2023, 9, 5)), candidate(2, TRADE, day=date(2023, 8, 20))]
    old = [candidate(3, TRADE, day=date(2019, 1, 1)), candidate(4, FENCE)]

    assert (new, old) == split_news([*new, *old])


def test_without_any_date_everything_is_news() -> None:
    """Articles of unknown age are not called old."""
    pool = [candidate(1, FENCE), candidate(2, TRADE)]

    assert (pool, []) == split_news(pool)


def test_statements_of_one_article_stand_together() -> None:
    """The reading order is by article, the best first, and by place within it."""
    pool = choose([candidate(1, TRADE, 0.4), candidate(2, FENCE, 0.9)], 2)

    assert [2, 1] == [item.candidate.source.stored.number for item in in_reading_order(pool)]


def test_what_tells_little_beside_the_best_is_left_out() -> None:
    """Statements far weaker than the best of the whole pool are not used to fill a list."""
    best, good, weak = (candidate(number, "Guards came.", score) for number, score in ((1, 1.0), (2, 0.7), (3, 0.5)))

    assert [good] == telling([good, weak], [best, good, weak])
    assert [weak] == telling([weak], [weak])
    assert [] == telling([], [])
