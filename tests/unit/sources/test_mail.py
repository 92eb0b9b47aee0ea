"""Mirrors bot/sources/mail.py."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.article import RawDocument
from bot.core.errors import DocumentError
from bot.sources.mail import read_mail


def _read(data: bytes) -> RawDocument:
    (document,) = read_mail(data, "/a.eml")
    return document


def _newsletter() -> EmailMessage:
    message = EmailMessage()
    message["From"] = "두만강 소식 <news@tumennews.example>"
    message["Subject"] = (
        "Fence reaches Tumen – this week's digest, with a subject that is too long for one line of mail"
    )
    message["Date"] = "Tue, 05 Dec 2023 08:30:00 +0900"
    message["Archived-At"] = "<https://tumennews.example/2023/12/05>"
    message.set_content("The plain part.")
    message.add_alternative("<p>The page part, naïve.</p>", subtype="html", charset="iso-8859-1")
    message.add_attachment("secret notes", filename="notes.txt")
    return message


def test_a_newsletter_is_read() -> None:
    """Subject, sender, date in UTC, address and the page part are taken; the attachment is not."""
    document = _read(_newsletter().as_bytes())
    assert (
        document.title
    ) == "Fence reaches Tumen – this week's digest, with a subject that is too long for one line of mail"
    assert document.publisher == "두만강 소식"
    assert document.published == "2023-12-04T23:30:00Z"
    assert document.url == "https://tumennews.example/2023/12/05"
    assert "The page part, naïve." in (document.html or "")
    assert document.text is None
    assert "secret" not in (document.html or "")


def test_plain_text_is_unwrapped() -> None:
    """Without a page part the plain text is taken, and its broken lines are joined."""
    wrapped = (
        "China has extended the fence along the Tumen River by several miles since\n"
        "the spring, according to two residents of the district who watched the\n"
        "work.\n\nA second paragraph.\n"
    )
    document = _read(b"From: A <a@b.example>\nSubject: x\n\n" + wrapped.encode())
    assert document.text == (
        "China has extended the fence along the Tumen River by several miles since the spring, according to two "
        "residents of the district who watched the work.\n\nA second paragraph."
    )


@pytest.mark.parametrize(
    ("header", "field", "expected"),
    [
        (b"Subject: =?euc-kr?B?tc64uLCt?=", "title", "두만강"),
        ("Subject: 두만강".encode(), "title", "두만강"),
        (b"Subject: =?utf-8?B?broken", "title", "=?utf-8?B?broken"),
        (b"Subject: =?no-such?Q?word?=", "title", "word"),
        (b"From: plain@address.example", "publisher", None),
        (b'From: "Post, Borderland" <p@b.example>', "publisher", "Post, Borderland"),
        (b"Date: yesterday", "published", None),
        (b"Date: Tue, 05 Dec 2023 08:30:00 -0000", "published", "2023-12-05T08:30:00Z"),
        (b"Date: Fri, 31 Dec 9999 23:59:59 -2300", "published", None),
        (b"Archived-At: javascript:alert(1)", "url", None),
    ],
)
def test_headers(header: bytes, field: str, expected: str | None) -> None:
    """Encoded, bare and broken headers are read as far as they go, and never stop the message."""
    document = _read(header + b"\nTo: x@y.example\n\nSome words.")
    assert expected == getattr(document, field)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"Subject: nothing else\n\n", "the mail has no text"),
        (b"no headers at all", "no headers"),
        (b"Subject: x\nContent-Type: image/png\n\nabc", "the mail has no text"),
    ],
)
def test_what_is_no_mail_is_refused(data: bytes, reason: str) -> None:
    """A message without words is refused with one line."""
    with pytest.raises(DocumentError, match=reason):
        _read(data)


def test_a_charset_that_does_not_exist_is_guessed() -> None:
    """A part in an unknown encoding is still read."""
    data = 'Subject: x\nContent-Type: text/plain; charset="x-unknown"\n\n두만강의 새 울타리'.encode()
    assert _read(data).text == "두만강의 새 울타리"


@given(st.binary(max_size=300), st.integers(0, 1500))
def test_no_damage_raises_anything_unforeseen(junk: bytes, place: int) -> None:
    """Whatever is written over a message, it gives a document or one clear refusal."""
    whole = _newsletter().as_bytes()
    try:
        documents = list(read_mail(whole[:place] + junk + whole[place + len(junk) :], "/a.eml"))
    except DocumentError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either outcome will do
    else:
        assert len(documents) == 1
