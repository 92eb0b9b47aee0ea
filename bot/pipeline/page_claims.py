"""What a page says of itself: headline, authors, publisher, day, language, in JSON-LD, meta tags and elements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from lxml import html

from bot.pipeline import author_elements, bylines, ldjson, page_days, titles
from bot.pipeline.characters import key, one_line

_TITLE_METAS = (
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "parsely-title",
    "sailthru.title",
    "title",
    "headline",
)
_AUTHOR_METAS = (
    "author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator",
    "citation_author", "authors", "article:author_name", "cxenseparse:author", "og:article:author",
    "twitter:creator:name",
)  # fmt: skip


Metas: TypeAlias = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Claims:
    """The page's own word on each; `body` is the article's text where the page gives it beside the markup."""

    title: str | None = None
    titles: tuple[str, ...] = ()
    byline: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    body: str | None = None

    @property
    def words(self) -> int:
        """How many words the given body has."""
        return len(self.body.split()) if self.body else 0


def read(tree: html.HtmlElement, url: str | None) -> Claims:
    """Everything that the page claims."""
    metas = _metas(tree)
    linked = ldjson.read(tree.iter("script"))
    publisher = (
        _first(metas, ("og:site_name",))
        or linked.publisher
        or _first(metas, ("application-name", "dc.publisher", "publisher"))
    )
    names = [
        *titles.host_names(url),
        *filter(
            None, (publisher, linked.publisher, _first(metas, ("og:site_name", "application-name", "twitter:site")))
        ),
    ]
    heads = [
        words
        for head in tree.iter("h1")
        if (words := one_line(" ".join(head.itertext()))) and len(words) <= titles.LONGEST
    ][:20]
    claims = [
        words for words in (*metas.get("og:title", ()), *linked.headlines, *(_all(metas, _TITLE_METAS[1:]))) if words
    ]
    tag = _title_tag(tree)
    title = titles.choose(heads, claims, tag, names)
    return Claims(
        title=title,
        titles=tuple(titles.without_site(claim, names) for claim in claims if not claim.endswith(".")),
        byline=_byline(tree, metas, linked, names),
        publisher=publisher or titles.site_in(tag, title),
        published=page_days.find(tree, (linked.published, *_all(metas, page_days.METAS)), url),
        language=tree.get("lang")
        or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
        or _first(metas, ("og:locale", "content-language", "language")),
        body=linked.body,
    )


def _metas(tree: html.HtmlElement) -> Metas:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        if name and (content := one_line(meta.get("content"))):
            found[name.lower()].append(content)
    return found


def _all(metas: Metas, names: Sequence[str]) -> list[str]:
    return [content for name in names for content in metas.get(name, ())]


def _first(metas: Metas, names: Sequence[str]) -> str | None:
    return next(iter(_all(metas, names)), None)


def _title_tag(tree: html.HtmlElement) -> str:
    element = next(tree.iter("title"), None)
    return one_line(element.text) if element is not None else ""


def _byline(tree: html.HtmlElement, metas: Metas, linked: ldjson.Linked, names: Sequence[str]) -> str | None:
    """The first source that names somebody else than the site; a later one that names more beside them is fuller."""
    sites = {key(name) for name in names}
    written = (linked.authors, *(metas.get(name, ()) for name in _AUTHOR_METAS), _twitter_author(metas))
    given = [found for entry in written if (found := bylines.authors(entry))]
    people = [found for found in given if key(found) not in sites]
    if not people:
        return _without_sites(author_elements.find(tree), names) or next(iter(given), None)
    first = set(people[0].split(", "))
    return max((found for found in people if first <= set(found.split(", "))), key=len)


def _without_sites(byline: str | None, names: Sequence[str]) -> str | None:
    for name in names:
        byline = byline and (byline.removesuffix(f" {name}") or None)
    return byline


def _twitter_author(metas: Metas) -> Sequence[str]:
    """Cards carry "Written by" as the label of a numbered field."""
    for number in "12":
        label = _first(metas, (f"twitter:label{number}",)) or ""
        if label.lower().startswith(("written", "author", "by")):
            return metas.get(f"twitter:data{number}", ())
    return ()
