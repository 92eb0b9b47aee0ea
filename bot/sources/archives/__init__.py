"""Many documents in one file: web archives (WARC), ZIP archives and compressed JSON Lines.

An archive is read as a stream, front to back, and never unpacked to disk: names in it are only names. Whatever is
damaged, locked or too large in it costs one line, and the rest is read. May import `bot.core` and the readers of
single documents in `bot.sources`.
"""
