"""Names of files: safe everywhere, and no two alike."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.file_names import named, safe_name, size_words
from bot.core.reply import File


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("chart.png", "chart.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\a b.csv", "a-b.csv"),
        (".bashrc", "bashrc"),
        ("Défectors 2024.tar.gz", "Defectors-2024.tar.gz"),
        ("报告.csv", "file.csv"),
        ("", "file"),
        ("con.txt", "_con.txt"),
        ("a" * 200 + ".csv", "a" * 76 + ".csv"),
        ("-rf", "rf"),
    ],
)
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    """No path, no hidden file, no option, no device; the ending stays."""
    assert safe == safe_name(name)


@given(st.text(max_size=300))
@example("..")
@example("a\n\x00.png")
def test_whatever_it_is_called(name: str) -> None:
    """A safe name is one that any folder takes, and stays as it is when it is made safe again."""
    safe = safe_name(name)

    assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,80}", safe)
    assert safe == safe_name(safe)


@given(st.lists(st.sampled_from(["a.csv", "A.csv", "a-2.csv", "a", "报告.csv"]), max_size=12))
def test_no_two_are_alike(names: list[str]) -> None:
    """Not even by the case of their letters, and a number never makes them so."""
    files = list(named([File(name, "text/csv", b"") for name in names]))

    assert len(names) == len({file.name.lower() for file in files})


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 bytes"), (1, "1 byte"), (812, "812 bytes"), (3400, "3.4 kB"), (10_485_761, "10.5 MB")]
)
def test_sizes_as_people_read_them(count: int, words: str) -> None:
    """In the unit that leaves a short number."""
    assert words == size_words(count)
