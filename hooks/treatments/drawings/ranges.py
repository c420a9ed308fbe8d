"""Ranges on one scale: pain, days, minutes, sums, for one option or for several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from treatments.drawings.bars import Bar, Bars, Strip, sources
from treatments.drawings.marks import Drawing, Scale, Sheet, number, scale
from treatments.wording import capital, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from treatments import model
    from treatments.columns import Option

FEWEST = 2  # bars in a drawing, and options in one of several

Kind = tuple[str, ...]


@dataclass(frozen=True)
class Ranges:
    """Draws the criteria that are drawn as ranges."""

    bars: Bars

    def of(self, criterion: model.Criterion, options: Sequence[Option]) -> tuple[Drawing, ...]:
        """Draw all that records say on a criterion, on one scale for each kind that can share one.

        Several options are drawn where at least two of them have a number; the others say why
        they have none.
        """
        if criterion.draws != "range":
            return ()
        members = (each for option in options for each in self.bars.cells.options.members(option))
        strips = [Strip(member, self.bars.of(criterion, member)) for member in members]
        kinds = dict.fromkeys(bar.kind for strip in strips for bar in strip.bars)
        made = (self._drawn(criterion, options, list(_alike(strips, kind)), kind) for kind in kinds)
        return tuple(drawing for drawing in made if drawing)

    def _drawn(
        self,
        criterion: model.Criterion,
        options: Sequence[Option],
        strips: Sequence[Strip],
        kind: Kind,
    ) -> Drawing | None:
        bars = [bar for strip in strips for bar in strip.bars]
        carried = [option for option in options if any(strip.is_of(option) for strip in strips)]
        if len(carried) < min(FEWEST, len(options)) or len(bars) < FEWEST:
            return None
        is_score = criterion.kind == "findings"
        sheet = Sheet(scale(float(kind[0])) if is_score else self.bars.scale(bars))
        for option in options:
            own = [strip for strip in strips if strip.is_of(option)]
            if len(options) > 1:
                gap = () if own else ((self._gap(criterion, option), "unknown"),)
                sheet.title(option.short, option.shape, option.treatment, gap)
            for strip in own:
                name = "" if strip.option in options and len(options) > 1 else strip.option.short
                self.bars.strip(sheet, strip, name, self.bars.span(criterion, strip.bars))
            sheet.space(0.5)
        marks = sheet.axis(self._labels(criterion, kind, sheet.scale))
        return Drawing(
            kind="range",
            id="-".join(["fig", criterion.id, *_slug(kind if criterion.kind == "money" else ())]),
            caption=self._caption(criterion, carried, strips, kind),
            text=self.bars.told_strips(strips),
            height=sheet.height,
            marks=marks,
            notes=tuple(self._notes(criterion, bars, kind)),
            sources=sources(bars),
        )

    def _gap(self, criterion: model.Criterion, option: Option) -> str:
        """Say why an option has no bar."""
        words, cell = self.bars.wording.words, self.bars.cells.cell(criterion, option.id)
        if cell.state == "does_not_apply":
            return words.does_not_apply
        return words.figure_no_number if cell.is_known else words.not_known

    def _labels(self, criterion: model.Criterion, kind: Kind, on: Scale) -> list[str]:
        """Say every step of a scale, the last with what it counts."""
        *steps, last = (self.bars.wording.number(number(tick)) for tick in on.ticks)
        of = kind[0] if criterion.kind == "money" else self.bars.unit(criterion.unit)
        return [*steps, f"{last} {of}".strip()]

    def _caption(
        self,
        criterion: model.Criterion,
        options: Sequence[Option],
        strips: Sequence[Strip],
        kind: Kind,
    ) -> str:
        words, wording = self.bars.wording.words, self.bars.wording
        is_money = criterion.kind == "money"
        name = sentence([criterion.name, *kind[1:]]) if is_money else criterion.name
        spans = [self._span(criterion, option, strips) for option in options]
        if len(spans) > 1:
            named = (f"{option.short} {text}" for option, text in zip(options, spans, strict=True))
            return words.figure_ranges.format(name=name, list="; ".join(named))
        techniques = sum(strip.option.is_technique for strip in strips)
        over = wording.counted(techniques, words.figure_techniques) if techniques > 1 else ""
        return words.figure_ranges.format(name=name, list=sentence([spans[0], over]))

    def _span(self, criterion: model.Criterion, option: Option, strips: Sequence[Strip]) -> str:
        own = [bar for strip in strips if strip.is_of(option) for bar in strip.bars]
        return self.bars.span(criterion, own)

    def _notes(self, criterion: model.Criterion, bars: Sequence[Bar], kind: Kind) -> Iterator[str]:
        words = self.bars.wording.words
        if criterion.kind == "findings":
            yield words.figure_each_result
            yield from [capital(f"{ends}.") for ends in kind[2:] if ends]
        else:
            yield words.figure_each_record
        yield from self.bars.signs(bars)


def _alike(strips: Iterable[Strip], kind: Kind) -> Iterator[Strip]:
    """Keep the bars of a kind, and the strips that have one."""
    for strip in strips:
        bars = tuple(bar for bar in strip.bars if bar.kind == kind)
        if bars:
            yield Strip(strip.option, bars)


def _slug(kind: Kind) -> Iterator[str]:
    """Make ends of an id of a kind."""
    for part in kind:
        yield from "".join(each if each.isalnum() else " " for each in part.lower()).split()
