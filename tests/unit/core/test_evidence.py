from __future__ import annotations

import pytest

from bot.core.article import DateMention, Entity, Gloss, Quote, Span, Statement, SummarySentence
from bot.core.evidence import prove_date, prove_name, prove_quote, prove_statement, prove_summary, prove_words

TEXT = (
    "Foreign Ministry spokesman Lu Kang denied it. “No comment,” Lu said in April 2017. "
    "The Federal Security Service (FSB) slept. "
    "The North Atlantic Treaty Organization (NATO) met for two months. Last year it did not."
)


def at(words: str, text: str = TEXT) -> Span:
    """The first place of the words."""
    start = text.index(words)
    return Span(start, start + len(words))


def entity(name: str, *mentions: str, role: str | None = None) -> Entity:
    """A person with these mentions."""
    return Entity(name, "person", role, tuple(at(words) for words in mentions))


@pytest.mark.parametrize(
    "one",
    [
        entity("Lu Kang", "Lu Kang", "Lu"),
        entity("Lu Kang", "Lu Kang", role="Foreign Ministry spokesman"),
        entity("Federal Security Service", "Federal Security Service", "FSB"),
        entity("North Atlantic Treaty Organization", "North Atlantic Treaty Organization", "NATO"),
    ],
)
def test_name_proved(one: Entity) -> None:
    """A name in the text with mentions by word or initials is proved."""
    assert prove_name(TEXT, one) is None


@pytest.mark.parametrize(
    "one",
    [
        entity("Lu Kang", "NATO"),
        entity("Federal Security Service", "NATO"),
        entity("Li Keqiang", "Lu"),
        entity("Lu Kang"),
        entity("", "Lu"),
        entity("Lu Kang", "Lu Ka"),
        entity("Lu Kang", "Lu", role="Prime Minister"),
        Entity("Lu Kang", "person", None, (Span(5, 5000),)),
    ],
)
def test_name_refused(one: Entity) -> None:
    """A name or role that is not there, a mention of another, or one that cuts a word is refused."""
    assert prove_name(TEXT, one)


def quote(words: str, speaker: str | None, who: str | None = None) -> Quote:
    """A quote whose speaker stands at the first place of its words."""
    place = at(f"{speaker} said") if speaker else None
    end = place.start + len(speaker) if place and speaker else None
    return Quote(*at(words), speaker, place.start if place else None, end, who)


@pytest.mark.parametrize("one", [quote("No comment", "Lu", "Lu Kang"), quote("“No comment,”", None)])
def test_quote_proved(one: Quote) -> None:
    """Words in quotation marks with a speaker in the text are proved."""
    assert prove_quote(TEXT, one) is None


@pytest.mark.parametrize(
    "one",
    [
        quote("denied it", "Lu", "Lu Kang"),
        quote("No comment", "Lu", "Xi Jinping"),
        quote("No comm", "Lu"),
        Quote(*at("No comment"), "Xi", *at("Lu"), None),
        Quote(*at("No comment"), "Lu", None, None, None),
        Quote(*at("No comment"), None, None, None, "Lu Kang"),
        Quote(0, 9000, None, None, None, None),
    ],
)
def test_quote_refused(one: Quote) -> None:
    """Words without marks, cut words and speakers who are not there are refused."""
    assert prove_quote(TEXT, one)


@pytest.mark.parametrize(
    ("words", "value", "published"),
    [
        ("April 2017", "2017-04", None),
        ("April", "XXXX-04", None),
        ("April", "2017-04", None),
        ("two months", "P2M", None),
        ("Last year", "2016", "2017-04-03"),
        ("Last year", None, None),
    ],
)
def test_date_proved(words: str, value: str | None, published: str | None) -> None:
    """Values that agree with the words, and with the day of publication, are proved."""
    assert prove_date(TEXT, DateMention(*at(words), value), published) is None


@pytest.mark.parametrize(
    ("words", "value", "published"),
    [
        ("April 2017", "2018-04", None),
        ("April 2017", "2017-05", None),
        ("April", "XXXX-05", None),
        ("two months", "P4M", None),
        ("Last year", "2016", None),
        ("Last year", "2015", "2017-04-03"),
        ("pril", "XXXX-04", None),
    ],
)
def test_date_refused(words: str, value: str, published: str | None) -> None:
    """Another year, month or length, and a relative expression without a day of publication, are refused."""
    assert prove_date(TEXT, DateMention(*at(words), value), published)


@pytest.mark.parametrize(
    ("words", "value", "good"),
    [
        ("September 19, 2016", "2016-09-19", True),
        ("September 19, 2016", "2016-09-20", False),
        ("Monday 19 September 2016", "2016-09-19", True),
        ("between 2014 and 2017", "2014/2017", True),
        ("between 2014 and 2017", "2004/2007", False),
        ("the 1990s", "199", True),
        ("half an hour", "PT30M", True),
    ],
)
def test_dates_in_full(words: str, value: str, *, good: bool) -> None:
    """Days, intervals, decades and lengths are compared with what the words name."""
    assert good == (prove_date(words, DateMention(0, len(words), value), "2016-12-01") is None)


def test_summary() -> None:
    """Only a whole sentence is a summary sentence."""
    sentences = (Span(0, 45), Span(46, 83))
    assert prove_summary(TEXT, SummarySentence(0, 45, 0.5), sentences) is None
    assert prove_summary(TEXT, SummarySentence(0, 40, 0.5), sentences)
    assert prove_summary(TEXT, SummarySentence(0, 45, float("nan")), sentences)
    assert prove_summary(TEXT, SummarySentence(0, 4500, 1), ((Span(0, 4500)),))


STATED = "Meanwhile, the border is closed, and it did not reopen."


@pytest.mark.parametrize(
    ("words", "good"),
    [
        ("the border is closed, and it did not reopen", True),
        (STATED, True),
        ("the border is closed", False),
        ("border is clos", False),
    ],
)
def test_statement(words: str, *, good: bool) -> None:
    """A statement may leave out an opening, and neither half a word nor a negation."""
    statement = Statement(*at(words, STATED), 0, 0.5, None, ())
    assert good == (prove_statement(STATED, statement, (Span(0, len(STATED)),)) is None)


def test_statement_outside() -> None:
    """A statement of another sentence, or with an explanation elsewhere, is refused."""
    whole = Statement(0, len(STATED), 0, 0.5, None, ())
    assert prove_statement(STATED, whole, ())
    assert prove_statement(STATED, whole, (Span(0, 10),))
    assert prove_statement(STATED, Statement(11, 42, 0, 0.5, None, (Gloss(5, "x"),)), (Span(0, len(STATED)),))


def test_words() -> None:
    """Verbatim words are proved with their first letter raised, and no others."""
    assert prove_words("the border is closed", 0, 10, "The border") is None
    assert prove_words("the border is closed", 0, 10, "The frontier")
    assert prove_words("the border is closed", 0, 7, "the bor")
