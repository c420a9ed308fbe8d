"""What each kind of judge said, on one scale of a hundred people."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from treatments import model, values
from treatments.drawings.bars import Bar, Bars, sources
from treatments.drawings.marks import Drawing, Sheet, number, scale
from treatments.values import Range
from treatments.wording import sentence, small

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from treatments.columns import Figure, Option

HUNDRED = 100


@dataclass(frozen=True)
class Judges:
    """Draws the criteria whose results are said with a verb."""

    bars: Bars

    def of(self, criterion: model.Criterion, option: Option) -> Drawing | None:
        """Draw the technique and the measure that most kinds of judges, and most studies, tell of.

        Nothing is drawn without the view of those who were treated, or without another beside it.
        """
        if not criterion.verdicts:
            return None
        groups: dict[object, list[Figure]] = defaultdict(list)
        for figure in self.bars.cells.results.figures(criterion, option):
            if figure.are_people and figure.measure and figure.judge_name and not figure.is_told:
                groups[figure.option.id, figure.measure.id].append(figure)
        judged = [self._by_judge(criterion, group) for group in groups.values()]
        judged = [rows for rows in judged if len(rows) > 1 and self._has_themselves(rows)]
        most = max(judged, key=lambda rows: (len(rows), sum(map(len, rows))), default=None)
        return self._drawn(criterion, most) if most else None

    def _by_judge(
        self, criterion: model.Criterion, figures: Sequence[Figure]
    ) -> list[list[Figure]]:
        """Put figures in rows, a judge each; of a study those at the time nearest the row's."""
        judges = self.bars.catalogue.data.vocabulary.judges
        rows = [[figure for figure in figures if figure.judge == judge.id] for judge in judges]
        return [self.bars.cells.results.nearest(criterion, row) for row in rows if row]

    def _has_themselves(self, rows: Iterable[Sequence[Figure]]) -> bool:
        judges = self.bars.catalogue.data.vocabulary.judges
        themselves = {judge.id for judge in judges if judge.themselves}
        return any(row[0].judge in themselves for row in rows)

    def _drawn(self, criterion: model.Criterion, rows: Sequence[Sequence[Figure]]) -> Drawing:
        words, wording = self.bars.wording.words, self.bars.wording
        views = {judge.id: judge.view for judge in self.bars.catalogue.data.vocabulary.judges}
        sheet, option = Sheet(scale(HUNDRED)), rows[0][0].option
        spans, told, drawn = [], [], []
        for row in rows:
            view, span = views[row[0].judge], self._span(row)
            bars = [self._bar(figure) for figure in sorted(row, key=_lowest)]
            sheet.lines(((view, "strong"), (span, "muted")))
            sheet.lines(((self._size(row), "muted"),))
            sheet.space(0.15)
            for bar in bars:
                self.bars.bar(sheet, option, bar)
            sheet.space(0.4)
            spans.append(f"{small(view)} {span}")
            told.append(self.bars.told(view, bars))
            drawn += bars
        steps = [wording.number(number(tick)) for tick in sheet.scale.ticks[:-1]]
        marks = sheet.axis([*steps, words.of_hundred.format(number=HUNDRED)])
        measure = rows[0][0].measure
        named = {"option": option.short, "measure": measure.name if measure else ""}
        return Drawing(
            kind="judges",
            id=f"fig-judges-{criterion.id}",
            caption=words.figure_judges.format(**named, list="; ".join(spans)),
            text=" ".join(told),
            height=sheet.height,
            marks=marks,
            notes=(words.figure_judges_note, *self.bars.signs(drawn)),
            sources=sources(drawn),
        )

    def _bar(self, figure: Figure) -> Bar:
        interval = figure.value.interval if isinstance(figure.value, values.Share) else None
        return self.bars.result(figure, figure.percent or Range(None, None), interval)

    def _span(self, row: Sequence[Figure]) -> str:
        shares = [figure.percent for figure in row if figure.percent]
        if len(shares) == 1:
            return self.bars.wording.hundred(shares[0])
        lowest = min(shares, key=lambda share: share.low or Decimal(0))
        highest = max(shares, key=lambda share: share.high or Decimal(0))
        return self.bars.wording.hundreds(lowest, highest)

    def _size(self, row: Sequence[Figure]) -> str:
        """Say how many results of how many studies there are, or of how many people one is."""
        words, counted = self.bars.wording.words, self.bars.wording.counted
        if len(row) == 1:
            if row[0].counted:
                return counted(row[0].counted, words.people_counted)
            people = row[0].people
            return counted(people, words.people_studied) if people else words.people_not_given
        studies = len({figure.sources for figure in row})
        results = counted(len(row), words.results_counted)
        is_reviewed = any(figure.is_reviewed for figure in row)
        form = words.studies_and_reviews if is_reviewed else words.studies_counted
        return sentence([results, counted(studies, form)])


def _lowest(figure: Figure) -> Decimal:
    return (figure.percent and figure.percent.low) or Decimal(0)
