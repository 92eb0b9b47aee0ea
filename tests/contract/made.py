"""Prepared articles for the tests of stores, made as the pipeline would make them but with no other facts."""

from __future__ import annotations

from typing import Any

from bot.core.article import Article, RawDocument
from bot.core.ports import Concept, Prepared, Query
from bot.pipeline.sealing import sealed
from bot.pipeline.signature import signature
from bot.pipeline.terms import index_terms, stems_in, stems_of
from bot.pipeline.tokens import split

FINGERPRINT = "f1"


def raw(location: str, text: str = "Guards watch the Tumen River.", **fields: Any) -> RawDocument:
    """A document of plain text."""
    return RawDocument(location, text=text, **fields)


def prepare(document: RawDocument, *, fingerprint: str = FINGERPRINT, **fields: Any) -> Prepared:
    """The document as an article; `fields` are those of `Article` and may replace what it says of itself."""
    text = fields.pop("text", document.text or "")
    sentences = fields.pop("sentences", None)
    sentences = split(text, "en") if sentences is None else sentences
    known = {
        "url": document.url, "title": document.title, "byline": document.byline, "publisher": document.publisher,
        "language": document.language or "en", "published": document.published, "not_before": None, "text": text,
        "sentences": sentences, "summary": (), "figures": (), "entities": (), "dates": (), "quotes": (),
        "stems": tuple(" ".join(stems_in(sentence.of(text))) for sentence in sentences),
    }  # fmt: skip
    article = Article(**known | fields)
    terms, length = index_terms(article)
    return Prepared(sealed(document), article, terms, length, fingerprint, signature(text))


def made(location: str, text: str = "Guards watch the Tumen River.", **fields: Any) -> Prepared:
    """A prepared article at once; `fields` are those of `RawDocument`."""
    return prepare(raw(location, text, **fields))


def asking(*words: str, **fields: Any) -> Query:
    """A query with one concept for each of the words."""
    return Query(tuple(Concept(word, (stems_of(word),)) for word in words), **fields)


def phrase(words: str) -> Query:
    """A query for words that stand together."""
    return Query((Concept(words, (stems_of(words),), exact=True),))
