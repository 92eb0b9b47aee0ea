"""Preparing stored documents again, in workers, and proving there what came out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.core.article import Prepared
from bot.core.renewal import Task, Wealth
from bot.services.portions import weight_of
from bot.services.preparing import Refused, Workshop, prepare_document
from bot.services.proving import checks


@dataclass(frozen=True, slots=True)
class Renewed:
    """A fresh preparation, what it has, and each fact of it that does not hold."""

    prepared: Prepared
    after: Wealth
    broken: tuple[str, ...]


Outcome: TypeAlias = Renewed | Refused
Renewers: TypeAlias = Workshop[Task, Outcome]


def renew_documents(tasks: Sequence[Task]) -> list[Outcome]:
    """Prepare each document and prove what came out; runs in a worker."""
    return [_renew(task) for task in tasks]


def weight_of_task(task: Task) -> int:
    """How much there is to read in its document, in characters."""
    return weight_of(task.raw) if task.raw else 0


def _renew(task: Task) -> Outcome:
    if task.raw is None:
        return Refused(str(task.number), "its document is not in the store or cannot be read")
    result = prepare_document(task.raw)
    if isinstance(result, Refused):
        return result
    after = Wealth.of(result.article)
    if task.before.characters and not after.characters:
        return Refused(task.raw.location, "nothing is left of its text")
    return Renewed(result, after, _unproved(result))


def _unproved(prepared: Prepared) -> tuple[str, ...]:
    """Every fact of a preparation that does not hold."""
    article = prepared.article
    found = checks(article.text, article)
    return tuple(f"{field} {start}-{end}: {why}" for field, start, end, why in found if why is not None)
