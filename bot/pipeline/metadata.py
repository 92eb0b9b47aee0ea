"""Step: title, byline, publisher and day, settled between what the source says and what the document claims."""

from __future__ import annotations

from dataclasses import replace

from bot.pipeline import bylines, datelines, titles
from bot.pipeline.characters import one_line
from bot.pipeline.draft import Draft
from bot.pipeline.moments import moment

VERSION = 2


def run(draft: Draft) -> Draft:
    """The source's word on byline, publisher and day goes before the page's; the title is the page's headline.

    The agency and the day of the dateline stand in where nothing else is known.
    """
    raw = draft.raw
    dateline = datelines.read(draft.text)
    claimed = one_line(raw.publisher) or titles.cased(one_line(draft.publisher).lstrip("@"), draft.text)
    publisher = claimed or titles.host_of(raw.url) or dateline.agency
    names = [*titles.host_names(raw.url), *([publisher] if publisher else [])]
    title = titles.without_site(one_line(draft.title or raw.title), names)
    return replace(
        draft,
        title=title or None,
        byline=bylines.authors(raw.byline) or draft.byline,
        publisher=publisher,
        published=moment(raw.published) or draft.published or dateline.day,
    )
