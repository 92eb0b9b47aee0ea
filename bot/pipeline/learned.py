"""The weights that running text has taught, from `bot/data/name_kinds.json`; `tools/fit_names.py` makes the file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

HUNDREDTHS = 100.0


@dataclass(frozen=True, slots=True)
class Learned:
    """`weights` by feature, for person, organisation and place against no name, in hundredths; `tags` by word."""

    weights: dict[str, tuple[int, int, int]]
    tags: dict[str, str]

    def votes(self, features: Iterable[str]) -> tuple[float, float, float]:
        """What the features together say for each kind; the order of the features makes no difference."""
        person = organisation = place = 0
        for one, two, three in filter(None, map(self.weights.get, features)):
            person += one
            organisation += two
            place += three
        return person / HUNDREDTHS, organisation / HUNDREDTHS, place / HUNDREDTHS


def read(text: str) -> Learned:
    """The weights and parts of speech of a file of `tools/fit_names.py`."""
    data = json.loads(text)
    weights = {feature: (one, two, three) for feature, (one, two, three) in data["weights"].items()}
    return Learned(weights, {word: tag for tag, words in data["tags"].items() for word in words.split()})


LEARNED = read(files("bot.data").joinpath("name_kinds.json").read_text(encoding="utf-8"))
