"""That no byte of a forgotten article is left in what digests and watches were about to tell, or remember."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.core.digests import Mark
from bot.core.quantities import Quantity
from bot.store import back_up, open_store
from tests.contract.made import made
from tests.contract.planned import TOMORROW, alert, entered, issue, lease, rooms, send, watch

WORD = "qzxqzx"


def is_left(folder: Path) -> bool:
    """Whether the word is in any file."""
    return any(WORD.encode() in path.read_bytes() for path in folder.iterdir())


async def test_not_a_byte_of_it_is_left(tmp_path: Path) -> None:
    """Neither in messages of any state, nor in a digest's memory, nor in a copy; others keep what they have."""
    (tmp_path / "store").mkdir()
    (tmp_path / "copies").mkdir()
    url = f"sqlite:///{tmp_path / 'store' / 'store.db'}"
    store = await open_store(url)
    await store.save([made("a", f"The {WORD} was seen."), made("b", "Two.")])
    memory = (Quantity(f"600 {WORD}", None, None, "men", (WORD,), "2026-11-22T08:00", "1:4-9"),)
    for room in rooms(4):
        moved, edition, drafts = issue(await entered(store, room), bodies=[f"The {WORD} " * 700] * 3, new=(1,))
        assert await store.write_edition(replace(moved, memory=memory), edition, drafts)
    sent, *_ = await lease(store, TOMORROW, limit=2)
    await send(store, sent)
    await store.add_watch(watch(), 9)
    await store.write_matches(Mark(2, 0), Mark(2, 0), {1: [1]})
    await store.write_alert(rooms(1)[0], alert(body=f"The {WORD} came."), [(1, 1)])
    assert is_left(tmp_path / "store")
    await store.forget([1], "asked")
    await back_up(url, tmp_path / "copies" / "copy.db")
    while await store.sweep(5):
        continue
    assert await store.scrub()
    states = dict(await store.delivery_states())
    await store.close()

    assert not is_left(tmp_path / "store")
    assert not is_left(tmp_path / "copies")
    assert {"sent": 1, "leased": 1, "given up": 4} == states
