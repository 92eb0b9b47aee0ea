"""From a raw document to the clean text, with the claims made on the way."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.article import RawDocument
from bot.core.errors import DocumentError
from bot.pipeline import clean, metadata
from bot.pipeline.draft import Draft

SENTENCES = (
    "The river rose by two metres on Monday, the mayor of the town told reporters at the bridge.",
    "Share prices of the shipping company fell by 3 percent after the news had reached the exchange.",
    "Nobody was hurt, but forty families had to leave their houses and spend the night in a school.",
)
BODY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
TEXT = "\n\n".join(SENTENCES)


def prepared(**fields: str) -> Draft:
    """A document after the two steps."""
    return metadata.run(clean.run(Draft(RawDocument("-", **fields))))


def test_seed_with_advertisement_markers(shared: Path) -> None:
    """Headline and author are found, the clutter is gone, every sentence is there."""
    found = prepared(text=(shared / "seeds/000_a9904e2a1790e04c.txt").read_text("utf-8"))
    assert found.title == "China Fortifies Its Border With North Korea: Implications and Consequences"
    assert found.byline == "Aqsa Younas Rana"
    assert found.published is None
    paragraphs = found.text.split("\n\n")
    assert len(paragraphs) == 7
    assert paragraphs[0].startswith("Recent images reveal")
    assert paragraphs[-1].endswith("significant new sanctions.")
    assert not any(word in found.text for word in ("Advertis", "Read", "author-image", "New Update", found.title))


def test_seed_with_caption_and_follow_line(shared: Path) -> None:
    """The cut-off caption, the follow-me line and the note on commenting are gone, every sentence is there."""
    found = prepared(text=(shared / "seeds/002_0db34c0234c951b6.txt").read_text("utf-8"))
    assert found.title == "China Ramps Up Military Defense on North Korean Border"
    assert found.byline == "Ben Kew"
    paragraphs = found.text.split("\n\n")
    assert len(paragraphs) == 11
    assert paragraphs[0].startswith("China has ramped up")
    assert paragraphs[-1].endswith("not-too-distant future.”")


PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>River rises by two metres | Harbour News</title>
<meta property="og:title" content="River rises by two metres | Harbour News">
<meta property="og:site_name" content="Harbour News">
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "River rises by two metres", "datePublished": "2019-11-18T09:00:00+09:00",
"author": [{{"@type": "Person", "name": "Ann Miller"}}, {{"@type": "Person", "name": "Li Wei"}}]}}</script></head>
<body><nav><a href="/">Home</a><a href="/s">Sport</a></nav><article><h1>River rises by two metres</h1>
<p>By Ann Miller</p>{BODY}<p><a href="/b">Bridge closed for repairs last week</a></p>
<p>Sign up for our newsletter.</p></article><footer>© Harbour News</footer></body></html>"""


def test_page() -> None:
    """A page gives its own text and what it says of itself."""
    found = prepared(html=PAGE, url="https://www.harbour.example/a")
    assert found.text == TEXT
    assert found.title == "River rises by two metres"
    assert found.byline == "Ann Miller, Li Wei"
    assert found.publisher == "Harbour News"
    assert found.published == "2019-11-18T00:00:00Z"


def test_the_source_goes_before_the_page() -> None:
    """Byline, publisher and day of the source win, the headline is the page's."""
    given_fields = {"title": "Feed title", "byline": "By Jo Roe", "publisher": "Wire", "published": "June 28, 2017"}
    found = prepared(html=PAGE, **given_fields)
    assert (found.title, found.byline) == ("River rises by two metres", "Jo Roe")
    assert (found.publisher, found.published) == ("Wire", "2017-06-28")


def test_an_article_in_several_boxes_is_read_whole() -> None:
    """Paragraphs in a second box of the same kind are not lost."""
    more = "".join(
        f"<p>Part {n}: the water reached the market and the church before it fell again at night.</p>" for n in "abc"
    )
    boxes = f'<div class="chunk">{BODY}</div><div class="ad">x</div><div class="chunk">{more}</div>'
    found = prepared(html=f"<html><body><article><h1>River</h1>{boxes}</article></body></html>")
    assert "Part c" in found.text
    assert SENTENCES[0] in found.text


def test_an_undated_page_has_no_date() -> None:
    """No clock is asked where the page gives no day."""
    assert prepared(html=f"<html><body><article>{BODY}</article></body></html>").published is None


def test_a_day_in_the_address() -> None:
    """The address gives the day where the page does not."""
    html = f"<html><body><article>{BODY}</article></body></html>"
    assert prepared(html=html, url="https://a.example/2019/nov/18/river").published == "2019-11-18"


def test_markdown_file() -> None:
    """Front matter gives the claims, marks are taken off the text."""
    raw = f"---\ntitle: River Rises\ndate: 2017-06-28\nauthor: Ann Miller\n---\n# River Rises\n\n{TEXT}"
    found = metadata.run(clean.run(Draft(RawDocument("notes/river.md", text=raw))))
    assert (found.title, found.byline, found.published) == ("River Rises", "Ann Miller", "2017-06-28")
    assert found.text == TEXT


@pytest.mark.parametrize(
    ("head", "title", "byline", "published"),
    [
        ("River Rises\n\n", "River Rises", None, None),
        ("River Rises\n\nBy Ann Miller\nJune 28, 2017\n\n", "River Rises", "Ann Miller", "2017-06-28"),
        ("AdvertismentRiver Rises Again\n\nRiver Rises Again\n\n", "River Rises Again", None, None),
        ("River Rises\nAnn Miller\nPublished: June 28, 2017\n\n", "River Rises", "Ann Miller", "2017-06-28"),
        ("", None, None, None),
    ],
)
def test_heads_of_plain_text(head: str, title: str | None, byline: str | None, published: str | None) -> None:
    """Headline, author and day above the first paragraph are told apart and leave the text."""
    found = prepared(text=head + TEXT)
    assert (title, byline, published) == (found.title, found.byline, found.published)
    assert found.text == TEXT


def test_a_dateline_gives_the_day_and_stays() -> None:
    """A full day in the dateline is when it was published."""
    found = prepared(text=f"LONDON, June 28, 2017 (Reuters) - {TEXT}")
    assert found.published == "2017-06-28"
    assert found.text.startswith("LONDON, June 28")


def test_one_sentence_is_no_headline() -> None:
    """A text of one line is its own text, with or without a full stop."""
    assert prepared(text="River rises by two metres").text == "River rises by two metres"
    assert prepared(text="River rises by two metres").title is None


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"text": ""}, "the text is empty"),
        ({"text": " \n\u200b\n"}, "the text is empty"),
        ({"text": "Advertisement\n\nRead More"}, "the text is empty"),
        ({"html": ""}, "no article text found in the page"),
        ({"html": "<html><body></body></html>"}, "no article text found in the page"),
        ({"html": "<html><frameset><frame src='a'></frameset></html>"}, "no article text found in the page"),
        ({"html": "<html><body><script>let x = 1</script></body></html>"}, "no article text found in the page"),
        ({"html": "<!-- nothing -->"}, "no article text found in the page"),
    ],
)
def test_nothing_left_is_said(fields: dict[str, str], reason: str) -> None:
    """An empty document is refused with one clear line."""
    with pytest.raises(DocumentError, match=reason):
        prepared(**fields)


WRONG_TYPES = (
    '{"@type": ["NewsArticle", 3], "author": [null, 3, {"name": []}], "publisher": 7, "headline": {}, '
    '"datePublished": 5, "@id": [1]}'
)


@pytest.mark.parametrize(
    "html",
    [
        "<html><body>" + "<div>" * 100_000 + BODY + "</div>" * 100_000,
        "<html><body>" + "<b>" * 100_000 + "</b>" * 100_000 + BODY,
        f"<html><body>{BODY}\x00\ud800\ufffd</body>",
        f'<?xml version="1.0" encoding="utf-16"?><html><body>{BODY}',
        '<html><head><script type="application/ld+json">' + "[" * 100_000 + f"</script></head><body>{BODY}",
        f'<html><head><script type="application/ld+json">{WRONG_TYPES}</script></head><body>{BODY}',
    ],
)
def test_broken_pages_are_read(html: str) -> None:
    """Endless nesting, stray bytes, wrong declarations and wrong JSON cost no sentence."""
    assert all(sentence in clean.run(Draft(RawDocument("-", html=html))).text for sentence in SENTENCES)


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "x" * 1_000_000},
        {"text": "1" * 100_000},
        {"text": "a " * 200_000},
        {"text": "[" * 100_000 + "](x)"},
        {"text": "January " * 40_000},
        {"html": "<html><body><p>" + "x" * 1_000_000},
    ],
)
def test_hostile_documents_are_quick(fields: dict[str, str]) -> None:
    """Size alone costs no more than linear time."""
    start = time.process_time()
    prepared(**fields)
    assert time.process_time() - start < 3


@given(st.text(max_size=500))
@settings(max_examples=200)
def test_any_text_is_survived(text: str) -> None:
    """Any text is cleaned or refused, and what comes out can be encoded and has no empty paragraph."""
    try:
        found = prepared(text=text)
    except DocumentError:
        return
    found.text.encode()
    assert all(paragraph.strip() for paragraph in found.text.split("\n\n"))


@given(st.text(alphabet=st.sampled_from("<>/abp =\"'&;!-[]div\n "), max_size=300))
@settings(max_examples=150)
def test_any_markup_is_survived(markup: str) -> None:
    """Any markup is read or refused; the sentences of what is read stand in its text, one behind the other."""
    try:
        article = prepared(html=markup)
    except DocumentError:
        return
    edges = [edge for sentence in article.sentences for edge in (sentence.start, sentence.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(article.text) for edge in edges)


@pytest.mark.parametrize(
    ("head", "title", "publisher"),
    [
        (
            "HARBOUR POST\nHome | Ports | Trade | Newsletter\n\nRiver rises by two metres\n\n",
            "River rises by two metres",
            "Harbour Post",
        ),
        ("Harbour Post\nBackground\n\nRiver rises by two metres\n\n", "River rises by two metres", "Harbour Post"),
        ("HARBOUR POST\nRiver rises by two metres\nBy Ann Miller\n\n", "River rises by two metres", "Harbour Post"),
        ("River rises\nMayor asks for help\n\n", "River rises", None),
    ],
)
def test_a_masthead_is_the_publisher_and_no_headline(head: str, title: str, publisher: str | None) -> None:
    """The paper's own name above the headline is told by the menu or section under it, or by its capitals."""
    found = prepared(text=head + TEXT)
    assert (title, publisher) == (found.title, found.publisher)


def test_a_dateline_names_the_publisher_where_nothing_else_does() -> None:
    """The agency of the dateline stands in, but an address goes before it."""
    text = f"LONDON, England, June 28, 2017 (Harbour Post) - {TEXT}"
    assert "Harbour Post" == prepared(text=text).publisher
    assert "daily.example" == prepared(text=text, url="https://daily.example/river").publisher


def test_the_page_title_names_the_publisher_where_nothing_else_does() -> None:
    """What stands behind the headline in the title of the page is the site's name, a mere section is not."""
    page = "<html><head><title>River rises | {}</title></head><body><h1>River rises</h1><article>" + BODY + "</article>"
    assert "Harbour Post" == prepared(html=page.format("Harbour Post")).publisher
    assert prepared(html=page.format("World")).publisher is None
