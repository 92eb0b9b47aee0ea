"""Whether an article has what is asked for agrees with what the search finds, and sources go by the start of a word."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.copies import Copy
from bot.core.library import Ask
from bot.core.matching import Terms, is_asked_for, is_from
from bot.core.ports import Concept, Prepared, Query, Store, Stored
from bot.services.asking import Aliases, read_topic
from bot.services.lookout import terms_of
from bot.services.preparing import prepare_document
from bot.sources.files import read_path
from bot.store import open_store
from tests.conftest import ROOT
from tests.unit.services.made import stored

TERMS = Terms.of((("tumen", "river", "fenc"), ("trade", "fell"), ("river", "trade")))
WITHOUT = ("", " -china", ' -"north korea"')


@pytest.mark.parametrize(
    ("concept", "had"),
    [
        (Concept("river", (("river",),)), True),
        (Concept("ferry", (("ferri",),)), False),
        (Concept("ferry or trade", (("ferri",), ("trade",))), True),
        (Concept("fence trade", (("fenc", "trade"),)), True),
        (Concept("tumen river", (("tumen", "river"),), exact=True), True),
        (Concept("river tumen", (("river", "tumen"),), exact=True), False),
        (Concept("fence trade", (("fenc", "trade"),), exact=True), False),
        (Concept("nothing", ((),)), False),
    ],
    ids=["a word", "none", "either", "two anywhere", "side by side", "turned round", "over an end", "no words"],
)
def test_a_concept_is_had(concept: Concept, had: bool) -> None:
    """Any of its ways of saying it: anywhere in the article, or side by side in one sentence where it is exact."""
    assert had == is_asked_for(Query((concept,)), TERMS)


def test_all_concepts_must_be_there_and_nothing_that_is_left_out() -> None:
    """A run that is left out counts where it stands side by side."""
    river, trade = Concept("river", (("river",),)), Concept("trade", (("trade",),))

    assert is_asked_for(Query((river, trade)), TERMS)
    assert not is_asked_for(Query((river, Concept("ferry", (("ferri",),)))), TERMS)
    assert not is_asked_for(Query((river,), without=(("trade", "fell"),)), TERMS)
    assert is_asked_for(Query((river,), without=(("fell", "trade"),)), TERMS)


@pytest.mark.parametrize(
    ("words", "known"),
    [("kestrel", True), ("WIRE", True), ("trel", False), ("kestrelwire.example", True), ("yalu", True), (".*", False)],
)
def test_a_source_goes_by_the_start_of_a_word(words: str, known: bool) -> None:
    """Of the publisher, an address, or whoever else carries the report; never by a pattern."""
    made = stored(1, "A fence.", publisher="Kestrel Wire")
    copy = Copy("Yalu Monitor", None, "https://yalumonitor.example/x", None)
    whole = replace(made, copies=(copy,), addresses=("https://kestrelwire.example/a",))

    assert known == is_from(whole, words)


async def read_samples(store: Store) -> Sequence[Stored]:
    """The samples, prepared and stored."""
    documents = [item for path in sorted((ROOT / "samples").iterdir()) for item in read_path(path)]
    prepared = [prepare_document(item) for item in documents if hasattr(item, "location")]
    await store.save([one for one in prepared if isinstance(one, Prepared)])
    return await store.articles(await store.everyone())


async def test_it_agrees_with_the_search(tmp_path: Path) -> None:
    """Over the samples: every topic, every pair of words of a title, as words and as a phrase, with exclusions."""
    store = await open_store(f"sqlite:///{tmp_path}/store.db")
    every = await read_samples(store)
    terms = {one.number: terms_of(one) for one in every if one.article.language == "en"}
    titles = [(one.article.title or "").replace('"', "").split() for one in every]
    pairs = [f"{first} {second}" for words in titles for first, second in itertools.pairwise(words)]
    topics = [*(topic.name for topic in await store.topics("", 25)), *pairs]
    typed = [form + without for topic in topics for form in (topic, f'"{topic}"') for without in WITHOUT]
    names, found = Aliases.shipped(), 0
    for words in dict.fromkeys(typed):
        query = read_topic(Ask(words), names).query
        if not query.concepts:
            continue
        hits = {hit.article for hit in (await store.find(query, 100)).hits} & terms.keys()
        assert hits == {number for number, held in terms.items() if is_asked_for(query, held)}, words
        found += len(hits)
    await store.close()

    assert len(terms) > 10
    assert found > len(typed)
