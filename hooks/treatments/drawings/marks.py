"""What a drawing is made of: marks at places in percent across and in em down.

So words stay the size of words on a phone and grow with the reader's text, and no drawing is wider
than its column.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# The narrowest that a drawing gets, in em; what needs a width in em takes that part of it.
NARROWEST = 17.0
LEFT, RIGHT = 2.0, 98.0
LINE = 1.35  # from one line of words to the next
THIN = 0.9  # from one bar to the next
MOST_STEPS = 4
MILLION = 10**6
WIDTHS = {
    **dict.fromkeys("iljI.,:;'|! ", 0.32),
    **dict.fromkeys("tfr()-", 0.4),
    **dict.fromkeys("mwMW%@", 0.95),
}
LETTER, CAPITAL, BOLD = 0.61, 0.7, 1.12
STEPS = (1, 2, 2.5, 5, 10)

Runs = tuple[tuple[str, str], ...]
"""Words and how each is set: `strong`, `muted`, `unknown` or nothing."""


@dataclass(frozen=True, slots=True)
class Words:
    """A line of words."""

    kind: ClassVar = "words"
    x: str
    y: str
    runs: Runs
    anchor: str = ""
    is_axis: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line. `name` is its class: range, open, leader, bracket, axis or grid."""

    kind: ClassVar = "stroke"
    x1: str
    y1: str
    x2: str
    y2: str
    name: str
    option: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """An area from side to side; `depth` counts the layers from the top."""

    kind: ClassVar = "band"
    y: str
    height: str
    depth: int


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of an option, its middle at a point."""

    kind: ClassVar = "shape"
    x: str
    y: str
    shape: str
    option: str
    is_hollow: bool = False


Mark = Words | Stroke | Band | Shape


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure: `caption` says its finding, `text` all that it shows, `notes` what it rests on.

    `of_hundred` is how many of a hundred people are marked, for a picture of people; other figures
    have `marks`.
    """

    id: str
    kind: str
    caption: str
    text: str
    option: str = ""
    shape: str = ""
    height: str = ""
    marks: tuple[Mark, ...] = ()
    of_hundred: int | None = None
    has_scale: bool = True
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def percent(value: float) -> str:
    """Give a place across."""
    return f"{round(value, 2):g}%"


def em(value: float) -> str:
    """Give a place down, or a size."""
    return f"{round(value, 2):g}em"


def across(ems: float) -> float:
    """Turn a width in em into percent of the narrowest drawing."""
    return ems * 100 / NARROWEST


def wide(text: str, style: str = "") -> float:
    """Guess how wide a text is, in em, in the widest of the fonts that readers may have."""
    width = sum(WIDTHS.get(letter, CAPITAL if letter.isupper() else LETTER) for letter in text)
    return width * BOLD if style in ("strong", "unknown") else width


def wrapped(runs: Runs, room: float = NARROWEST) -> list[Runs]:
    """Break words into lines that fit; runs that do not stand on one line begin one each."""
    if sum(wide(text, style) for text, style in runs) + WIDTHS[" "] * (len(runs) - 1) <= room:
        return [runs]
    return [((line, style),) for text, style in runs for line in _broken(text, style, room)]


def _broken(text: str, style: str, room: float) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and wide(longer, style) > room:
            yield line
            longer = word
        line = longer
    yield line


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale from 0, with its steps; the end is the last of them."""

    step: float
    steps: int

    @property
    def end(self) -> float:
        """The highest that it shows."""
        return self.step * self.steps

    @property
    def ticks(self) -> tuple[float, ...]:
        """Every step."""
        return tuple(self.step * number for number in range(self.steps + 1))

    def at(self, value: float) -> float:
        """Give the place of a value, in percent."""
        return LEFT + min(value, self.end) * (RIGHT - LEFT) / self.end


def number(value: float) -> Decimal:
    """Give a place on a scale as a number to be said."""
    return Decimal(f"{value:g}") if value < MILLION else Decimal(int(value))


def scale(highest: float) -> Scale:
    """Make a scale with few and round steps that reaches as far as a value."""
    size = 1.0
    while highest > size * 10 * MOST_STEPS:
        size *= 10
    while highest < size and size > highest / MOST_STEPS:
        size /= 10
    step = next(step * size for step in STEPS if step * size * MOST_STEPS >= highest)
    return Scale(step, max(1, -int(-highest // step)))


@dataclass
class Sheet:
    """A drawing in the making: rows go down it, one after the other, over one scale."""

    scale: Scale
    marks: list[Mark] = field(default_factory=list)
    y: float = 0.0

    def lines(self, runs: Runs, *, indent: float = 0) -> None:
        """Put words on as many lines as they need."""
        for line in wrapped(runs, NARROWEST - indent):
            self.y += LINE
            self.marks.append(Words(em(indent), em(self.y - 0.3), line))

    def title(self, name: str, shape: str, option: str, rest: Runs = ()) -> None:
        """Put the name of an option with its shape."""
        self.marks.append(Shape(em(0.5), em(self.y + LINE - 0.65), shape, option))
        self.lines(((name, "strong"), *rest), indent=1.3)

    def space(self, height: float) -> None:
        """Leave room."""
        self.y += height

    def bar(
        self,
        low: float | None,
        high: float | None,
        shape: str,
        option: str,
        *,
        is_hollow: bool = False,
    ) -> None:
        """Draw what one record says; an end that it leaves open is dashed."""
        self.y += THIN
        y = em(self.y - THIN / 2)
        start, end = (
            self.scale.at(low or 0),
            self.scale.at(self.scale.end if high is None else high),
        )
        if start != end:
            name = "open" if low is None or high is None else "range"
            self.marks.append(Stroke(percent(start), y, percent(end), y, name, option))
        for value in dict.fromkeys(value for value in (low, high) if value is not None):
            self.marks.append(Shape(percent(self.scale.at(value)), y, shape, option, is_hollow))

    def shape(self, at: float, shape: str, option: str, *, is_hollow: bool = False) -> None:
        """Put another shape on the last bar."""
        y = em(self.y - THIN / 2)
        self.marks.append(Shape(percent(self.scale.at(at)), y, shape, option, is_hollow))

    def whisker(self, low: float, high: float, option: str) -> None:
        """Draw how far the last bar could be off."""
        y = em(self.y - THIN / 2)
        self.marks.append(
            Stroke(
                percent(self.scale.at(low)), y, percent(self.scale.at(high)), y, "leader", option
            )
        )

    def axis(self, labels: Iterable[str]) -> tuple[Mark, ...]:
        """Put the scale under all rows; a label that would touch the next one is left out."""
        bottom = self.y + 0.2
        grid = [
            Stroke(
                percent(self.scale.at(tick)),
                em(0.2),
                percent(self.scale.at(tick)),
                em(bottom),
                "grid",
            )
            for tick in self.scale.ticks[1:]
        ]
        self.y += LINE + 0.2
        placed = list(zip(self.scale.ticks, labels, strict=True))
        free = 100.0
        for place, (tick, label) in reversed(list(enumerate(placed))):
            anchor = "end" if place == len(placed) - 1 else "" if place == 0 else "middle"
            x, width = self.scale.at(tick), across(wide(label))
            right = x if anchor == "end" else x + width / 2 if anchor else x + width
            if right < free or anchor == "end":
                self.marks.append(
                    Words(percent(x), em(self.y - 0.3), ((label, ""),), anchor, is_axis=True)
                )
                free = right - width - across(0.5)
        return (*grid, *self.marks)

    @property
    def height(self) -> str:
        """How high the drawing has become."""
        return em(self.y + 0.2)
