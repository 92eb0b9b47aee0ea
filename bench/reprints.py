"""Measures how reprints are found and told from reports that only look alike: libraries beside our own way.

    python bench/reprints.py [--shared DIR] [--limit 300]

Without --shared the samples and made-up bulletins are used; with it also the real news in its `eval/data`. Libraries
that are not installed (datasketch, rensa, simhash) are left out of the table.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import sys
import time
import tracemalloc
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from bulletins import bulletins
from reprint_texts import CHANGES, Text, pairs, real

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot.core.article import RawDocument
from bot.core.sameness import Report, same_report
from bot.core.told import words_in
from bot.pipeline.signature import signature
from bot.pipeline.steps import prepare
from bot.sources.files import read_path

ROOT = Path(__file__).resolve().parent.parent
BULLETINS = 60
MEASURED = 500
SHINGLE = 4
Finder = Callable[[Sequence[str]], Callable[[str], Iterable[int]]]


def samples() -> list[Text]:
    """The sample articles, cleaned."""
    articles = [prepare(found) for found in read_path(ROOT / "samples") if isinstance(found, RawDocument)]
    return [Text(item.title or "", item.text, (item.published or "2024-03-01")[:10]) for item in articles]


# ---- finders: an index of texts, then the places of the texts that may be the same ----


def ours(texts: Sequence[str]) -> Callable[[str], Iterable[int]]:
    """The smallest hashes of runs of eight words, each an entry by itself."""
    index: dict[int, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        for key in signature(text):
            index[key].append(place)
    return lambda text: {place for key in signature(text) for place in index.get(key, ())}


def shingles(text: str) -> set[str]:
    """Runs of four words."""
    words = words_in(text)
    return {" ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))}


def plain_minhash(bands: int, rows: int) -> Finder:
    """MinHash with numpy alone, in bands."""
    rng = np.random.default_rng(3)
    a = rng.integers(1, 2**61, bands * rows, np.uint64) | np.uint64(1)
    b = rng.integers(0, 2**61, bands * rows, np.uint64)

    def hashed(text: str) -> list[bytes]:
        each = np.array([hash_of(item) for item in shingles(text)], np.uint64)
        least = ((each[:, None] * a + b) >> np.uint64(17)).min(axis=0)
        return [least[at : at + rows].tobytes() + bytes([at]) for at in range(0, bands * rows, rows)]

    def build(texts: Sequence[str]) -> Callable[[str], Iterable[int]]:
        index: dict[bytes, list[int]] = defaultdict(list)
        for place, text in enumerate(texts):
            for key in hashed(text):
                index[key].append(place)
        return lambda text: {place for key in hashed(text) for place in index.get(key, ())}

    return build


def hash_of(item: str) -> int:
    """A hash that is the same in every process."""
    from zlib import adler32, crc32  # noqa: PLC0415

    data = item.encode()
    return crc32(data) << 32 | adler32(data)


def datasketch(texts: Sequence[str]) -> Callable[[str], Iterable[int]]:
    """datasketch: MinHash of 128, LSH at 0.4."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415

    index = MinHashLSH(threshold=0.4, num_perm=128)

    def hashed(text: str) -> Any:
        made = MinHash(num_perm=128)
        made.update_batch([item.encode() for item in shingles(text)])
        return made

    for place, text in enumerate(texts):
        index.insert(place, hashed(text))
    return lambda text: index.query(hashed(text))


def rensa(texts: Sequence[str]) -> Callable[[str], Iterable[int]]:
    """rensa: R-MinHash of 128 in 32 bands of 4, as datasketch chooses for 0.4."""
    from rensa import RMinHash, RMinHashLSH  # noqa: PLC0415

    index = RMinHashLSH(threshold=0.4, num_perm=128, num_bands=32)

    def hashed(text: str) -> Any:
        made = RMinHash(num_perm=128, seed=42)
        made.update(list(shingles(text)))
        return made

    for place, text in enumerate(texts):
        index.insert(place, hashed(text))
    return lambda text: index.query(hashed(text))


def simhash(texts: Sequence[str]) -> Callable[[str], Iterable[int]]:
    """simhash: 64 bits, at most 8 of them different."""
    from simhash import Simhash, SimhashIndex  # noqa: PLC0415

    index = SimhashIndex([(str(place), Simhash(list(shingles(text)))) for place, text in enumerate(texts)], k=8)
    return lambda text: {int(place) for place in index.get_near_dups(Simhash(list(shingles(text))))}


LIBRARIES = ("datasketch", "rensa", "simhash")
FINDERS: dict[str, Finder] = {
    "ours, 12 runs of 8 words": ours, "numpy MinHash 24 x 3": plain_minhash(24, 3),
    "numpy MinHash 32 x 4": plain_minhash(32, 4), "datasketch": datasketch, "rensa": rensa, "simhash": simhash,
}  # fmt: skip


def compare(texts: Sequence[Text], copies: Sequence[tuple[str, int, Text]]) -> None:
    """Time, memory, recall and how many others come along, for each finder; memory outside Python is not seen."""
    bodies = [text.text for text in texts]
    print(f"\nfinding candidates: {len(texts):,} texts, {len(copies):,} reprints")
    print(f"  {'':26}{'ms a text':>10}{'KiB a text':>12}{'found':>8}{'others':>8}")
    for name, build in FINDERS.items():
        if name in LIBRARIES and importlib.util.find_spec(name) is None:
            print(f"  {name:26}  not installed")
            continue
        tracemalloc.start()
        start = time.perf_counter()
        find = build(bodies[:MEASURED])
        weight = tracemalloc.get_traced_memory()[0] / 1024 / len(bodies[:MEASURED])
        tracemalloc.stop()
        start = time.perf_counter()
        find = build(bodies)
        spent = 1000 * (time.perf_counter() - start) / len(bodies)
        hits = others = 0
        for _, place, copy in copies:
            found = set(find(copy.text))
            hits += place in found
            others += len(found - {place})
        print(f"  {name:26}{spent:10.2f}{weight:12.1f}{100 * hits / len(copies):7.1f}%{others / len(copies):8.2f}")


# ---- the rule ----


def judge(name: str, texts: Sequence[Text], rng: random.Random) -> None:
    """Recall of each kind of reprint and precision against all that looks alike."""
    find = ours([text.text for text in texts])
    reports = [Report(text.text, text.title, text.published) for text in texts]
    found: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    right = wrong = 0
    for kind, place, copy in pairs(texts, rng):
        report = Report(copy.text, copy.title, copy.published)
        merged = [at for at in sorted(find(copy.text)) if same_report(report, reports[at])]
        seen[kind] += 1
        found[kind] += place in merged
        right += place in merged
        wrong += any(at != place for at in merged)
    print(f"\n{name}: {len(texts):,} texts; reprints found, all {_share(right, sum(seen.values()))}")
    for kind in seen:
        print(f"  {kind:24}{_share(found[kind], seen[kind])}")
    print(f"  {'another text taken for it':24}{_share(wrong, sum(seen.values()))}")
    for kind, change in CHANGES.items():
        made = [(place, changed) for place, text in enumerate(texts) if (changed := change(text, rng))]
        taken = sum(same_report(Report(item.text, item.title, item.published), reports[place]) for place, item in made)
        print(f"  {kind:24}{_share(taken, len(made))} of {len(made)} taken for a reprint")
    alike = [
        (at, place)
        for place, text in enumerate(texts)
        for at in find(text.text)
        if at < place and same_report(reports[place], reports[at])
    ]
    print(f"  {'of the texts themselves':24}{len(alike)} pairs taken for reprints: {alike[:6]}")


def judge_moulds(texts: Sequence[Text], kind: str) -> None:
    """How many bulletins of one mould are taken for reprints of an earlier one."""
    reports = [Report(text.text, text.title, text.published) for text in texts]
    find = ours([text.text for text in texts])
    pairs_ = [(at, place) for place, text in enumerate(texts) for at in find(text.text) if at < place]
    taken = sum(same_report(reports[place], reports[at]) for at, place in pairs_)
    print(f"  {kind:12}{len(pairs_):6,} pairs look alike, {taken} taken for reprints")


def _share(part: int, whole: int) -> str:
    return f"{100 * part / max(whole, 1):6.2f}%"


def speed(texts: Sequence[Text]) -> None:
    """What a signature and a decision cost."""
    start = time.perf_counter()
    for text in texts:
        signature(text.text)
    made = time.perf_counter()
    for text in texts:
        same_report(Report(text.text), Report(text.text))
    done = time.perf_counter()
    words = sum(len(text.text.split()) for text in texts) / len(texts)
    print(
        f"\nof {words:.0f} words on average: a signature {1000 * (made - start) / len(texts):.2f} ms, "
        f"a decision {1000 * (done - made) / len(texts):.2f} ms"
    )


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path)
    parser.add_argument("--limit", type=int, default=300)
    parser.add_argument("--no-libraries", action="store_true")
    asked = parser.parse_args()
    rng = random.Random(5)
    sets = {"samples": samples()} | (real(asked.shared / "eval" / "data") if asked.shared else {})
    sets = {name: texts[: asked.limit] for name, texts in sets.items()}
    made = bulletins(BULLETINS)
    everything = [text for texts in sets.values() for text in texts]
    speed(everything)
    if not asked.no_libraries:
        compare([*everything, *(text for texts in made.values() for text in texts)], list(pairs(everything, rng)))
    for name, texts in sets.items():
        judge(name, texts, rng)
    print("\none mould, other news")
    for kind, texts in made.items():
        judge_moulds(texts, kind)


if __name__ == "__main__":
    main()
