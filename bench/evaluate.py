"""How right the pipeline is on public data, goal by goal, beside other tools in the same run.

    make eval

Needs the shared folder with its scorer and data beside this repository (or where SITREP_SHARED says), which a user does
not have; it says so and ends with 2. The scorer and the other tools run in an environment of their own. Prints one line
for each goal and exits 1 when one is missed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SITREP_SHARED", ROOT.parent / "shared"))
EVAL = SHARED / "eval"
OURS = f"{sys.executable} -m bot prepare"


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure of the scorer that is to be reached, as a share; `peers` are tools beside it, `low` asks for less."""

    task: str
    set: str
    metric: str
    least: float
    peers: tuple[str, ...] = ()
    low: bool = False


LEAD, PAGES = ("lead3_peer.py",), ("trafilatura_peer.py",)
NUMBERS, NAMES = ("quantulum3_peer.py",), ("names_peer.py",)
DAYS, SAID = ("dateparser_peer.py",), ("quotation_marks_peer.py",)
GOALS = (
    Goal("article", "scrapinghub", "text F1 (4-word shingles)", 0.970, PAGES),
    Goal("article", "atf", "text F1 (4-word shingles)", 0.935, PAGES),
    Goal("article", "atf", "title normalised", 0.90, PAGES),
    Goal("article", "atf", "author names F1", 0.87, PAGES),
    Goal("article", "atf", "published same day", 0.95, PAGES),
    Goal("summary", "cnndm1000", "ROUGE-1 F1", 0.305, LEAD),
    Goal("summary", "cnndm1000", "ROUGE-2 F1", 0.115, LEAD),
    Goal("summary", "cnndm1000", "ROUGE-Lsum F1", 0.270, LEAD),
    Goal("summary", "cnndm1000", "sentences that dangle (lower is better)", 0.005, LEAD, low=True),
    Goal("summary", "cnndm1000", "boilerplate sentences (lower is better)", 0.001, LEAD, low=True),
    Goal("summary", "writers", "ROUGE-1 F1, best reference", 0.470, LEAD),
    Goal("summary", "writers", "ROUGE-2 F1, best reference", 0.230, LEAD),
    Goal("summary", "writers", "ROUGE-Lsum F1, best reference", 0.370, LEAD),
    Goal("figures", "newsquant", "value F1", 0.93, NUMBERS),
    Goal("figures", "newsquant", "value+unit F1", 0.87, NUMBERS),
    Goal("figures", "newsquant", "value+change F1", 0.89, NUMBERS),
    Goal("figures", "newsquant", "value+change+unit+concept in part F1", 0.75, NUMBERS),
    Goal("dates", "tempeval3", "span relaxed F1", 0.92, DAYS),
    Goal("dates", "tempeval3", "span strict F1", 0.84, DAYS),
    Goal("dates", "tempeval3", "value F1", 0.80, DAYS),
    Goal("entities", "conllpp_test", "exact F1", 0.80, NAMES),
    Goal("entities", "uner_pud", "exact F1", 0.78, NAMES),
    Goal("quotes", "polnear", "content F1", 0.93, SAID),
    Goal("quotes", "polnear", "speaker right among matched", 0.80, SAID),
)


@cache
def measured(python: str, task: str, data: str, command: str) -> dict[str, float]:
    """What the scorer says of a command on one set, by the names of its figures."""
    call = [python, str(EVAL / "score.py"), task, "--set", data, "--json", "--command", command]
    print(f"{task} {data}: {command.rpartition('/')[2]} ...", file=sys.stderr, flush=True)
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    if not done.stdout.strip():
        raise SystemExit(f"{task} {data}: the scorer gave no answer. {done.stderr.strip()[-500:]}")
    return {name: entry["value"] for name, entry in json.loads(done.stdout)[0]["metrics"].items()}


def line(python: str, goal: Goal) -> tuple[str, bool]:
    """One row of the table, and whether the goal is reached."""
    ours = measured(python, goal.task, goal.set, OURS)[goal.metric]
    beside = [
        f"{peer.removesuffix('_peer.py')} {_shown(found.get(goal.metric))}"
        for peer in goal.peers
        for found in [measured(python, goal.task, goal.set, f"{python} {EVAL / 'peers' / peer}")]
    ]
    reached = ours <= goal.least if goal.low else ours >= goal.least
    sign = "≤" if goal.low else "≥"
    what = f"{goal.set:<13} {goal.metric:<40}"
    verdict = "reached" if reached else "SHORT  "
    return f"{what} {_shown(ours):>6}  {sign} {_shown(goal.least)}  {verdict} {', '.join(beside)}", reached


def _shown(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f}"


def main() -> int:
    """Print the table; 1 where a goal is missed, 2 where the shared folder is not there."""
    if not (EVAL / "score.py").exists():
        print(f"No scorer at {EVAL}. It comes with the shared folder; SITREP_SHARED names another.", file=sys.stderr)
        return 2
    python = sys.argv[1] if len(sys.argv) > 1 else sys.executable
    rows = [line(python, goal) for goal in GOALS]
    print("\n".join(row for row, _ in rows))
    return int(not all(reached for _, reached in rows))


if __name__ == "__main__":
    sys.exit(main())
