"""Proof, for one line (`/why`) and for the whole store (`verify`)."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

from bot.core import evidence as prover
from bot.core.article import Article, Span
from bot.core.library import Proof
from bot.core.ports import Proofable, Store, Stored
from bot.core.reply import Evidence
from bot.pipeline.tokens import split
from bot.services.candidates import sentence_at


@dataclass(frozen=True, slots=True)
class Broken:
    """Something that cannot be proved: `start` and `end` are code points, null where the whole text is meant."""

    article: int
    field: str
    start: int | None
    end: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """One revision looked at: how many facts were checked, and which do not hold."""

    checked: int
    broken: tuple[Broken, ...]


def proof_of(stored: Stored, evidence: Evidence, text: str) -> Proof:
    """The sentence and paragraph around a span, and what the span was prepared as."""
    current = evidence.revision == stored.revision
    sentences = stored.article.sentences if current else split(text, stored.article.language or "en")
    sentence = sentences[sentence_at(sentences, evidence.start)] if sentences else Span(0, len(text))
    start = text.rfind("\n\n", 0, evidence.start) + 1
    end = text.find("\n\n", evidence.end)
    return Proof(
        evidence=evidence,
        stored=stored,
        words=" ".join(text[evidence.start : evidence.end].split()),
        sentence=" ".join(text[min(sentence.start, evidence.start) : max(sentence.end, evidence.end)].split()),
        paragraph=" ".join(text[start : end if end >= 0 else len(text)].split()),
        current=current,
        kinds=tuple(dict.fromkeys(_kinds(stored.article, evidence))) if current else (),
    )


def _kinds(article: Article, evidence: Evidence) -> Iterator[str]:
    span = (evidence.start, evidence.end)
    listed = (
        *(("figure", item.start, item.end) for item in article.figures),
        *(("statement", item.start, item.end) for item in article.statements),
        *(("summary sentence", item.start, item.end) for item in article.summary),
        *(("quote", item.start, item.end) for item in article.quotes),
        *(("date", item.start, item.end) for item in article.dates),
    )
    yield from (kind for kind, *place in listed if tuple(place) == span)
    if any(span in entity.mentions for entity in article.entities):
        yield "name"


async def verify(store: Store) -> AsyncIterator[Verdict]:
    """Look at every stored revision, one at a time."""
    async for proofable in store.proofs():
        yield verdict(proofable)


def verdict(proofable: Proofable) -> Verdict:
    """Prove one revision: its text against its hash, then every fact against the text."""
    broken = []
    if hashlib.sha256(proofable.text.encode("utf-8", "surrogatepass")).hexdigest() != proofable.digest:
        broken.append(Broken(proofable.number, "text", None, None, "the text is not the one that was stored"))
    if proofable.article is None:
        reason = proofable.fault or "its prepared facts cannot be read"
        return Verdict(1, (*broken, Broken(proofable.number, "facts", None, None, reason)))
    found = list(checks(proofable.text, proofable.article))
    broken += [Broken(proofable.number, field, start, end, why) for field, start, end, why in found if why is not None]
    return Verdict(1 + len(found), tuple(broken))


def checks(text: str, article: Article) -> Iterator[tuple[str, int, int, str | None]]:
    """Every fact of an article with the reason why it does not hold, null where it does."""
    for sentence in article.sentences:
        yield "sentences", *sentence, None if 0 <= sentence.start < sentence.end <= len(text) else "outside the text"
    for item in article.summary:
        yield "summary", item.start, item.end, prover.prove_summary(text, item, article.sentences)
    for statement in article.statements:
        yield "statements", statement.start, statement.end, prover.prove_statement(text, statement, article.sentences)
    for figure in article.figures:
        sentence = article.sentences[sentence_at(article.sentences, figure.start)] if article.sentences else Span(0, 0)
        yield "figures", figure.start, figure.end, prover.prove_figure(text, figure, sentence)
    yield from _label_checks(text, article)
    for date in article.dates:
        yield "dates", date.start, date.end, prover.prove_date(text, date, article.published)
    for quote in article.quotes:
        yield "quotes", quote.start, quote.end, prover.prove_quote(text, quote)
    for entity in article.entities:
        yield "entities", *entity.mentions[0], prover.prove_name(text, entity)


def _label_checks(text: str, article: Article) -> Iterator[tuple[str, int, int, str | None]]:
    """Every label of a figure; an article that an older pipeline prepared has none."""
    for figure, label in zip(article.figures, article.labels, strict=False):
        sentence = article.sentences[sentence_at(article.sentences, figure.start)] if article.sentences else Span(0, 0)
        yield "labels", figure.start, figure.end, prover.prove_label(text, label, figure, sentence)
