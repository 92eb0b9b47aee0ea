"""Long texts cut where a reader would, and addresses that cannot break out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.slack.markup import Run, address, clipped, escape, folded, marked, pieces, size


def test_a_long_text_is_cut_between_sentences() -> None:
    """A piece ends where a sentence does, as long as one fits."""
    text = "The fence is 23 km long. It was built in 1,200 days. Nobody asked why."

    assert ["The fence is 23 km long. ", "It was built in 1,200 days. ", "Nobody asked why."] == list(pieces(text, 30))


def test_a_long_sentence_is_cut_between_words_and_not_before_a_number() -> None:
    """A number stays with the word before it, and in one piece."""
    assert ["they counted ", "about 1 200 ", "barges"] == list(pieces("they counted about 1 200 barges", 15))


@given(st.text(max_size=300), st.integers(12, 60))
def test_pieces_fit_and_lose_nothing(text: str, most: int) -> None:
    """However a text is cut, its pieces fit when escaped, and hold every word of it."""
    found = list(pieces(text, most))

    assert all(size(escape(piece)) <= most for piece in found)
    assert "".join(text.split()) == "".join("".join(found).split())


@given(st.text(max_size=100), st.integers(5, 60))
def test_a_label_fits(text: str, most: int) -> None:
    """One clean line of at most so many characters."""
    assert size(clipped(text, most)) <= most


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/x?y=1&z=2", "https://a.example/x?y=1&z=2"),
        ("https://a.example/<b>|c d", "https://a.example/%3Cb%3E%7Cc%20d"),
        ("https://a.example/\u202e", "https://a.example/%E2%80%AE"),
        ("HTTP://a.example", "HTTP://a.example"),
        ("javascript:alert(1)", None),
        ("https://", None),
        ("https://a.example/" + "x" * 2000, None),
        ("https://a.example/" + "&" * 500, None),
        (None, None),
    ],
)
def test_addresses(url: str | None, expected: str | None) -> None:
    """Only web addresses, with everything encoded that would end a link."""
    assert expected == address(url)


def test_a_line_goes_on_in_the_next_with_its_links_whole() -> None:
    """A link is never cut; a long linked title is linked in each of its pieces."""
    link = Run("[1]", url="https://a.example/" + "x" * 60)
    long = Run("word " * 60, url="https://a.example/")
    parts = list(folded((Run("Some words. " * 20), link, long), 120))

    assert all(size(marked(part)) <= 120 for part in parts)
    assert [link] == [run for part in parts for run in part if run.text == "[1]"]
    assert {"https://a.example/"} == {run.url for part in parts for run in part if run.text.startswith("word")}
