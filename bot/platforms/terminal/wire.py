"""Reply -> the JSON object of `ask --json`, as the contract has it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.core.relations import Member, Relation
from bot.core.reply import Also, FigureRow, Link, PersonRow, Reply, StatementRow
from bot.platforms.terminal.render import plain
from bot.platforms.terminal.saving import Saved


def to_object(reply: Reply, saved: Sequence[Saved] = ()) -> dict[str, Any]:
    """The whole answer as plain data; `files` is there only where there are some."""
    rows = list(reply.rows())
    files = {"files": [_file(each) for each in saved]} if saved else {}
    whole = {
        "title": reply.title,
        "text": plain(reply),
        "notes": [part for part in (reply.coverage, *reply.notes) if part],
        "error": reply.error,
        "statements": [_statement(row) for row in rows if isinstance(row, StatementRow)],
        "figures": [_figure(row) for row in rows if isinstance(row, FigureRow)],
        "people": [_person(row) for row in rows if isinstance(row, PersonRow)],
        "sources": [_link(link) for link in reply.links],
    }
    return whole | files


def _file(saved: Saved) -> dict[str, Any]:
    file, path = saved.file, None if saved.path is None else str(saved.path)
    about = {"name": file.name, "type": file.media_type, "size": len(file.data), "path": path}
    return about | ({"alt": file.alt} if file.alt else {})


def _statement(row: StatementRow) -> dict[str, Any]:
    evidence = row.evidence
    known = {
        "ref": evidence.ref,
        "text": row.text,
        "article": evidence.article,
        "start": evidence.start,
        "end": evidence.end,
        "source": row.source,
        "group": row.group,
        "also": [_also(also) for also in row.also],
    }
    optional = {"date": row.date, "score": row.score}
    return known | {name: value for name, value in optional.items() if value is not None}


def _also(also: Also) -> dict[str, Any]:
    evidence = also.evidence
    return {"article": evidence.article, "start": evidence.start, "end": evidence.end, "source": also.source}


def _figure(row: FigureRow) -> dict[str, Any]:
    figure = row.figure
    relation = {"relation": _relation(row, row.relation)} if row.relation is not None else {}
    return {
        "ref": row.evidence.ref,
        "article": row.evidence.article,
        "source": row.source,
        "start": figure.start,
        "end": figure.end,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "change": figure.change,
        "unit": figure.unit,
        "what": figure.what,
        "date": figure.date,
        "hedged": figure.hedged,
        "by": figure.by,
        "also": [_also(also) for also in row.also],
    } | relation


def _relation(row: FigureRow, relation: Relation) -> dict[str, Any]:
    """How others stand to the figure, their references, and each value that is told, as the row shows it."""
    refs = dict.fromkeys(place.evidence.ref for place in relation.places())
    refs.pop(row.evidence.ref, None)
    members = [_member(member) for member in relation.members]
    return {"kind": relation.kind, "with": list(refs), "members": members}


def _member(member: Member) -> dict[str, Any]:
    return {
        "ref": member.evidence.ref,
        "text": member.amount,
        "source": member.source,
        "publisher": member.publisher,
        "by": member.party,
        "date": member.day,
        "corrected": member.corrected,
        "also": [_also(also) for also in member.also],
    }


def _person(row: PersonRow) -> dict[str, Any]:
    quote = row.quote
    said = None
    if quote is not None:
        evidence = quote.evidence
        said = {"text": quote.text, "article": evidence.article, "start": evidence.start, "end": evidence.end}
    return {
        "ref": row.evidence.ref,
        "name": row.name,
        "kind": row.kind,
        "role": row.role,
        "quote": said,
        "source": row.source,
    }


def _link(link: Link) -> dict[str, Any]:
    return {
        "n": link.n,
        "article": link.article,
        "title": link.title,
        "publisher": link.publisher,
        "published": link.published,
        "url": link.url,
    }
