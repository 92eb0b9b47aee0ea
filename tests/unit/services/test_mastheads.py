"""The words around a digest are those of its own time zone, and say how far they reach."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.core.digests import Mark
from bot.services.mastheads import Watchfulness, clock, late_label, nothing_note, title_of, told_words, topics_line
from tests.unit.services.digesting import DAY, SEOUL, SUNDAY, digest, period

NOW = SUNDAY + 2 * DAY  # Tuesday, 08:00 in Seoul
QUIET = period(Mark(), Mark(), ended=NOW, at=NOW)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (NOW, "Tue 08:00"),
        (SUNDAY, "Sun 08:00"),
        (SUNDAY - 4 * DAY, "Wed 08:00"),
        (SUNDAY - 5 * DAY, "17 Nov, 08:00"),
        (datetime(2025, 12, 30, 23, tzinfo=UTC), "31 Dec 2025, 08:00"),
        (NOW + DAY, "25 Nov, 08:00"),
    ],
    ids=["now", "two days", "six days", "a week", "a year", "a clock set back"],
)
def test_a_day_of_the_week_is_one_of_the_last(at: datetime, said: str) -> None:
    """Further back, where a weekday would be the wrong one, the date is said."""
    assert said == clock(at, NOW, SEOUL)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("2026-11-22T08:00", "Sunday's digest"),
        ("2026-11-24T06:00", "the digest of 06:00"),
        ("2026-11-17T08:00", "the digest of 17 Nov"),
        ("2025-11-24T08:00", "the digest of 24 Nov 2025"),
    ],
    ids=["two days", "the same day", "a week", "a year"],
)
def test_an_earlier_digest_is_named_by_its_day(told: str, said: str) -> None:
    """So that a reader can look it up."""
    assert said == told_words(told, datetime(2026, 11, 24, 8))  # noqa: DTZ001 - a wall time has no zone


@pytest.mark.parametrize(
    ("watch", "said"),
    [
        (Watchfulness(), "Nothing new since Sun 08:00."),
        (Watchfulness(214, 214, NOW - timedelta(minutes=5)), "214 sources checked, the last at 07:55."),
        (Watchfulness(214, 200, NOW - DAY), "200 of 214 sources checked, the last at Mon 08:00."),
        (Watchfulness(214), "None of 214 sources was checked since."),
        (Watchfulness(1), "The one source that is followed was not checked since."),
        (Watchfulness(1, 1, NOW, (None,)), "1 source checked, the last at 08:00; 1 has failed (details: /sources)."),
        (Watchfulness(9, 9, NOW, (SUNDAY, SUNDAY)), "2 have failed since Sunday (details: /sources)."),
        (Watchfulness(9, 9, NOW, (NOW, SUNDAY - 30 * DAY)), "2 have failed, the first on 23 Oct (details: /sources)."),
    ],
    ids=["none", "all", "yesterday", "no visit", "one", "one fails", "one day", "several days"],
)
def test_a_quiet_day_says_how_hard_was_looked(watch: Watchfulness, said: str) -> None:
    """No news is worth as much as the sources that were asked."""
    assert nothing_note(QUIET, SEOUL, 0, watch).endswith(said)


def test_what_came_in_on_other_topics_is_counted() -> None:
    """One article and several are told alike."""
    assert "12 articles came in, none on these topics." in nothing_note(QUIET, SEOUL, 12, Watchfulness())
    assert "1 article came in, but not on these topics." in nothing_note(QUIET, SEOUL, 1, Watchfulness())


def test_a_title_is_of_the_slot_in_its_zone() -> None:
    """Without a name it is a digest; a name that is the topic is said once; many topics are counted."""
    utc = digest("tumen", name="", zone=ZoneInfo("UTC"))
    assert "Digest · tumen · Mon 23 Nov 2026, 23:00 UTC" == title_of(utc, QUIET)
    assert "Tumen · Tue 24 Nov 2026, 08:00 Asia/Seoul" == title_of(digest("tumen", name="Tumen"), QUIET)
    assert "reuters" == topics_line(digest(sources=("reuters",)))
    assert topics_line(digest(*(f"{'x' * 50}{n}" for n in range(5)))).endswith(" and 3 more")


def test_late_names_the_days_where_they_differ() -> None:
    """A digest that comes a day late does not look as if it came before it was due."""
    late = period(Mark(), Mark(), late=True, at=SUNDAY, ended=SUNDAY + DAY - timedelta(hours=1))
    assert "Late: due Sun 08:00, sent Mon 07:00" == late_label(late, SEOUL)
    assert "" == late_label(QUIET, SEOUL)
