"""JSON Feed 1.0 and 1.1; what has not the type that it should have is passed over."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.core.errors import DocumentError
from bot.sources.feeds.cut import ENTRY_LIMIT
from bot.sources.feeds.dates import moment
from bot.sources.feeds.drafts import Draft, Says, assembled
from bot.sources.feeds.entry import Feed
from bot.sources.feeds.wholeness import title_of
from bot.sources.links import web_address

SURROGATE = re.compile("[\ud800-\udfff\x00]")
# An unfinished file is cut back item by item; a file of a different sort is not worth many tries.
TRIES = 20
# Objects and lists; each takes about twenty times the memory of its two characters.
PART_LIMIT = 200_000


def json_feed(text: str, url: str) -> Feed:
    """The feed that this JSON is; raises `DocumentError` when it is none."""
    about, notes = _object(text)
    items = about.get("items")
    if not isinstance(items, list) or not ("version" in about or "title" in about):
        raise DocumentError('is JSON, but no feed: it has no "items"')
    if len(items) > ENTRY_LIMIT:
        notes += (f"has {len(items):,} entries; the first {ENTRY_LIMIT:,} are read",)
    site = web_address(about.get("home_page_url"), url)
    language, default = _words(about.get("language")), _byline(about)
    entries = [item for item in items[:ENTRY_LIMIT] if isinstance(item, dict)]
    hubs = [hub.get("url") for hub in _list(about.get("hubs")) if isinstance(hub, dict)]
    return assembled(
        Feed(
            title=title_of(_words(about.get("title"))),
            site=site,
            language=language,
            entries=(),
            next_page=web_address(about.get("next_url"), url),
            hub=next(filter(None, (web_address(hub, url) for hub in hubs)), None),
            notes=notes,
        ),
        [_draft(item, site or url, default, language) for item in entries],
    )


def _object(text: str) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    """The object, or of a file that ends too early its whole items."""
    if text.count("{") + text.count("[") > PART_LIMIT:
        raise DocumentError(f"has over {PART_LIMIT:,} parts; that is no feed")
    notes: tuple[str, ...] = ()
    try:
        value = json.loads(text)
    except RecursionError:
        raise DocumentError("is no JSON that can be read: nested too deeply") from None
    except json.JSONDecodeError as error:
        value, notes = _rescued(text), ("ends too early; an entry that it leaves unfinished is not read",)
        if value is None:
            raise DocumentError(f"is broken JSON: {error.msg.lower()} in line {error.lineno}") from None
    except ValueError:
        raise DocumentError("is no JSON that can be read: a number has too many digits") from None
    if not isinstance(value, dict):
        raise DocumentError("is JSON, but no feed: it is no object")
    return value, notes


def _rescued(text: str) -> Any | None:
    end = len(text)
    for _ in range(TRIES):
        end = text.rfind("}", 0, end)
        if end < 0:
            return None
        try:
            return json.loads(text[: end + 1] + "]}")
        except (ValueError, RecursionError):
            continue
    return None


def _draft(item: Mapping[str, Any], base: str, author: str | None, language: str | None) -> Draft:
    updated = moment(item.get("date_modified"))
    number = item.get("id")
    return Draft(
        ids=_words(str(number) if isinstance(number, int | float) and not isinstance(number, bool) else number),
        url=web_address(item.get("url"), base) or web_address(item.get("external_url"), base) or web_address(number),
        title=title_of(_words(item.get("title"))),
        published=moment(item.get("date_published")) or updated,
        updated=updated,
        byline=_byline(item) or author,
        publisher=None,
        language=_words(item.get("language")) or language,
        says=tuple(_says(item)),
    )


def _says(item: Mapping[str, Any]) -> Iterator[Says]:
    """The page before the text where both are given: it has the paragraphs."""
    page, text = _whole(item.get("content_html")), _whole(item.get("content_text"))
    if page is not None and page.strip():
        yield Says(page, content=True, markup=True)
    elif text is not None:
        yield Says(text, content=True, markup=False)
    summary = _whole(item.get("summary"))
    if summary is not None:
        yield Says(summary, content=False, markup=False)


def _byline(about: Mapping[str, Any]) -> str | None:
    writers = [*_list(about.get("authors")), about.get("author")]
    names = (title_of(_words(writer.get("name"))) for writer in writers if isinstance(writer, dict))
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


def _list(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _whole(value: object) -> str | None:
    """JSON may escape half a character; such text could be neither stored nor sent."""
    if not isinstance(value, str):
        return None
    return (
        SURROGATE.sub("\ufffd", value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
        if SURROGATE.search(value)
        else value
    )


def _words(value: object) -> str | None:
    return " ".join((_whole(value) or "").split()) or None
