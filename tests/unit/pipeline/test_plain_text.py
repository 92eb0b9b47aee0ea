"""Paragraphs of plain text and Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pipeline.characters import plain
from bot.pipeline.clutter import Block
from bot.pipeline.plain_text import blocks, front_matter, is_markdown, markdown_blocks


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a\u00a0b\u2003c", "a b c"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\u202eright\u202c", "right"),
        ("nul\x00 bell\x07", "nul bell"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("two   spaces\t\tand tabs", "two spaces and tabs"),
        ("lone \ud800 half", "lone half"),
        ("“quotes” – and café stay", "“quotes” – and café stay"),
    ],
)
def test_characters(raw: str, expected: str) -> None:
    """What carries no words goes; what was written stays as it was written."""
    assert expected == plain(raw)


WRAPPED = """The harbour master said on Monday that the ice had closed the
northern channel, and that ships would have to wait for the spring
before they could leave.
The town has asked for help, but nobody knows who could bring it in
such a winter, and the stores are running low.
"""


def words_of(text: str) -> list[str]:
    """The paragraphs alone."""
    return [block.words for block in blocks(text)]


def test_blank_lines_part_paragraphs() -> None:
    """Any number of blank lines, with or without spaces, is one break."""
    assert words_of("One.\n\nTwo.\n \n\nThree.") == ["One.", "Two.", "Three."]


def test_single_lines_are_paragraphs() -> None:
    """Lines that end as sentences do are paragraphs of their own."""
    lines = [
        "The harbour master said on Monday that the ice had closed the channel.",
        "The town has asked for help now.",
    ]
    assert lines == words_of("\n".join(lines))


def test_hard_wrapped_lines_are_joined() -> None:
    """Lines broken at a fixed width become paragraphs again, and a short last line ends one."""
    found = words_of(WRAPPED)
    assert len(found) == 2
    assert found[0].startswith("The harbour master")
    assert found[0].endswith("before they could leave.")
    assert "\n" not in "".join(found)


def test_markdown_marks_are_read() -> None:
    """Headings, lists, links, pictures and emphasis leave their words alone."""
    text = (
        "# River *Rises*\n\nThe **river** rose, [officials](https://example.org/a_(b)) said.\n"
        "It is _high_.\n\n![map](map.png)\n\n* one\n* two\n\n> Quoted `code` here.\n\n***\n\nsnake_case_name stays."
    )
    assert [
        Block("River Rises", "head"),
        Block("The river rose, officials said. It is high."),
        Block("one", "item"),
        Block("two", "item"),
        Block("Quoted code here."),
        Block("snake_case_name stays."),
    ] == markdown_blocks(text)


def test_markdown_is_recognised() -> None:
    """Links and a heading at the top give Markdown away, a number sign in a sentence does not."""
    assert is_markdown("# River\n\nIt rose.")
    assert is_markdown("It [rose](https://example.org).")
    assert not is_markdown("It was the #1 river [of all] (by far).")


def test_front_matter() -> None:
    """The fields between dashes are read, lists in them too, and plain dashes are left alone."""
    found = front_matter('---\ntitle: "River Rises"\nauthor:\n  - Ann Miller\n  - Li Wei\n---\nIt rose.')
    assert found == ({"title": "River Rises", "author": "Ann Miller, Li Wei"}, "It rose.")
    assert front_matter("---\nIt rose.") == ({}, "---\nIt rose.")


@given(st.text(max_size=400))
@settings(max_examples=200)
def test_any_text_is_survived(text: str) -> None:
    """No text breaks the reading of paragraphs, and no paragraph holds a line break or edges of white space."""
    for block in [*blocks(text), *markdown_blocks(front_matter(text).rest)]:
        assert block.words.strip() == block.words != ""
        assert "\n" not in block.words
