"""The time of a course: from the first visit to the last known result."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from treatments.drawings.bars import Bar, Bars, Strip, sources
from treatments.drawings.marks import Drawing, Sheet, number
from treatments.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from treatments import model
    from treatments.columns import Option

MOST_SCHEDULES = 2
NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Schedule:
    """The visits of one record, to the last; `step` is the time between two, where it is fixed."""

    bar: Bar
    visits: int
    step: Decimal


@dataclass(frozen=True)
class Courses:
    """Draws the criteria that are the parts of a course."""

    bars: Bars

    def of(self, option: Option) -> Drawing | None:
        """Draw a course where the visits, the first result and how long it lasts are all known."""
        visits, apart = self.bars.drawn("visits"), self.bars.drawn("apart")
        first, lasting = self.bars.drawn("first"), self.bars.drawn("lasting")
        if not (visits and first and lasting):
            return None
        unit = (apart or first).unit
        schedules = self._schedules(visits, apart, option)
        rows = [(each, self._turned(each, option, unit)) for each in (first, lasting)]
        if not schedules or not all(bars for _, bars in rows):
            return None
        bars = [*(each.bar for each in schedules), *(bar for _, found in rows for bar in found)]
        sheet = Sheet(self.bars.scale(bars))
        for schedule in schedules:
            self._visits(sheet, option, schedule)
        spans = []
        for criterion, found in rows:
            spans.append(self.bars.span(criterion, found))
            self.bars.strip(sheet, Strip(option, found), criterion.name, spans[-1])
        told = [(visits, [each.bar for each in schedules]), *rows]
        *steps, last = (self.bars.wording.number(number(tick)) for tick in sheet.scale.ticks)
        marks = sheet.axis([*steps, f"{last} {self.bars.unit(unit)}"])
        words, course = self.bars.wording.words, self._either(schedules)
        caption = {"visits": course, "first": spans[0], "lasting": spans[1]}
        return Drawing(
            kind="course",
            id=f"fig-course-{option.id}",
            caption=words.figure_course.format(option=option.short, **caption),
            text=" ".join(self.bars.told(criterion.name, found) for criterion, found in told),
            height=sheet.height,
            marks=marks,
            notes=(words.figure_course_note, *self.bars.signs(bars)),
            sources=sources(bars),
        )

    def _turned(
        self, criterion: model.Criterion, option: Option, unit: str | None
    ) -> tuple[Bar, ...]:
        return tuple(self.bars.turned(unit, bar) for bar in self.bars.of(criterion, option))

    def _either(self, schedules: Sequence[Schedule]) -> str:
        first, *others = dict.fromkeys(each.bar.text for each in schedules)
        either = self.bars.wording.words.figure_either
        return either.format(first=first, second=others[0]) if others else first

    def _schedules(
        self, visits: model.Criterion, apart: model.Criterion | None, option: Option
    ) -> list[Schedule]:
        """Give the shortest and the longest course that one record tells in full."""
        gaps = self._turned(apart, option, apart.unit) if apart else ()
        between = {gap.sources: gap for gap in gaps}
        found = [
            self._schedule(bar, between.get(bar.sources)) for bar in self.bars.of(visits, option)
        ]
        told = sorted((each for each in found if each), key=lambda each: each.bar.furthest)
        return told if len(told) <= MOST_SCHEDULES else [told[0], told[-1]]

    def _schedule(self, bar: Bar, gap: Bar | None) -> Schedule | None:
        """Work out when the last visit is; one visit needs no time between."""
        if bar.high == 1:
            return Schedule(replace(bar, low=NONE, high=NONE), 1, NONE)
        if gap is None or gap.low is None or gap.high is None:
            return None
        text = self.bars.wording.words.figure_visits.format(visits=bar.text, apart=gap.text)
        low = None if bar.low is None else (bar.low - 1) * gap.low
        high = None if bar.high is None else (bar.high - 1) * gap.high
        is_fixed = bar.high is not None and low == high
        number_of = int(bar.high) if is_fixed and bar.high else 1
        return Schedule(replace(bar, low=low, high=high, text=text), number_of, gap.low)

    def _visits(self, sheet: Sheet, option: Option, schedule: Schedule) -> None:
        """Draw each visit where the record fixes it, else the first and when the last may be."""
        bar = schedule.bar
        sheet.lines(((bar.text, "strong"),))
        sheet.lines(((sentence([bar.whose, bar.people]), "muted"),))
        sheet.space(0.15)
        self.bars.bar(sheet, option, bar)
        sheet.whisker(0, float(bar.low or 0), option.treatment)
        for visit in range(schedule.visits):
            at = float(visit * schedule.step)
            sheet.shape(at, option.shape, option.treatment, is_hollow=bar.is_weak)
        sheet.space(0.4)
