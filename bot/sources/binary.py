"""Tells text from what only has a text's name, so that a photograph called `notes.txt` never becomes an article."""

from __future__ import annotations

SAMPLE = 64 * 1024

# Magic numbers of what is most often misnamed; the words complete "looks like binary, not text: ".
MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF; give it the ending .pdf"),
    (b"PK\x03\x04", "a ZIP archive or an office document; save it as .pdf, .html or .txt"),
    (b"\xd0\xcf\x11\xe0", "an old office document; save it as .pdf, .html or .txt"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a sound, film or picture"),
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
    (b"BZh", "a bzip2 archive; unpack it first"),
    (b"\xfd7zXZ", "an xz archive; unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive; unpack it first"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "an SQLite database"),
)

# Bytes that no written text has: controls other than white space, backspace and the escape of ISO-2022.
CONTROLS = bytes(set(range(0x20)) - {0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1B}) + b"\x7f"

# Compressed or random bytes hold a tenth of them; a text with a few stray ones is still a text.
CONTROL_SHARE = 0.04
CONTROL_LEAST = 4


def binary_reason(data: bytes) -> str | None:
    """Why these bytes are no text, or None when they may be one; UTF-16 and UTF-32 are for the caller to tell first."""
    for magic, words in MAGIC:
        if data.startswith(magic):
            return f"looks like binary, not text: {words}"
    sample = data[:SAMPLE]
    controls = len(sample) - len(sample.translate(None, CONTROLS))
    if controls >= CONTROL_LEAST and controls > CONTROL_SHARE * len(sample):
        share = round(100 * controls / len(sample))
        return f"looks like binary, not text: {share} % of its first bytes are control codes"
    return None
