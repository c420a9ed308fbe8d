"""What a comparison is made of: options as columns, criteria as rows, and what stands in a cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from treatments import model
    from treatments.certainty import Certainty
    from treatments.values import Range


@dataclass(frozen=True, slots=True)
class Option:
    """A treatment or a technique as a column: its names, its shape and colour, its address."""

    id: str
    name: str
    short: str
    plain: str
    treatment: str
    shape: str
    url: str
    is_technique: bool
    is_alternative: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """One result of one study, in full.

    `is_warning` says that it is the word of a record whose warnings come first; `by` names its
    kind. `counted` is how many the figure is of, if that is stated; `size` is how many the study
    had, for putting figures in order. `is_beyond` says that the study compares treatments, not only
    techniques of one; `against` then says both sides. `concern` is 0 where the study states the
    concern of the site, 1 where it states none, and 2 where it states another.
    """

    option: Option
    measure: model.Measure | None
    judge: str
    judge_name: str
    value: object
    percent: Range | None
    counted: int | None
    size: int
    are_people: bool
    is_told: bool
    is_warning: bool
    by: str
    is_compared: bool
    is_reviewed: bool
    concern: int
    is_beyond: bool
    time: Decimal | None
    result: str
    exact: str
    sentence: str
    at: str
    where: str
    what: str
    who: str
    design: str
    paid: str
    against: str
    notes: tuple[str, ...]
    certainty: Certainty | None
    sources: tuple[str, ...]
    people: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What one record says, in full; `aside` says why it is kept out of what several come to."""

    option: Option
    text: str
    kind: str
    is_weak: bool
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    aside: str = ""
    place: str = ""
    people: str = ""
    year: str = ""

    @property
    def is_aside(self) -> bool:
        """Whether it is kept out of what several records come to."""
        return bool(self.aside)


# The words of a cell in a comparison, and of one on a harm; what goes beyond is one press away.
IN_SIGHT = 25
IN_SIGHT_OF_HARMS = 45
BARE = 6  # words of a verdict that says too little without a line under it


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell: what leads it in, what it says, and where that is from.

    One that `stays` is in sight however many words there are: the views of the first two judges,
    what a record warns of, and what was reported but not counted.
    """

    lead: str
    text: str
    sources: tuple[str, ...] = ()
    stays: bool = False

    @property
    def words(self) -> int:
        """How many words there are to read."""
        return len(f"{self.lead} {self.text}".split())


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known of one option on one criterion.

    `state` is `known`, `unknown` or `does_not_apply`; then `reason` says why. `about` names the one
    technique that the lines are about, where that is not the column itself. `figures` and `said`
    are all that is behind the lines.
    """

    option: Option
    state: str
    about: str = ""
    verdict: str = ""
    lines: tuple[Line, ...] = ()
    sources: tuple[str, ...] = ()
    certainty: Certainty | None = None
    reason: str = ""
    figures: tuple[Figure, ...] = ()
    said: tuple[Said, ...] = ()
    covered: Mapping[str, int] = field(default_factory=dict)
    room: int = IN_SIGHT

    @property
    def is_known(self) -> bool:
        """Whether there is an answer."""
        return self.state == "known"

    @property
    def in_sight(self) -> tuple[Line, ...]:
        """The lines under the verdict in a comparison, as far as its words go."""
        verdict = len(self.verdict.split())
        total = verdict + len(self.about.split())
        shown: list[Line] = []
        for line in self.lines:
            total += line.words
            if line.stays or total <= self.room or (verdict <= BARE and not shown):
                shown.append(line)
        return tuple(shown)

    @property
    def behind(self) -> tuple[Line, ...]:
        """The other lines, in their order."""
        shown = self.in_sight
        return tuple(line for line in self.lines if line not in shown)

    @property
    def all_sources(self) -> tuple[str, ...]:
        """Every source behind the cell, each once, in the order in which they appear."""
        behind: tuple[Line | Figure | Said, ...] = (*self.lines, *self.figures, *self.said)
        names = (*self.sources, *(name for each in behind for name in each.sources))
        return tuple(dict.fromkeys(names))


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion across several options."""

    criterion: model.Criterion
    cells: tuple[Cell, ...]

    @property
    def is_folded(self) -> bool:
        """Whether any of its cells has lines that are one press away."""
        return any(cell.behind for cell in self.cells)

    @property
    def differs(self) -> bool:
        """Whether the options are known to be unlike, or not all known: no unknowns are alike."""
        return (
            not all(cell.is_known for cell in self.cells)
            or len({self.gist(cell) for cell in self.cells}) > 1
        )

    def gist(self, cell: Cell) -> object:
        """What is equal in cells that are alike: a verb that we are sure of, else every word."""
        is_sure = cell.certainty is not None and cell.certainty.level != "very_low"
        if self.criterion.verdicts and is_sure:
            return cell.verdict
        return (cell.verdict, tuple(line.text for line in cell.lines))
