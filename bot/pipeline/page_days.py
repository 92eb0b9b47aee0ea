"""When a page was published: by JSON-LD and meta tags, by its elements, by its address, by a search as the last way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from htmldate import find_date
from lxml import html

from bot.pipeline import moments
from bot.pipeline.characters import one_line

METAS = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "date_published",
    "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish_date", "publish-date",
    "publication_date", "ptime", "displaydate", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.created",
    "dcterms.issued", "dcterms.date", "dc.date", "dc.date.created", "og:published_time", "published_time",
    "originalpublicationdate", "bt:pubdate", "article_date_original", "citation_publication_date", "citation_date",
    "date", "article.published", "og:pubdate", "created",
)  # fmt: skip
# What pages call the element that holds the day, as a word of its class or as its id, marks apart.
_NAMED = frozenset(
    f"{first}{second}"
    for first in ("date", "day", "time", "entrydate", "")
    for second in ("published", "posted", "publication", "released")
) | {"pubdate", "publishdate", "publisheddate", "publicationdate", "posteddate", "postdate", "releasedate"}
_MARKS = str.maketrans("", "", "-_")
_IN_ADDRESS = re.compile(
    r"[/_-](?P<year>(?:19|20)\d\d)[/_-](?P<month>\d{1,2}|[A-Za-z]{3,9})[/_-](?P<day>\d{1,2})(?=[/_.-]|$)"
)
# Far beyond any page, so that the search for a date never asks the clock.
_LATEST = "2100-01-01"


def find(tree: html.HtmlElement, written: Iterable[str | None], url: str | None) -> str | None:
    """ISO 8601 in UTC, or the day alone; `written` is what the page claims in JSON-LD and meta tags, the best first."""
    claims = [when for words in written if (when := _read(words))]
    if claims:
        return _confirmed(tree, claims)
    return _in_element(tree) or _hour_of(tree, _in_address(url)) or _searched(tree)


def _confirmed(tree: html.HtmlElement, claims: list[str]) -> str:
    """The first claim; where they are at odds, as when a zone was added twice, that which a `<time>` holds too."""
    timed = [when for when in dict.fromkeys(claims) if "T" in when]
    if len(timed) < 2 or timed[0] != claims[0]:
        return claims[0]
    shown = set(_times(tree))
    return next((when for when in timed if when in shown), claims[0])


def _times(tree: html.HtmlElement) -> Iterable[str]:
    return (when for element in tree.iter("time") if (when := _read(element.get("datetime"))))


def _in_element(tree: html.HtmlElement) -> str | None:
    """What an element says that is marked as the day of publication, by the markup or by its name."""
    for element in tree.iter("time", "abbr", "span", "meta", "dd", "p", "div"):
        sure = element.get("itemprop") == "datePublished" or element.get("pubdate") is not None
        if sure or _is_named(element):
            own = element.get("datetime") or element.get("content") or element.get("title")
            if when := _read(own or one_line("".join(element.itertext()))):
                return when
    return None


def _is_named(element: html.HtmlElement) -> bool:
    words = [*element.get("class", "").split(), element.get("id", "")]
    return any(word.translate(_MARKS).lower() in _NAMED for word in words)


def _in_address(url: str | None) -> str | None:
    """Many sites put the day into the address: /2019/11/18/, /2019/nov/18/, -2019-11-18."""
    match = _IN_ADDRESS.search(url or "")
    if not match:
        return None
    month = match["month"].lower()
    number = month if month.isdigit() else str(moments.MONTHS.get(month, 0))
    return _plausible(moments.moment(f"{match['year']}-{number}-{match['day']}"))


def _hour_of(tree: html.HtmlElement, day: str | None) -> str | None:
    """The page's only `<time>` if it is within a day of that of the address, which may be local; else the day."""
    times = [*_times(tree)] if day else []
    return times[0] if day and len(times) == 1 and _apart(times[0], day) <= 1 else day


def _apart(one: str, other: str) -> int:
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)


def _searched(tree: html.HtmlElement) -> str | None:
    found = find_date(tree, original_date=True, extensive_search=True, max_date=_LATEST, min_date="1990-01-01")
    return _plausible(moments.moment(found))


def _read(words: str | None) -> str | None:
    return _plausible(moments.moment(words, midnight_is_day=True))


def _plausible(when: str | None) -> str | None:
    """Placeholders such as 0001-01-01 and 1970-01-01 are no dates of publication."""
    return when if when and "1980" < when[:4] < "2100" else None
