"""Articles as they lie in rows."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime

import msgspec

from bot.core.article import Article
from bot.pipeline.sealing import ENCODE
from bot.pipeline.sealing import storable as storable  # noqa: PLC0414 - what may lie in a row is asked here

ARTICLE = msgspec.json.Decoder(Article)

MINUTES_A_DAY = 1440
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def digest_of(text: str) -> str:
    """SHA-256 (hex) of a stored text."""
    return hashlib.sha256(text.encode()).hexdigest()


def facts_of(article: Article) -> str:
    """Everything that was prepared, as JSON, but for the text and the stems: these have columns of their own."""
    return json_of(replace(article, text="", stems=()))


def json_of(value: object) -> str:
    """Plain data as JSON that can be stored."""
    try:
        return ENCODE(value).decode()
    except UnicodeEncodeError:
        return storable(json.dumps(msgspec.to_builtins(value), ensure_ascii=False))


def article_of(facts: str, text: str, stems: str = "") -> Article:
    """The article of a row; raises `msgspec.MsgspecError` when the facts cannot be read."""
    return replace(ARTICLE.decode(facts), text=text, stems=tuple(stems.split("\n")) if stems else ())


def minute_of(published: str | None) -> int | None:
    """Minutes since 1970 of a moment or day in ISO 8601; a day is its first minute."""
    if published is None:
        return None
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return int((moment - EPOCH).total_seconds() // 60)
