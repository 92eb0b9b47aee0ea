"""Whatever is in the store, an answer holds only what stands there, and says what it rests on."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.article import RawDocument
from bot.core.errors import UserError
from bot.core.library import Account, Ask
from bot.core.ports import Prepared, Stored
from bot.core.reply import Evidence, FigureRow, PersonRow, Row, StatementRow
from bot.services.library import StoreLibrary
from bot.services.naming import StoreNamer
from bot.services.preparing import prepare_document
from bot.services.storytelling import settle
from bot.sources.files import read_path
from bot.store import open_store

TODAY = date(2026, 11, 21)
SENTENCES = (
    "China built a fence of 14 kilometres along the Tumen River in September 2023.",
    "Up to 600 North Koreans have reportedly vanished since October, a rights group said.",
    "Mira Okoro, a spokeswoman for the border office, said the fence “was finished on Sunday”.",
    "However, he denied that the fence was new.",
    "The group warned that the border would stay closed.",
    "Trade across the Yalu fell by 30 percent to $2.3 million in 2022.",
    "Some 150,000 troops were sent to the border in April, the ministry said.",
    "The town of Hyesan has a market. ",
    "China built a fence of 23 kilometres along the Tumen River in September 2023.",
    "In September 2023 China built a fence of about nine miles along the Tumen River, officials said.",
    "Up to 500 North Koreans have reportedly vanished since October, a rights group said.",
)
PUBLISHERS = ("Courier", "Post", "Wire")
TOPICS = (
    "fence",
    "tumen river",
    "dprk border",
    "north korea",
    "trade",
    "2023",
    "fense",
    '"tumen river"',
    "border -fence",
)


def raw(number: int, text: str, **fields: str) -> RawDocument:
    """A document of its own place."""
    return RawDocument(f"/made/{number}", text=text, **fields)


@asynccontextmanager
async def library(documents: Sequence[RawDocument]) -> AsyncIterator[StoreLibrary]:
    """A library over a store that holds these documents."""
    with tempfile.TemporaryDirectory() as folder:
        store = await open_store(f"sqlite:///{Path(folder) / 'sitrep.db'}")
        prepared = [prepare_document(document) for document in documents]
        await store.save([item for item in prepared if isinstance(item, Prepared)])
        await settle(store)
        yield StoreLibrary(store, StoreNamer(store), "any")
        await store.close()


def made(*texts: str, **fields: str) -> list[RawDocument]:
    """Documents with these texts."""
    return [raw(number, text, **fields) for number, text in enumerate(texts)]


async def stored_texts(found: StoreLibrary, account: Account) -> dict[int, Stored]:
    """The articles that an account cites."""
    return {link.article: await found.article(str(link.article)) for link in account.links}


async def everything_stands_there(documents: Sequence[RawDocument]) -> None:
    """Ask every topic in every way and compare each row with the text it cites."""
    async with library(documents) as found:
        for topic in TOPICS:
            ask = Ask(topic, size="long")
            for answer in (found.brief, found.figures, found.people, found.timeline, found.compare, found.find):
                account = await answer(ask)
                texts = await stored_texts(found, account)
                for row in rows_of(account):
                    assert_row(row, texts)
                assert list(range(1, len(account.links) + 1)) == [link.n for link in account.links]


def rows_of(account: Account) -> Iterator[Row]:
    """Every row of every part."""
    yield from (*account.known, *account.earlier, *account.events, *account.figures, *account.people)
    for side in account.sides:
        yield from side.rows


def assert_row(row: Row, texts: dict[int, Stored]) -> None:
    """A row's words are those of its spans, and so are those of all that stand behind it."""
    match row:
        case StatementRow():
            assert_stands(row, texts)
            assert all(numbers_at(row.evidence, texts) <= numbers_at(also.evidence, texts) for also in row.also)
        case FigureRow():
            assert_follows(row, texts)
            for member in row.relation.members if row.relation else ():
                assert member.amount == words_at(member.evidence, texts)
        case PersonRow():
            assert row.name in texts[row.evidence.article].article.text


def words_at(evidence: Evidence, texts: dict[int, Stored]) -> str:
    """The words of a span."""
    return " ".join(texts[evidence.article].article.text[evidence.start : evidence.end].split())


def numbers_at(evidence: Evidence, texts: dict[int, Stored]) -> set[str]:
    """The numbers in digits of a span."""
    return set(re.findall(r"[0-9][0-9.,]*[0-9]|[0-9]", words_at(evidence, texts)))


def assert_stands(row: StatementRow, texts: dict[int, Stored]) -> None:
    """A statement's words are those of its span, brackets aside."""
    span = texts[row.evidence.article].article.text[row.evidence.start : row.evidence.end]
    bare = "".join(part.rpartition("]")[2] for part in row.text.split("["))
    assert "".join(span.split()).lower() == "".join(bare.split()).lower()


def assert_follows(row: FigureRow, texts: dict[int, Stored]) -> None:
    """A figure's amount and label are words of its sentence."""
    text = texts[row.evidence.article].article.text
    assert row.amount == " ".join(text[row.evidence.start : row.evidence.end].split())


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6, unique=True),
            st.sampled_from(PUBLISHERS),
            st.sampled_from(["2023-10-02", "2023-10-04", "2019-01-01"]),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_every_row_of_every_answer_stands_in_a_stored_article(texts: list[tuple[list[str], str, str]]) -> None:
    """Rows of any answer over any store are words of the articles it cites; second sources have the same numbers."""
    documents = [
        raw(number, " ".join(sentences), publisher=publisher, published=day)
        for number, (sentences, publisher, day) in enumerate(texts)
    ]
    asyncio.run(everything_stands_there(documents))


async def test_a_slip_of_a_letter_is_mended_and_said() -> None:
    """`fense` finds the fence, the answer says so, and its further steps use the mended word."""
    async with library(made(SENTENCES[0] + " " + SENTENCES[5])) as found:
        account = await found.brief(Ask("fense"))

    assert 1 == account.total
    assert any("'fense' as 'fence'" in note for note in account.notes)
    assert "fence" == account.topic


async def test_a_name_that_leads_nowhere_is_left_as_it_is() -> None:
    """A word that could be a slip is not mended where the mended topic finds nothing either, unless limits hide it."""
    async with library(made(SENTENCES[0], SENTENCES[5])) as found:
        nowhere = await found.brief(Ask("fense yalu"))
        hidden = await found.brief(Ask("fense", since=date(2030, 1, 1)))

    assert ("fense yalu", 0) == (nowhere.topic, nowhere.total)
    assert ("fence", 1) == (hidden.topic, hidden.free)


@pytest.mark.parametrize("topic", ["DPRK", "north korean", "朝鲜", "North Koreans"])
async def test_every_name_of_a_thing_finds_it(topic: str) -> None:
    """Aliases and plurals lead to the same articles."""
    async with library(made(SENTENCES[1] + " " + SENTENCES[5])) as found:
        assert 1 == (await found.brief(Ask(topic))).total


async def test_days_and_sources_narrow_an_answer() -> None:
    """since, until and source leave out what does not fit."""
    documents = [
        raw(1, SENTENCES[0], published="2023-09-05", publisher="Yalu Monitor"),
        raw(2, SENTENCES[0] + " It is high.", published="2016-04-08", publisher="Border Post"),
    ]
    async with library(documents) as found:
        asks = [Ask("fence"), Ask("fence", since=date(2020, 1, 1)), Ask("fence", source="border post")]
        totals = [(await found.brief(ask)).total for ask in asks]

    assert [2, 1, 1] == totals


async def test_limits_that_leave_nothing_are_told() -> None:
    """Where only the days leave nothing, the answer says how much there is without them."""
    async with library([raw(1, SENTENCES[0], published="2023-09-05")]) as found:
        account = await found.brief(Ask("fence", since=date(2025, 1, 1)))

    assert (0, 1) == (account.total, account.free)
    assert "Without since:2025-01-01: 1 article." in account.notes


async def test_an_article_in_a_language_that_is_not_read_is_found_and_counted() -> None:
    """Korean text is stored and found by its words; nothing is prepared from it, and the answer says so."""
    korean = "두만강 국경에 새 철조망이 세워졌다. 주민 600명이 강을 볼 수 없다고 말했다. 공사는 9월에 끝났다."
    async with library(made(korean)) as found:
        account = await found.find(Ask("철조망"))
        article = (await found.article("1")).article

    assert 1 == account.total
    assert "not read: ko 1" in account.coverage
    assert not (article.figures)
    assert not (article.entities)
    assert not (article.quotes)
    assert not (article.statements)


async def test_nothing_found_names_near_and_common_topics() -> None:
    """The answer to an unknown topic says in how many articles it looked, and offers topics that are there."""
    async with library(made(SENTENCES[0] + " " + SENTENCES[2])) as found:
        account = await found.brief(Ask("ceviche"))

    assert 0 == account.total
    assert "in 1 article" in account.coverage
    assert account.closest


@pytest.mark.parametrize("ref", ["1:0-99999", "9:0-5", "nonsense", "1:5-5", "1.7:0-5"])
async def test_a_reference_to_nothing_is_one_line(ref: str) -> None:
    """A reference that is malformed or leads nowhere is refused with advice."""
    async with library(made(SENTENCES[0])) as found:
        with pytest.raises(UserError) as caught:
            await found.why(ref)

    assert "\n" not in str(caught.value)


async def test_why_shows_sentence_and_paragraph() -> None:
    """The reference of a briefing's line leads back to its sentence in its paragraph."""
    async with library(made(SENTENCES[4] + "\n\n" + SENTENCES[0] + " " + SENTENCES[5])) as found:
        row = (await found.brief(Ask("fence"))).known[0]
        proof = await found.why(row.evidence.ref)

    assert SENTENCES[0] == proof.sentence
    assert SENTENCES[0] + " " + SENTENCES[5] == proof.paragraph
    assert "statement" in proof.kinds


@pytest.mark.parametrize("topic", ["-", '""', "...", "-fence"])
async def test_a_topic_without_a_word_is_refused(topic: str) -> None:
    """A topic that holds nothing to look for is one line of advice."""
    async with library(made(SENTENCES[0])) as found:
        with pytest.raises(UserError, match="no word to look for"):
            await found.brief(Ask(topic))


def samples() -> list[RawDocument]:
    """The demonstration articles."""
    folder = Path(__file__).resolve().parents[3] / "samples"
    return [found for found in read_path(folder) if isinstance(found, RawDocument)]


async def test_what_publishers_tell_against_each_other_can_be_asked_for() -> None:
    """On the demonstration articles two numbers of deported people stand in one row, and /why shows both."""
    async with library(samples()) as found:
        rows = (await found.figures(Ask("north koreans"))).figures
        relation = next(row.relation for row in rows if row.relation and row.relation.kind == "disagreement")
        proofs = [await found.why(place.evidence.ref) for place in relation.places()]

    assert ["about 500", "Around 600"] == [proof.words for proof in proofs]
    assert ["Borderland Post", "Tumen Valley Courier"] == [member.publisher for member in relation.members]


async def test_one_length_in_two_units_is_one_row() -> None:
    """880 miles and 1,416 kilometres have two sources and contradict nothing."""
    async with library(samples()) as found:
        rows = (await found.figures(Ask("china north korea border"))).figures
    border = next(row for row in rows if row.amount == "1,416 kilometres")
    assert border.relation is not None
    assert ("same", 1) == (border.relation.kind, len(border.also))
