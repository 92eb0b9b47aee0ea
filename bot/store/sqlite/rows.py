"""Articles and raw documents as they lie in rows."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from dataclasses import replace
from datetime import UTC, datetime

import msgspec

from bot.core.article import Article, RawDocument

ARTICLE = msgspec.json.Decoder(Article)
DOCUMENT = msgspec.json.Decoder(RawDocument)
ENCODE = msgspec.json.Encoder().encode

RAW_LEVEL = 3
MINUTES_A_DAY = 1440
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# Halves of a pair that stand alone are no characters and cannot be stored; one for one, so that offsets hold.
SURROGATE = re.compile("[\ud800-\udfff]")


def storable(text: str) -> str:
    """The text with every half of a surrogate pair replaced."""
    return text if text.isascii() else SURROGATE.sub("\ufffd", text)


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


def packed(raw: RawDocument) -> bytes:
    """A raw document, compressed."""
    try:
        document = ENCODE(raw)
    except UnicodeEncodeError:
        document = storable(json.dumps(msgspec.to_builtins(raw), ensure_ascii=False)).encode()
    return zlib.compress(document, RAW_LEVEL)


def unpacked(document: bytes) -> RawDocument:
    """The raw document of a row."""
    return DOCUMENT.decode(zlib.decompress(document))


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
