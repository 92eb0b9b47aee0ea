"""The summary: whole sentences that tell most and can be read alone."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.article import RawDocument
from bot.pipeline import summary, tokens
from bot.pipeline.draft import Draft
from bot.pipeline.weights import COMMON, WEIGHTS, Features, measure, read, score

STORY = """Engineers in Northport began to drain the Selby reservoir on Monday after cracks were found in its dam.

He had warned of this for years, in vain.

The Selby dam holds back 40 million tonnes of water above Northport, a city of 90,000 people.

Engineers in Northport began to drain the Selby reservoir on Monday, after cracks were found in the dam.

Mayor Maria Orlov of Northport said that the reservoir would be empty by the end of May.

Sign up for our newsletter to read more about the dam.

Is it too late for the reservoir and for the city of Northport?

Farmers along the river had reported wet fields below the dam since the spring of 2021."""


def summarised(text: str, title: str | None = None) -> list[str]:
    """The words of the summary's sentences."""
    draft = summary.run(tokens.run(Draft(RawDocument("test", text=text), text=text, title=title, language="en")))
    return [text[one.start : one.end] for one in draft.summary]


def test_the_summary_tells_the_story_in_reading_order() -> None:
    """The lede and what is central come, the pronoun, the repetition, the note and the question do not."""
    paragraphs = STORY.split("\n\n")
    assert [paragraphs[0], paragraphs[2], paragraphs[4]] == summarised(STORY)


def test_a_leaning_sentence_comes_only_behind_the_one_it_leans_on() -> None:
    """A "he" may follow the sentence that names him, and only that."""
    text = "Lu Chen opened the Selby bridge on Monday.\n\nHe said that the Selby bridge would carry 9,000 cars a day."
    assert text.split("\n\n") == summarised(text)


@pytest.mark.parametrize("text", ["", "Northport", "Why?\n\nWhy not?", "\n\n\n", "Read more.\n\nShare this."])
def test_a_text_without_a_sentence_has_no_summary(text: str) -> None:
    """Nothing is better than a heading or a note."""
    assert [] == summarised(text)


def test_a_third_sentence_has_to_be_worth_its_words() -> None:
    """Two sentences are enough where the next one tells next to nothing of the story."""
    text = "\n\n".join((*STORY.split("\n\n")[:5:2], *["Nobody spoke."] * 9, "Some went home early, talking of this."))
    assert [*STORY.split("\n\n")[:3:2], STORY.split("\n\n")[4]] == summarised(text)
    assert 2 == len(summarised(text.replace(STORY.split("\n\n")[4], "It rained.")))


def test_a_sentence_near_the_title_scores_higher() -> None:
    """The same sentence weighs more when the title speaks of it."""
    plain, titled = (
        _scores("Rain fell in Kent.\n\nThe Selby dam was drained on Monday.", title) for title in (None, "Selby dam")
    )
    assert titled[1] > plain[1]


def _scores(text: str, title: str | None) -> list[float]:
    draft = tokens.run(Draft(RawDocument("test", text=text), text=text, title=title, language="en"))
    return [score(row) for row in measure(draft, read(draft))]


@settings(max_examples=100)
@given(st.text(alphabet="Abc .?!“”'\n,:1(", max_size=300) | st.text(max_size=200))
def test_a_summary_is_at_most_three_of_the_sentences(text: str) -> None:
    """Spans equal sentence spans, in order, none twice, whatever the text."""
    draft = summary.run(tokens.run(Draft(RawDocument("test", text=text), text=text, language="en")))
    spans = [(one.start, one.end) for one in draft.summary]
    assert len(spans) <= 3
    assert sorted(set(spans)) == spans
    assert set(spans) <= {tuple(sentence) for sentence in draft.sentences}


@pytest.mark.parametrize(
    "text", ["x" * 1_000_000, "7" * 100_000, "A dam broke in Kent on Monday. " * 4_000, "'" * 60_000]
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    """A line without a space, digits, endless repetition and marks are done within seconds."""
    draft = tokens.run(Draft(RawDocument("test", text=text), text=text, language="en"))
    begun = time.process_time()
    summary.run(draft)
    assert time.process_time() - begun < 2


def test_no_common_word_is_too_short_to_matter() -> None:
    """Words of three letters are left out anyway, so the list holds none."""
    assert [] == [word for word in COMMON if len(word) <= 3]


def test_the_weights_can_be_fitted_again(tmp_path: Path) -> None:
    """The tool reads articles with reference summaries, some with less say, and prints one weight a feature."""
    rows = [
        {"article": STORY.replace("Selby", name), "references": [f"The {name} dam is drained."]} for name in "ABCDEF"
    ]
    path = tmp_path / "articles.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    tool = Path(__file__).resolve().parents[3] / "tools" / "fit_summary.py"
    done = subprocess.run(
        [sys.executable, str(tool), str(path), f"{path}=0.5"], capture_output=True, text=True, check=True
    )
    assert all(f"    {name}=" in done.stdout for name in Features._fields)
    assert len(WEIGHTS) == done.stdout.count("=")
