"""How several values of one quantity are said, and what `/why` can be asked of each."""

from __future__ import annotations

from dataclasses import replace

from bot.core.article import Figure
from bot.core.refs import Also, Evidence
from bot.core.relations import Member, Relation, RelationKind
from bot.core.reply import Card, FigureRow, Reply
from bot.core.wording import amount_words, figure_parts, figure_words, references, sources_of

FIGURE = Figure(0, 3, 500.0, None, None, "=", "people", "", None, False, None)


def at(article: int) -> Evidence:
    """Evidence in an article."""
    return Evidence(article, 1, 0, 9)


FIVE = Member(at(1), FIGURE, "About 500", 1, "Post", "activists", also=(Also(at(3), 3),))
SIX = Member(at(2), replace(FIGURE, value=600.0), "600", 2, "Courier")


def row(kind: RelationKind, *members: Member) -> FigureRow:
    """A row of what is told of one quantity."""
    return FigureRow(at(1), FIGURE, "About 500", "people deported", None, 1, relation=Relation(kind, "people", members))


def test_a_disagreement_names_who_says_what() -> None:
    """Each value comes with its publisher, whom that cites, and its sources."""
    found = row("disagreement", FIVE, SIX)
    assert "about 500 · 600" == amount_words(found)
    assert "people deported – about 500 (Post, citing activists) · 600 (Courier)" == figure_words(found)
    assert [(), (1, 3), (2,)] == [part.sources for part in figure_parts(found)]
    assert (1, 2, 3) == tuple(sorted(sources_of(found)))


def test_a_history_names_the_times() -> None:
    """A time that is told, a day of an article, a correction: each is said as what it is."""
    told = replace(FIVE, day="2019", told=True)
    assert "about 500 in 2019 → 600 (4 May 2022)" in figure_words(row("history", told, replace(SIX, day="2022-05-04")))
    corrected = replace(FIVE, corrected="2022-05-04")
    assert "about 500, corrected 4 May 2022 → 600" in figure_words(row("history", corrected, SIX))


def test_a_long_history_is_cut_in_the_middle() -> None:
    """Of many values the first and the latest are said."""
    members = [replace(SIX, amount=f"{number}") for number in (1, 2, 3, 4, 5, 6)]
    found = row("history", *members)
    assert "1 → … → 6" == amount_words(found)
    assert "people deported – 1 → … → 4 → 5 → 6" == figure_words(found)


def test_each_value_has_its_own_why() -> None:
    """The references of an answer hold one for each value that is told."""
    found = list(references(Reply("x", cards=(Card("Figures", (row("disagreement", FIVE, SIX),)),))))
    assert [at(1).ref, at(2).ref] == [ref for _, ref in found]
    assert found[1][0].startswith("600 (Courier)")


def test_one_value_with_many_sources_reads_as_before() -> None:
    """Whoever says the same is a further source and no further words."""
    found = replace(row("same", FIVE), also=(Also(at(3), 3),))
    assert ("About 500", "people deported") == (amount_words(found), figure_words(found))
