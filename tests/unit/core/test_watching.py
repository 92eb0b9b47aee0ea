"""What is typed after `/watch add`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.conditions import Condition
from bot.core.errors import UserError
from bot.core.watching import WatchQuery, read_watch

DEFECTORS = Condition("defectors", ">", 1000)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("tumen river", WatchQuery(words=("tumen", "river"))),
        ("“people smuggling”", WatchQuery(phrases=("people smuggling",))),
        ('"over 100 dead"', WatchQuery(phrases=("over 100 dead",))),
        ('"defectors > 1000"', WatchQuery(conditions=(DEFECTORS,))),
        ("defectors > 1,000", WatchQuery(conditions=(DEFECTORS,))),
        ("defectors over 1000, defectors > 1000", WatchQuery(conditions=(DEFECTORS,))),
        ("rice, price below $3", WatchQuery(("rice",), conditions=(Condition("price", "<", 3, "dollar"),))),
        ('kim "defectors > 1000"', WatchQuery(("kim",), conditions=(DEFECTORS,))),
        ("north-korea -football", WatchQuery(("north-korea",), without=("football",))),
        ('kim -"world cup"', WatchQuery(("kim",), without=("world cup",))),
        ("source:reuters", WatchQuery(sources=("reuters",))),
        ('kim source:"al j" -source:cnn', WatchQuery(("kim",), sources=("al j",), without_sources=("cnn",))),
        (
            'tumen river "people smuggling" -football source:reuters, defectors > 1000',
            WatchQuery(("tumen", "river"), ("people smuggling",), ("football",), ("reuters",), (), (DEFECTORS,)),
        ),
    ],
)  # fmt: skip
def test_a_watch_is_read_into_its_pieces(text: str, query: WatchQuery) -> None:
    """Words, phrases, exclusions, sources and conditions each find their place."""
    assert query == read_watch(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "What shall be watched? Try 'tumen river' or 'defectors > 1000'."),
        ("-b", "It says only what to leave out. What shall be watched? Try 'tumen river' or 'defectors > 1000'."),
        ('kim "world', "A quote is not closed in 'kim \"world'."),
        ("x" * 301, "A watch of 301 characters is too long; keep it under 300."),
        ("troops >", "'troops >' compares with no number. Try 'defectors > 1000'."),
    ],
    ids=["empty", "exclusion", "quote", "long", "condition"],
)
def test_a_wrong_watch_gets_one_clear_line(text: str, says: str) -> None:
    """Each fault is named with what would work."""
    with pytest.raises(UserError) as raised:
        read_watch(text)
    assert says == str(raised.value)


def test_too_many_conditions_are_refused() -> None:
    """A watch has a handful of conditions, since each is tried on every figure that comes in."""
    with pytest.raises(UserError, match="6 conditions are too many"):
        read_watch(", ".join(f"{noun} > 10" for noun in ("cats", "dogs", "cows", "pigs", "hens", "bees")))


def test_the_topic_of_a_watch_reads_back() -> None:
    """Words, phrases and exclusions are handed on as a topic is typed."""
    assert 'kim "world cup" -football -"red card"' == read_watch('"world cup" kim -football -"red card" cats > 1').topic


@given(st.text(alphabet='ab -",:<>=$1.%\n', max_size=40) | st.text(max_size=40))
def test_any_text_is_read_or_refused_with_a_word(text: str) -> None:
    """No text breaks the reader, and what is read says something."""
    read = read_or_refused(text)
    if isinstance(read, str):
        assert "\n" not in read
    else:
        assert read.words or read.phrases or read.sources or read.conditions


def read_or_refused(text: str) -> WatchQuery | str:
    """The query, or what is said instead."""
    try:
        return read_watch(text)
    except UserError as error:
        return str(error)
