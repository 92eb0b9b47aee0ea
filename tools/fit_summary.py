"""Refits the weights of the summary scorer.

    python tools/fit_summary.py ARTICLES.jsonl[.gz][=SAY]...

Each line is an article, `text` (or `article`), `title` if it has one, and `references`: summaries that people wrote
(or `reference`, one of them in pieces). SAY is how much an article of that file counts beside one of the others, 1 by
default. Every sentence's worth is the mean of its ROUGE-1, ROUGE-2 and ROUGE-Lsum F1, each against the reference
that it fits best, times two; the weights are those of a ridge regression on it. Prints them as they stand in
`bot/pipeline/weights.py`, and on standard error what summaries chosen with them reach on articles they were not fitted
on, file by file, beside the first three sentences and the weights that are now in use.

The weights in use: CNN's articles and, with a say of 0.6, those that several writers summed up.
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
from itertools import chain, pairwise
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
    references: list[list[list[str]]]
    worth: list[float]
    say: float


def load(path: Path, say: float) -> list[Example]:
    """Every article of the file that has sentences and references."""
    raw = path.read_bytes()
    lines = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8").split("\n")
    examples = [_example(json.loads(line), say) for line in lines if line.strip()]
    return [example for example in examples if example.rows and example.references]


def _example(row: dict[str, Any], say: float) -> Example:
    text = row.get("text") or row["article"]
    draft = tokens.run(Draft(RawDocument("fit", text=text), text=text, title=row.get("title"), language="en"))
    reading = read(draft)
    written = [reference.split("\n") for reference in row.get("references") or ["\n".join(row["reference"])]]
    references = [[found for line in lines if (found := stem(line))] for lines in written]
    stems = [stem(sentence.of(text)) for sentence in draft.sentences]
    worth = [sum(best([words], references)) / 1.5 for words in stems]
    return Example(draft, reading, measure(draft, reading), stems, references, worth, say)


def stem(words: str) -> list[str]:
    """Words as ROUGE compares them."""
    return [STEMMER.stemWord(word) if len(word) > 3 else word for word in WORD.findall(words.lower())]


def best(sentences: Sequence[list[str]], references: Iterable[list[list[str]]]) -> tuple[float, ...]:
    """ROUGE-1, ROUGE-2 and ROUGE-Lsum F1, of each that against the reference it fits best."""
    return tuple(map(max, zip(*(rouge(sentences, reference) for reference in references), strict=True)))


def rouge(sentences: Sequence[list[str]], reference: Sequence[list[str]]) -> tuple[float, float, float]:
    """F1 over words, over pairs of words, and over what is shared in order with each line of the reference."""
    words, wanted = list(chain.from_iterable(sentences)), list(chain.from_iterable(reference))
    shared = (sorted(set().union(*(_shared(line, sentence) for sentence in sentences))) for line in reference)
    ordered = [line[place] for line, places in zip(reference, shared, strict=True) for place in places]
    hits = (Counter(ordered) & Counter(words) & Counter(wanted)).total()
    return (
        _overlap(words, wanted),
        _overlap(list(pairwise(words)), list(pairwise(wanted))),
        2 * hits / (len(words) + len(wanted)) if hits else 0.0,
    )


def _overlap(found: Sequence[Any], wanted: Sequence[Any]) -> float:
    shared = (Counter(found) & Counter(wanted)).total()
    return 2 * shared / (len(found) + len(wanted)) if shared else 0.0


def _shared(line: Sequence[str], sentence: Sequence[str]) -> set[int]:
    """Places in the line of a longest common subsequence with the sentence."""
    table = [[0] * (len(sentence) + 1) for _ in range(len(line) + 1)]
    for i, word in enumerate(line):
        for j, other in enumerate(sentence):
            table[i + 1][j + 1] = table[i][j] + 1 if word == other else max(table[i][j + 1], table[i + 1][j])
    places, i, j = set(), len(line), len(sentence)
    while i and j:
        if line[i - 1] == sentence[j - 1]:
            i, j = i - 1, j - 1
            places.add(i)
        elif table[i][j - 1] > table[i - 1][j]:
            j -= 1
        else:
            i -= 1
    return places


def fit(examples: Iterable[Example]) -> Features:
    """Ridge regression of worth on features, every article with its say however long it is."""
    rows, worth = [], []
    for example in examples:
        places = [place for place in range(len(example.rows)) if place not in example.reading.asides]
        weight = (example.say / max(1, len(places))) ** 0.5
        for place in places:
            rows.append(np.array([*example.rows[place], 1.0]) * weight)
            worth.append(example.worth[place] * weight)
    matrix = np.array(rows)
    penalty = np.eye(matrix.shape[1]) * RIDGE
    penalty[-1, -1] = 0.0
    solved = np.linalg.solve(matrix.T @ matrix + penalty, matrix.T @ np.array(worth))
    return Features(*map(float, solved[:-1]))


def reached(examples: Sequence[Example], pick: Callable[[Example], Sequence[int]]) -> list[tuple[float, ...]]:
    """ROUGE-1, ROUGE-2 and ROUGE-Lsum of each article's summary."""
    return [best([example.stems[place] for place in sorted(pick(example))], example.references) for example in examples]


def chooser(weights: Features) -> Callable[[Example], Sequence[int]]:
    """The summary that these weights would choose."""

    def pick(example: Example) -> Sequence[int]:
        scores = [score(row, weights) for row in example.rows]
        return choose(example.draft.tokens.firsts, example.reading, scores)

    return pick


def cross_validate(files: Sequence[Sequence[Example]]) -> list[list[tuple[float, ...]]]:
    """What weights reach on the fifth of each file that they were not fitted on, five times."""
    done: list[list[tuple[float, ...]]] = [[] for _ in files]
    for fold in range(FOLDS):
        kept = [example for file in files for place, example in enumerate(file) if place % FOLDS != fold]
        pick = chooser(fit(kept))
        for file, rows in zip(files, done, strict=True):
            rows.extend(reached(file[fold::FOLDS], pick))
    return done


def main() -> int:
    """Print the weights, and on standard error how good they are."""
    parser = argparse.ArgumentParser(description="Refit the weights of the summary scorer.")
    parser.add_argument("articles", nargs="+", help="JSON Lines with text and references, may be gzipped; =SAY")
    names = [name.partition("=") for name in parser.parse_args().articles]
    files = [load(Path(name), float(say or 1)) for name, _, say in names]
    if min(map(len, files)) < FOLDS:
        sys.stderr.write(f"at least {FOLDS} articles with references are needed in each file\n")
        return 1
    unseen = cross_validate(files)
    for (name, *_), examples, rows in zip(names, files, unseen, strict=True):
        report(Path(name).name, "first three sentences", reached(examples, lambda each: range(min(3, len(each.rows)))))
        report(Path(name).name, "weights in use", reached(examples, chooser(WEIGHTS)))
        report(Path(name).name, "fitted, cross-validated", rows)
    fitted = fit(list(chain.from_iterable(files)))
    sys.stdout.write("".join(f"    {name}={weight:.3f},\n" for name, weight in fitted._asdict().items()))
    return 0


def report(name: str, way: str, rows: Sequence[tuple[float, ...]]) -> None:
    """One line on standard error: the averages of a file."""
    one, two, ordered = 100 * np.mean(rows, axis=0)
    figures = f"ROUGE-1 {one:5.1f}  ROUGE-2 {two:5.1f}  ROUGE-Lsum {ordered:5.1f}"
    sys.stderr.write(f"{name:20} {way:24} {figures}  ({len(rows)} articles)\n")


if __name__ == "__main__":
    raise SystemExit(main())
