"""Figures as CSV: reading the file back gives the figures, and no cell can become a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.article import Figure, Span
from bot.core.keeper import Export
from bot.core.library import Ask
from bot.core.ports import Stored
from bot.services.exporting import COLUMNS, StoreExporter, _written, guarded, number, rows_of, unguarded
from bot.services.naming import StoreNamer
from bot.store import open_store
from tests.contract.made import made, prepare, raw
from tests.unit.services.made import EMPTY, NOW

AMOUNTS = st.none() | st.integers(0, 10**15).map(float) | st.floats(0, 1e18, allow_nan=False)
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
FIGURES = st.builds(
    Figure, start=st.integers(0, 50), end=st.integers(51, 99), value=AMOUNTS, low=AMOUNTS, high=AMOUNTS,
    change=st.sampled_from(["=", "~", "<", ">", "up", "down"]), unit=WORDS | st.just("-"), what=WORDS,
    date=st.none() | st.just("2024-01"), hedged=st.booleans(), by=st.none() | WORDS.filter(bool),
)  # fmt: skip


def figure(**fields: object) -> Figure:
    """A figure with what is said of it."""
    plain = Figure(0, 3, 600.0, None, None, "<", "guard", "at the river", None, False, None)
    return replace(plain, **fields)  # type: ignore[arg-type]


def read_back(data: bytes) -> Iterator[dict[str, str]]:
    """The rows as a program that knows of the apostrophes reads them."""
    for row in csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""), strict=True):
        yield {name: unguarded(cell) for name, cell in row.items()}


def figure_of(row: dict[str, str]) -> Figure:
    """The figure of a row."""
    value, low, high = (float(row[name]) if row[name] else None for name in ("value", "low", "high"))
    return Figure(
        int(row["start"]), int(row["end"]), value, low, high, row["change"], row["unit"], row["what"],  # type: ignore[arg-type]
        row["date"] or None, row["hedged"] == "true", row["by"] or None,
    )  # fmt: skip


@given(st.lists(FIGURES, max_size=5), WORDS)
@example([figure(unit="-", what='=HYPERLINK("x")', by="'@x")], '"a",\r\nb')
def test_reading_the_file_back_gives_the_figures(figures: list[Figure], title: str) -> None:
    """Whatever words they hold: quotes, commas, line ends, formulas."""
    article = replace(EMPTY, text="x" * 100, sentences=(Span(0, 100),), figures=tuple(figures), title=title)
    rows = list(read_back(_written([COLUMNS, *rows_of(Stored(7, 2, article, NOW, NOW))])))

    assert figures == [figure_of(row) for row in rows]
    assert all(title == row["title"] and row["reference"].startswith("7.2:") for row in rows)


@given(WORDS | st.sampled_from(["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "'=1", "''-", "'tis"]))
def test_no_cell_begins_like_a_formula(cell: str) -> None:
    """What does gets an apostrophe, which can be told from one of its own."""
    assert not guarded(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell == unguarded(guarded(cell))


@pytest.mark.parametrize(
    ("value", "written"),
    [(600.0, "600"), (3.9e6, "3900000"), (0.1, "0.1"), (1e21, "1" + "0" * 21), (1e-7, "0.0000001"), (None, "")],
    ids=["whole", "million", "tenth", "huge", "tiny", "none"],
)
def test_numbers_are_written_out(value: float | None, written: str) -> None:
    """Without exponent, without a needless fraction."""
    assert written == number(value)


def test_the_file_is_as_the_standard_has_it() -> None:
    """A head, lines that end in CR LF, quotes doubled, UTF-8 without a mark."""
    data = _written([("a", 'b "c"'), ("두만강", "d,e")])

    assert 'a,"b ""c"""\r\n두만강,"d,e"\r\n' == data.decode("utf-8")


async def test_what_matches_is_taken_out(tmp_path: Path) -> None:
    """By topic, day and source, or all of it; and not more than is wanted."""
    store = await open_store(f"sqlite:///{tmp_path / 'store.db'}")
    figures = (figure(),)
    await store.save(
        [
            prepare(raw("a", "600 guards.", published="2024-01-02", publisher="Post"), figures=figures),
            prepare(raw("b", "600 boats.", published="2023-01-02", publisher="Wire"), figures=figures),
            made("c", "Guards alone."),
        ]
    )
    exporter = StoreExporter(store, StoreNamer(store))
    asked = [
        Ask(""), Ask("guards"), Ask("guardz"), Ask("", since=date(2024, 1, 1)), Ask("", source="wire"), Ask("nothing")
    ]  # fmt: skip
    found = [await exporter.figures(ask, 10_000) for ask in asked]
    much = await exporter.figures(Ask(""), 200)
    await store.close()

    assert [(3, 2), (2, 1), (2, 1), (1, 1), (1, 1), (0, 0)] == [(one.articles, one.figures) for one in found]
    (row,) = read_back(found[1].data or b"")
    told = ("1", "Post", "2024-01-02", "600", "<", "600 guards.", "1:0-3")
    assert told == tuple(
        row[name] for name in ("article", "publisher", "published", "value", "change", "sentence", "reference")
    )
    assert Export(3, 2, None) == much
