"""Where something stands: a span of one revision of a stored article, and the reference that names it.

Below `reply` and `relations`, which both point at evidence. Imports the errors alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.core.errors import UserError

REF = re.compile(r"(?P<article>\d{1,12})(?:\.(?P<revision>\d{1,6}))?:(?P<start>\d{1,9})-(?P<end>\d{1,9})")


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A span of one revision of a stored article, in code points."""

    article: int
    revision: int
    start: int
    end: int

    @property
    def ref(self) -> str:
        """`17:345-460`, or `17.2:345-460` for a later revision than the first."""
        revision = "" if self.revision == 1 else f".{self.revision}"
        return f"{self.article}{revision}:{self.start}-{self.end}"

    @classmethod
    def parse(cls, ref: str) -> Evidence:
        """The evidence that a reference names; `UserError` when it is no reference."""
        match = REF.fullmatch(ref.strip().strip("[]"))
        if match is None or int(match["start"]) >= int(match["end"]):
            raise UserError(
                f"'{ref[:80]}' is no reference. References look like 17:345-460 and end each answer's lines."
            )
        return cls(int(match["article"]), int(match["revision"] or 1), int(match["start"]), int(match["end"]))


@dataclass(frozen=True, slots=True)
class Also:
    """Another place that says the same, and the number of its link."""

    evidence: Evidence
    source: int
