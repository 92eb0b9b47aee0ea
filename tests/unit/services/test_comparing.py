"""Publishers side by side; texts are prepared by the pipeline itself."""

from __future__ import annotations

from bot.core.article import RawDocument
from bot.core.ports import Prepared, Stored
from bot.services.candidates import Source, Topical, numbers, read_source
from bot.services.comparing import agreed, compare
from bot.services.figuring import choose_figures
from bot.services.preparing import prepare_document
from bot.services.sides import comparing_notes
from tests.unit.services.made import NOW

BOTH = "China sent back about 600 North Koreans over five bridges in October 2023, the group River Witness said."
COURIER = "The prefecture closed the river road near Kaishantun for two nights, residents of three villages said."
POST = "Guards at the Hunchun crossing turned away 40 lorries of seafood on the morning after the transport."
PLACED = {1: 1, 2: 1, 3: 1}


def source(number: int, publisher: str | None, *sentences: str) -> Source:
    """An article of a publisher."""
    text = "\n\n".join(sentences)
    prepared = prepare_document(RawDocument(f"/{number}", text=text, publisher=publisher, published="2023-12-07"))
    assert isinstance(prepared, Prepared)
    return read_source(Stored(number, 1, prepared.article, NOW, NOW), 1.0, Topical(()))


def words(sources: list[Source]) -> tuple[list[str], dict[str | None, list[str]]]:
    """What several say, and what only one has."""
    compared = compare(sources, PLACED)
    texts = {each.stored.number: each.stored.article.text for each in sources}
    said = [
        texts[one.candidate.source.stored.number][slice(*_span(one.candidate.statement))] for one in compared.shared
    ]
    return said, {
        side.publisher: [
            texts[one.candidate.source.stored.number][slice(*_span(one.candidate.statement))] for one in side.own
        ]
        for side in compared.sides
    }


def _span(statement: object) -> tuple[int, int]:
    return statement.start, statement.end  # type: ignore[attr-defined]


def test_what_several_say_and_what_only_one_has() -> None:
    """The same report of two publishers stands once with both, the rest under its own publisher."""
    shared, own = words([source(1, "Courier", BOTH, COURIER), source(2, "Post", BOTH, POST)])

    assert [BOTH] == shared
    assert {"Courier": [COURIER], "Post": [POST]} == own


def test_an_article_of_the_same_publisher_is_nobody_else() -> None:
    """A publisher that says it twice is one; there is nothing to compare with, and the answer says so."""
    sources = [source(1, "Courier", BOTH, COURIER), source(2, "Courier", BOTH)]
    shared, own = words(sources)

    assert [] == shared
    assert {"Courier"} == own.keys()
    assert ("Only one publisher is known to report on this: there is nothing to compare with.",) == comparing_notes(
        compare(sources, PLACED)
    )


def test_who_adds_nothing_is_named_as_such() -> None:
    """A publisher that only says what others say has no part of its own and is named in a note."""
    sources = [source(1, "Courier", BOTH, COURIER), source(2, "Post", BOTH)]

    assert ("Nothing of their own, or too little beside these: Post.",) == comparing_notes(compare(sources, PLACED))


def test_figures_that_several_give_alike() -> None:
    """A figure counts as agreed where another publisher gives it, and not where the same one does."""
    two = [source(1, "Courier", BOTH), source(2, "Post", BOTH)]
    one = [source(1, "Courier", BOTH), source(2, "Courier", BOTH)]

    def found(sources: list[Source]) -> list[float | None]:
        pool = [number for each in sources for number in numbers(each)]
        return [item.number.figure.value for item in agreed(choose_figures(pool, 9, key=False))]

    assert 600 in found(two)
    assert [] == found(one)
