"""Step: the summary, at most three whole sentences that tell most of the article and can be read without the rest.

A sentence that leans on the one before it is chosen only right behind that one. Nothing is rephrased.
"""

from __future__ import annotations

from dataclasses import replace

from bot.core.article import SummarySentence
from bot.pipeline.draft import Draft
from bot.pipeline.weights import Reading, measure, read, score

VERSION = 3

# Tokens in all after the first, second and third sentence: past this one more costs the reader more than it tells.
ROOM = (500, 95, 75)
WORTH = 0.19  # a third sentence that scores less tells too little for the words it takes
SAME = 0.6  # share of content words in common at which two sentences say the same


def run(draft: Draft) -> Draft:
    """Choose the sentences and put them in reading order."""
    reading = read(draft)
    scores = [score(row) for row in measure(draft, reading)]
    chosen = choose(draft.tokens.firsts, reading, scores)
    return replace(
        draft,
        summary=tuple(SummarySentence(*draft.sentences[place], round(scores[place], 4)) for place in sorted(chosen)),
    )


def choose(firsts: list[int], reading: Reading, scores: list[float]) -> list[int]:
    """Places of the best sentences, best first, within the room there is."""
    places = [place for place in range(len(scores)) if place not in reading.asides and not reading.torn[place]]
    places.sort(key=lambda place: -scores[place])
    chosen: list[int] = []
    used = 0
    for most in ROOM:
        fitting = (place for place in places if used + firsts[place + 1] - firsts[place] <= most)
        place = next((place for place in fitting if _fits(place, reading, chosen)), None)
        if place is None or (len(chosen) == len(ROOM) - 1 and scores[place] < WORTH):
            break
        used += firsts[place + 1] - firsts[place]
        chosen.append(place)
    return chosen


def _fits(place: int, reading: Reading, chosen: list[int]) -> bool:
    """Not chosen yet, understood where it would stand, and new."""
    if place in chosen:
        return False
    lean = reading.leans[place]
    if (lean.kind or lean.contrast) and place and place - 1 not in chosen:
        return False
    return not any(_alike(reading.bags[place], reading.bags[other]) for other in chosen)


def _alike(one: set[str], other: set[str]) -> bool:
    return len(one & other) > SAME * max(1, min(len(one), len(other)))
