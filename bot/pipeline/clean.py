"""Step: the article's own text, from a page or a plain text, and the claims found on the way to it."""

from __future__ import annotations

from dataclasses import replace

from bot.core.errors import DocumentError
from bot.pipeline import clutter, moments, plain_text, text_head
from bot.pipeline.bylines import authors
from bot.pipeline.characters import one_line
from bot.pipeline.clutter import Block
from bot.pipeline.draft import Draft

VERSION = 2

_MARKDOWN_FILES = (".md", ".markdown", ".mdown", ".mkd")


def run(draft: Draft) -> Draft:
    """Clean text, with title, byline, publisher, published and language as claimed; `metadata` settles those."""
    cleaned = _from_page(draft) if draft.raw.html is not None else _from_text(draft)
    if not any(map(str.isalnum, cleaned.text)):
        raise DocumentError("the text is empty" if draft.raw.html is None else "no article text found in the page")
    return cleaned


def _from_page(draft: Draft) -> Draft:
    from bot.pipeline import page  # noqa: PLC0415 - what reads pages takes a quarter of a second to load

    raw = draft.raw
    found = page.read(raw.html or "", raw.url)
    if found is None:
        raise DocumentError("no article text found in the page")
    claims = found.claims
    title = claims.title or one_line(raw.title) or None
    blocks = clutter.clear(found.blocks, claims.byline, [title or "", raw.title or "", *claims.titles])
    return replace(
        draft,
        title=title,
        byline=claims.byline,
        publisher=claims.publisher,
        published=claims.published,
        language=claims.language,
        text=_text(blocks),
    )


def _from_text(draft: Draft) -> Draft:
    raw = draft.raw
    front = plain_text.front_matter(raw.text or "")
    fields = front.fields
    marked = bool(fields) or raw.location.lower().endswith(_MARKDOWN_FILES) or plain_text.is_markdown(front.rest)
    blocks = plain_text.markdown_blocks(front.rest) if marked else plain_text.blocks(front.rest)
    title = one_line(raw.title or fields.get("title")) or None
    head = text_head.read(clutter.unglued(blocks), title)
    byline = authors(fields.get("author") or fields.get("authors") or fields.get("byline")) or head.byline
    return replace(
        draft,
        title=head.title,
        byline=byline,
        publisher=fields.get("publisher") or head.publisher,
        published=moments.moment(fields.get("date") or fields.get("published")) or head.published,
        language=fields.get("language") or fields.get("lang"),
        text=_text(clutter.clear(head.body, raw.byline or byline, [head.title or ""])),
    )


def _text(blocks: list[Block]) -> str:
    return "\n\n".join(block.words for block in blocks)
