"""Refits the weights that help to tell what a name names; writes `bot/data/name_kinds.json`.

    python tools/fit_names.py ../shared/train

The folder holds `entities/` (wikigold.conll, re3d.*.conll, uner_ewt.*.iob2) and `ud_ewt.*.conllu`; it is no part of
this repository, and `bot/data/NOTICE.txt` says whose work it is. Same data, same file: the fit is a logistic regression
that begins at zero and takes the whole data at every step. The clues of the rules enter as they are, so that the
weights learn only what the rules do not know. On standard error stands what weights fitted without two of the sets
reach on them, beside the rules alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.core.article import RawDocument
from bot.pipeline import tokens
from bot.pipeline.deciding import Case, cases, kind_of
from bot.pipeline.draft import Draft
from bot.pipeline.entities import candidates_of
from bot.pipeline.gazetteer import PLACES
from bot.pipeline.kinds import ENOUGH
from bot.pipeline.learned import HUNDREDTHS, Learned
from bot.pipeline.runs import Page

Rows = list[list[tuple[str, str]]]
KINDS = {"PER": 0, "Person": 0, "ORG": 1, "Organisation": 1, "LOC": 2, "Location": 2}
NONE = 3
HELD_OUT = ("re3d.test", "uner_ewt.test")
# The web text and the reports with their own idea of an organisation say less about news.
SAY = {"wikigold": 1.0, "re3d.train": 0.5, "re3d.test": 0.5, "uner_ewt.dev": 0.5, "uner_ewt.test": 0.5}
PENALTY, STEPS, PACE = 5.0, 150, 0.05
LEAST_SEEN = 3  # times
GROUP = 10  # sentences that are read as one article where the data does not say
TIGHT_BEFORE = frozenset([*",.;:?!)]}%", "...", "'s", "’s", "n't", "'", "’", "”", "'re", "'ve", "'ll", "'d", "'m"])
TIGHT_AFTER = frozenset("([{$£€“‘")
POINTERS = frozenset("the a an it he she his her i we they their our my its this these you".split())  # noqa: SIM905
JOINTS = frozenset("of the and for al in on".split())  # noqa: SIM905 - words


@dataclass(frozen=True, slots=True)
class Example:
    """A name as the rules see it, what it is (`NONE` for no name), and how much it counts."""

    case: Case
    kind: int
    say: float


def parts_of_speech(folder: Path) -> dict[str, str]:
    """The commonest part of speech of each word in small letters that is met twice."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted(folder.glob("ud_ewt.*.conllu")):
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if cells[0].isdigit() and cells[1][0].islower():
                seen[cells[1]][cells[4]] += 1
    return {word: max(sorted(tags), key=tags.__getitem__) for word, tags in seen.items() if tags.total() > 1}


def articles(path: Path) -> Iterator[Rows]:
    """The sentences of each article, as pairs of word and tag."""
    word_at, tag_at = (1, 2) if path.suffix == ".iob2" else (0, 1)
    article: Rows = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t" if "\t" in line else " ")
        opens = line.startswith(("# newdoc", "-DOCSTART-"))
        if opens or (path.name.startswith("re3d") and len(article) > GROUP):
            yield [row for row in article if row]
            article = [[]]
        if not line.strip():
            article.append([])
        elif not opens and len(cells) > tag_at and (word_at == 0 or cells[0].isdigit()):
            article[-1].append((cells[word_at], cells[tag_at]))
    yield [row for row in article if row]


def written(rows: Rows) -> tuple[str, dict[tuple[int, int], int]]:
    """The text of an article, and the kind of each name by its span."""
    text, spans, tags = "", [], []
    for row in rows:
        if text:
            text += " " if text[-1] in ".?!\"'" else "\n\n"
        tight = True
        for word, tag in row:
            text += "" if tight or word in TIGHT_BEFORE else " "
            spans.append((len(text), len(text) + len(word)))
            text, tight = text + word, word in TIGHT_AFTER
            tags.append(tag)
    gold = {}
    for begin, end, kind in _runs(tags):
        first, last = _proper(text, spans, begin, end)
        if first < last:
            span = (spans[first][0], spans[last - 1][1])
            # Where a country acts re3d sees an organisation; here a country stays a place.
            gold[span] = 2 if kind == 1 and text[slice(*span)] in PLACES else kind
    return text, gold


def _runs(tags: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """First and last token and kind of each name; a name may begin with I where the data has no B."""
    start, kind = 0, ""
    for place, tag in enumerate([*tags, "O"]):
        if kind and tag != "I-" + kind:
            if kind in KINDS:
                yield start, place, KINDS[kind]
            kind = ""
        if not kind and tag != "O":
            start, kind = place, tag[2:]


def _proper(text: str, spans: Sequence[tuple[int, int]], first: int, last: int) -> tuple[int, int]:
    """Without article; empty for "the terrorist group" and "she", which re3d marks too."""
    words = [text[start:end] for start, end in spans[first:last]]
    while words and words[0].lower() in POINTERS:
        words, first = words[1:], first + 1
    named = all(word[0].isupper() or not word[0].isalpha() or word in JOINTS for word in words)
    return (first, last) if named and any(word[0].isupper() for word in words) else (first, first)


def examples(path: Path, tags: dict[str, str]) -> Iterator[Example]:
    """The names of all articles of a file."""
    say = SAY[path.stem]
    for rows in articles(path):
        text, gold = written(rows)
        draft = tokens.run(replace(Draft(RawDocument("fit", text=text)), text=text, language="en"))
        page, found = candidates_of(draft)
        for case in cases(page, found, tags):
            kinds = list(_kinds(page, case, gold))
            if kinds:
                yield Example(case, max(sorted(set(kinds)), key=kinds.count), say * len(kinds) ** 0.5)


def _kinds(page: Page, case: Case, gold: dict[tuple[int, int], int]) -> Iterator[int]:
    """What it is in each place; places where the name is cut otherwise teach nothing."""
    for one in case.candidates:
        start, end = page.tokens.starts[one.first], page.tokens.ends[one.last - 1]
        if (start, end) in gold or not any(low < end and start < high for low, high in gold):
            yield gold.get((start, end), NONE)


def fit(taught: Sequence[Example], tags: dict[str, str]) -> Learned:
    """Logistic regression on top of the rules; all features that are seen often enough."""
    seen = Counter(feature for one in taught for feature in one.case.features)
    index = {one: at for at, one in enumerate(sorted(one for one in seen if seen[one] >= LEAST_SEEN))}
    pairs = [(row, index[one]) for row, each in enumerate(taught) for one in sorted(each.case.features) if one in index]
    rows, columns = np.array(pairs).T
    given = np.array([[*(weight - ENOUGH for weight in one.case.rules), one.case.bar - ENOUGH] for one in taught])
    wanted = np.eye(NONE + 1)[[one.kind for one in taught]]
    say = np.array([[one.say] for one in taught])

    def spread(values: Any, over: Any, size: int) -> Any:
        return np.stack([np.bincount(over, values[:, kind], size) for kind in range(NONE + 1)], axis=1)

    weights = np.zeros((len(index), NONE + 1))
    speed, power = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        scores = given + spread(weights[columns], rows, len(taught))
        likely = np.exp(scores - scores.max(axis=1, keepdims=True))
        error = (likely / likely.sum(axis=1, keepdims=True) - wanted) * say
        slope = spread(error[rows], columns, len(index)) + PENALTY * weights
        speed = 0.9 * speed + 0.1 * slope
        power = 0.99 * power + 0.01 * slope**2
        weights -= PACE * (speed / (1 - 0.9**step)) / (np.sqrt(power / (1 - 0.99**step)) + 1e-8)
    rounded = np.rint((weights[:, :NONE] - weights[:, NONE:]) * HUNDREDTHS).astype(int).tolist()
    return Learned({feature: tuple(rounded[at]) for feature, at in index.items()}, tags)


def reached(judged: Iterable[Example], learned: Learned) -> float:
    """F1 of the kinds of names, each name of an article once."""
    right = told = wanted = 0
    for one in judged:
        kind = kind_of(one.case, learned)
        right += kind is not None and kind == one.kind
        told += kind is not None
        wanted += one.kind != NONE
    return 200 * right / (told + wanted)


def file_of(learned: Learned) -> str:
    """The weights as they are kept: a line for each feature and for each part of speech."""
    words: dict[str, list[str]] = defaultdict(list)
    for word, tag in sorted(learned.tags.items()):
        words[tag].append(word)
    weights = (f"{json.dumps(key)}: {list(one)}" for key, one in sorted(learned.weights.items()) if any(one))
    tags = (f"{json.dumps(tag)}: {json.dumps(' '.join(words[tag]))}" for tag in sorted(words))
    return '{"weights": {\n' + ",\n".join(weights) + '\n}, "tags": {\n' + ",\n".join(tags) + "\n}}\n"


def main() -> int:
    """Write the file; on standard error, how good the weights are on what they were not fitted on."""
    parser = argparse.ArgumentParser(description="Refit the weights for the kinds of names.")
    parser.add_argument("folder", type=Path, help="the folder of the training data")
    parser.add_argument("--to", type=Path, default=Path(__file__).resolve().parents[1] / "bot/data/name_kinds.json")
    arguments = parser.parse_args()
    tags = parts_of_speech(arguments.folder)
    paths = [path for path in sorted(arguments.folder.glob("entities/*")) if path.stem in SAY]
    if len(paths) != len(SAY) or not tags:
        sys.stderr.write(f"{arguments.folder} does not hold the training data; see the head of this file\n")
        return 1
    taught = {path.stem: list(examples(path, tags)) for path in paths}
    trial = fit([one for stem, all_of in taught.items() if stem not in HELD_OUT for one in all_of], tags)
    for stem in HELD_OUT:
        alone, helped = reached(taught[stem], Learned({}, tags)), reached(taught[stem], trial)
        sys.stderr.write(f"{stem:14} rules {alone:5.1f}  with weights {helped:5.1f}  ({len(taught[stem])} names)\n")
    learned = fit([one for all_of in taught.values() for one in all_of], tags)
    arguments.to.write_text(file_of(learned), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
