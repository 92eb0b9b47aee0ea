"""Kills `ingest` with SIGKILL at random moments, runs it again to its end, and counts what the store then holds.

    python bench/kill_ingest.py [kills=50] [articles=1500] [seed=1]

Prints kills, articles, missing, double and what `verify` says; exits 1 unless every article is there once.
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus import Generator

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 4.0


def call(arguments: list[str], store: Path) -> subprocess.Popen[bytes]:
    """The program at work on this store."""
    return subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        env=os.environ | {"STORE_URL": f"sqlite:///{store}"}, cwd=ROOT,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def kill_once(arguments: list[str], store: Path, after: float) -> bool:
    """Start the call, kill it `after` seconds; false when it had ended before."""
    process = call(arguments, store)
    time.sleep(after)
    ended = process.poll() is not None
    process.kill()
    process.communicate()
    return not ended


def urls(store: Path) -> list[str]:
    """The addresses of all stored articles."""
    if not store.exists():
        return []
    with sqlite3.connect(store) as connection:
        return [row[0] for row in connection.execute("SELECT url FROM article")]


def main() -> int:
    """Kill, finish, count."""
    kills, count, seed = (int(value) for value in (*sys.argv[1:], *("50", "1500", "1")[len(sys.argv) - 1 :]))
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        store, given = Path(folder) / "sitrep.db", Path(folder) / "articles.jsonl"
        wanted = list(Generator(seed).articles(count))
        given.write_text("".join(json.dumps(article) + "\n" for article in wanted))
        done = 0
        while done < kills:
            finished = not kill_once(["ingest", str(given)], store, chance.uniform(0.2, LONGEST))
            done += not finished
            if finished:  # start over, so that every kill hits work in progress
                for path in Path(folder).glob("sitrep.db*"):
                    path.unlink()
        last = call(["ingest", str(given)], store)
        said = last.communicate()[0].decode().strip().splitlines()
        proof = call(["verify"], store)
        proved = proof.communicate()[0].decode().strip()
        held = urls(store)
    missing = len({article["url"] for article in wanted} - set(held))
    double = len(held) - len(set(held))
    print(f"kills {done}, articles {len(held)} of {count}, missing {missing}, double {double}")
    print(f"last ingest: {said[0] if said else 'nothing'}; verify exit {proof.returncode}: {proved}")
    return 0 if not missing and not double and proof.returncode == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
