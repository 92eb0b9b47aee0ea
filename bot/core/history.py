"""How the text of an article became another one: when, from which revision to which, and by whose doing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, TypeAlias

from bot.core.article import Article

# `edit`: the page says something else. `pipeline`: the same page is read otherwise. `either`: both came at once, and
# nobody can tell what the publisher did. `fuller`: the same report came in with more of its text.
Cause: TypeAlias = Literal["edit", "pipeline", "either", "fuller"]


@dataclass(frozen=True, slots=True)
class Change:
    """From `at` (UTC) on the text of `article` is that of revision `after`, which may be an earlier one again."""

    article: int
    before: int
    after: int
    at: datetime
    cause: Cause


class History(Protocol):
    """What a store remembers of its articles' earlier texts."""

    async def changes(self, number: int, limit: int) -> Sequence[Change]:
        """The changes of one article, newest first."""

    async def edited_since(self, moment: datetime, limit: int) -> Sequence[Change]:
        """Each article whose publisher edited it after `moment`, the latest edit first.

        `before` is the revision before the first of these edits, `after` the one after the last; an edit that was taken
        back is none.
        """

    async def revision(self, number: int, revision: int) -> Article | None:
        """What was prepared from one revision, without stems; null when it is not there or was changed by hand."""
