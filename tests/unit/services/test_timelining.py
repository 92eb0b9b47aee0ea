"""Timelines: which days weigh, what is told of each, and how a row says what is known of its date."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.article import RawDocument
from bot.core.library import Account, Ask
from bot.core.ports import Store
from bot.core.told import words_in
from bot.core.when import day_range
from bot.pipeline.dated import code_of
from bot.services import chronicling
from bot.services.library import StoreLibrary
from bot.services.naming import StoreNamer
from bot.services.preparing import prepare_document
from bot.store import open_store

PADDING = "The river carries brown water past the town every day. Lorries wait at the gate in long rows."


def raw(number: int, text: str, published: str | None = "2023-10-13", **fields: str) -> RawDocument:
    """A document of a publisher of its own."""
    told = {"publisher": f"Publisher {number}", "language": "en", **fields}
    return RawDocument(f"/made/{number}", text=text, published=published, **told)


@asynccontextmanager
async def stored(documents: Sequence[RawDocument]) -> AsyncIterator[Store]:
    """A store that holds these documents."""
    with tempfile.TemporaryDirectory() as folder:
        store = await open_store(f"sqlite:///{Path(folder) / 'sitrep.db'}")
        try:
            await store.save([prepare_document(document) for document in documents])
            yield store
        finally:
            await store.close()


async def timeline(documents: Sequence[RawDocument], topic: str, *, whole: bool = False) -> Account:
    """The timeline of a topic over these documents."""
    async with stored(documents) as store:
        return await StoreLibrary(store, StoreNamer(store), "test").timeline(Ask(topic, whole=whole))


def dates(account: Account) -> list[str | None]:
    """The dates of the rows, in their order."""
    return [row.date for row in account.events]


async def test_events_come_in_the_order_of_their_own_dates() -> None:
    """Old and new articles are one chronicle, each row with its date before it, as precise as it is known."""
    texts = [
        "China finished the fence at Tumen on 3 September 2023. Guards closed the pier of Tumen in August 2023.",
        "China built a fence at Hunchun in 2019. The fence at Hunchun was raised on 5 May 2020.",
    ]
    account = await timeline([raw(1, texts[0]), raw(2, texts[1], "2020-06-01")], "fence")
    assert ["2019", "2020-05-05", "2023-08", "2023-09-03"] == dates(account)
    assert ["2019", "5 May 2020", "August 2023", "3 September 2023"] == [row.lead for row in account.events]


async def test_the_day_of_an_article_dates_its_opening_and_says_so() -> None:
    """An opening without a date stands under its article's day as "reported", and never in an undated article."""
    text = f"Guards closed the bridge at Tumen to all lorries. {PADDING}"
    account = await timeline([raw(1, text)], "tumen bridge")
    assert [("2023-10-13", "reported 13 October 2023")] == [(row.date, row.lead) for row in account.events]
    assert () == (await timeline([raw(1, text, None)], "tumen bridge")).events


async def test_what_lies_ahead_is_due() -> None:
    """A day after its article's is told as one that was to come."""
    account = await timeline([raw(1, f"The fence at Tumen opens on 20 November 2023. {PADDING}")], "fence")
    assert ["due 20 November 2023"] == [row.lead for row in account.events]


async def test_a_day_that_is_remembered_outweighs_one_that_was_only_news() -> None:
    """What later articles still date to a day weighs more than what a day's own articles say of it."""
    first = date(2023, 1, 10)
    news = [
        raw(place, f"Fence workers number {place} met in Tumen on 2 March 2023. {PADDING}", "2023-03-02")
        for place in range(1, 5)
    ]
    later = [
        raw(place, f"Fence number {place} is like that which fell on 10 January 2023. {PADDING}", f"2023-0{place}-25")
        for place in range(6, 9)
    ]
    account = await timeline([*news, *later], "fence", whole=True)
    weight = {day: sum(row.score or 0 for row in account.events if row.date == day) for day in dates(account)}
    assert weight[first.isoformat()] > weight["2023-03-02"] > 0


async def test_what_several_say_is_one_row_with_several_sources() -> None:
    """The same event in other articles is a second source of its row, unless it has another number."""
    texts = [
        "Guards arrested 12 smugglers at the Tumen fence on 4 October 2023.",
        "Guards arrested 12 smugglers at the Tumen fence on 4 October 2023, the ministry said.",
        "Guards arrested 15 smugglers at the Tumen fence on 4 October 2023.",
    ]
    rest = [PADDING, "Rain fell on the market of Hyesan for a week.", "Teachers in Dandong asked for more pay."]
    padded = [f"{text} {more}" for text, more in zip(texts, rest, strict=True)]
    account = await timeline([raw(place, text) for place, text in enumerate(padded, 1)], "fence smugglers")
    (row,) = account.events
    articles = {row.evidence.article, *(also.evidence.article for also in row.also)}
    assert articles in ({1, 2}, {3})


async def test_a_report_does_not_repeat_the_day_before() -> None:
    """An opening without a date is left out where the day before has the same from a sentence of its own date."""
    texts = [
        ("Guards arrested smugglers at the Tumen fence near Hunchun on 4 October 2023.", "2023-10-09"),
        ("Guards arrested smugglers at the Tumen fence near Hunchun.", "2023-10-05"),
    ]
    documents = [raw(place, f"{text} {PADDING}", day) for place, (text, day) in enumerate(texts, 1)]
    assert ["2023-10-04"] == dates(await timeline(documents, "fence smugglers"))


async def test_a_screen_has_twenty_days_and_a_program_all() -> None:
    """The answer for people holds the weightiest days, the one for programs every day and more of each."""
    start = date(2023, 1, 1)
    documents = [
        raw(at, f"Guards saw smuggler number {at} at the fence on {day:%-d %B %Y}. {PADDING}", f"{day + timedelta(9)}")
        for at, day in ((at, start + timedelta(3 * at)) for at in range(30))
    ]
    async with stored(documents) as store:
        library = StoreLibrary(store, StoreNamer(store), "test")
        shown = await library.timeline(Ask("fence"))
        whole = await library.timeline(Ask("fence", whole=True))
    assert 20 == len(shown.events)
    assert 30 <= len(set(dates(whole)))
    assert all(row.score is not None for row in whole.events)


async def test_articles_of_an_earlier_version_are_read_themselves() -> None:
    """What has no packed row, as an earlier version stored it, is not missing from a timeline."""
    text = f"China finished the fence at Tumen on 3 September 2023. {PADDING}"

    class Without:
        """A store whose articles were all prepared before rows were kept."""

        def __init__(self, store: Store) -> None:
            self._store = store

        def __getattr__(self, name: str) -> object:
            return getattr(self._store, name)

        async def dated(self, _numbers: Sequence[int]) -> Sequence[tuple[int, object]]:
            return ()

    async with stored([raw(1, text)]) as store:
        library = StoreLibrary(Without(store), StoreNamer(store), "test")  # type: ignore[arg-type]
        account = await library.timeline(Ask("fence"))
    assert ["2023-09-03"] == dates(account)


def test_one_explanation_is_enough() -> None:
    """A date that stands before the row is not explained within it again, another one is."""
    from bot.core.article import Gloss  # noqa: PLC0415 - of this test alone

    assert chronicling._repeats(Gloss(0, "2023"), "October 2023")
    assert not chronicling._repeats(Gloss(0, "8 October 2023"), "9 October 2023")


SENTENCES = (
    "China built 14 kilometres of fence along the Tumen River in September 2023.",
    "China built 41 kilometres of fence along the Tumen River in September 2023.",
    "Up to 600 people were sent back over the border fence on Monday, a rights group said.",
    "Guards closed the border fence to all lorries.",
    "Some 150 guards were sent to the fence in April, the ministry said.",
    "The fence had been open until 3 May 2021.",
    "Guards will open the fence on 20 November 2023.",
)
DAYS = st.sampled_from(["2023-10-13", "2023-10-17", "2021-05-04", None])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5), DAYS), min_size=1, max_size=5))
async def test_rows_hold_what_stands_there_and_no_date_is_more_precise(
    given_documents: list[tuple[list[str], str | None]],
) -> None:
    """Every row is a span, its date follows from the span or its article's day, and merged rows have equal numbers."""
    documents = [raw(place, " ".join(said), day) for place, (said, day) in enumerate(given_documents, 1)]
    async with stored(documents) as store:
        account = await StoreLibrary(store, StoreNamer(store), "test").timeline(Ask("fence", whole=True))
        known = {one.number: one.article for one in await store.articles(range(1, len(documents) + 1))}
    for row in account.events:
        text = known[row.evidence.article].text
        span = text[row.evidence.start : row.evidence.end]
        assert " ".join(span.split())[1:] in row.text or "[" in row.text
        inside = (
            time.value or ""
            for time in known[row.evidence.article].dates
            if row.evidence.start <= time.start and time.end <= row.evidence.end
        )
        codes = {code_of(value) for value in inside}
        published = (known[row.evidence.article].published or "")[:10]
        assert code_of(row.date or "") in codes or (row.date == published and (row.lead or "").startswith("reported"))
        for also in row.also:
            other = known[also.evidence.article].text[also.evidence.start : also.evidence.end]
            assert _numbers(span) == _numbers(other)
    firsts = [day_range(row.date or "") for row in account.events]
    assert firsts == sorted(firsts, key=lambda days: days[0] if days else date.max)


def _numbers(text: str) -> list[str]:
    return sorted(word for word in words_in(text) if word[-1:].isdigit())
