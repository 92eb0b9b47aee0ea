"""Refits the weights of the summary scorer.

    python tools/fit_summary.py ARTICLES.jsonl[.gz]

Each line is an article, `text` (or `article`), `title` if it has one, and `references`: summaries that people wrote
(or `reference`, one of them in pieces). Every sentence's worth is its ROUGE-1 and ROUGE-2 F1 against the references,
averaged; the weights are those of a ridge regression on it. Prints them as they stand in `bot/pipeline/weights.py`, and
on standard error what summaries chosen with them reach on articles they were not fitted on, beside the first three
sentences and the weights that are now in use.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import Stemmer

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.core.article import RawDocument
from bot.pipeline import tokens
from bot.pipeline.draft import Draft
from bot.pipeline.summary import choose
from bot.pipeline.weights import WEIGHTS, Features, Reading, measure, read, score

FOLDS = 5
RIDGE = 0.3
WORD = re.compile(r"[a-z0-9]+")
STEMMER = Stemmer.Stemmer("porter")


@dataclass(frozen=True, slots=True)
class Example:
    """An article as the fit sees it."""

    draft: Draft
    reading: Reading
    rows: list[Features]
    stems: list[list[str]]
    references: list[list[str]]
    worth: list[float]


def load(path: Path) -> list[Example]:
    """Every article of the file that has sentences and references."""
    raw = path.read_bytes()
    lines = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8").split("\n")
    examples = [_example(json.loads(line)) for line in lines if line.strip()]
    return [example for example in examples if example.rows and example.references]


def _example(row: dict[str, Any]) -> Example:
    text = row.get("text") or row["article"]
    draft = tokens.run(Draft(RawDocument("fit", text=text), text=text, title=row.get("title"), language="en"))
    reading = read(draft)
    references = [stem(words) for words in row.get("references") or [" ".join(row["reference"])]]
    stems = [stem(sentence.of(text)) for sentence in draft.sentences]
    worth = [float(np.mean([sum(rouge(words, reference)) for reference in references])) for words in stems]
    return Example(draft, reading, measure(draft, reading), stems, references, worth)


def stem(words: str) -> list[str]:
    """Words as ROUGE compares them."""
    return [STEMMER.stemWord(word) if len(word) > 3 else word for word in WORD.findall(words.lower())]


def rouge(words: Sequence[str], reference: Sequence[str]) -> tuple[float, float]:
    """F1 over words and over pairs of words."""
    return _overlap(words, reference), _overlap(list(pairwise(words)), list(pairwise(reference)))


def _overlap(found: Sequence[Any], wanted: Sequence[Any]) -> float:
    shared = (Counter(found) & Counter(wanted)).total()
    return 2 * shared / (len(found) + len(wanted)) if shared else 0.0


def fit(examples: Iterable[Example]) -> Features:
    """Ridge regression of worth on features, every article with the same say."""
    rows, worth = [], []
    for example in examples:
        places = [place for place in range(len(example.rows)) if place not in example.reading.asides]
        for place in places:
            rows.append(np.array([*example.rows[place], 1.0]) / len(places) ** 0.5)
            worth.append(example.worth[place] / len(places) ** 0.5)
    matrix = np.array(rows)
    penalty = np.eye(matrix.shape[1]) * RIDGE
    penalty[-1, -1] = 0.0
    solved = np.linalg.solve(matrix.T @ matrix + penalty, matrix.T @ np.array(worth))
    return Features(*map(float, solved[:-1]))


def reached(examples: Sequence[Example], pick: Callable[[Example], Sequence[int]]) -> list[tuple[float, float]]:
    """ROUGE-1 and ROUGE-2 of each article's summary against its best reference."""
    done = []
    for example in examples:
        words = [word for place in sorted(pick(example)) for word in example.stems[place]]
        one, two = zip(*(rouge(words, reference) for reference in example.references), strict=True)
        done.append((max(one), max(two)))
    return done


def chooser(weights: Features) -> Callable[[Example], Sequence[int]]:
    """The summary that these weights would choose."""

    def pick(example: Example) -> Sequence[int]:
        scores = [score(row, weights) for row in example.rows]
        return choose(example.draft.tokens.firsts, example.reading, scores)

    return pick


def cross_validate(examples: Sequence[Example]) -> list[tuple[float, float]]:
    """What weights reach on the fifth of the articles that they were not fitted on, five times."""
    done = []
    for fold in range(FOLDS):
        kept = [example for place, example in enumerate(examples) if place % FOLDS != fold]
        done += reached(examples[fold::FOLDS], chooser(fit(kept)))
    return done


def main() -> int:
    """Print the weights, and on standard error how good they are."""
    parser = argparse.ArgumentParser(description="Refit the weights of the summary scorer.")
    parser.add_argument("articles", type=Path, help="JSON Lines with text and references, may be gzipped")
    examples = load(parser.parse_args().articles)
    if len(examples) < FOLDS:
        sys.stderr.write(f"{len(examples)} articles with references: at least {FOLDS} are needed\n")
        return 1
    figures = {
        "first three sentences": reached(examples, lambda example: range(min(3, len(example.rows)))),
        "weights in use": reached(examples, chooser(WEIGHTS)),
        "fitted, cross-validated": cross_validate(examples),
    }
    for name, pairs in figures.items():
        one, two = 100 * np.mean(pairs, axis=0)
        sys.stderr.write(f"{name:24} ROUGE-1 {one:5.1f}  ROUGE-2 {two:5.1f}  ({len(examples)} articles)\n")
    fitted = fit(examples)
    sys.stdout.write("".join(f"    {name}={weight:.3f},\n" for name, weight in fitted._asdict().items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
