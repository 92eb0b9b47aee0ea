"""What tells whether two articles are of one event, and how pairs become groups."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.pipeline.grouping import grouped
from bot.pipeline.likeness import Spread, compare, measured, sizes, telling
from bot.pipeline.sketches import SECTIONS, packed, sketch_of, unpacked
from tests.contract.events import FERRY, LONELY, TRAIN, report, reports


def test_a_sketch_comes_back_from_its_row() -> None:
    """Keys are the same, weights to three digits, and the day can be read by itself."""
    sketch = sketch_of(report(1, FERRY[0]).article)
    again = unpacked(packed(sketch))
    assert sketch.day == again.day
    for name in SECTIONS:
        assert sketch.section(name).keys.tolist() == again.section(name).keys.tolist()
        assert np.allclose(sketch.section(name).weights, again.section(name).weights, rtol=1e-3)


def test_reports_of_an_event_are_more_alike_than_of_its_like() -> None:
    """The ferry's reports are nearer to each other than to the train's of the same day, and share words to look by."""
    sketches = [sketch_of(item.article) for item in reports()]
    spread = Spread.of(sketches)
    lengths = np.stack([sizes(sketch, spread) for sketch in sketches])
    likeness = compare(sketches[0], sketches, lengths, spread)
    assert min(likeness.rest[[3, 6]]) > max(likeness.rest[[1, 2, 4, 5, 7, 8]])
    assert set(telling(sketches[0], spread).tolist()) & set(telling(sketches[6], spread).tolist())


def test_a_pair_is_measured_the_same_from_both_sides() -> None:
    """Whoever came first, so that stories do not hang on the order."""
    sketches = [sketch_of(report(place, text).article) for place, text in enumerate((*FERRY, *TRAIN, *LONELY), 1)]
    spread = Spread.of(sketches)
    lengths = np.stack([sizes(sketch, spread) for sketch in sketches])
    rows = np.stack([measured(sketch, sketches, lengths, spread) for sketch in sketches])
    assert np.allclose(rows, rows.transpose(1, 0, 2), atol=1e-5)


@given(st.integers(2, 9).flatmap(lambda size: st.lists(st.floats(0, 1), min_size=size * size, max_size=size * size)))
def test_groups_are_a_partition_whose_pairs_are_alike(numbers: list[float]) -> None:
    """Everything is in one group, and each group's pairs are one event with the wanted probability on average."""
    size = int(len(numbers) ** 0.5)
    square = np.array(numbers).reshape(size, size)
    alike = np.maximum(square, square.T)
    groups = grouped(alike, cut=0.5)
    assert list(range(size)) == sorted(place for group in groups for place in group)
    for group in groups:
        pairs = [alike[one, other] for one in group for other in group if one < other]
        # The last two that were joined were alike enough, and so were those before.
        assert not pairs or np.mean(pairs) >= 0.5 - 1e-9


def test_what_stands_for_several_counts_as_many() -> None:
    """A story of nine and a stranger to it: one that is like both is on average nearer to the stranger."""
    alike = np.array([[0, 0.3, 0.9], [0.3, 0, 0.0], [0.9, 0.0, 0]])
    assert [[0, 2], [1]] == grouped(alike, [1, 9, 1])
    assert [[0, 1, 2]] == grouped(alike, [1, 1, 1], cut=0.15)
    assert [[0, 2], [1]] == grouped(alike, [9, 1, 9], cut=0.16)


def test_a_spread_in_parts_is_that_of_the_whole() -> None:
    """However many articles are looked at at once; of more than are wanted each counts half."""
    sketches = [sketch_of(item.article) for item in reports()]
    parts = Spread.none().and_of(sketches[:4]).and_of(sketches[4:])
    whole = Spread.of(sketches)
    assert (whole.articles, whole.keys.tolist(), whole.counts.tolist()) == (
        parts.shared().articles, parts.shared().keys.tolist(), parts.shared().counts.tolist(),
    )  # fmt: skip
    halved = parts.and_of(sketches).shared(len(sketches))
    assert (len(sketches), True) == (halved.articles, set(whole.keys.tolist()) <= set(halved.keys.tolist()))
