"""Reply -> the messages of one answer on Slack. Pure; together with `markup.py` it owns every limit of a message.

What does not fit into one message goes on in the next. Buttons hold the whole line that they stand for, so that they
work after a restart; a line too long even for that is held by its token, and `long_lines` says which to remember.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from bot.core.lines import token_of
from bot.core.plain import safe
from bot.core.reply import Button, Card, FigureRow, Link, PersonRow, Reply, Row, StatementRow, TextRow
from bot.core.wording import (
    amount_words,
    figure_parts,
    link_words,
    person_words,
    references,
    row_words,
    sources_of,
    statement_words,
)
from bot.platforms.slack.markup import (
    SECTION,
    Json,
    Line,
    Run,
    address,
    clipped,
    escape,
    marked,
    mrkdwn,
    packed,
    pieces,
    plain,
    sections,
    size,
    tame,
)

BLOCKS = 50
CHARACTERS = 10_500  # over all blocks; Slack refuses near 12,000 and says nowhere where
HEADER = 150
LABEL = 75
VALUE = 2000
FIELD = 2000
FIELDS = 10
ELEMENTS = 10
ACTIONS = 25
OPTIONS = 100
NOTICE = 400
KEPT = "~"


@dataclass(frozen=True, slots=True)
class Message:
    """One message: `text` is what notifications show."""

    text: str
    blocks: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds an answer. `names` are the commands, which are typed on Slack as `/brief NAME`.

    `post` offers to post the answer, `posted` says that it was; `asked_by` names who had it posted.
    """

    names: tuple[str, ...] = ()
    post: bool = False
    posted: bool = False
    asked_by: str | None = None


BARE = Frame()


def messages(reply: Reply, frame: Frame = BARE) -> Sequence[Message]:
    """The whole answer, one message or more."""
    pages = list(_paged(_blocks(reply, frame)))
    notice = escape(_notice(reply, frame))
    return [
        Message(notice if number == 1 else f"{notice} ({number} of {len(pages)})", tuple(page))
        for number, page in enumerate(pages, 1)
    ]


def long_lines(reply: Reply) -> dict[str, str]:
    """Lines behind buttons that are too long for one, by their tokens."""
    lines = (*(button.line for button in reply.buttons), reply.line)
    return {token_of(line): line for line in lines if size(line) > VALUE}


def value_of(line: str) -> str:
    """What a button holds for a line."""
    return line if size(line) <= VALUE else KEPT + token_of(line)


def typed(text: str, names: Collection[str]) -> str:
    """Our own words with every command as it is typed on Slack: `/figures x` is `/brief figures x` there."""
    heads = {name.partition(" ")[0] for name in names} - {"brief"}
    if not heads:
        return text
    pattern = rf"(?<![\w/.:])/(?=(?:{'|'.join(map(re.escape, sorted(heads)))})\b)"
    return re.sub(pattern, "/brief ", text)


def note(text: str) -> Message:
    """A short line of our own."""
    return Message(escape(text), tuple(_plain_sections(text)))


def doubt(line: str) -> Message:
    """What is said when it is not known whether an answer arrived."""
    said = "Slack did not confirm the last answer. Not there?"
    show = _button("sitrep_ask_0", "Show it", value_of(line))
    return Message(said, ({"type": "section", "text": plain(said)}, {"type": "actions", "elements": [show]}))


def _notice(reply: Reply, frame: Frame) -> str:
    """The answer in a line or two."""
    if reply.error is not None:
        return typed(safe(reply.error), frame.names)[:3000] or "No answer"
    first = next((safe(row_words(row)) for row in reply.rows()), "")
    title = clipped(reply.title, HEADER)
    return f"{title}: {first}" if first and size(first) <= NOTICE else title or "Answer"


def _paged(blocks: Iterable[Json]) -> Iterator[list[Json]]:
    """Blocks in messages that Slack takes."""
    page: list[Json] = []
    used = 0
    for block in blocks:
        cost = _shown(block)
        if page and (len(page) == BLOCKS or used + cost > CHARACTERS):
            yield page
            page, used = [], 0
        page.append(block)
        used += cost
    if page:
        yield page


def _shown(node: Any) -> int:
    """Characters of a block that Slack may count, addresses included."""
    if isinstance(node, dict):
        texts = sum(size(value) for key, value in node.items() if key in ("text", "url") and isinstance(value, str))
        return texts + sum(_shown(value) for value in node.values() if isinstance(value, (dict, list)))
    return sum(map(_shown, node)) if isinstance(node, list) else 0


def _blocks(reply: Reply, frame: Frame) -> Iterator[Json]:
    if reply.error is not None:
        yield from _plain_sections(typed(safe(reply.error), frame.names) or "No answer.")
    else:
        yield from _head(reply, frame)
    links = {link.n: address(link.url) for link in reply.links}
    for card in reply.cards:
        yield from _card(card, links, frame)
    yield from _sources(reply.links)
    yield from _small(typed(safe(words), frame.names) for words in reply.notes)
    yield from _actions(reply, frame)


def _head(reply: Reply, frame: Frame) -> Iterator[Json]:
    """The title, and on what the answer rests."""
    title = typed(safe(reply.title), frame.names).strip() or "Answer"
    if size(title) <= HEADER:
        yield {"type": "header", "text": plain(title)}
    else:
        yield from sections([(Run(title, bold=True),)])
    if frame.asked_by:
        yield {"type": "context", "elements": [mrkdwn(f"asked by <@{frame.asked_by}>")]}
    yield from _small([safe(reply.coverage)])


def _plain_sections(text: str) -> Iterator[Json]:
    for piece in pieces(text.strip(), SECTION):
        yield {"type": "section", "text": plain(piece)}


def _small(texts: Iterable[str]) -> Iterator[Json]:
    """Context blocks of our own words."""
    for text in texts:
        for piece in pieces(text.strip(), SECTION):
            yield {"type": "context", "elements": [plain(piece)]}


def _card(card: Card, links: dict[int, str | None], frame: Frame) -> Iterator[Json]:
    """One heading and its rows: figures in two columns, everything else in lines."""
    heading: list[Line] = [(Run(safe(card.title).upper(), bold=True),)] if safe(card.title).strip() else []
    for figures, rows in groupby(card.rows, lambda row: isinstance(row, FigureRow)):
        listed = list(rows)
        columns = _columns([row for row in listed if isinstance(row, FigureRow)], links, heading) if figures else None
        yield from columns or sections([*heading, *(_line(row, links, frame) for row in listed)])
        heading = []


def _columns(rows: Sequence[FigureRow], links: dict[int, str | None], heading: list[Line]) -> list[Json] | None:
    """Figures as fields; null when one of them can only be shown as a line."""
    fields = [(Run(safe(amount_words(row)) or "?", bold=True), Run("\n"), *_figure_tail(row, links)) for row in rows]
    if not tame([*heading, *fields]) or any(size(marked(field)) > FIELD for field in fields):
        return None
    blocks: list[Json] = [
        {"type": "section", "fields": [mrkdwn(marked(field)) for field in group]}
        for group in packed(fields, SECTION, FIELDS)
    ]
    if heading and blocks:
        blocks[0] = {"type": "section", "text": mrkdwn(marked(heading[0])), **blocks[0]}
    return blocks


def _figure_tail(row: FigureRow, links: dict[int, str | None]) -> Line:
    """What a figure counts, with the marks of each value that is told of it right behind that."""
    runs: list[Run] = []
    for part in figure_parts(row):
        marks = [Run(f"[{number}]", url=links.get(number)) for number in part.sources]
        words = safe(part.text)
        runs += [Run(f"{part.joint}{words}{' ' * bool(words and marks)}"), *marks]
    return tuple(runs)


def _line(row: Row, links: dict[int, str | None], frame: Frame) -> Line:
    match row:
        case StatementRow():
            return (Run(f"• {safe(statement_words(row))} "), *_marks(row, links))
        case FigureRow():
            return (Run("• "), Run(safe(amount_words(row)) or "?", bold=True), Run(" "), *_figure_tail(row, links))
        case PersonRow():
            said = Run(f"{safe(person_words(row))} ")
            return (Run("• "), Run(safe(row.name) or "?", bold=True), said, *_marks(row, links))
        case TextRow(label=None):
            return (Run(safe(row.text)),)
        case TextRow():
            return _labelled(row, frame)


def _labelled(row: TextRow, frame: Frame) -> Line:
    """Words after a label; where that is a command, both are our own words."""
    label, text = safe(row.label or ""), safe(row.text)
    if label.startswith("/"):
        label, text = typed(label, frame.names), typed(text, frame.names)
    return (Run(label or "–", bold=True), Run(f": {text}"))


def _marks(row: Row, links: dict[int, str | None]) -> Line:
    """`[1][2]`, each a link to its source."""
    return tuple(Run(f"[{number}]", url=links.get(number)) for number in sources_of(row))


def _sources(links: Sequence[Link]) -> Iterator[Json]:
    """Every source with publisher and day; without an address, the number that /article takes."""
    lines = [_source(link) for link in links]
    for calm, group in groupby(lines, lambda line: tame([line]) and size(marked(line)) <= SECTION):
        if not calm:
            yield from sections(group)
            continue
        for some in packed(group, SECTION, ELEMENTS):
            yield {"type": "context", "elements": [mrkdwn(marked(line)) for line in some]}


def _source(link: Link) -> Line:
    title, about = map(safe, link_words(link))
    url = address(link.url)
    where = "" if url else f" · article {link.article}"
    return (Run(f"[{link.n}] {title}", url=url), Run(f" · {about}{where}"))


def _actions(reply: Reply, frame: Frame) -> Iterator[Json]:
    """Posting, next steps, and the sentence behind each line."""
    elements = list(_elements(reply, frame))
    for start in range(0, len(elements), ACTIONS):
        yield {"type": "actions", "elements": elements[start : start + ACTIONS]}


def _elements(reply: Reply, frame: Frame) -> Iterator[Json]:
    if frame.posted:
        yield _button("sitrep_posted", "Posted", "posted")
    elif frame.post and reply.error is None and reply.line and not reply.private:
        yield _button("sitrep_post", "Post to channel", value_of(reply.line)) | {"style": "primary"}
    for number, button in enumerate(reply.buttons):
        yield _next(number, button, frame)
    options = [
        {"text": plain(clipped(words, LABEL) or ref), "value": f"/why {ref}"} for words, ref in references(reply)
    ]
    for number, start in enumerate(range(0, len(options), OPTIONS)):
        yield {
            "type": "static_select",
            "action_id": f"sitrep_why_{number}",
            "placeholder": plain("Why? Choose a line"),
            "options": options[start : start + OPTIONS],
        }


def _next(number: int, button: Button, frame: Frame) -> Json:
    kind = "form" if button.form else "ask"
    label = clipped(typed(button.label, frame.names), LABEL) or "Open"
    return _button(f"sitrep_{kind}_{number}", label, value_of(button.line))


def _button(action: str, label: str, value: str) -> Json:
    return {"type": "button", "action_id": action, "text": plain(label), "value": value}
