"""How a line came to be chosen, and who says so, too."""

from __future__ import annotations

from bot.core.article import RawDocument
from bot.core.ports import Prepared, Stored
from bot.core.reply import Evidence, FigureRow, StatementRow
from bot.services.preparing import prepare_document
from bot.services.tracing import trace
from tests.unit.services.made import NOW

SAID = "China sent back about 600 North Koreans over five bridges in October 2023, the group River Witness said."
MORE = "The road along the river was closed for two nights, residents of three villages near Kaishantun said."


def stored(number: int, text: str) -> Stored:
    """An article as the store has it."""
    prepared = prepare_document(RawDocument(f"/{number}", text=text, published="2023-12-07"))
    assert isinstance(prepared, Prepared)
    return Stored(number, 1, prepared.article, NOW, NOW)


def test_a_statement_has_its_weight_and_those_who_say_it_too() -> None:
    """The other article of the story that says all of it is named, the one that says something else is not."""
    mine = stored(1, f"{SAID}\n\n{MORE}")
    statement = mine.article.statements[0]
    traced, links = trace(
        mine, Evidence(1, 1, statement.start, statement.end), [mine, stored(2, SAID), stored(3, MORE)], 1
    )

    assert [2] == [row.evidence.article for row in traced.rows if isinstance(row, StatementRow)]
    assert traced.weighed is not None
    assert traced.weighed.endswith("of 2 statements in its article")
    assert "7 Dec 2023 · 3 articles, publisher unknown" == traced.heading
    assert [1, 2] == [link.article for link in links.listed()]


def test_a_figure_is_traced_to_others_of_the_same_quantity() -> None:
    """Another article that gives the same figure stands in its row."""
    mine = stored(1, SAID)
    figure = next(one for one in mine.article.figures if one.value == 600)
    traced, _ = trace(mine, Evidence(1, 1, figure.start, figure.end), [mine, stored(2, SAID), stored(3, MORE)], 1)

    (row,) = traced.rows
    assert isinstance(row, FigureRow)
    assert {1, 2} == {row.evidence.article, *(also.evidence.article for also in row.also)}
    assert traced.weighed is None


def test_an_article_alone_has_nobody_else() -> None:
    """Without a story there is its weight and nothing more."""
    mine = stored(1, SAID)
    statement = mine.article.statements[0]
    traced, _ = trace(mine, Evidence(1, 1, statement.start, statement.end), [], None)

    assert (None, ()) == (traced.heading, traced.rows)
