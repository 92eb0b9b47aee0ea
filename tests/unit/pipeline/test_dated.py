"""What an article tells of days: what is kept of it for timelines, under which time, and never more precisely."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.article import Article, RawDocument
from bot.core.when import day_range
from bot.pipeline.dated import MENTION, MENTIONS, OWN, REPORT, SENTENCE, STEM, TITLE, code_of, dated, hashes
from bot.pipeline.steps import prepare

PUBLISHED = "2023-10-13"
DAY = date(2023, 10, 13).toordinal()


def article(text: str, published: str | None = PUBLISHED, title: str | None = None) -> Article:
    """An article as the pipeline prepares it."""
    return prepare(RawDocument("/made/1", text=text, published=published, title=title, language="en"))


def rows(found: Article) -> Any:
    """The kept sentences."""
    return np.frombuffer(dated(found).sentences, SENTENCE)


def kinds(text: str, **fields: Any) -> list[tuple[int, int]]:
    """What each kept sentence is good for, and its time, without the title."""
    return [(int(row["kind"]), int(row["day"])) for row in rows(article(text, **fields)) if row["kind"] != TITLE]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("2023-10-13", DAY),
        ("2023-10-13T20:15", DAY),
        ("2023-10", -202310),
        ("2023", -2023),
        ("2023-W41", -10202341),
        ("2023-02-30", 0),
        ("2023-SU", 0),
        ("XXXX-10", 0),
        ("P2M", 0),
        ("2023-10-01/2023-10-05", 0),
    ],
)
def test_times_are_numbers(value: str, code: int) -> None:
    """Days, months, years and weeks have one each; what is open, or longer or shorter than these, has none."""
    assert code == code_of(value)


@given(st.integers(1400, 2199), st.integers(1, 12))
def test_a_month_is_not_its_first_day(year: int, month: int) -> None:
    """Of a month, its first day and its year each has a number of its own."""
    assert 3 == len({code_of(value) for value in (f"{year}-{month:02d}", f"{year}-{month:02d}-01", f"{year}")})


def test_a_statement_has_its_own_date_or_opens_a_report_of_its_day() -> None:
    """A dated sentence stands under its date, an undated opening under the day of its article, a later one nowhere."""
    opening = "Guards closed the bridge at Tumen to all lorries."
    own = "Workers finished the new fence at Hunchun on 2 September 2023."
    rest = " ".join(["The river carries brown water past the town every day."] * 3)
    assert [(REPORT, DAY), (OWN, date(2023, 9, 2).toordinal())] == kinds(f"{opening} {own} {rest}")[:2]
    assert (REPORT, DAY) not in kinds(f"{rest} {opening}")[3:]
    assert [] == kinds(opening, published=None)


@pytest.mark.parametrize(
    "text",
    [
        "Traders counted barely half of last year's lorries at the bridge.",
        "Wire went up around Tumen in late summer, and few paths that smugglers used in 2019 are open.",
        "At 8:28 pm on 29 May 2009, a reader wrote that the border guards were right.",
    ],
    ids=["possessive year", "year beside another time", "stamp of a comment"],
)
def test_what_only_looks_dated_is_not_chosen(text: str) -> None:
    """A year that is compared with, a year beside a better time and a page's stamp date no event."""
    lede = " ".join(["The river carries brown water past the town every day."] * 3)
    assert {MENTIONS} >= {kind for kind, _ in kinds(f"{lede} {text}")[3:]}


def test_bytes_agree_with_each_other() -> None:
    """Mentions point at sentences, stems are as many as the sentences say, and the title's come first."""
    found = article("China built a fence on 5 May 2023. It cost much in June 2023.", title="Fence at Tumen")
    packed, kept = dated(found), rows(found)
    mentions = np.frombuffer(packed.mentions, MENTION)
    assert DAY == packed.published
    assert kept["stems"].sum() == len(np.frombuffer(packed.stems, STEM))
    assert hashes(["fenc", "tumen"]).tolist() == np.frombuffer(packed.stems, STEM)[:2].tolist()
    assert {1, 2} == set(mentions["sentence"].tolist())


SENTENCES = (
    "China built a fence along the Tumen River in September 2023.",
    "Up to 600 North Koreans were sent back on Monday, a rights group said.",
    "Trade across the Yalu fell by 30 percent in 2022.",
    "Some 150,000 troops were sent to the border in April, the ministry said.",
    "Guards closed the bridge last week.",
    "The bridge had been open for two years until 3 May 2021.",
    "The Foreign Ministry denied the report.",
)


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=7), st.sampled_from([PUBLISHED, None]))
def test_precision_never_grows(chosen: list[str], published: str | None) -> None:
    """Each time that a sentence stands under is told by its own words, or is the day of the article that it opens."""
    found = article(" ".join(chosen), published=published)
    for row in rows(found):
        said = found.statements[row["statement"]]
        told = [time.value or "" for time in found.dates if said.start <= time.start and time.end <= said.end]
        if row["kind"] == OWN:
            assert int(row["day"]) in {code_of(value) for value in told}
            assert any(day_range(value) == day_range(said.date or "") for value in told)
        elif row["kind"] == REPORT:
            assert published is not None
            assert DAY == row["day"]
