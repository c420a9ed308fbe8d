"""People out of a hundred: those it happened to first, then the others."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from treatments.drawings.marks import Drawing
from treatments.wording import sentence, small

if TYPE_CHECKING:
    from treatments import model
    from treatments.columns import Figure, Option
    from treatments.drawings.bars import Bars

HUNDRED = 100
ONE = Decimal(1)
MOST_PICTURES = 2


@dataclass(frozen=True)
class People:
    """Draws the leading figure of a row."""

    bars: Bars

    def of(self, criterion: model.Criterion, option: Option) -> tuple[Drawing, ...]:
        """Draw it where a hundred people at least were counted and both sides are known.

        Where several studies tell of the same, none of them is picked out.
        """
        results = self.bars.cells.results
        figures = [
            figure
            for figure in results.figures(criterion, option)
            if figure.percent and not figure.is_told
        ]
        if not figures:
            return ()
        lead = max(figures, key=lambda figure: results.rank(criterion, figure))
        alike = [figure for figure in figures if _likeness(figure) == _likeness(lead)]
        is_one_study = len({figure.sources for figure in alike}) == 1
        if not is_one_study or len(alike) > MOST_PICTURES or not all(map(_is_drawable, alike)):
            return ()
        return tuple(self._picture(criterion, *each) for each in enumerate(alike))

    def _picture(self, criterion: model.Criterion, place: int, figure: Figure) -> Drawing:
        words = self.bars.wording.words
        technique = figure.option.short if figure.option.is_technique else ""
        named = sentence([technique, figure.what, figure.where])
        whole = words.figure_named.format(name=named, text=small(figure.sentence))
        those = figure.measure.those if figure.measure else ""
        facts = {
            words.when: figure.at,
            words.among: figure.who,
            words.who_judged: figure.judge_name,
        }
        notes = (
            words.figure_filled.format(those=those),
            words.exactly.format(exact=figure.exact),
            *(f"{name}{words.colon} {text}." for name, text in facts.items() if text),
        )
        share = (figure.percent and figure.percent.low) or Decimal(0)
        return Drawing(
            kind="people",
            id="-".join(["fig-people", criterion.id, *([str(place + 1)] if place else [])]),
            caption=whole if named else f"{figure.sentence}.",
            text=" ".join(notes),
            option=figure.option.treatment,
            shape=figure.option.shape,
            of_hundred=int(share.quantize(ONE, rounding=ROUND_HALF_UP)),
            notes=notes,
            sources=figure.sources,
        )


def _likeness(figure: Figure) -> object:
    """What is equal in figures that tell of the same."""
    return figure.option.id, figure.measure and figure.measure.id, figure.judge, figure.what


def _is_drawable(figure: Figure) -> bool:
    """Whether enough people were counted, the other side is known, and it is one number from 1."""
    share, measure = figure.percent, figure.measure
    if not (figure.are_people and measure and measure.others and share and share.is_single):
        return False
    is_whole = share.low is not None and (share.low == 0 or share.low >= ONE)
    return is_whole and not share.hedge and (figure.counted or 0) >= HUNDRED
