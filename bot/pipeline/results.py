"""Reports and tables of sport: what a name names there by its place in the row, and which towns stand for their teams.

"Leeds 2", "1. Ana Ruiz (Spain)", "(Ruiz 45)", "4 - Ana Ruiz" and "Jan Vos (Porto)" tell by their form alone. A country
stays a place, as it does elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.pipeline.gazetteer import CITIES, COUNTRIES
from bot.pipeline.names import Candidate
from bot.pipeline.runs import Page
from bot.pipeline.wordlists import listed

Clue = tuple[float, float, float]

NO_CLUE: Clue = (0.0, 0.0, 0.0)
TEAM: Clue = (0.0, 3.0, 0.0)
ROW_OF_TEAM: Clue = (0.0, 4.5, 0.0)
SIDE: Clue = (0.0, 3.2, 0.0)
PLAYER: Clue = (3.0, 0.0, 0.0)
RANKED: Clue = (2.0, 0.0, -2.0)
REACH = 24

SPORTING = listed(
    """
    soccer football rugby cricket baseball basketball hockey tennis golf league halftime scorers scorer goalkeeper
    striker midfielder defender quarterback pitcher touchdown innings wicket semifinal semifinals quarterfinal
    quarterfinals playoff playoffs standings tournament skiing squash premiership touchdowns wickets seeded bundesliga
    """
)
ENOUGH_SPORTING = 2
MET = listed("against v vs versus beat beats beating thrashed thumped hosts facing")
MET_AFTER = {
    "to": listed("home away lost losing lose travel travels defeat"),
    "over": listed("win victory wins victories triumph"),
    "with": listed("draw drew drawn tie"),
    "by": listed("beaten defeated thrashed held"),
    "from": listed("joined signed moved transferred loan recruited"),
    "of": listed("striker midfielder defender goalkeeper captain coach forward winger manager ahead clear"),
}
TEAMWORK = listed(
    """
    side captain coach striker midfielder defender goalkeeper forward winger squad goalie quarterback pitcher teammate
    beat beats drew fans defence
    """
)
STANDS_WHERE = listed("in at near outside around")
MARKS_BEHIND, MARKS_AHEAD = listed(". , -"), listed(", -")
OPENS_ROW = listed("; , . - : ) ( beat v")


def is_sporting(page: Page) -> bool:
    """Whether the text tells of matches and races."""
    return len(SPORTING & page.lowered) >= ENOUGH_SPORTING


def row_clue(page: Page, candidate: Candidate) -> Clue:
    """What the figures and brackets beside the name say."""
    words, first, last = page.tokens.words, candidate.first, candidate.last
    after = words[last] if last < len(words) else ""
    if first > 1 and words[first - 2].isdigit() and not after.isdigit():
        if words[first - 1] == "-":
            return PLAYER
        if words[first - 1] == "." and after == "(":
            return RANKED
    if _is_side(page, first, last):
        return SIDE
    if after == "(":
        return _before_bracket(words, first, last)
    return _scored(page, candidate) if after.isdigit() else NO_CLUE


def _is_side(page: Page, first: int, last: int) -> bool:
    """For "Jan Vos (Porto), …" and "Alloa v Forfar" in a text on sport."""
    words = page.tokens.words
    before, after = words[first - 1] if first else "", words[last] if last < len(words) else ""
    met = before == "v" or after == "v"
    if not (met or (before == "(" and after == ")")):
        return False
    if page.joined(first, last) in COUNTRIES or not is_sporting(page):
        return False
    if met:
        return True
    follows = words[last + 1] if last + 1 < len(words) else "."
    listing = follows in {",", ";", ".", "and"} or follows[0].isdigit()
    return listing and first > 1 and words[first - 2][0].isupper()


def _before_bracket(words: Sequence[str], first: int, last: int) -> Clue:
    """For "Split (Croatia) 9 4 5 13" and "beat Ana Ruiz (Spain)"."""
    close = next((at for at in range(last + 1, min(last + 5, len(words))) if words[at] == ")"), None)
    if close is None or " ".join(words[last + 1 : close]) not in COUNTRIES or words[first] in COUNTRIES:
        return NO_CLUE
    if _figures(words, close + 1) > 2:
        return ROW_OF_TEAM
    return RANKED if first == 0 or words[first - 1] in OPENS_ROW or words[first - 1].isdigit() else NO_CLUE


def _scored(page: Page, candidate: Candidate) -> Clue:
    """In a table or a list of results a town stands for its team; in brackets behind it stand those who scored."""
    words, first, last = page.tokens.words, candidate.first, candidate.last
    if len(words[last]) > 3 or page.joined(first, last) in COUNTRIES:
        return NO_CLUE
    if first and words[first - 1] in {"(", ",", "and"} and _is_bracketed(words, first):
        return PLAYER
    if _figures(words, last) > 3:
        return ROW_OF_TEAM
    follows = words[last + 1] if last + 1 < len(words) else "\n"
    return TEAM if follows.isdigit() or follows[0].isupper() or follows in "(\n" else NO_CLUE


def _figures(words: Sequence[str], at: int) -> int:
    end = at
    while end < len(words) and words[end].isdigit() and len(words[end]) < 4:
        end += 1
    return end - at


def _is_bracketed(words: Sequence[str], at: int) -> bool:
    """Whether a bracket that opened behind a score is still open."""
    for place in range(at - 1, max(at - REACH, 0), -1):
        if words[place] == ")":
            return False
        if words[place] == "(":
            return words[place - 1].isdigit()
    return False


def is_team(page: Page, first: int, last: int, *, follows_person: bool) -> bool:
    """Whether a place stands for its team here; only asked in a text on sport."""
    words = page.tokens.words
    before = words[first - 1].lower() if first else ""
    after = words[last] if last < len(words) else ""
    if before == "(":
        return follows_person and after == ")" and page.joined(first, last) in CITIES
    if before in MET or (first > 1 and words[first - 2].lower() in MET_AFTER.get(before, ())):
        return True
    behind = last + 1 if after in {"'s", "’s"} else last
    return behind < len(words) and words[behind] in TEAMWORK


def stands_where(page: Page, first: int) -> bool:
    """Whether a town is meant as a town even where its team is spoken of."""
    words = page.tokens.words
    return first > 0 and words[first - 1].lower() in STANDS_WHERE


def is_tabular(page: Page, candidate: Candidate, *, sporting: bool) -> bool:
    """Whether figures, ranks and brackets stand beside it, as in a table or a list."""
    words, first, last = page.tokens.words, candidate.first, candidate.last
    before = words[first - 1] if first else "."
    after = words[last] if last < len(words) else "."
    if _is_short_number(before) or after[0].isdigit():
        return True
    if before in MARKS_BEHIND and first > 1 and _is_short_number(words[first - 2]):
        return True
    if after in MARKS_AHEAD and last + 1 < len(words) and words[last + 1][0].isdigit() and len(words[last + 1]) < 3:
        return True
    return (sporting and (after in {")", "/"} or before in {"(", "/"})) or row_clue(page, candidate) != NO_CLUE


def _is_short_number(word: str) -> bool:
    """A rank or a score; not a year."""
    return word[0].isdigit() and len(word) < 4
