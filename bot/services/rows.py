"""Rows of evidence from what was chosen; nothing is decided here, only laid out and linked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.core.reply import Also, Evidence, FigureRow, Group, PersonRow, QuoteLine, StatementRow, verbatim
from bot.services.amounts import amount
from bot.services.candidates import Candidate
from bot.services.choosing import Chosen
from bot.services.figuring import Counted, label
from bot.services.linking import Links
from bot.services.peopling import Person
from bot.services.relations import relation_of
from bot.services.words import when


def statement_row(chosen: Chosen, links: Links, group: Group) -> StatementRow:
    """A chosen statement with the others that say the same."""
    candidate = chosen.candidate
    statement, stored = candidate.statement, candidate.source.stored
    return StatementRow(
        evidence=evidence_of(candidate),
        text=verbatim(stored.article.text, statement.start, statement.end, statement.glosses),
        source=links.number(stored),
        group=group,
        also=tuple(Also(evidence_of(other), links.number(other.source.stored)) for other in chosen.same),
        date=statement.date,
        score=round(candidate.score, 4),
    )


def event_row(candidate: Candidate, links: Links) -> StatementRow:
    """A dated statement with its date before it."""
    row = statement_row(Chosen(candidate), links, "known")
    return replace(row, lead=when(row.date))


def evidence_of(candidate: Candidate) -> Evidence:
    """Where a candidate stands."""
    return candidate.source.evidence(candidate.statement.start, candidate.statement.end)


def figure_row(counted: Counted, links: Links) -> FigureRow:
    """A chosen figure, readable alone, with what others say of the same quantity."""
    number = counted.number
    stored, figure = number.source.stored, number.figure
    row = FigureRow(
        evidence=number.source.evidence(figure.start, figure.end),
        figure=figure,
        amount=amount(stored.article.text, figure),
        label=label(stored.article.text, figure, number.label),
        when=when(figure.date),
        source=links.number(stored),
        also=tuple(
            Also(other.source.evidence(other.figure.start, other.figure.end), links.number(other.source.stored))
            for other in counted.same
        ),
    )
    return replace(row, relation=relation_of(counted, row, links))


def person_rows(people: Iterable[Person], links: Links) -> tuple[PersonRow, ...]:
    """The chosen people, each with the place where they are named in full."""
    return tuple(_person_row(person, links) for person in people)


def _person_row(person: Person, links: Links) -> PersonRow:
    text, entity, quote = person.source.stored.article.text, person.entity, person.quote
    mention = max(entity.mentions, key=lambda span: span.end - span.start)
    line = None
    if quote is not None:
        end = quote.start + len(text[quote.start : quote.end].rstrip(" ,"))
        line = QuoteLine(person.source.evidence(quote.start, end), " ".join(text[quote.start : end].split()))
    return PersonRow(
        evidence=person.source.evidence(mention.start, mention.end),
        name=entity.name,
        kind=entity.kind,
        role=entity.role,
        quote=line,
        source=links.number(person.source.stored),
    )
