"""What changed in an article, as `/article` says it."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.core.ports import Store
from bot.core.reply import Evidence
from bot.services.asking import Aliases
from bot.services.changing import changes_of
from bot.services.library import StoreLibrary
from bot.store import open_store
from tests.contract.made import made, prepare, raw

NOW = datetime(2026, 11, 21, 8, 12, tzinfo=UTC)
WHEN = "21 Nov 2026, 08:12 UTC"
FENCE, SHORTER = "The fence is 40 km long.", "The fence is 14 km long."
GUARDS, MARKET = "Guards watch the river.", "A town nearby has a market."


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store whose clock stands still."""
    opened = await open_store(f"sqlite:///{tmp_path / 'sitrep.db'}", clock=lambda: NOW)
    yield opened
    await opened.close()


async def said(store: Store) -> list[tuple[str | None, str]]:
    """The rows of article 1."""
    return [(row.label, row.text) for row in await changes_of(store, 1)]


async def test_a_figure_is_shown_as_it_was_and_as_it_is(store: Store) -> None:
    """Where one number changed, the number is enough; where a sentence came or went, it is shown."""
    await store.save([made("a", f"{FENCE} {GUARDS}")])
    await store.save([made("a", f"{SHORTER} {MARKET}")])
    assert [
        (WHEN, "revision 1 to 2"),
        ("Changed", f"40 km → 14 km in “{SHORTER}” 1.2:0-24, before 1:0-24"),
        ("Removed", f"“{GUARDS}” 1:25-48"),
        ("Added", f"“{MARKET}” 1.2:25-52"),
    ] == await said(store)


async def test_both_texts_can_be_asked_for(store: Store) -> None:
    """The references of a change lead to the old words and the new, and the old ones say that they are old."""
    await store.save([made("a", FENCE)])
    await store.save([made("a", SHORTER)])
    library = StoreLibrary(store, Aliases.shipped(), "any")
    old, new = await library.why(Evidence(1, 1, 0, 24).ref), await library.why(Evidence(1, 2, 0, 24).ref)
    assert (FENCE, False, SHORTER, True) == (old.words, old.current, new.words, new.current)


async def test_what_we_changed_ourselves_is_not_shown(store: Store) -> None:
    """A page that is only cleaned otherwise was not edited; one that may have been is told with that doubt."""
    document = raw("a", f"Menu. {FENCE}")
    await store.save([prepare(document)])
    await store.replace(1, prepare(document, text=FENCE, fingerprint="f2"))
    assert [] == await said(store)
    await store.save([made("a", SHORTER)])
    assert "need be the publisher's" in (await said(store))[0][1]


async def test_going_back_is_said(store: Store) -> None:
    """The newest change comes first, and names the revision that is in force again."""
    for text in (FENCE, SHORTER, FENCE):
        await store.save([made("a", text)])
    heads = [text for label, text in await said(store) if label == WHEN]
    assert ["revision 2 to 1, which it had been before", "revision 1 to 2"] == heads


async def test_a_text_written_anew_is_cut_short(store: Store) -> None:
    """Of many changed sentences the first are shown and the others counted."""
    await store.save([made("a", " ".join(f"Sentence {n} is old here." for n in "abcdefghijkl"))])
    await store.save([made("a", GUARDS)])
    rows = await said(store)
    assert (10, ("More", "and 5 more sentences")) == (len(rows), rows[-1])


async def test_a_revision_changed_by_hand_is_left_out(store: Store, tmp_path: Path) -> None:
    """Nothing is said of a text that is not the one that was stored."""
    await store.save([made("a", FENCE)])
    await store.save([made("a", SHORTER)])
    with sqlite3.connect(tmp_path / "sitrep.db") as connection:
        connection.execute("UPDATE revision SET text = 'Nothing of it.' WHERE number = 1")
    connection.close()
    assert [] == await said(store)
