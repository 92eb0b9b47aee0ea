"""People across articles: who is who by name, what they are called and since when, which of their words are shown."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.core.article import RawDocument
from bot.core.library import Account, Ask
from bot.core.wording import person_words
from bot.services.library import StoreLibrary
from bot.services.namesakes import homes_of, same_body, same_name
from bot.services.naming import StoreNamer
from bot.services.preparing import prepare_document
from bot.store import open_store


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Kim Jong-un", "Kim Jong Un", True),
        ("Kim Jongun", "Kim Jong Un", True),
        ("Barack H. Obama", "Barack Obama", True),
        ("Nunez Perez", "Núñez Pérez", True),
        ("Kim Yo Jong", "Kim Jong Un", False),
        ("Kim Jong Il", "Kim Jong Un", False),
        ("Gamal Mubarak", "Hosni Mubarak", False),
        ("Jean Smith", "Jean Paul Marie Smith", False),
    ],
)
def test_names_are_compared_without_what_writers_do_differently(one: str, other: str, same: bool) -> None:
    """Hyphens, accents and a middle name make nobody another person; another given name does."""
    assert same == same_name(one, other) == same_name(other, one)


def test_bodies_are_one_by_name_or_capitals() -> None:
    """An organisation is met by its capitals and with an article; a shared word is not enough."""
    assert same_body("United Nations", "UN")
    assert same_body("the Foreign Ministry", "Foreign Ministry")
    assert not same_body("Foreign Ministry", "Defence Ministry")


def test_a_short_name_goes_to_its_only_or_foremost_owner() -> None:
    """A surname alone is whose it can only be, or mostly is; between two who are told of alike it is nobody's."""
    assert "Hosni Mubarak" == homes_of({"Hosni Mubarak": 3, "Mubarak": 9}, "person")["Mubarak"]
    assert "Kim Jong Un" == homes_of({"Kim Jong Un": 8, "Kim Yo Jong": 2, "Kim": 5}, "person")["Kim"]
    assert "Mubarak" == homes_of({"Hosni Mubarak": 3, "Gamal Mubarak": 2, "Mubarak": 9}, "person")["Mubarak"]


async def people(documents: Sequence[RawDocument], topic: str) -> Account:
    """The people of a topic over these documents."""
    with tempfile.TemporaryDirectory() as folder:
        store = await open_store(f"sqlite:///{Path(folder) / 'sitrep.db'}")
        try:
            await store.save([prepare_document(document) for document in documents])
            return await StoreLibrary(store, StoreNamer(store), "test").people(Ask(topic))
        finally:
            await store.close()


def raw(number: int, text: str, published: str | None) -> RawDocument:
    """A document of a publisher of its own."""
    return RawDocument(
        f"/made/{number}", text=text, published=published, publisher=f"Publisher {number}", language="en"
    )


async def test_one_person_of_two_articles_is_one_row_with_the_latest_of_the_usual_role() -> None:
    """Role and day come from one article, the best words from another, and both are among the sources."""
    said = (
        "Foreign Ministry spokesman Lu Kang met reporters about the Tumen border fence. “The fence at the Tumen border "
        "was finished on Sunday and keeps smugglers out,” Lu Kang said."
    )
    came = (
        "The border fence at Tumen was opened to visitors by Foreign Ministry spokesman Lu Kang on Monday. Lu Kang "
        "walked along the fence. Lu Kang then left for Beijing."
    )
    account = await people([raw(1, said, "2017-04-10"), raw(2, came, "2018-05-02")], "border fence")
    (row,) = [row for row in account.people if row.kind == "person"]
    assert ("Lu Kang", "Foreign Ministry spokesman", "2018-05-02") == (row.name, row.role, row.as_of)
    assert row.quote is not None
    assert (2, 1) == (row.evidence.article, row.quote.evidence.article)
    assert [row.quote.evidence] == [also.evidence for also in row.also]
    assert person_words(row).startswith(", Foreign Ministry spokesman (May 2018): “")


async def test_a_role_in_an_undated_article_has_no_day() -> None:
    """Where nobody knows when it was, nothing is said of when."""
    text = "The border fence at Tumen was opened by Foreign Ministry spokesman Lu Kang. Lu Kang walked along the fence."
    (row,) = [row for row in (await people([raw(1, text, None)], "border fence")).people if row.kind == "person"]
    assert (None, ", Foreign Ministry spokesman") == (row.as_of, person_words(row))
