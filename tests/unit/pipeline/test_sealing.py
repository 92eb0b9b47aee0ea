"""Sealing: what is opened again is what came in, whatever stands in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.core.article import RawDocument
from bot.core.ports import Prepared
from bot.pipeline.sealing import opened, sealed
from bot.services.preparing import prepare_document


@given(st.text(st.characters(exclude_categories=["Cs"])), st.none() | st.text("aé한\n"))
def test_a_sealed_document_is_opened_as_it_was(text: str, title: str | None) -> None:
    """Every field comes back, and the seal is known by the document's own digest and places."""
    raw = RawDocument("/a", text=text, title=title, url="https://example.org/a")
    seal = sealed(raw)

    assert (raw, raw.digest, raw.location, raw.url) == (opened(seal.document), seal.digest, seal.location, seal.url)


def test_half_a_character_is_replaced_and_moves_nothing() -> None:
    """A lone surrogate cannot be kept; what stands behind it stays where it was."""
    seal = sealed(RawDocument("/a", text="one \ud83d two"))

    assert "one \ufffd two" == opened(seal.document).text


def test_a_worker_sends_a_page_back_compressed() -> None:
    """Of a page with much markup a small part crosses back to the process that saves it."""
    page = (
        "<html><body><article>"
        + "<p>The bridge opened on Monday, the mayor said.</p>" * 500
        + "</article></body></html>"
    )
    prepared = prepare_document(RawDocument("/a", html=page))

    assert isinstance(prepared, Prepared)
    assert page == opened(prepared.raw.document).html
    assert len(prepared.raw.document) < len(page) / 10
