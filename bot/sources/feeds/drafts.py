"""From what a dialect says to entries: which of its texts to take, and by what to know each entry again."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.sources.feeds.entry import Entry, Feed
from bot.sources.feeds.wholeness import is_whole


@dataclass(frozen=True, slots=True)
class Says:
    """One text of an entry; `content` when its element is made for the whole article."""

    value: str
    content: bool
    markup: bool
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry whose key and text are not chosen yet."""

    ids: str | None
    url: str | None
    title: str | None
    published: str | None
    updated: str | None
    byline: str | None
    publisher: str | None
    language: str | None
    says: tuple[Says, ...]


def assembled(feed: Feed, drafts: Sequence[Draft]) -> Feed:
    """The feed with these entries, each once; what was left out is added to its notes."""
    shared = _shared_ids(drafts)
    kept: dict[str, Entry] = {}
    repeated = empty = 0
    for draft in drafts:
        entry = _entry(draft, shared)
        if entry is None:
            empty += 1
            continue
        known = kept.get(entry.key)
        repeated += known is not None
        if known is None or (entry.updated or "") > (known.updated or ""):
            kept[entry.key] = entry
    notes = (
        *feed.notes,
        *_note(empty, "says nothing and is left out", "say nothing and are left out"),
        *_note(repeated, "repeats another and is left out", "repeat others and are left out"),
    )
    return replace(feed, entries=tuple(kept.values()), notes=notes)


def _entry(draft: Draft, shared: frozenset[str]) -> Entry | None:
    chosen = max(draft.says, key=lambda says: len(says.value), default=None)
    if chosen is not None and not chosen.value.strip():
        chosen = None
    if chosen is None and not (draft.title or draft.url):
        return None
    whole = chosen is not None and (draft.url is None or is_whole(chosen.value, content=chosen.content))
    return Entry(
        key=_key(draft, chosen, shared),
        url=draft.url,
        title=draft.title,
        published=draft.published,
        updated=draft.updated,
        byline=draft.byline,
        publisher=draft.publisher,
        language=draft.language,
        html=chosen.value if chosen is not None and chosen.markup else None,
        text=chosen.value if chosen is not None and not chosen.markup else None,
        summary_only=not whole,
    )


def _key(draft: Draft, chosen: Says | None, shared: frozenset[str]) -> str:
    own = draft.ids if draft.ids not in shared else None
    if own or draft.url:
        return own or draft.url or ""
    said = "\x1f".join((draft.title or "", draft.published or "", chosen.value if chosen else ""))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _shared_ids(drafts: Iterable[Draft]) -> frozenset[str]:
    """Ids that entries of different addresses have in common: they name none of them."""
    pairs = {(draft.ids, draft.url or draft.title) for draft in drafts if draft.ids}
    counts = Counter(name for name, _ in pairs)
    return frozenset(name for name, count in counts.items() if count > 1)


def _note(count: int, one: str, many: str) -> tuple[str, ...]:
    return (f"{count:,} {'entry' if count == 1 else 'entries'} {one if count == 1 else many}",) if count else ()
