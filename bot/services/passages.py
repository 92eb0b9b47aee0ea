"""The passage that matched: for each article of a search, the sentence that names most of what was asked."""

from __future__ import annotations

from bot.core.article import Span
from bot.core.reply import StatementRow, verbatim
from bot.services.candidates import Source
from bot.services.linking import Links

LONGEST = 400
HEADING = 0.2


def passage_row(source: Source, links: Links, sentence: Span | None = None) -> StatementRow:
    """One row for an article that matches: `sentence`, or the one that names most of what was asked."""
    article = source.stored.article
    span = _clip(article.text, sentence or best_sentence(source))
    return StatementRow(
        evidence=source.evidence(*span),
        text=verbatim(article.text, *span),
        source=links.number(source.stored),
        score=round(source.fit, 4),
    )


def best_sentence(source: Source) -> Span:
    """The earliest sentence with the largest share of the topic, statements before headings; else the whole text."""
    article = source.stored.article
    telling = {statement.sentence for statement in article.statements}
    weights = [share + HEADING * (place in telling) for place, share in enumerate(source.shares)]
    return article.sentences[weights.index(max(weights))] if weights else Span(0, len(article.text))


def _clip(text: str, span: Span) -> Span:
    """A very long sentence (a table, a list) ends at a word."""
    if span.end - span.start <= LONGEST:
        return span
    cut = text.rfind(" ", span.start + 1, span.start + LONGEST)
    return Span(span.start, cut if cut > span.start else span.start + LONGEST)
