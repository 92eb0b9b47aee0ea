"""Words from outside on Discord: shown as they are, and nothing more."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.discord.texts import address, clip, escape, pieces, units, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@everyone and @here", r"\@everyone and \@here"),
        ("me@example.org", "me@example.org"),
        ("[click](https://evil.example)", r"\[click\](https\://evil.example)"),
        ("||hidden|| **bold** _it_ ~~no~~", r"\|\|hidden\|\| \*\*bold\*\* \_it\_ \~\~no\~\~"),
        ("<@123> <#4> <t:1> <:emoji:5>", r"\<@123> \<#4> \<t:1> \<\:emoji:5>"),
        (":fire: at 12:30", r"\:fire: at 12:30"),
        ("`code`", r"\`code\`"),
        ("# head", r"\# head"),
        ("> quoted", r"\> quoted"),
        ("-# small", r"\-# small"),
        ("- item", r"\- item"),
        ("12. item", r"12\. item"),
        ("12.5 miles", "12.5 miles"),
        ("back\\slash", r"back\\slash"),
        ("two\nlines\u2028here", "two lines here"),
        ("zero\u200bwidth \u202eright\u2066 to left", "zerowidth right to left"),
        ("ev\u200dery filler\u3164 blank\u2800", "every filler blank"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("up to 600 – “said” (so)", "up to 600 – “said” (so)"),
    ],
)  # fmt: skip
def test_text_shows_as_it_was_written(text: str, shown: str) -> None:
    """Marks that mention, link, format or hide are escaped or, where nobody can see them, taken out."""
    assert shown == escape(text)


@given(st.text(max_size=300))
def test_an_escape_can_be_read_back(text: str) -> None:
    """Without its backslashes the markdown is the visible text again, and no mark of it is left bare."""
    shown = escape(text)

    assert visible(text) == re.sub(r"\\(.)", r"\1", shown)
    assert not re.search(r"[*_~|`\[\]<]", re.sub(r"\\.", "", shown))


@given(st.text(max_size=900) | st.text(alphabet="ab. *😀", max_size=900), st.integers(20, 200))
def test_pieces_fit_and_lose_nothing(text: str, most: int) -> None:
    """However a text is parted, each piece fits and together they are the whole text."""
    found = list(pieces(text, most))

    assert all(units(piece) <= most for piece in found)
    assert visible(text).replace(" ", "") == re.sub(r"\\(.)|\s", r"\1", "".join(found))


def test_a_text_is_parted_after_a_sentence() -> None:
    """A cut falls behind the last sentence that fits, not in the middle of the next."""
    found = list(pieces("One is here. Two is there and it is longer than the first. Three ends.", 60))

    assert ["One is here. Two is there and it is longer than the first.", "Three ends."] == found


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://paper.example/a?b=c#d", "https://paper.example/a?b=c#d"),
        ("https://paper.example/a_(b)", "https://paper.example/a_%28b%29"),
        ("https://paper.example/x) [y](https://evil.example", "https://paper.example/x%29%20%5By%5D%28https://evil.example"),
        ("https://paper.example/한글", "https://paper.example/%ED%95%9C%EA%B8%80"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://127.0.0.1:8080/x", "http://127.0.0.1:8080/x"),
        ("https://good.example@evil.example/", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("https://", None),
        ("https://paper.example/" + "x" * 2000, None),
        ("http://[broken", None),
        (None, None),
    ],
)  # fmt: skip
def test_only_plain_web_addresses_are_links(url: str | None, shown: str | None) -> None:
    """An address stays in its brackets; what is no web address, or too long for one, is no link."""
    assert shown == address(url)


@given(st.text(max_size=300), st.integers(5, 100))
def test_a_label_fits(text: str, most: int) -> None:
    """A label is never longer than it may be."""
    assert units(clip(text, most)) <= most
