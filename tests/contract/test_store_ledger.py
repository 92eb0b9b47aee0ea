"""What every store must remember beside articles; written against `bot.core.ports.Ledger` alone."""

from __future__ import annotations

from datetime import timedelta

from bot.core.ports import Deed, Store
from tests.contract.conftest import START, Opener

DEED = Deed(START, "slack", "U1", "T1", "C1", "/admin reindex", "done")


async def test_the_audit_log_gives_the_newest_first(store: Store) -> None:
    """What was written last is read first, and no more than asked for."""
    later = Deed(START + timedelta(hours=1), "discord", "42", None, None, "/admin status", "refused")
    await store.write_deed(DEED)
    await store.write_deed(later)

    assert [later, DEED] == list(await store.deeds(10))
    assert [later] == list(await store.deeds(1))


async def test_the_audit_log_is_there_after_the_store_was_closed(opened: Opener) -> None:
    """Another process reads what one has written."""
    first = await opened()
    await first.write_deed(DEED)
    await first.close()

    assert [DEED] == list(await (await opened()).deeds(10))


async def test_a_line_is_kept_under_its_token(store: Store) -> None:
    """Lines come back as they were, whatever is in them; one that is known stays; an unknown token has none."""
    odd = "/brief \U0001f30a “x” '; DROP TABLE kept_line; --"
    await store.keep_lines({"a": odd, "b": "/latest"})
    await store.keep_lines({"a": "/something else"})

    assert (odd, "/latest", None) == (await store.line("a"), await store.line("b"), await store.line("c"))
