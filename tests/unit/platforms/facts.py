"""What a Reply states, so that any platform's rendering can be held against it; and Replies of all kinds to render."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import strategies as st

from bot.core.article import Figure
from bot.core.relations import Member, Relation
from bot.core.reply import (
    Also,
    Button,
    Card,
    Evidence,
    FigureRow,
    Link,
    PersonRow,
    QuoteLine,
    Reply,
    Row,
    StatementRow,
    TextRow,
)
from bot.core.wording import uncapped

HOSTILE = "@everyone <!channel> [click](https://evil.example) ||x|| <@123> <#45> <t:1> :fire: `code` **b** # h"
PIECES = (
    HOSTILE, "\u202egnp.exe", "zero\u200bwidth", "a\u2028b", "1. one", "- two", "> three", "-# four", "\\", "*", "_a_",
    "]( https://x.example", "国" * 50, "😀" * 40, "word " * 300, "x" * 1500, "Said. " * 900, "@here", "&lt;", "a|b",
)  # fmt: skip
FIGURE = Figure(10, 19, 600.0, None, None, "<", "north korean", "deported", "2023-10", True, "a rights group")

words = st.one_of(st.text(max_size=80), st.sampled_from(PIECES), st.text(alphabet="*_~|`[]()<>#@:-. \\1a", max_size=60))
addresses = st.one_of(
    st.none(), st.from_regex(r"https://[a-z]{1,9}\.example/[a-z0-9/()?=&%*_.-]{0,200}", fullmatch=True)
)
evidence = st.builds(
    lambda article, start: Evidence(article, 1, start, start + 9), st.integers(1, 99), st.integers(0, 9999)
)
sources = st.integers(1, 6)
alsos = st.lists(st.builds(Also, evidence, sources), max_size=3).map(tuple)
figures = words.map(lambda by: replace(FIGURE, by=by))
members = st.builds(
    Member, evidence, figures, words.filter(str.strip), sources, st.none() | words, st.none() | words, also=alsos
)
relations = st.none() | st.builds(
    Relation,
    st.sampled_from(["same", "disagreement", "history"]),
    st.just("people"),
    st.lists(members, min_size=2, max_size=4).map(tuple),
)
rows = st.one_of(
    st.builds(StatementRow, evidence, words, sources, also=alsos, lead=st.none() | words),
    st.builds(FigureRow, evidence, figures, words, words, st.none(), sources, alsos, relations),
    st.builds(PersonRow, evidence, words, st.just("person"), st.none() | words,
              st.none() | st.builds(QuoteLine, evidence, words), sources),
    st.builds(TextRow, words, st.none() | words),
)  # fmt: skip
cards = st.builds(Card, words, st.lists(rows, max_size=12).map(tuple))
links = st.lists(st.tuples(st.none() | words, st.none() | words, addresses), min_size=6, max_size=6).map(
    lambda found: tuple(Link(n, n, title, name, None, url) for n, (title, name, url) in enumerate(found, 1))
)
buttons = st.builds(Button, words, words.map(lambda said: f"/brief {said}"), st.booleans())
replies = st.builds(
    Reply,
    title=words,
    coverage=words,
    cards=st.lists(cards, max_size=5).map(tuple),
    links=links,
    notes=st.lists(words, max_size=3).map(tuple),
    buttons=st.lists(buttons, max_size=40).map(tuple),
    error=st.none() | words,
    line=st.just("/brief tumen"),
)


def facts_of(reply: Reply) -> Iterator[str]:
    """Every text that a rendering must hold, as the Reply has it; addresses apart."""
    yield from (reply.title, reply.coverage, reply.error or "", *reply.notes)
    for card in reply.cards:
        for row in card.rows:
            yield from _said(row)
    for link in reply.links:
        yield from (link.title or "", link.publisher or "", link.dated)


def _said(row: Row) -> Iterator[str]:
    match row:
        case StatementRow():
            yield from (row.text, row.lead or "")
        case FigureRow(relation=Relation(kind="disagreement" | "history") as relation):
            yield from (row.label, *(uncapped(member.amount) for member in relation.members))
            if relation.kind == "disagreement":
                yield from (member.publisher or "" for member in relation.members)
        case FigureRow():
            yield from (row.amount, row.label, row.figure.by or "")
        case PersonRow():
            yield from (row.name, row.role or "", row.quote.text if row.quote else "")
        case TextRow():
            yield from (row.text, row.label or "")


def addresses_of(reply: Reply) -> list[str]:
    """The addresses of its sources."""
    return [link.url for link in reply.links if link.url]


def briefing(statements: int = 6, size: int = 150) -> Reply:
    """A plain briefing with so many statements of about so many characters each."""
    known = tuple(
        StatementRow(
            Evidence(n, 1, 10, 90), (f"Statement {n} says something of the river. " * 99)[:size].strip(), n % 6 + 1
        )
        for n in range(1, statements + 1)
    )
    figure = FigureRow(Evidence(1, 1, 10, 19), FIGURE, "up to 600", "North Koreans deported, October 2023", None, 1)
    quote = QuoteLine(Evidence(2, 1, 5, 30), "We do not comment on that")
    person = PersonRow(Evidence(2, 1, 1, 9), "Lu Kang", "person", "spokesman", quote, 2)
    listed = tuple(
        Link(n, n, f"Title {n}", f"Paper {n}", "2023-10-12", f"https://paper{n}.example/story/{n}") for n in range(1, 7)
    )
    shown = (Card("What is known", known), Card("Key figures", (figure,)), Card("People", (person,)))
    return Reply("tumen river", "6 articles · 6 publishers", shown, listed, line="/brief tumen river size:long")
