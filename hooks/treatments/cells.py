"""From records to a cell: what is known of one option on one criterion, in few words.

The rules are those of the data model: nothing flows down from a treatment to its techniques; what
several techniques say is lined up, never averaged; no cell is ever empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from treatments import model
from treatments.columns import IN_SIGHT, IN_SIGHT_OF_HARMS, Cell, Option, Row, Said
from treatments.covered import Covered
from treatments.options import Options
from treatments.prices import Prices
from treatments.results import Results
from treatments.statements import Statements
from treatments.wording import Wording, capital

if TYPE_CHECKING:
    from treatments.catalogue import Catalogue

# Kinds of answers that would mislead without any of their lines.
WHOLE = ("limits", "money")

Maker = Callable[[model.Criterion, Option, tuple[Said, ...]], Cell | None]


@dataclass(frozen=True)
class Cells:
    """Makes the cells of a catalogue, as if there were none of the techniques `left_out`."""

    catalogue: Catalogue
    wording: Wording
    left_out: frozenset[str] = frozenset()

    @cached_property
    def options(self) -> Options:
        """The columns."""
        return Options(self.catalogue, self.left_out)

    @property
    def columns(self) -> Mapping[str, Option]:
        """Every treatment and technique by its id."""
        return self.options.all

    @cached_property
    def statements(self) -> Statements:
        """What single records say."""
        return Statements(self.catalogue, self.wording, self.options)

    @cached_property
    def results(self) -> Results:
        """What studies counted."""
        return Results(self.catalogue, self.wording, self.options)

    @cached_property
    def covered(self) -> Covered:
        """Whom and what was covered."""
        return Covered(self.catalogue, self.wording, self.options, self.statements)

    def row(self, criterion: model.Criterion, options: Iterable[str]) -> Row:
        """Line up one criterion across options."""
        return Row(criterion, tuple(self.cell(criterion, option) for option in options))

    def cell(self, criterion: model.Criterion, option: str) -> Cell:
        """Give what is known of one option on one criterion."""
        found = self._made.get((criterion.id, option))
        if found is None:
            made = self._cell(criterion, self.columns[option])
            is_whole = criterion.kind in WHOLE
            lines = tuple(
                replace(
                    line,
                    text=line.text if line.lead else capital(line.text),
                    stays=line.stays or is_whole,
                )
                for line in made.lines
            )
            found = self._made[criterion.id, option] = replace(
                made,
                verdict=capital(made.verdict),
                lines=lines,
                room=IN_SIGHT_OF_HARMS if criterion.side == "harm" else IN_SIGHT,
            )
        return found

    @cached_property
    def _made(self) -> dict[tuple[str, str], Cell]:
        return {}

    def _cell(self, criterion: model.Criterion, option: Option) -> Cell:
        figures = tuple(self.results.figures(criterion, option))
        said = tuple(self.statements.all_said(criterion, option))
        if criterion.kind == "findings" and figures:
            return self.results.cell(criterion, option, figures, said)
        cell = self._makers[criterion.kind](criterion, option, said)
        if cell is None and figures:
            return self.results.cell(criterion, option, figures, said)
        return replace(cell, figures=figures) if cell else self._unanswered(criterion, option)

    @cached_property
    def _makers(self) -> Mapping[str, Maker]:
        """What makes a cell of statements, by the kind of the criterion."""
        return {
            "findings": self.statements.words,
            "amount": self.statements.amounts,
            "money": Prices(self.wording, self.statements).cell,
            "words": self.statements.words,
            "limits": self.statements.limits,
            "coverage": self.covered.coverage,
            "clearances": self.covered.clearances,
        }

    def _unanswered(self, criterion: model.Criterion, option: Option) -> Cell:
        words = self.wording.words
        answer = self.options.record(option).answers.get(criterion.id)
        if isinstance(answer, model.DoesNotApply):
            return Cell(option, "does_not_apply", reason=answer.does_not_apply)
        if isinstance(answer, model.Unknown):
            reason = getattr(words, f"unknown_{answer.unknown}")
            if answer.searched:
                reason = (
                    f"{reason} {words.searched_on.format(day=self.wording.day(answer.searched))}"
                )
            sources = (answer.source,) if answer.source else ()
            return Cell(
                option, "unknown", reason=f"{reason} {answer.note or ''}".strip(), sources=sources
            )
        return Cell(option, "unknown", reason=words.not_known_by_itself)
