"""Mirrors bot/sources/pdf.py."""

from __future__ import annotations

import io
import itertools
import random
from collections.abc import Sequence

import pypdf
import pytest

from bot.core.article import RawDocument
from bot.core.errors import DocumentError
from bot.sources import pdf
from bot.sources.found import Found, Skipped
from bot.sources.pdf import read_pdf, without_running_heads

LINES = (
    "China has extended the fence along the Tumen River by several miles since",
    "the spring, according to two residents of the district.",
    "A second paragraph.",
)


def make_pdf(pages: Sequence[Sequence[str]], info: str = "") -> bytes:
    """A PDF with these lines on its pages, as plain as the format allows."""
    bodies = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = " ".join(f"({line}) Tj T*" for line in lines)
        stream = f"BT /F1 10 Tf 14 TL 50 780 Td {shown} ET"
        bodies.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        kids.append(f"{len(bodies) + 1} 0 R")
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(bodies)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
    bodies[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    bodies.append(f"<< {info} >>")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(out)
    trailer = f"<< /Size {len(bodies) + 1} /Root 1 0 R /Info {len(bodies)} 0 R >>"
    end = f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n{start}\n%%EOF"
    return out + end.encode()


def _read(data: bytes) -> list[Found]:
    return list(read_pdf(data, "/a.pdf"))


def test_text_and_information_are_read() -> None:
    """Lines become paragraphs; title, author and date come from the file's information."""
    info = "/Title (Fence reaches Tumen) /Author (Ren Ashby) /CreationDate (D:20231205083000+09'00')"
    expected = RawDocument(
        "/a.pdf",
        text=f"{LINES[0]} {LINES[1]}\n\n{LINES[2]}",
        title="Fence reaches Tumen",
        byline="Ren Ashby",
        published="2023-12-04T23:30:00Z",
    )
    assert [expected] == _read(make_pdf([LINES], info))


@pytest.mark.parametrize(
    ("info", "title", "published"),
    [
        ("/Title (Microsoft Word - border.docx)", None, None),
        ("/Title (Microsoft Word - A border report)", "A border report", None),
        ("/Title (Untitled)", None, None),
        ("/Title 7 /CreationDate (yesterday)", None, None),
        ("/CreationDate (D:2023)", None, "2023-01-01T00:00:00Z"),
    ],
)
def test_information_that_is_none_is_left_out(info: str, title: str | None, published: str | None) -> None:
    """File names posing as titles and dates in no known form are not passed on."""
    (document,) = _read(make_pdf([LINES], info))
    assert isinstance(document, RawDocument)
    assert (title, published) == (document.title, document.published)


def _locked(password: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(make_pdf([LINES])))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")  # noqa: S106 - a made-up one
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_password_is_asked_for_in_words() -> None:
    """A PDF that needs a password says so; one locked with the empty password is read."""
    with pytest.raises(DocumentError, match="is protected by a password"):
        _read(_locked("secret"))
    (document,) = _read(_locked(""))
    assert isinstance(document, RawDocument)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"not a pdf at all", "is no PDF"),
        (b"%PDF-1.4\ngarbage", "is a broken PDF: "),
        (make_pdf([LINES])[:300], "is a broken PDF: "),
        (make_pdf([[], []]), "has no text on its 2 pages: scans"),
        (make_pdf([["7"]]), "has no text on its 1 page: scans"),
    ],
)
def test_what_cannot_be_read_is_one_line(data: bytes, reason: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Broken files and scans are refused in one line, and pypdf keeps its peace."""
    with pytest.raises(DocumentError) as caught:
        _read(data)
    assert str(caught.value).startswith(reason)
    assert "\n" not in str(caught.value)
    assert capfd.readouterr() == ("", "")


def test_damage_anywhere_is_survived(capfd: pytest.CaptureFixture[str]) -> None:
    """Bytes overwritten at random places give a document or a refusal, and nothing on standard error."""
    chance = random.Random(7)  # noqa: S311 - repeatable on purpose
    whole = make_pdf([LINES] * 3, "/Title (Fence)")
    for _ in range(150):
        data = bytearray(whole)
        for place in chance.sample(range(20, len(data)), 12):
            data[place] = chance.randrange(256)
        try:
            _read(bytes(data))
        except DocumentError as error:
            assert "\n" not in str(error)  # noqa: PT017 - either outcome will do
    assert capfd.readouterr() == ("", "")


def test_a_lost_page_is_told_beside_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that cannot be read do not cost the others, and are counted."""
    whole = pypdf.PageObject.extract_text
    calls = itertools.count()

    def failing(page: pypdf.PageObject) -> str:
        if next(calls) == 1:
            raise KeyError("/Font")
        return whole(page)

    monkeypatch.setattr(pypdf.PageObject, "extract_text", failing)
    document, told = _read(make_pdf([LINES] * 3))
    assert isinstance(document, RawDocument)
    assert told == Skipped("/a.pdf", "1 of 3 pages cannot be read; the others were taken", failed=True)


def test_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages, characters and seconds are bounded, each in its own words."""
    data = make_pdf([LINES] * 3)
    ticks = itertools.count(step=100)
    with pytest.raises(DocumentError, match="took over 120 seconds"):
        list(read_pdf(data, "/a.pdf", clock=lambda: float(next(ticks))))
    monkeypatch.setattr(pdf, "TEXT_LIMIT", 100)
    with pytest.raises(DocumentError, match="characters of text"):
        _read(data)
    monkeypatch.setattr(pdf, "PAGE_LIMIT", 2)
    with pytest.raises(DocumentError, match="has 3 pages; the limit is 2"):
        _read(data)


def test_running_heads_and_page_numbers_go() -> None:
    """What comes back on most pages at the top or bottom is no text."""
    pages = [f"Yalu Monitor {n}\nText of page {word}.\nPage {n} of 4" for n, word in enumerate("abcd", 1)]
    assert [f"Text of page {word}." for word in "abcd"] == without_running_heads(pages)
    assert without_running_heads(["A title\n- 1 -", "Another\n2"]) == ["A title", "Another"]
