"""Which texts are one report: what editors may do to it, and what makes it another one."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.sameness import Report, fuller, same_report
from bot.core.told import told_in, words_in


def join(paragraphs: Iterable[str]) -> str:
    """A text of these paragraphs."""
    return "\n\n".join(paragraphs)


LEDE = "SEOUL — At least 12 people were killed on Tuesday when a ferry sank off Wando, the coast guard said."
SECOND = "The vessel had left the island of Bogil at dawn with 40 passengers and was due in Mokpo at noon."
THIRD = "“The sea was calm and nobody knows why it turned over,” said Park Jun-ho, a spokesman for the coast guard."
FOURTH = "Divers went on with the search in the evening, although strong currents had not let them enter the hull."
FIFTH = "It is the worst accident in these waters since 2014, when 304 people drowned in the same strait."
TEXT = join((LEDE, SECOND, THIRD, FOURTH, FIFTH))
LOCAL = "In Haenam the market stayed shut. “My cousin was aboard,” said Kim Mi-ran, who sells squid by the pier."

REPRINTS = {
    "as it is": TEXT,
    "a credit": f"WANDO, March 5 (Kestrel Wire) — {TEXT}\n\nThis report first appeared at Kestrel Wire on 5 March.",
    "the end cut": join((LEDE, SECOND, THIRD)),
    "a paragraph of its own": join((LEDE, SECOND, THIRD, LOCAL, FOURTH, FIFTH)),
    "straight quotes": TEXT.replace("“", '"').replace("”", '"').replace("—", "--"),
    "numbers in words": TEXT.replace("12", "twelve").replace("40", "forty"),
    "British spelling": TEXT.replace("killed", "killed").replace("search", "search, organised in haste,"),
    "a clause cut": TEXT.replace(", when 304 people drowned in the same strait", ""),
    "page clutter": f"Share this story\n\nListen to this article now\n\n{TEXT}\n\nMost read\n\nRelated topics",
    "capitals": TEXT.replace("SEOUL", "Seoul"),
    "two paragraphs in one": TEXT.replace("\n\n", " "),
}

OTHERS = {
    "another figure": TEXT.replace("12 people", "15 people"),
    "another place": TEXT.replace("off Wando", "off Jindo"),
    "another day": TEXT.replace("Tuesday", "Friday"),
    "another name": TEXT.replace("Park Jun-ho", "Lee Jun-ho"),
    "another year": TEXT.replace("2014", "2015"),
    "a denial": TEXT.replace("nobody knows", "everybody knows"),
    "a denial more": TEXT.replace("The sea was calm", "The sea was not calm"),
    "figures changed round": TEXT.replace("12", "4x").replace("40", "12").replace("4x", "40"),
    "a bound turned round": TEXT.replace("At least 12", "Fewer than 12"),
    "another time of day": TEXT.replace("in the evening", "in the morning"),
    "its topic only": join((LOCAL, LOCAL.replace("squid", "eel"), "Rescue boats came back to Wando without news.")),
    "mostly new": join((LEDE, LOCAL, *(f"{LOCAL.replace('squid', word)}" for word in ("eel", "cod", "kelp")))),
    "only what stands below": join(
        (
            "A fishing village buried its dead.",
            "Nobody came to the school that morning, teachers said.",
            LOCAL,
            FIFTH,
            FOURTH,
        )
    ),
    "a stub": "The rest of this article is for subscribers.",
    "nothing": "",
}


@pytest.mark.parametrize("text", REPRINTS.values(), ids=REPRINTS.keys())
def test_reprints_are_the_same_report(text: str) -> None:
    """What editors do to a wire report leaves it the same report."""
    assert same_report(
        Report(text, "Ferry sinks", "2024-03-06"), Report(TEXT, "At least 12 dead off Wando", "2024-03-05")
    )


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS.keys())
def test_another_fact_makes_another_report(text: str) -> None:
    """One figure, name, day or denial that is another, or too little in common, and it is an article of its own."""
    assert not same_report(Report(text, "Ferry sinks", "2024-03-06"), Report(TEXT, "Ferry sinks", "2024-03-05"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Day 12 of the siege", "Day 13 of the siege", False),
        ("Weather for Monday", "Weather for Tuesday", False),
        ("Twelve dead", "12 dead off Wando", True),
        ("Ferry sinks", "12 dead off Wando", True),
        ("Ferry sinks", None, True),
    ],
)
def test_titles_with_other_numbers_never_merge(one: str, other: str | None, same: bool) -> None:
    """Numbers and days of both titles must not contradict each other, whatever the texts say."""
    assert same == same_report(Report(TEXT, one), Report(TEXT, other))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2024-03-05", "2024-03-19T23:00:00Z", True), ("2024-03-05", "2024-03-20", False),
        (None, "2024-03-20", True), ("soon", "2024-03-20", True),
    ],
)  # fmt: skip
def test_a_report_is_printed_within_two_weeks(one: str | None, other: str, same: bool) -> None:
    """Weeks later it is published anew; where a day is not known it does not part them."""
    assert same == same_report(Report(TEXT, None, one), Report(TEXT, None, other))


CHINESE = (
    "海警局周二表示，一艘渡轮在莞岛附近沉没，至少造成十二人死亡，另有多人失踪，搜救工作仍在进行。"
    "该船清晨载着四十名乘客离开甫吉岛，原定中午抵达木浦港。"
)


@pytest.mark.parametrize(
    ("text", "same"),
    [(CHINESE, True), (CHINESE.replace("十二人", "十五人"), False), (CHINESE.replace("甫吉岛", "巨文岛"), False)],
)
def test_scripts_without_capitals_are_compared_word_by_word(text: str, same: bool) -> None:
    """Where no letter tells a name, every other word makes another report."""
    assert same == same_report(Report(text), Report(CHINESE))


def test_minus_is_part_of_a_number() -> None:
    """Three degrees below zero are another temperature than three above."""
    text = f"{TEXT}\n\nThe water had -3 degrees on the surface in the morning."
    assert not same_report(Report(text), Report(text.replace("-3", "3")))


@pytest.mark.parametrize(
    ("cut", "whole", "expected"),
    [
        (join((LEDE, SECOND)), TEXT, True),
        (TEXT, join((LEDE, SECOND)), False),
        (
            join((LEDE, SECOND)),
            join((LEDE, SECOND, *[LOCAL.replace("squid", f"squid {n}") for n in range(9)])),
            False,
        ),
        (join((LEDE.replace("12", "15"), SECOND)), TEXT, False),
    ],
    ids=["the whole of it", "a part of it", "a page of many", "another figure"],
)
def test_a_fuller_text_tells_more_of_the_same_report(cut: str, whole: str, expected: bool) -> None:
    """A whole report is fuller than its cut copy; a page that holds it among others is not."""
    assert expected == fuller(Report(whole), Report(cut))


def test_words_compare_however_they_are_written() -> None:
    """Case, accents, marks, thousands and number words are folded."""
    assert words_in("The U.S. café’s 1,047 ORGANISED colours, twelve") == words_in(
        "the US cafe's 1047 organized colors 12"
    )


def test_initials_end_no_sentence() -> None:
    """The dots of "U.S." do not cut its sentence in two."""
    assert 1 == len(told_in("The U.S. troops left."))


SENTENCES = st.lists(st.sampled_from((LEDE, SECOND, THIRD, FOURTH, FIFTH, LOCAL)), max_size=7)


@given(SENTENCES, SENTENCES)
def test_likeness_never_raises_and_each_text_is_its_own(one: list[str], other: list[str]) -> None:
    """Any two texts can be compared, and a text long enough is the same as itself."""
    first, second = Report(join(one)), Report(join(other))
    assert same_report(first, second) in (True, False)
    assert same_report(first, first) == (len(one) > 1 or first.length >= 25)
