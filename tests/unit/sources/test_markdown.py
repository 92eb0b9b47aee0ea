"""Mirrors bot/sources/markdown.py."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.markdown import markdown_document

SOURCE = """---
author: Ren Ashby
date: 2023-12-05
url: "https://yalumonitor.example/1"
tags: [a, b]
---
# The fence *grows* #

China has **extended** the [fence](https://a.example/x_(y)) by _several_ miles since the
spring, says `Ren`[^1].

![a photo](x.png)

> “It is long,” she said.

- first item
- second item
1. third item

Setext heading
--------------

---
```
code_with_underscores
```
[ref]: https://a.example
Snake_case_word and 2 * 3 * 4 stay, <https://b.example> too, \\*literally\\*.
"""


def test_marks_go_and_words_stay() -> None:
    """Marks of layout go, paragraphs are whole, and the first heading is the title."""
    document = markdown_document(SOURCE, "/a.md")
    assert document.title == "The fence grows"
    assert document.byline == "Ren Ashby"
    assert document.published == "2023-12-05"
    assert document.url == "https://yalumonitor.example/1"
    assert (document.text or "").split("\n\n") == [
        "China has extended the fence by several miles since the spring, says Ren[^1].",
        "“It is long,” she said.",
        "first item",
        "second item",
        "1. third item",
        "Setext heading",
        "code_with_underscores",
        "Snake_case_word and 2 * 3 * 4 stay, https://b.example too, *literally*.",
    ]


def test_front_matter_gives_the_title() -> None:
    """A title in the front matter goes before a heading that says something else."""
    document = markdown_document("---\ntitle: 'One'\n---\n# Two\n\nWords.", "/a.md")
    assert (document.title, document.text) == ("One", "Two\n\nWords.")


def test_plain_words_pass() -> None:
    """A text without any marks is not changed, and has no title."""
    document = markdown_document("---\nnot front matter\n\nWords alone.", "/a.md")
    assert (document.title, document.text) == (None, "not front matter\n\nWords alone.")


@pytest.mark.parametrize(
    "piece", ["*a ", "[", "![", "[a](", "_a ", "`", "> ", "\\", "- ", "# ", "~~a", "x", "9", "<h", "(("]
)
def test_cost_is_linear(piece: str) -> None:
    """A line of half a megabyte made of marks that never close is passed in a moment."""
    begun = time.process_time()
    markdown_document(piece * (500_000 // len(piece)), "/a.md")
    assert time.process_time() - begun < 2


@given(st.text(alphabet="ab *_[]()!`#->\n\\~.", max_size=200))
def test_no_mixture_of_marks_invents_letters(source: str) -> None:
    """Whatever the marks, what is read holds no more of a letter than was written."""
    found = markdown_document(source, "/a.md")
    assert all((found.text or "").count(letter) <= source.count(letter) for letter in "ab")
