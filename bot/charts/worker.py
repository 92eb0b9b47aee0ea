"""What the worker process runs. Matplotlib is loaded there, at the first chart; nobody else waits for it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bot.core.charts import ArticleChart, Chart, EventChart, FigureChart, Undrawn

CONFIG = "MPLCONFIGDIR"


def draw_charts(charts: Sequence[Chart]) -> list[bytes | Undrawn]:
    """The PNG of each."""
    return [_drawn(chart) for chart in charts]


def _drawn(chart: Chart) -> bytes | Undrawn:
    try:
        return draw(chart)
    except Exception as problem:  # noqa: BLE001 - a chart that cannot be drawn takes nothing with it
        return Undrawn(f"{type(problem).__name__}: {' '.join(str(problem).split())[:120]}")


def draw(chart: Chart) -> bytes:
    """The PNG of one chart."""
    with _own_folder():
        from bot.charts import events, figures, stacks  # noqa: PLC0415 - a second that only the worker has to spend

    match chart:
        case FigureChart():
            return figures.draw(chart)
        case EventChart():
            return events.draw(chart)
        case ArticleChart():
            return stacks.draw(chart)


@contextmanager
def _own_folder() -> Iterator[None]:
    """Matplotlib lists fonts while it is loaded: its own alone, and into a folder that is gone afterwards.

    Whatever fonts a machine has, and whether there is a home to write to, the same chart is the same picture.
    """
    os.environ["MPL_IGNORE_SYSTEM_FONTS"] = "1"
    if CONFIG in os.environ:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="sitrep-charts-") as folder:
        os.environ[CONFIG] = folder
        try:
            yield
        finally:
            del os.environ[CONFIG]
