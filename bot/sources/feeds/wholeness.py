"""Whether what an entry says is its whole article or a summary of it, and titles as plain words.

In doubt it is a summary: a page that is fetched for nothing costs one request, but a summary that is taken for the
article loses the article.

    content element, 600 letters or more, or 300 in two paragraphs      whole
    summary or description alone, 1,500 letters in three paragraphs     whole
    less than 2,000 letters that end in "…", "[...]" or "Read more"     summary
    no address to fetch a page from                                     whole, since there is nothing else
"""

from __future__ import annotations

import html
import re

LEAST, LEAST_IN_PARAGRAPHS, LEAST_DESCRIBED = 600, 300, 1_500
# A text this long that ends in dots or in a link to more was written like that.
LONG = 2_000
# More is not looked at: a longer text is whole by any rule.
MEASURED = 40 * 1024

TAG = re.compile(r"</?[A-Za-z!][^<>]*>")
# Tags within a word, where no space belongs.
INLINE = re.compile(r"</?(?:a|b|em|i|span|strong|sub|sup)\b[^<>]*>", re.IGNORECASE)
PARAGRAPH = re.compile(r"<(?:p|br|div|li|h[1-6])\b[^<>]*>|\n[ \t]*\n", re.IGNORECASE)
SIGNATURE = re.compile(r"The post .{1,300} (?:first )?appeared (?:first )?on .{1,200}$", re.DOTALL)
MORE = (
    "read more|continue reading|read the (?:full|whole|rest)|(?:full|whole) (?:story|article)|more details|see more"
    "|weiterlesen|mehr lesen|lire la suite|leer más|seguir leyendo|continua a leggere|leggi tutto|lees verder"
    "|ler mais|leia mais|читать далее|подробнее|続きを読む|阅读全文|閱讀全文|더 ?보기"
)
CUT_OFF = re.compile(
    rf"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|\(more\))[\s\])]*$|(?:{MORE})[^.!?\n]{{0,120}}(?:\.\.\.|…)?[\s»›→>\])]*$",
    re.IGNORECASE,
)
# One of these says about as much as three letters.
IDEOGRAPH = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def is_whole(markup: str, *, content: bool) -> bool:
    """Whether `markup` is a whole article; `content` when it stands in the element that is made for one."""
    if len(markup) > MEASURED:
        return True
    words = plain(markup)
    words = SIGNATURE.sub("", words).rstrip()
    length = len(words) + 2 * len(IDEOGRAPH.findall(words))
    if length < LONG and CUT_OFF.search(words[-200:]):
        return False
    paragraphs = len([piece for piece in PARAGRAPH.split(markup) if TAG.sub("", piece).strip()])
    if content:
        return length >= LEAST or (length >= LEAST_IN_PARAGRAPHS and paragraphs >= 2)
    return length >= LEAST_DESCRIBED and paragraphs >= 3


def plain(markup: str) -> str:
    """The words of a short piece of HTML on one line."""
    return " ".join(html.unescape(TAG.sub(" ", markup)).split())


def title_of(written: object) -> str | None:
    """A title without tags, which feeds put into titles whether or not they say so."""
    return plain(INLINE.sub("", written)) or None if isinstance(written, str) else None
