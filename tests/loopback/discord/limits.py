"""The limits of messages and embeds, from Discord's documentation. Lengths are UTF-16 units, the strictest count."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from .components import check_components, check_layout
from .errors import Form, Path, Refusal, units
from .world import COMPONENTS_V2, EPHEMERAL

SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS = 1 << 2, 1 << 12
CHANNEL_FLAGS = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2
ANSWER_FLAGS = CHANNEL_FLAGS | EPHEMERAL
EDIT_FLAGS = SUPPRESS_EMBEDS | COMPONENTS_V2
EMBED_TOTAL = 6000
LEGACY_FIELDS = ("content", "embeds", "poll", "sticker_ids")


def check_message(form: Form, body: dict[str, Any], flags_allowed: int, *, path: Path = (), v2: bool = False) -> None:
    """Hold what a message is made of against every limit; `v2` is set where the message edited already is."""
    flags = body.get("flags")
    if flags is not None and (not isinstance(flags, int) or flags & ~flags_allowed):
        form.wrong((*path, "flags"), "MESSAGE_FLAGS_INVALID", f"Only these flags may be set: {flags_allowed}.")
        flags = 0
    v2 = v2 or bool((flags or 0) & COMPONENTS_V2)
    form.text((*path, "content"), body.get("content"), 2000)
    for name in LEGACY_FIELDS if v2 else ():
        if body.get(name):
            code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
            form.wrong((*path, name), code, f"The '{name}' field cannot be used with IS_COMPONENTS_V2")
    check_embeds(form, (*path, "embeds"), body.get("embeds"))
    parts = form.count((*path, "components"), body.get("components"), 40 if v2 else 5)
    check_layout(form, (*path, "components"), parts, v2=v2)
    check_components(form, (*path, "components"), parts)
    check_mentions(form, (*path, "allowed_mentions"), body.get("allowed_mentions"))
    check_nonce(form, (*path, "nonce"), body.get("nonce"))


def check_substance(message: dict[str, Any], files: int) -> None:
    """Refuse a message that would show nothing."""
    content = message.get("content")
    full = (content.strip() if isinstance(content, str) else "") or message.get("embeds") or message.get("components")
    if not full and not files and not message.get("poll") and not message.get("sticker_ids"):
        raise Refusal(400, 50006, "Cannot send an empty message")


def check_embeds(form: Form, path: Path, embeds: Any) -> None:
    """Ten embeds, each within its limits, and 6,000 characters over all of them."""
    found = form.count(path, embeds, 10)
    for number, embed in enumerate(found):
        _check_embed(form, (*path, number), embed)
    if sum(_embed_size(embed) for embed in found) > EMBED_TOTAL:
        form.wrong(path, "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {EMBED_TOTAL}")


def _check_embed(form: Form, path: Path, embed: dict[str, Any]) -> None:
    form.text((*path, "title"), _trimmed(embed.get("title")), 256)
    form.text((*path, "description"), _trimmed(embed.get("description")), 4096)
    for number, row in enumerate(form.count((*path, "fields"), embed.get("fields"), 25)):
        for name, most in (("name", 256), ("value", 1024)):
            form.text((*path, "fields", number, name), _trimmed(row.get(name)), most, least=1)
    footer, author = embed.get("footer"), embed.get("author")
    if footer is not None:
        form.text((*path, "footer", "text"), _trimmed(footer.get("text")), 2048, least=1)
    if author is not None:
        form.text((*path, "author", "name"), _trimmed(author.get("name")), 256, least=1)
        check_link(form, (*path, "author", "url"), author.get("url"), ("http", "https"))
    check_link(form, (*path, "url"), embed.get("url"), ("http", "https"))
    for name in ("image", "thumbnail"):
        check_link(form, (*path, name, "url"), (embed.get(name) or {}).get("url"), ("http", "https", "attachment"))
    form.number((*path, "color"), embed.get("color"), 0, 0xFFFFFF)
    _check_moment(form, (*path, "timestamp"), embed.get("timestamp"))
    if not any(
        embed.get(name) for name in ("title", "description", "fields", "footer", "author", "image", "thumbnail")
    ):
        form.wrong((*path, "description"), "BASE_TYPE_REQUIRED", "This field is required")


def _embed_size(embed: dict[str, Any]) -> int:
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    for row in embed.get("fields") or ():
        texts += [row.get("name"), row.get("value")]
    return sum(units(text) for text in texts if isinstance(text, str))


def _trimmed(text: Any) -> Any:
    # Discord trims these texts before it measures them, so that white space alone counts as missing.
    return text.strip() if isinstance(text, str) else text


def _check_moment(form: Form, path: Path, value: Any) -> None:
    if value is None:
        return
    try:
        datetime.fromisoformat(value)
    except (TypeError, ValueError):
        form.wrong(path, "DATE_TIME_TYPE_PARSE", f'Could not parse "{value}". Should be ISO8601.')


def check_link(form: Form, path: Path, url: Any, schemes: tuple[str, ...], most: int = 2048) -> None:
    """A web address with one of the schemes taken there; None passes."""
    if url is None:
        return
    form.text(path, url, most, least=1)
    parts = urlsplit(url) if isinstance(url, str) else urlsplit("")
    if parts.scheme not in schemes or not (parts.netloc or parts.path) or " " in str(url):
        form.wrong(path, "URL_TYPE_INVALID_SCHEME", f'Scheme "{parts.scheme}" must be one of {schemes}.')


def check_mentions(form: Form, path: Path, mentions: Any) -> None:
    """What a message may ping: a list of kinds or a list of ids, never both for one kind."""
    if mentions is None:
        return
    if not isinstance(mentions, dict):
        form.wrong(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        return
    parse = form.count((*path, "parse"), mentions.get("parse"), 3, of=str)
    for number, kind in enumerate(parse):
        form.choice((*path, "parse", number), kind, ("users", "roles", "everyone"))
    for kind in ("users", "roles"):
        listed = form.count((*path, kind), mentions.get(kind), 100, of=object)
        if listed and kind in parse:
            code = "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"
            form.wrong(path, code, f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.')


def check_nonce(form: Form, path: Path, nonce: Any) -> None:
    """A number, or a text of 25 characters at most."""
    if nonce is None or (isinstance(nonce, int) and not isinstance(nonce, bool)):
        return
    form.text(path, nonce, 25)


def check_edit(form: Form, body: dict[str, Any], *, v2: bool, path: Path = ()) -> None:
    """Hold an edit against the limits; components v2 cannot be taken back."""
    check_message(form, body, EDIT_FLAGS, path=path, v2=v2)
    if v2 and isinstance(body.get("flags"), int) and not body["flags"] & COMPONENTS_V2:
        code = "MESSAGE_COMPONENTS_V2_FLAG_REMOVED"
        form.wrong((*path, "flags"), code, "IS_COMPONENTS_V2 cannot be removed once it has been set")
