"""A page to draw on, measured in pixels from its upper left corner: ground, colours, fonts and words."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, Literal

from matplotlib import rc_context, rcdefaults, rcParams
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from PIL import Image

from bot.charts.lettering import FONT, advance, cut, wrapped, writable

WIDTH = 1080
DPI = 200
MARGIN = 44
COLORS = 256

# Words have at least 4.5:1 against the ground, marks 3:1; neighbours in MARKS differ to every kind of eye in light as
# well as in hue, and bars have a pattern besides.
GROUND, INK, FAINT, RULE = "#F8F7F4", "#1B1F24", "#59616B", "#D5D6D3"
MARKS = ("#1F5FA8", "#B5500A", "#2E2A5E", "#1E8A6E", "#A03A78", "#7A6A00", "#737980")
PATTERNS = ("", "///", "..", "\\\\\\", "xx", "--", "")

STYLE: Final[dict[Any, object]] = {
    "text.parse_math": False,  # "$" is a dollar
    "font.family": FONT,
    "hatch.linewidth": 1.2,
    "hatch.color": GROUND,
}
BACKING = {"facecolor": GROUND, "edgecolor": "none", "alpha": 0.9, "pad": 1.2}
# Words have a ground of their own that hides what is UNDER them, and nothing that is ABOVE.
UNDER, ABOVE = 1.0, 4.0

Side = Literal["left", "center", "right"]
Dash = Literal["-", ":"]


@dataclass(frozen=True)
class Letters:
    """How words look: points at 200 to the inch, so that 9.5 of them can be read on a phone."""

    size: float
    bold: bool = False
    color: str = INK

    @cached_property
    def font(self) -> FontProperties:
        """As matplotlib wants it."""
        return FontProperties(family=FONT, size=self.size, weight="bold" if self.bold else "normal")


TITLE = Letters(13.0, bold=True)
HEADING = Letters(11.0, bold=True)
VALUE = Letters(11.0, bold=True, color=MARKS[0])
SPAN = Letters(11.0, bold=True, color=MARKS[1])
WORDS = Letters(9.5)
ASIDE = Letters(9.5, color=FAINT)


@dataclass(frozen=True)
class Paper:
    """One page of `WIDTH` pixels; whoever draws on it knows how high it must be."""

    height: int
    figure: Figure = field(init=False)

    def __post_init__(self) -> None:
        size = (WIDTH / DPI, self.height / DPI)
        object.__setattr__(self, "figure", Figure(figsize=size, dpi=DPI, facecolor=GROUND))

    @cached_property
    def sheet(self) -> Axes:
        """The whole page in pixels, above all that is drawn on it."""
        sheet = self.figure.add_axes((0.0, 0.0, 1.0, 1.0), zorder=5)
        sheet.set_xlim(0, WIDTH)
        sheet.set_ylim(self.height, 0)
        sheet.axis("off")
        sheet.patch.set_alpha(0.0)
        return sheet

    def plot(self, left: float, top: float, right: float, bottom: float) -> Axes:
        """Axes of their own between these pixels, with rules across and no frame."""
        box = (left / WIDTH, 1 - bottom / self.height, (right - left) / WIDTH, (bottom - top) / self.height)
        axes = self.figure.add_axes(box)
        axes.set_facecolor(GROUND)
        axes.set_axisbelow(True)
        for side, spine in axes.spines.items():
            spine.set_visible(side == "bottom")
            spine.set_color(FAINT)
        axes.tick_params(length=0, colors=FAINT, labelsize=ASIDE.size, pad=6)
        return axes

    def width(self, words: str, letters: Letters) -> float:
        """How many pixels wide words are, which pairs of letters that move together make a little less."""
        return sum(advance(char, letters.size, DPI, bold=letters.bold) for char in words)

    def write(
        self,
        at: tuple[float, float],
        words: str,
        letters: Letters,
        side: Side = "left",
        *,
        backed: bool = False,
    ) -> float:
        """Words with their base at a place; `backed` ones hide what is UNDER them. Returns how wide they are."""
        text = self.sheet.text(*at, words, fontproperties=letters.font, color=letters.color, ha=side, va="baseline")
        if backed:
            text.set_bbox(BACKING)
        return self.width(words, letters)

    def lines(self, words: str, room: float, most: int, letters: Letters) -> list[str]:
        """What can be written of the words, in lines that have room."""
        return wrapped(writable(words), room, lambda part: self.width(part, letters), most)

    def one(self, words: str, room: float, letters: Letters) -> str:
        """What can be written of the words, in one line."""
        return cut(writable(words), room, lambda part: self.width(part, letters))

    def title(self, words: str) -> None:
        """The line above all."""
        self.write((MARGIN, 64), self.one(words, WIDTH - 2 * MARGIN, TITLE), TITLE)

    def line(
        self,
        points: Sequence[tuple[float, float]],
        color: str,
        width: float = 2.0,
        dash: Dash = "-",
        *,
        order: float = ABOVE,
    ) -> None:
        """Through these points, `width` pixels wide, above the words unless the order says otherwise."""
        xs, ys = zip(*points, strict=True)
        line = Line2D(xs, ys, color=color, linewidth=width * 72 / DPI, linestyle=dash, zorder=order)
        self.sheet.add_line(line)

    def block(self, box: tuple[float, float, float, float], color: str, pattern: str = "") -> None:
        """A filled rectangle: left, top, width, height."""
        left, top, width, height = box
        shape = Rectangle((left, top), width, height, facecolor=color, edgecolor=GROUND, linewidth=0, hatch=pattern)
        self.sheet.add_patch(shape)

    def dot(self, at: tuple[float, float], color: str, radius: float = 9.0, *, hollow: bool = False) -> None:
        """A round mark."""
        face = GROUND if hollow else color
        mark = Line2D([at[0]], [at[1]], marker="o", color=color, markerfacecolor=face, linestyle="", zorder=ABOVE)
        mark.set_markersize(2 * radius * 72 / DPI)
        mark.set_markeredgewidth(3 * 72 / DPI)
        self.sheet.add_line(mark)

    def head(self, tip: tuple[float, float], way: tuple[int, int], color: str, size: float = 13.0) -> None:
        """The head of an arrow that points a `way`: right is (1, 0), up is (0, -1)."""
        (x, y), (across, down) = tip, way
        back = (x - across * size, y - down * size)
        wing = (down * size * 0.7, across * size * 0.7)
        corners = [tip, (back[0] + wing[0], back[1] + wing[1]), (back[0] - wing[0], back[1] - wing[1])]
        self.sheet.add_patch(Polygon(corners, closed=True, facecolor=color, linewidth=0, zorder=ABOVE))

    def png(self) -> bytes:
        """The page as a file of few colours, a third as large; nothing in it tells when or by what it was made."""
        canvas = FigureCanvasAgg(self.figure)
        canvas.draw()  # type: ignore[no-untyped-call]
        pixels = bytes(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
        page = Image.frombytes("RGBA", canvas.get_width_height(), pixels).convert("RGB")
        few = page.quantize(COLORS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        with io.BytesIO() as file:
            few.save(file, "png")
            return file.getvalue()


def marks_of(sources: Sequence[int]) -> str:
    """`[1][3]`, as the lines of the answer have them."""
    return "".join(f"[{number}]" for number in sources)


@contextmanager
def styled() -> Iterator[None]:
    """Within it pages have our style, whatever a machine's own settings are."""
    with rc_context():
        rcdefaults()
        rcParams.update(STYLE)
        yield
