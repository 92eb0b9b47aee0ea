"""What somebody asks to be told of, as typed after `/watch add`, read into plain data.

`tumen river "people smuggling" -football source:reuters, defectors > 1000` has words, a phrase, an exclusion, a source
and a condition on a figure. A condition takes the words before it, back to a comma, a quote or another piece; in quotes
only a sign (<, >, =) makes one, since "over 100 dead" may be a phrase. Standard library and the core alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.core.conditions import Condition, read_condition
from bot.core.errors import UserError
from bot.core.lines import QUOTES

LIMIT: Final = 300
MOST_CONDITIONS: Final = 5
_PIECE: Final = re.compile(
    r"""
    (?P<minus>(?:(?<=\s)|^)-(?=[\w"]))?
    (?: (?P<source>source|sources):\s*(?P<name>"[^"]*"|[^\s",]+)
      | "(?P<quoted>[^"]*)"
      | (?P<bare>(?:[^\s",]|,(?=\d))+) )
    | (?P<stop>,)
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class WatchQuery:
    """What an article must have: all words and phrases, none of `without`, one of the sources, every condition."""

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    without_sources: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()

    @property
    def topic(self) -> str:
        """Words, phrases and exclusions as a topic is typed; empty for a watch on figures or sources alone."""
        phrases = (f'"{phrase}"' for phrase in self.phrases)
        without = (f'-"{words}"' if " " in words else f"-{words}" for words in self.without)
        return " ".join((*self.words, *phrases, *without))


def read_watch(text: str) -> WatchQuery:
    """The query that somebody means; `UserError` says what is wrong and what would work."""
    line = " ".join(text.translate(QUOTES).split())
    if len(line) > LIMIT:
        raise UserError(f"A watch of {len(line)} characters is too long; keep it under {LIMIT}.")
    if line.count('"') % 2:
        raise UserError(f"A quote is not closed in '{line[:60]}'.")
    pieces = list(_pieces(line))
    conditions = filter(None, map(read_condition, _of("condition", pieces)))
    query = WatchQuery(
        words=tuple(word for kind, piece in pieces if kind == "words" for word in piece.split()),
        phrases=_of("phrase", pieces),
        without=_of("without", pieces),
        sources=_of("source", pieces),
        without_sources=_of("without source", pieces),
        conditions=tuple(dict.fromkeys(conditions)),
    )
    _check(query)
    return query


def _check(query: WatchQuery) -> None:
    if not (query.words or query.phrases or query.sources or query.conditions):
        rest = "It says only what to leave out. " if query.without or query.without_sources else ""
        raise UserError(f"{rest}What shall be watched? Try 'tumen river' or 'defectors > 1000'.")
    if len(query.conditions) > MOST_CONDITIONS:
        raise UserError(
            f"{len(query.conditions)} conditions are too many; keep {MOST_CONDITIONS} or add another watch."
        )


def _of(kind: str, pieces: list[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(piece for name, piece in pieces if name == kind and piece))


def _pieces(line: str) -> Iterator[tuple[str, str]]:
    """The kind of each piece and its words, bare words that stand together in one."""
    run: list[str] = []
    for match in _PIECE.finditer(line):
        if match["bare"] and not match["minus"]:
            run.append(match["bare"])
            continue
        yield from _run(run)
        run = []
        if match["source"]:
            yield "without source" if match["minus"] else "source", match["name"].strip('" ')
        elif match["minus"]:
            yield "without", (match["quoted"] or match["bare"] or "").strip()
        elif match["quoted"]:
            yield "condition" if read_condition(match["quoted"], spoken=False) else "phrase", match["quoted"].strip()
    yield from _run(run)


def _run(words: list[str]) -> Iterator[tuple[str, str]]:
    if words:
        piece = " ".join(words)
        yield "condition" if read_condition(piece) else "words", piece
