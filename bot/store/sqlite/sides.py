"""The derived tables stand twice while a reindex is under way: those that are served, and those that are being built.

Statements about them write `@` where the prefix of the side goes, which SQLite itself would take for a parameter that
is not used anywhere here.
"""

from __future__ import annotations

from dataclasses import dataclass

TABLES = ("prepared", "facts", "dated", "stems", "block", "posting", "topic", "topic_stem")


@dataclass(frozen=True, slots=True)
class Side:
    """One set of the derived tables, by the prefix of their names."""

    prefix: str

    def sql(self, statement: str) -> str:
        """The statement about the tables of this side."""
        return statement.replace("@", self.prefix)


LIVE = Side("")
NEXT = Side("next_")
OLD = Side("old_")
