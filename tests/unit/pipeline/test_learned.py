"""The learned weights as a file: whole, small, and the same from the same data."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from bot.pipeline.evidence import tag_of
from bot.pipeline.learned import LEARNED, read

FILE = files("bot.data").joinpath("name_kinds.json")
TOOL = Path(__file__).resolve().parents[3] / "tools" / "fit_names.py"


def test_the_file_is_read_whole() -> None:
    """It holds weights for three kinds and parts of speech, is small, and has its notice beside it."""
    text = FILE.read_text(encoding="utf-8")
    assert LEARNED == read(text)
    assert len(text) < 500_000
    assert {3} == {len(weights) for weights in LEARNED.weights.values()}
    assert len(LEARNED.weights) > 1000 < len(LEARNED.tags)
    assert "CC BY-SA 4.0" in files("bot.data").joinpath("NOTICE.txt").read_text(encoding="utf-8")


def test_votes_are_sums_in_any_order() -> None:
    """Features that are not known say nothing; the order makes no difference."""
    few = sorted(LEARNED.weights)[:50]
    expected = tuple(sum(LEARNED.weights[one][kind] for one in few) / 100 for kind in range(3))
    assert expected == LEARNED.votes(few) == LEARNED.votes(reversed([*few, "never:seen"]))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("the", "DT"),
        ("Tavisk", "^"),
        ("Monday", "@"),
        ("The", "DT"),
        (",", ","),
        ("1996", "#"),
        ("blorked", "VBD"),
        ("blork", "NN"),
    ],
    ids=["known", "capital", "day", "small-word", "mark", "number", "ending", "unknown"],
)
def test_parts_of_speech(word: str, expected: str) -> None:
    """Known words from the list, others by their ending; capitals, figures and marks for themselves."""
    assert expected == tag_of(word, LEARNED.tags)


def test_the_same_data_gives_the_same_file(shared: Path, tmp_path: Path) -> None:
    """The tool makes the very file that is kept, from the training data."""
    made = tmp_path / "name_kinds.json"
    subprocess.run([sys.executable, str(TOOL), str(shared / "train"), "--to", str(made)], check=True, timeout=300)
    assert FILE.read_text(encoding="utf-8") == made.read_text(encoding="utf-8")


def test_the_tool_says_what_it_wants(tmp_path: Path) -> None:
    """Without the training data it says so, writes nothing and fails."""
    made = tmp_path / "name_kinds.json"
    call = [sys.executable, str(TOOL), str(tmp_path), "--to", str(made)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert (1, False) == (done.returncode, made.exists())
    assert "training data" in done.stderr
