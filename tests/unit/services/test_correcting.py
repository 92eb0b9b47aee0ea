"""What a publisher corrected in an article is shown as a correction."""

from __future__ import annotations

import pytest

from bot.core.article import RawDocument
from bot.core.library import Ask
from bot.core.ports import Prepared, Store
from bot.core.wording import amount_words, figure_words
from bot.services.library import StoreLibrary
from bot.services.naming import StoreNamer
from bot.services.preparing import prepare_document

from .delivering import Setting

LONG = "The new fence along the Tumen is 40 kilometres long, a contractor in Hyesan said on Monday. Guards watch it."
SHORT = LONG.replace("40 kilometres", "14 kilometres")


async def save(store: Store, text: str) -> None:
    """The article as its publisher has it now."""
    prepared = prepare_document(RawDocument("/made/fence", text=text, published="2026-11-20", publisher="Post"))
    assert isinstance(prepared, Prepared)
    await store.save([prepared])


async def test_a_corrected_figure_comes_with_what_it_was(store: Store, clock: Setting) -> None:
    """40 kilometres became 14: the row shows both, the day of the correction, and evidence for both."""
    await save(store, LONG)
    await save(store, SHORT)
    (row,) = (await StoreLibrary(store, StoreNamer(store), "any").figures(Ask("fence"))).figures

    assert "40 kilometres → 14 kilometres" == amount_words(row)
    assert f"40 kilometres, corrected {clock():%-d %B %Y}" in figure_words(row)
    assert row.relation is not None
    assert [1, 2] == [member.evidence.revision for member in row.relation.members]


@pytest.mark.parametrize("text", [LONG.replace("watch", "guard"), LONG.replace(" long", " wide and long")])
async def test_other_edits_correct_no_figure(store: Store, text: str) -> None:
    """Where other words changed the figure stands as it is."""
    await save(store, LONG)
    await save(store, text)
    (row,) = (await StoreLibrary(store, StoreNamer(store), "any").figures(Ask("fence"))).figures
    assert row.relation is None
