"""Refits the weights by which two articles are told to be of one event.

    python tools/fit_stories.py ARTICLES.jsonl[.gz]...

Each file is one set, each line an article as `ingest` takes it, with the `event` it tells of and, where events look
alike on purpose, their `topic`. Every pair of a set weighs the same, and each set as much by its pairs of one event.
Prints the weights as they stand in `bot/pipeline/likeness.py`, and on standard error what stories made with
weights from other topics reach (five folds by topic, else by event): B-cubed F1 of each set at several cuts.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.core.article import Prepared, RawDocument
from bot.pipeline.grouping import grouped
from bot.pipeline.likeness import BIAS, WEIGHTS, Features, Spread, measured, mutual, sizes
from bot.pipeline.sketches import sketch_of
from bot.services.preparing import prepare_documents

FOLDS = 5
RIDGE = 1.0
ROUNDS = 30
LEAST = 0.1  # of `words`: pairs that have less in common are no candidates
TOTAL = 4000.0  # what the pairs of one event weigh together in each set
CUTS = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4)
FIELDS = ("url", "title", "byline", "publisher", "published", "language", "text", "html")

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Set:
    """A set of articles: the features of each pair, as a cube, the event of each article and the fold of its topic."""

    name: str
    features: Array
    events: Array
    folds: Array

    @property
    def pairs(self) -> Array:
        """Places of the pairs that are candidates, each once."""
        one, other = np.triu_indices(len(self.events), 1)
        near = self.features[one, other, 0] >= LEAST
        return np.stack((one[near], other[near]))


def load(path: Path) -> Set:
    """The articles of a file that could be prepared."""
    raw = path.read_bytes()
    lines = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8").split("\n")
    rows = [json.loads(line) for line in lines if line.strip()]
    results = prepare_documents([RawDocument(row["id"], **{name: row.get(name) for name in FIELDS}) for row in rows])
    there = [(row, made) for row, made in zip(rows, results, strict=True) if isinstance(made, Prepared)]
    events = np.array([row["event"] for row, _ in there])
    topics = [row.get("topic", row["event"]) for row, _ in there]
    places = {topic: place for place, topic in enumerate(sorted(set(topics)))}
    return Set(path.name, cube([made for _, made in there]), events, np.array([places[t] % FOLDS for t in topics]))


def cube(articles: Sequence[Prepared]) -> Array:
    """The features of every pair."""
    sketches = [sketch_of(made.article) for made in articles]
    spread = Spread.of(sketches)
    lengths = np.stack([sizes(sketch, spread) for sketch in sketches])
    rows = np.stack([measured(sketch, sketches, lengths, spread) for sketch in sketches])
    words = rows[:, :, 0] ** 2
    np.fill_diagonal(words, 0)
    second = np.sort(words, axis=1)[:, -2]
    last = mutual(words, np.maximum(second[:, None], second[None, :]))
    return np.concatenate((rows, last[:, :, None]), axis=2)


def fit(sets: Sequence[Set], without: int | None = None) -> Array:
    """The weights and, last, the bias of a ridge logistic regression, by Newton's method."""
    rows, sames, weights = [], [], []
    for one in sets:
        pairs = one.pairs
        if without is not None:
            pairs = pairs[:, (one.folds[pairs[0]] != without) & (one.folds[pairs[1]] != without)]
        same = one.events[pairs[0]] == one.events[pairs[1]]
        rows.append(one.features[pairs[0], pairs[1]])
        sames.append(same)
        weights.append(np.full(len(same), TOTAL / max(1, same.sum())))
    return newton(np.concatenate(rows), np.concatenate(sames).astype(float), np.concatenate(weights))


def newton(rows: Array, same: Array, weights: Array) -> Array:
    """The minimum of the weighted loss."""
    columns = np.hstack((rows, np.ones((len(rows), 1)))).astype(np.float64)
    ridge = np.diag([RIDGE] * rows.shape[1] + [0.0])
    found = np.zeros(columns.shape[1])
    for _ in range(ROUNDS):
        guess = 1 / (1 + np.exp(-columns @ found))
        slope = columns.T @ (weights * (same - guess)) - ridge @ found
        bend = (columns * (weights * guess * (1 - guess))[:, None]).T @ columns + ridge
        found = found + np.linalg.solve(bend, slope)
    return found


def odds(one: Set, found: Array) -> Array:
    """The log odds of every pair."""
    return np.asarray(one.features @ found[:-1] + found[-1])


def held_out(one: Set, fits: Sequence[Array]) -> Array:
    """The probabilities of all pairs, by weights to which neither article contributed; of two folds, their mean."""
    each = np.stack([odds(one, found) for found in fits])
    rows = each[one.folds, np.arange(len(one.events))]
    return np.asarray(1 / (1 + np.exp(-(rows + rows.T) / 2)))


def b_cubed(one: Set, probabilities: Array, cut: float) -> float:
    """B-cubed F1 of the stories that these probabilities give."""
    alike = np.where(one.features[:, :, 0] >= LEAST, probabilities, 0.0)
    stories = np.zeros(len(one.events), int)
    for number, group in enumerate(grouped(np.maximum(alike, alike.T), cut=cut)):
        stories[group] = number
    told, true = stories[:, None] == stories[None, :], one.events[:, None] == one.events[None, :]
    both = (told & true).sum(1)
    precision, recall = (both / told.sum(1)).mean(), (both / true.sum(1)).mean()
    return float(2 * precision * recall / (precision + recall))


def report(name: str, sets: Sequence[Set], made: Sequence[Array]) -> None:
    """One line for each set."""
    for one, probabilities in zip(sets, made, strict=True):
        scores = "  ".join(f"{cut:.2f}: {b_cubed(one, probabilities, cut):.3f}" for cut in CUTS)
        sys.stderr.write(f"{name:10}{one.name:32}{scores}\n")


def main() -> None:
    """Fit, tell, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("files", nargs="+", type=Path)
    sets = [load(path) for path in parser.parse_args().files]
    now = np.array([*WEIGHTS, BIAS])
    report("in use", sets, [1 / (1 + np.exp(-odds(one, now))) for one in sets])
    fits = [fit(sets, fold) for fold in range(FOLDS)]
    report("held out", sets, [held_out(one, fits) for one in sets])
    found = fit(sets)
    report("fitted", sets, [1 / (1 + np.exp(-odds(one, found))) for one in sets])
    fields = ", ".join(f"{name}={value:.2g}" for name, value in zip(Features._fields, found, strict=False))
    sys.stdout.write(f"WEIGHTS = Features({fields})\nBIAS = {found[-1]:.2g}\n")


if __name__ == "__main__":
    main()
