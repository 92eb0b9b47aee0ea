"""A raw document as it is kept: compressed where it was prepared, so that a page crosses between processes once.

Not a step: it reads nothing. The store opens what it has kept.
"""

from __future__ import annotations

import json
import re
import zlib

import msgspec

from bot.core.article import RawDocument, Sealed

LEVEL = 3
# Halves of a pair that stand alone are no characters and cannot be stored; one for one, so that offsets hold.
SURROGATE = re.compile("[\ud800-\udfff]")
DOCUMENT = msgspec.json.Decoder(RawDocument)
ENCODE = msgspec.json.Encoder().encode


def storable(text: str) -> str:
    """The text with every half of a surrogate pair replaced."""
    return text if text.isascii() else SURROGATE.sub("\ufffd", text)


def sealed(raw: RawDocument) -> Sealed:
    """The document with its digest, compressed."""
    try:
        document = ENCODE(raw)
    except UnicodeEncodeError:
        document = storable(json.dumps(msgspec.to_builtins(raw), ensure_ascii=False)).encode()
    return Sealed(raw.location, raw.url, raw.digest, zlib.compress(document, LEVEL))


def opened(document: bytes) -> RawDocument:
    """The document as it came in; raises `zlib.error` or `msgspec.MsgspecError` where it was damaged."""
    return DOCUMENT.decode(zlib.decompress(document))
