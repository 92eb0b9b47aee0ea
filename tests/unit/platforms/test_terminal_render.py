"""The terminal's lines: at most 80 columns, nothing from outside that steers it."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from bot.core.article import Figure
from bot.core.reply import Button, Card, Evidence, FigureRow, Link, PersonRow, QuoteLine, Reply, StatementRow, TextRow
from bot.platforms.terminal.render import plain
from bot.platforms.terminal.wire import to_object

HERE = Evidence(2, 1, 10, 60)
FIGURE = Figure(10, 19, 600.0, None, None, "<", "north korean", "deported", "2023-10", True, "a rights group")


def reply_with(words: str) -> Reply:
    """One row of every kind, each holding the same words."""
    rows = (
        StatementRow(HERE, words, 1),
        FigureRow(HERE, FIGURE, words, words, None, 1),
        PersonRow(HERE, words, "person", words, QuoteLine(HERE, words), 1),
        TextRow(words),
        TextRow(words, words),
    )
    links = (Link(1, 2, words, words, None, None),)
    return Reply(words, words, (Card(words, rows),), links, (words,))


@given(st.text(max_size=400))
@example("0" * 81)
@example("ß" * 60)
@example("国" * 41)
def test_no_line_is_wider_than_the_screen(words: str) -> None:
    """Whatever a row says, wide characters included, every line fits 80 columns; only an address stays whole."""
    wide = [line for line in plain(reply_with(words)).split("\n") if cell_len(line) > 80 and "://" not in line]

    assert [] == wide


@given(st.text(max_size=100))
def test_nothing_from_outside_steers_the_terminal(words: str) -> None:
    """No escape, control or direction mark of a text reaches the screen."""
    shown = plain(reply_with(f"\x1b]0;x\x07\u202e{words}\u2066"))

    assert not {"\x1b", "\x07", "\r", "\u202e", "\u2066", "\x9b"} & set(shown)


def test_every_fact_is_on_the_screen() -> None:
    """Words, sources, references, hedge and speaker all reach the plain text."""
    shown = plain(reply_with("some words"))

    assert all(part in shown for part in ("some words", "[1]", "2:10-60", "reportedly", "a rights group", "/article 2"))


def test_an_answer_as_json_has_the_fields_of_the_contract() -> None:
    """`ask --json` prints exactly the contract's keys."""
    found = to_object(reply_with("some words"))

    assert list(found) == ["title", "text", "notes", "error", "statements", "figures", "people", "sources"]
    assert {"ref", "text", "article", "start", "end", "source", "group", "also"} == set(found["statements"][0])
    assert {"ref", "name", "kind", "role", "quote", "source"} == set(found["people"][0])
    assert {"n", "article", "title", "publisher", "published", "url"} == set(found["sources"][0])


def test_what_is_only_a_form_is_no_next_step() -> None:
    """A button that opens a form has no line that could be typed; without any other there is no "Next"."""
    form, again = Button("Fill in a form", "/digest create", form=True), Button("Digests", "/digest list")

    assert "Next" not in plain(Reply("Not understood", error="What?", buttons=(form,)))
    assert plain(Reply("Digests", buttons=(form, again))).endswith("Next: /digest list")
