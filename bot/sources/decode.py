"""Bytes to text: which encoding it is, and U+FFFD where the bytes do not fit it; nothing here ever raises.

The order is that of trust: a byte order mark, then UTF-8 (which other encodings hardly ever pass for), then what the
document declares of itself, then a guess from a bounded sample.
"""

from __future__ import annotations

import codecs
import re

BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Guessing reads this much and no more: the cost of a guess must not grow with the document.
SAMPLE = 32 * 1024

# Labels that browsers read as a larger sister of what they name, because documents use the sister's characters.
SISTERS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
ALIASES = {"ks_c_5601-1987": "cp949", "x-sjis": "cp932", "x-gbk": "gb18030", "x-euc-jp": "euc_jp"}
# Python has codecs that are no character sets (rot13, idna, unicode_escape); a document may not ask for those.
CHARSET = re.compile(
    r"(?:utf-?8|utf-?16|windows-|cp\d|iso-?8859|iso-2022-|koi8|mac|euc|gb|big5|shift|tis|us-ascii|latin)"
)

BEYOND_ASCII = bytes(range(0x80, 0x100))
ANY_BEYOND = re.compile(rb"[\x80-\xff]")

# With fewer characters beyond ASCII than this, a guess among the single-byte code pages is a lottery.
TELLING = 20
# Letters and marks that Windows-1252 texts really use; ÿ, þ and ð are what broken bytes look like in it.
WESTERN = frozenset(
    "“”‘’‚„–—…•€£¥¢§°·«»©®™½¼¾²³¹ºª¿¡\xa0\xad±×÷µ´‹›†‡‰¶ŒœŠšŽžŸÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûü"
)


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of `data`; `declared` is the label that the document itself, or whoever sent it, gives its encoding."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _tidy(data[len(mark) :].decode(encoding, "replace"))
    wide = wide_encoding(data)
    return _tidy(data.decode(wide, "replace") if wide else _narrow(data, charset(declared)))


def charset(label: str | None) -> str | None:
    """The codec for a declared label, or None when it names no character set that is known."""
    name = (label or "").strip().strip("\"'").lower()
    if not CHARSET.match(ALIASES.get(name, name)):
        return None
    try:
        found = codecs.lookup(ALIASES.get(name, name)).name
    except LookupError:
        return None
    return SISTERS.get(found, found)


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32 with or without a mark, told without one by where the zero bytes of Latin letters stand."""
    for mark, encoding in BOMS[1:]:
        if data.startswith(mark):
            return encoding
    sample = data[:4096]
    half = len(sample) // 2
    if half < 8 or b"\x00" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.6 and odd < half * 0.1:
        return "utf-16-be"
    return None


def _narrow(data: bytes, declared: str | None) -> str:
    if declared is not None and declared.startswith("iso2022"):
        return data.decode(declared, "replace")  # seven-bit: it would pass for UTF-8
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        patched = data.decode("utf-8", "replace")
    if _mostly_whole(patched):
        return patched
    encoding = _guess(data) if declared is None or declared.startswith("utf") else declared
    return patched if encoding is None else data.decode(encoding, "replace")


def _mostly_whole(patched: str) -> bool:
    """Whether a text is UTF-8 with some damage: another encoding hardly ever forms whole characters by chance."""
    damaged = patched.count("\ufffd")
    whole = len(patched) - damaged - len(patched.encode("ascii", "ignore"))
    return whole >= 4 * damaged


def _guess(data: bytes) -> str | None:
    if len(data) - len(data.translate(None, BEYOND_ASCII)) < TELLING:
        return "cp1252" if _western(data) else None
    # Kept out of the way of those who never need it: the import alone takes longer than most documents.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    matches = from_bytes(_sample(data))
    best = matches.best()
    if best is None:
        return "cp1252" if _western(data) else None
    # Code pages of neighbouring languages often fit equally well; then the commonest is meant.
    equal = (m.encoding for m in matches if (m.chaos, m.coherence) == (best.chaos, best.coherence))
    return "cp1252" if "cp1252" in (*best.could_be_from_charset, *equal) else best.encoding


def _western(data: bytes) -> bool:
    """Whether Windows-1252, the commonest by far of what is not UTF-8, makes sense of every byte."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return all(character in WESTERN for character in set(text) if character > "\x7f")


def _sample(data: bytes) -> bytes:
    """A stretch that holds what is not ASCII, cut at white space, where no character of any encoding is cut in two."""
    found = ANY_BEYOND.search(data)
    first = found.start() if found else 0
    before = max(0, first - 200)
    start = max(data.rfind(b"\n", before, first), data.rfind(b" ", before, first)) + 1 or first
    sample = data[start : start + SAMPLE]
    end = max(sample.rfind(b"\n"), sample.rfind(b" "))
    return sample[:end] if len(sample) == SAMPLE and end > 0 else sample


def _tidy(text: str) -> str:
    """One kind of line end, and no zero characters: stores and terminals take them for the end of the text."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")
