"""Names that one knows without the article: places, organisations, peoples and given names, from `bot/data`.

The files are small on purpose: they hold what a newspaper would not explain. Everything else the text itself tells.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from bot.pipeline.lexicon import COMMON
from bot.pipeline.wordlists import listed

_APOSTROPHES = str.maketrans("’‘", "''")
_SPLIT = re.compile(r"['-]|\w[\w.]*|\S")


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """A name as it is looked up: straight apostrophes and single spaces."""
    return " ".join(name.translate(_APOSTROPHES).split())


def _read(name: str) -> list[str]:
    lines = files("bot.data").joinpath(name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _names(file: str) -> frozenset[str]:
    return frozenset(fold(name) for line in _read(file) for name in line.split(";") if name.strip())


def _words(file: str) -> frozenset[str]:
    return frozenset(word for line in _read(file) for word in line.split())


COUNTRIES = _names("countries.txt")
CITIES = _names("cities.txt")
PLACES = COUNTRIES | _names("regions.txt") | CITIES
# American states as agencies shorten them behind a town.
STATES = listed(
    """
    Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev N.H. N.J. N.M. N.Y.
    N.C. N.D. Okla Ore Pa R.I. S.C. S.D. Tenn Tex Vt Va Wash W.Va Wis Wyo D.C.
    """
)
ORGANISATIONS = _names("organisations.txt")
GIVEN = _words("given_names.txt")
EVERYDAY = _words("everyday_words.txt") | COMMON
_PEOPLES = _words("demonyms.txt")
PEOPLES = _PEOPLES | {f"{people}s" for people in _PEOPLES if people.endswith(("n", "i", "t", "c", "k", "b", "h", "w"))}

# In a line set in capitals, names are found by their capitals alone.
LOUD_PLACES = {place.upper(): place for place in PLACES if len(place) > 3 or "." in place}
LOUD_ORGANISATIONS = frozenset(name.upper() for name in ORGANISATIONS if len(name) > 5)
# Single words that open names of several words, so that a run of capitals need not be looked up in vain.
PLACE_OPENERS = frozenset(name.split(" ")[0] for name in PLACES if " " in name)
