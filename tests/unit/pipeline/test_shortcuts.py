"""Whatever is passed over unread would have held nothing: what a glance tells, the whole rule tells as well."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core import figure_evidence, numerals
from bot.pipeline import characters, clutter_notices, plain_text, tokens
from bot.pipeline.timex import grammar
from bot.pipeline.timex.lexicon import CLASSES, OTHER

ARTICLE_LIKE = st.text(alphabet=st.sampled_from("aZé9 .,'’s-_\"”\n\t\u00a0\u200b\ufe0f\u034f—ſ"), max_size=60)


@pytest.mark.parametrize("name", grammar.NEVER_ALONE.split())
def test_no_time_is_told_by_a_word_that_only_leads_to_one(name: str) -> None:
    """No rule of the grammar matches one of these before a word of no class, whatever stands ahead."""
    for ahead in ("", *CLASSES.values()):
        codes = ahead + CLASSES[name] + OTHER
        rules = (re.compile(pattern) for pattern in grammar.SPELT.values())
        assert not any(rule.match(codes, len(ahead)) for rule in rules)


OFFERS = (
    "newsletters", "into your inbox", "our morning briefing", "breaking news alerts", "news updates",
    "push notifications", "free trial", "premium subscription", "your digital subscription", "youtube channel",
    "our journalism", "become a member", "be a supporter", "become a subscriber", "be a patron",
    "unlimited digital access", "on google news",
)  # fmt: skip


@pytest.mark.parametrize("offer", OFFERS)
def test_every_offer_has_its_hint(offer: str) -> None:
    """A line is only searched for an offer where a hint of it stands, so each must have one."""
    assert clutter_notices.OFFER.search(offer)
    assert any(hint in offer for hint in clutter_notices.OFFER_HINTS)


@given(ARTICLE_LIKE)
@example("fine words\ufe0f")
@example("a\u200bb")
@example("two  spaces")
def test_what_looks_plain_is_plain(text: str) -> None:
    """A text that is handed on unread has nothing that would have been removed."""
    cleaned = characters.plain(text)

    assert cleaned == characters.plain(cleaned)
    assert not re.search("[\t\u00a0\u200b\ufe0f\u034f\r]|  ", cleaned)


@given(ARTICLE_LIKE)
def test_keys_are_letters_and_digits_without_case(text: str) -> None:
    """Texts of ASCII alone take a shorter way to the same key."""
    assert "".join(filter(str.isalnum, text)).casefold() == characters.key(text)


@given(ARTICLE_LIKE)
@example("it's U.S. word_ o'clock Jane's")
@pytest.mark.parametrize("rule", [tokens.TOKEN, numerals.TOKEN], ids=["pipeline", "numerals"])
def test_most_words_are_told_early_and_alike(rule: re.Pattern[str], text: str) -> None:
    """The first branch of the rule finds what the others would have found."""
    first, rest = rule.pattern.split("|", 1)
    assert "[A-Za-z]" in first

    assert re.compile(rest, re.VERBOSE).findall(text) == rule.findall(text)


@pytest.mark.parametrize("article", sorted(numerals.ARTICLES))
def test_an_article_opens_a_number_only_before_some_words(article: str) -> None:
    """What is passed over at a glance could not be read as a number by any rule."""
    words = {*numerals.OPENERS, *numerals.PARTS, *numerals.ABBREVIATED, "12", "man", "-", ","}
    rules = (numerals._plural, numerals._few, numerals._half, numerals._fraction, numerals._words)
    for word in words - numerals.AFTER_ARTICLE:
        line = numerals.tokenise(f"{article} {word} of them")
        assert not any(rule(line, 0) for rule in rules)
        assert not numerals.may_open(line, 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Prices rose, Jane Doe said.", True),
        ("Prices rose, Jane\n Doe said.", True),
        ("Prices rose, MaryJane Doe said, as Jane Doe had.", True),
        ("Prices rose, Jane Does said.", False),
        ("Prices rose, _Jane Doe said.", False),
    ],
    ids=["plain", "broken", "later", "longer", "glued"],
)
def test_a_speaker_is_named_in_whole_words(text: str, expected: bool) -> None:
    """A name is looked for as written first, and its white space may be any."""
    assert expected == figure_evidence._is_named("Jane Doe", text)


@pytest.mark.parametrize("text", ["# River", "\n\n## River", "See [the map](https://a.example/map) of it."])
def test_markdown_is_still_told_by_its_marks(text: str) -> None:
    """A heading at the top or a link is enough."""
    assert plain_text.is_markdown(text)
