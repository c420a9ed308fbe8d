"""Which figures each place has.

Records and studies that are unlike are never drawn as one: each has a mark of its own, and whose
it is stands beside it. A figure that the data cannot carry is not made.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from treatments.drawings.bars import Bars
from treatments.drawings.courses import Courses
from treatments.drawings.depths import Depths
from treatments.drawings.judges import Judges
from treatments.drawings.people import People
from treatments.drawings.ranges import Ranges

if TYPE_CHECKING:
    from collections.abc import Sequence

    from treatments import model
    from treatments.catalogue import Catalogue
    from treatments.cells import Cells
    from treatments.columns import Option
    from treatments.drawings.marks import Drawing
    from treatments.wording import Wording


EVERYBODY = 100


@dataclass(frozen=True)
class Figures:
    """Draws what a catalogue holds."""

    catalogue: Catalogue
    wording: Wording
    cells: Cells

    def over(self, option: Option) -> tuple[Drawing, ...]:
        """Draw what stands over the questions on the page of an option: how deep it reaches."""
        return self._depths.of((option,))

    def answer(self, criterion: model.Criterion, option: Option) -> tuple[Drawing, ...]:
        """Draw the answer of one option to a question."""
        judges = Judges(self._bars).of(criterion, option)
        people = People(self._bars).of(criterion, option)
        return (*self._ranges.of(criterion, (option,)), *((judges,) if judges else ()), *people)

    def own(self, technique: Option) -> tuple[Drawing, ...]:
        """Draw what is known of one technique by itself: its course."""
        course = Courses(self._bars).of(technique)
        return (course,) if course else ()

    def pair(self, options: Sequence[Option]) -> tuple[Drawing, ...]:
        """Draw two options side by side: how deep they reach, then their ranges."""
        return (*self._depths.of(options), *self.scales(options))

    def scales(self, options: Sequence[Option]) -> tuple[Drawing, ...]:
        """Draw each range of several options on one scale."""
        rows = self.catalogue.data.criteria
        return tuple(drawing for row in rows for drawing in self._ranges.of(row, options))

    def specimens(self, options: Sequence[Option]) -> tuple[Drawing, ...]:
        """Draw one figure of each kind, to show how it looks, with all marks that it may have."""
        found = {drawing.kind: drawing for drawing in self.scales(options)[:1]}
        for option in options:
            answers = (self.answer(row, option) for row in self.catalogue.data.criteria)
            courses = map(self.own, self.cells.options.members(option))
            for drawings in (self.over(option), *answers, *courses):
                for drawing in drawings:
                    if drawing.of_hundred != EVERYBODY:
                        found.setdefault(drawing.kind, drawing)
        return tuple(found.values())

    @cached_property
    def _bars(self) -> Bars:
        return Bars(self.catalogue, self.wording, self.cells)

    @cached_property
    def _depths(self) -> Depths:
        return Depths(self._bars)

    @property
    def _ranges(self) -> Ranges:
        return Ranges(self._bars)
