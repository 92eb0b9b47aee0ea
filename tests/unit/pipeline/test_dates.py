"""The dates step: what is found in a text, and its value."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.article import RawDocument
from bot.pipeline import dates, tokens
from bot.pipeline.draft import Draft

PUBLISHED = "2017-07-26"  # a Wednesday


def prepared(text: str, published: str | None = None) -> Draft:
    """The draft of an English text after this step."""
    draft = Draft(RawDocument("test", text=text), text=text, published=published, language="en")
    return dates.run(tokens.run(draft))


def found(text: str, published: str | None = None) -> list[tuple[str, str | None]]:
    """The words of each mention with its value."""
    return [(text[mention.start : mention.end], mention.value) for mention in prepared(text, published).dates]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("It opened on 21 April 2017.", [("21 April 2017", "2017-04-21")]),
        ("It opened on April 21, 2017.", [("April 21, 2017", "2017-04-21")]),
        ("It opened on Friday, April 21, 2017.", [("Friday, April 21, 2017", "2017-04-21")]),
        ("They met on the 6th of April 1996.", [("the 6th of April 1996", "1996-04-06")]),
        ("Filed 21.4.2017 in Bern.", [("21.4.2017", "2017-04-21")]),
        ("Filed 2017-04-21 in Bern.", [("2017-04-21", "2017-04-21")]),
        ("Filed 4/21/2017 in Reno.", [("4/21/2017", "2017-04-21")]),
        ("Filed 3/4/2017 somewhere.", [("3/4/2017", None)]),
        ("It rose from 2015 to 2017.", [("2015", "2015"), ("2017", "2017")]),
        ("In the 2016-17 season they won.", [("2016-17", "2016/2017")]),
        ("Between June 5 and June 8, 2015, it rained.", [("June 5", "2015-06-05"), ("June 8, 2015", "2015-06-08")]),
        ("The fair runs April 21-23, 2017.", [("April 21-23, 2017", "2017-04-21/2017-04-23")]),
        (
            "In April 2017 and mid-2016 and early 2014.",
            [("April 2017", "2017-04"), ("mid-2016", "2016"), ("early 2014", "2014")],
        ),
        ("At the end of 2016 it closed.", [("the end of 2016", "2016")]),
        ("Profit fell in the third quarter of 2016.", [("the third quarter of 2016", "2016-Q3")]),
        ("Profit fell in Q3 2016.", [("Q3 2016", "2016-Q3")]),
        ("Sales grew in the first half of 2016.", [("the first half of 2016", "2016-H1")]),
        ("It lost money in fiscal 2016 and FY2017.", [("fiscal 2016", "2016"), ("FY2017", "2017")]),
        ("It was built in the summer of 2016.", [("the summer of 2016", "2016-SU")]),
        ("It was built in the 1990s.", [("the 1990s", "199")]),
        ("Songs of the '80s and the mid-1970s.", [("the '80s", "198"), ("the mid-1970s", "197")]),
        ("A church of the 19th century.", [("the 19th century", "18")]),
        ("After the Sept. 11 attacks, as before 9/11.", [("Sept. 11", "2001-09-11"), ("9/11", "2001-09-11")]),
        ("He said so in nineteen ninety-one.", [("nineteen ninety-one", "1991")]),
    ],
)
def test_written_dates_need_no_anchor(text: str, mentions: list[tuple[str, str | None]]) -> None:
    """A date that is written out has the same value whether or not the article is dated."""
    assert mentions == found(text)
    if all(value for _, value in mentions):
        assert mentions == found(text, PUBLISHED)


@pytest.mark.parametrize(
    ("text", "words", "dated", "undated"),
    [
        ("It closed last year.", "last year", "2016", "XXXX"),
        ("It opened yesterday.", "yesterday", "2017-07-25", "XXXX-XX-XX"),
        ("In April, it deployed troops.", "April", "2017-04", "XXXX-04"),
        ("The vote will be held in April.", "April", "2018-04", "XXXX-04"),
        ("In November it fell.", "November", "2016-11", "XXXX-11"),
        ("The regime warned this month of war.", "this month", "2017-07", "XXXX-XX"),
        ("Earlier this year, it fell.", "Earlier this year", "2017", "XXXX"),
        ("They met last week.", "last week", "2017-W29", "XXXX-WXX"),
        ("The court ruled on Monday.", "Monday", "2017-07-24", "XXXX-WXX-1"),
        ("The court will rule on Monday.", "Monday", "2017-07-31", "XXXX-WXX-1"),
        ("The talks are to be held on Friday.", "Friday", "2017-07-28", "XXXX-WXX-5"),
        ("Officials met on Wednesday.", "Wednesday", "2017-07-26", "XXXX-WXX-3"),
        ("They leave next Monday.", "next Monday", "2017-07-31", "XXXX-WXX-1"),
        ("They left last Friday.", "last Friday", "2017-07-21", "XXXX-WXX-5"),
        ("It began three months ago.", "three months ago", "2017-04", "XXXX-XX"),
        ("It began about two years ago.", "about two years ago", "2015", "XXXX"),
        ("It began 10 days ago.", "10 days ago", "2017-07-16", "XXXX-XX-XX"),
        ("It began a decade ago.", "a decade ago", "200", "XXX"),
        ("They signed on June 5.", "June 5", "2017-06-05", "XXXX-06-05"),
        ("They sign on Aug. 2.", "Aug. 2", "2017-08-02", "XXXX-08-02"),
        ("He died on Dec. 7.", "Dec. 7", "2016-12-07", "XXXX-12-07"),
        ("It opened in February this year.", "February this year", "2017-02", "XXXX-02"),
        ("It opened last summer.", "last summer", "2016-SU", "XXXX-SU"),
        ("It fell last night.", "last night", "2017-07-25TNI", "XXXX-XX-XXTNI"),
        ("He spoke this morning.", "this morning", "2017-07-26TMO", "XXXX-XX-XXTMO"),
        ("He spoke on Tuesday night.", "Tuesday night", "2017-07-25TNI", "XXXX-WXX-2TNI"),
        ("They met at 8:30 a.m. Tuesday.", "8:30 a.m. Tuesday", "2017-07-25T08:30", "XXXX-WXX-2T08:30"),
        (
            "Fire came at about 2045 GMT on Friday.",
            "about 2045 GMT on Friday",
            "2017-07-21T20:45",
            "XXXX-WXX-5T20:45",
        ),
        ("The gates opened at 2 p.m. and shut.", "2 p.m.", "2017-07-26T14:00", "XXXX-XX-XXT14:00"),
        ("It was the day before yesterday.", "the day before yesterday", "2017-07-24", "XXXX-XX-XX"),
        ("Some 300 had come by the end of December.", "the end of December", "2016-12", "XXXX-12"),
        ("It is due by the end of the year.", "the end of the year", "2017", "XXXX"),
        ("They met over the weekend.", "the weekend", "2017-W29-WE", "XXXX-WXX-WE"),
        ("Third-quarter profit fell.", "Third-quarter", "2017-Q3", "XXXX-Q3"),
        ("Fourth-quarter profit fell.", "Fourth-quarter", "2016-Q4", "XXXX-Q4"),
    ],
)
def test_relative_dates_count_from_publication_or_stay_open(text: str, words: str, dated: str, undated: str) -> None:
    """What counts from the day of publication is told by it, and left open where there is none."""
    assert [(words, dated)] == found(text, PUBLISHED)
    assert [(words, undated)] == found(text)


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        (
            "They met on June 5, 2015. The following day he left.",
            [("June 5, 2015", "2015-06-05"), ("The following day", "2015-06-06")],
        ),
        (
            "They met on June 5, 2015. Two weeks later he left.",
            [("June 5, 2015", "2015-06-05"), ("Two weeks later", "2015-W25")],
        ),
        ("It opened in 1998. That year it rained.", [("1998", "1998"), ("That year", "1998")]),
        (
            "Third-quarter profit rose from $2 a year earlier.",
            [("Third-quarter", "2017-Q3"), ("a year earlier", "2016-Q3")],
        ),
        ("Profit was up in the year-ago quarter.", [("the year-ago quarter", "2016")]),
        (
            "Third-quarter profit rose. For the quarter a year ago, it was $2.",
            [("Third-quarter", "2017-Q3"), ("the quarter a year ago", "2016-Q3")],
        ),
        (
            "Losses may last to the third quarter of 2018. In the year-ago period it earned $2.",
            [("the third quarter of 2018", "2018-Q3"), ("the year-ago period", "2016-Q2")],
        ),
        ("Sales for the quarter ended May 31 fell.", [("the quarter", "2017-Q2"), ("May 31", "2017-05-31")]),
        ("Sales for the quarter ended April 30 fell.", [("the quarter", "2017-Q1"), ("April 30", "2017-04-30")]),
        ("Sales for the quarter ended Oct. 31 fell.", [("the quarter", "2016-Q3"), ("Oct. 31", "2016-10-31")]),
        ("On Friday, they met at 8 p.m.", [("Friday", "2017-07-21"), ("8 p.m.", "2017-07-21T20:00")]),
    ],
)
def test_what_was_told_before_counts_too(text: str, mentions: list[tuple[str, str]]) -> None:
    """Words that count from an earlier date take their value from it."""
    assert mentions == found(text, PUBLISHED)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It surfaced roughly two months after the protest.", "roughly two months", "P2M"),
        ("It grew over the past three years.", "the past three years", "P3Y"),
        ("It was a two-year deal.", "two-year", "P2Y"),
        ("It will rain for the next five days.", "the next five days", "P5D"),
        ("They talked for several weeks.", "several weeks", "PXW"),
        ("They talked for half an hour.", "half an hour", "PT30M"),
        ("They talked for 5 1/2 hours.", "5 1/2 hours", "PT5H30M"),
        ("It took two and a half years.", "two and a half years", "P2.5Y"),
        ("It lasted more than two decades.", "more than two decades", "P20Y"),
        ("They were apart for years.", "years", "PXY"),
        ("It lasted for a year.", "a year", "P1Y"),
        ("It is quiet now.", "now", "PRESENT_REF"),
        ("It recently closed.", "recently", "PAST_REF"),
        ("It closed a few years ago.", "a few years ago", "PAST_REF"),
        ("It will open in the near future.", "the near future", "FUTURE_REF"),
    ],
)
def test_durations_and_references(text: str, words: str, value: str) -> None:
    """Lengths of time and words for past, present and future have values that need no calendar."""
    assert [(words, value)] == found(text)


@pytest.mark.parametrize(
    "text",
    [
        "A 26-year-old man was held.",
        "The drill involves 1,100 troops and 1500 people.",
        "Peace Mission-2016 was a drill.",
        "The line is open 24/7.",
        "They won 3-2 in a game of two halves.",
        "He may march on.",
        "Mrs May said so.",
        "It costs $5 a year.",
        "They meet every Monday and each year.",
        "He told CBS's 60 Minutes that it fell.",
        "He scored 12 points in the third quarter.",
        "The price was $2000.",
        "Prices fall and springs break.",
        "It may happen again, 1/2 of it.",
    ],
)
def test_what_only_looks_like_a_time_is_left(text: str) -> None:
    """Ages, counts, scores, names, rates and repeated times are no dates."""
    assert [] == found(text, PUBLISHED)


def test_no_mention_reaches_over_a_paragraph() -> None:
    """A heading that ends with a month does not take its year from the text below."""
    assert [("April", "XXXX-04"), ("2017", "2017")] == found("It ended in April\n\n2017 was better.")


def test_the_seeds_are_read(shared: Path) -> None:
    """The real articles give the months and years that they state, and nothing from a name or a number."""
    text = (shared / "seeds" / "002_0db34c0234c951b6.txt").read_text(encoding="utf-8")
    values = [value for _, value in found(text)]
    assert values == ["2016-09-19", "XXXX-04", "XXXX-XX", "XXXX-04", "XXXX-XX"]


LISTED = (
    "the a of in last next this May Sept . , 31 2017 11 : / - 9 a.m. Monday night year weeks ago quarter third two "
    "half first 's s 1990 ' early end and to summer decade fiscal Q3 noon now"
)
WORDS = st.sampled_from([*LISTED.split(), "\n\n"])


@given(
    st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)),
    st.sampled_from([None, PUBLISHED, "x"]),
)
def test_every_span_lies_in_the_text(text: str, published: str | None) -> None:
    """Any text at all gives mentions in order, inside it, that do not touch one another."""
    at = 0
    for mention in prepared(text, published).dates:
        assert at <= mention.start < mention.end <= len(text)
        at = mention.end


@pytest.mark.parametrize(
    "text", ["a" * 1_000_000, "1" * 100_000, "1 " * 20_000, "third quarter " * 10_000, "two-" * 20_000, "1.1." * 50_000]
)
def test_hostile_text_costs_no_more_than_its_length(text: str) -> None:
    """No text makes the step slow: these take a small part of a second each."""
    draft = tokens.run(Draft(RawDocument("test", text=text), text=text, published=PUBLISHED, language="en"))
    begun = time.process_time()
    dates.run(draft)
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("The road closed in January 2015 and in August of that year it opened again.", ("August", "2015-08")),
        ("Prices rose by a tenth in the year to June.", ("the year", "P1Y")),
        ("On the second Sunday of every month she sends money.", ("Sunday", "XXXX-WXX-7")),
        ("In all, 300 people had come by the end of December.", ("December", "2016-12")),
        ("By Tuesday the town had closed its gates.", ("Tuesday", "2017-07-25")),
        ("The lights were on again by Tuesday.", ("Tuesday", "2017-07-25")),
        ("They were expected back by Friday.", ("Friday", "2017-07-28")),
        ("Cooks worked from Saturday until late on Sunday.", ("Sunday", "2017-07-23")),
        ("Until Monday, the firm had not named a price.", ("Monday", "2017-07-24")),
        ("Doors stay shut until Monday.", ("Monday", "2017-07-31")),
        ("The bank announced the plan Dec. 21.", ("Dec. 21", "2016-12-21")),
        ("The firm plans for Dec. 21.", ("Dec. 21", "2017-12-21")),
        ("It is near the record set on Dec. 6.", ("Dec. 6", "2016-12-06")),
        ("The trial is set for Dec. 6.", ("Dec. 6", "2017-12-06")),
        ("They will fight when the case is heard in September.", ("September", "2017-09")),
        ("The agents have been told to ask again in October.", ("October", "2017-10")),
        ("Next year's feast has been fixed for the first week of July.", ("July", "2018-07")),
    ],
)
def test_years_and_days_as_a_reader_takes_them(text: str, mention: tuple[str, str]) -> None:
    """A year told before holds on, what had happened is past, what is to be done is ahead."""
    name, value = mention
    assert value == next((got for words, got in found(text, PUBLISHED) if name in words), None)
