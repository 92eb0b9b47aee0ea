"""The steps in their order, and the fingerprint that says which pipeline prepared an article."""

from __future__ import annotations

import hashlib
from types import ModuleType

from bot.core.article import Article, RawDocument
from bot.pipeline import (
    clean,
    dates,
    entities,
    figures,
    labels,
    language,
    metadata,
    quotes,
    statements,
    summary,
    terms,
    tokens,
)
from bot.pipeline.draft import Draft

STEPS: tuple[ModuleType, ...] = (
    clean,
    metadata,
    language,
    tokens,
    dates,
    entities,
    quotes,
    figures,
    labels,
    summary,
    statements,
    terms,
)

# For a language that is not read only these run, so that it is stored and found but nothing wrong is prepared.
ALWAYS = frozenset({clean, metadata, language, tokens, terms})

# What they find is no part of the contract's article; it serves the store, to answer from.
FOR_THE_STORE = frozenset({labels, statements, terms})


def fingerprint() -> str:
    """Twelve hex digits over the names and versions of all steps, and of what is made beside them."""
    from bot.pipeline import dated, signature  # noqa: PLC0415 - numpy, which no step needs

    listed = ";".join(f"{step.__name__}={step.VERSION}" for step in (*STEPS, signature, dated))
    return hashlib.sha256(listed.encode()).hexdigest()[:12]


def prepare(raw: RawDocument, without: frozenset[ModuleType] = frozenset()) -> Article:
    """Run every step but some that are not asked for; raises `DocumentError` when the document cannot be prepared."""
    draft = Draft(raw)
    for step in STEPS:
        if step not in without and (draft.read or step in ALWAYS):
            draft = step.run(draft)
    return Article(
        url=raw.url,
        title=draft.title,
        byline=draft.byline,
        publisher=draft.publisher,
        language=draft.language,
        published=draft.published,
        not_before=draft.not_before,
        text=draft.text,
        sentences=draft.sentences,
        summary=draft.summary,
        figures=draft.figures,
        entities=draft.entities,
        dates=draft.dates,
        quotes=draft.quotes,
        statements=draft.statements,
        stems=draft.stems,
        topics=draft.topics,
        read=draft.read,
        labels=draft.labels,
    )
