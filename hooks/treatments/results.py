"""What the figures of several studies come to in a cell.

They stand from the lowest to the highest, each kind of judge by itself, and are never averaged. The
people's own view always comes along.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from treatments import certainty, model, values
from treatments.columns import Cell, Figure, Line, Option, Said
from treatments.findings import HUNDRED, Findings
from treatments.statements import LINES, few
from treatments.values import Range
from treatments.wording import Wording, capital, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from treatments.catalogue import Catalogue
    from treatments.certainty import Certainty
    from treatments.options import Options


@dataclass(frozen=True, slots=True)
class _Gist:
    """What several figures come to: the lines, the first of them the verdict, and how sure.

    `worded` is what studies say without a number, for which there may be no room; `told` says that
    it was reported besides.
    """

    lines: list[Line]
    certainty: Certainty | None = None
    about: str = ""
    figures: tuple[Figure, ...] = ()
    worded: tuple[Line, ...] = ()
    told: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Results:
    """Makes the cells of what studies counted."""

    catalogue: Catalogue
    wording: Wording
    options: Options

    @cached_property
    def findings(self) -> Findings:
        """What says each figure."""
        return Findings(self.catalogue, self.wording, self.options)

    def figures(self, criterion: model.Criterion, option: Option) -> Iterator[Figure]:
        """Give every figure of an option and of its techniques on one criterion."""
        return self.findings.figures(criterion, option)

    def cell(
        self,
        criterion: model.Criterion,
        option: Option,
        figures: tuple[Figure, ...],
        said: tuple[Said, ...],
    ) -> Cell:
        """Make the cell of an option with figures; what a record says of it as a whole leads."""
        combine = {"span": self._from_lowest_to_highest, "by_technique": self._beside_others}.get(
            criterion.combine, self._most_counted
        )
        gist = combine(criterion, option, figures)
        own = [
            Line("", each.text, each.sources)
            for each in said
            if each.option == option and not each.is_aside
        ][:1]
        verbs = [Line("", verb)] if (verb := self._verb(criterion, gist)) else []
        counted = gist.lines
        if own and criterion.combine == "span":
            counted = list(self._led(counted, self.wording.words.counted_lead))
        first, *rest = [*own, *verbs, *counted]
        verdict = self.wording.led(first.lead, first.text)
        new = [line for line in rest if not _repeats(line, first)]
        shown = (*[*new, *gist.worded][: LINES - len(gist.told)], *gist.told)
        return Cell(
            option,
            "known",
            gist.about,
            verdict,
            shown,
            first.sources,
            gist.certainty,
            figures=figures,
            said=said,
        )

    def _verb(self, criterion: model.Criterion, gist: _Gist) -> str:
        """Say the verb of the row, if the figures do not say the opposite.

        Where fewer than half did well, or something got worse, the figures speak for themselves.
        """
        if criterion.verdicts is None or gist.certainty is None:
            return ""
        if gist.certainty.level != "very_low" and not all(map(_favours, gist.figures)):
            return ""
        return str(getattr(criterion.verdicts, gist.certainty.level))

    # --- three ways to put figures together -------------------------------------------------------

    def _most_counted(
        self, criterion: model.Criterion, option: Option, figures: Sequence[Figure]
    ) -> _Gist:
        """Lead with the technique of which most people were counted: a line for each judge."""
        best = max(figures, key=lambda figure: self.rank(criterion, figure)).option
        groups = self._groups(criterion, [figure for figure in figures if figure.option == best])
        chosen = self._one_a_judge(criterion, groups)
        lines = [self._group_line(group) for group in chosen]
        about = best.short if best != option else ""
        shown = tuple(figure for group in chosen for figure in group)
        return _Gist(lines, self._sure(shown), about, shown)

    def _from_lowest_to_highest(
        self, criterion: model.Criterion, option: Option, figures: Sequence[Figure]
    ) -> _Gist:
        """Give the range over all techniques, the largest count, the highest, and what was told."""
        words = self.wording.words
        counted = [figure for figure in figures if figure.percent and not figure.is_told]
        reported = [figure for figure in figures if figure.is_told and figure.value]
        if not counted:
            gist = self._most_counted(criterion, option, figures)
            if not reported:
                return gist
            warned = self._warned(figures)
            others = [line for line in gist.lines if line not in warned]
            return _Gist([Line("", words.has_happened), *warned, *others], None, gist.about)
        leading = self._leading(criterion, counted)
        highest = max(leading, key=lambda each: (_high(each), each.are_people))
        alike = self.nearest(criterion, [each for each in leading if _are_alike(each, highest)])
        only = _only_option(alike, option)
        about = only.short if only != option else ""
        largest = max(leading, key=lambda each: each.size)
        is_range = len(alike) > 1
        shown = dict.fromkeys((largest, highest) if is_range else (highest, largest))
        lines = [self._harm_line(figure, option, about) for figure in shown]
        if is_range:
            text = self._lined_up(alike)
            lines.insert(0, Line("", text, few(name for each in alike for name in each.sources)))
        sources = few(name for figure in reported for name in figure.sources)
        told = [
            *self._warned(figures),
            *([Line("", words.also_reported, sources)] if reported else []),
        ]
        # Words without a number may as well say that nothing happened, so they are not summed up.
        without = [figure for figure in figures if figure.is_told and not reported][:1]
        worded = [
            Line("" if figure.option == only else figure.option.short, text, figure.sources)
            for figure in without
            if (text := figure.result.rstrip("."))
        ]
        if _high(highest) or not (told or worded):
            return _Gist(lines, self._sure(alike), about, (), tuple(worded), tuple(told))
        first = [Line("", words.has_happened, sources), *self._warned(figures)] if told else worded
        return _Gist([*first, *self._led(lines, words.in_one_study)], None, about)

    @staticmethod
    def _warned(figures: Sequence[Figure]) -> list[Line]:
        """Give the word of a record whose warnings come first, led in by who says it."""
        warnings = [figure for figure in figures if figure.is_warning]
        return [
            Line(capital(each.by), each.result.rstrip("."), each.sources) for each in warnings[:1]
        ]

    @staticmethod
    def _led(lines: Iterable[Line], lead: str) -> Iterator[Line]:
        """Lead what was counted with a word that keeps it apart from what was told."""
        for line in lines:
            yield line if line.lead else replace(line, lead=lead)

    def _beside_others(
        self, criterion: model.Criterion, option: Option, everything: Sequence[Figure]
    ) -> _Gist:
        """Say how many studies put it beside another, and what the weightiest of them found."""
        figures = [figure for figure in everything if figure.is_compared]
        if not figures:
            return self._most_counted(criterion, option, everything)
        studies = {figure.sources for figure in figures}
        verdict = Line("", self.wording.counted(len(studies), self.wording.words.studies_compared))
        ordered = sorted(
            figures, key=lambda each: (not each.against, not each.is_beyond, each.concern)
        )
        lines = [Line("", self._compared(figure), figure.sources) for figure in ordered]
        return _Gist([verdict, *dict.fromkeys(lines)], self._sure(figures))

    def _compared(self, figure: Figure) -> str:
        text = figure.against or f"{figure.option.short}{self.wording.words.colon} {figure.result}"
        return (
            sentence([text.rstrip("."), figure.judge_name, figure.where]) if figure.judge else text
        )

    # --- which figures come first -----------------------------------------------------------------

    def rank(self, criterion: model.Criterion, figure: Figure) -> tuple[int, ...]:
        """Say how early a figure is shown.

        What was counted stands before what was told of, the row's own measures before others,
        people and scores before changes, their own view before that of others, many before few.
        """
        families = list(criterion.leads)
        family = figure.measure.family if figure.measure else ""
        lead = len(families) - families.index(family) if family in families else 0
        is_score = isinstance(figure.value, values.Score | values.Amount)
        form = 2 if figure.percent else int(is_score)
        return (not figure.is_told, lead, form, figure.judge in self._themselves, figure.size)

    @cached_property
    def _themselves(self) -> frozenset[str]:
        judges = self.catalogue.data.vocabulary.judges
        return frozenset(judge.id for judge in judges if judge.themselves)

    @cached_property
    def _order(self) -> Mapping[str, int]:
        judges = self.catalogue.data.vocabulary.judges
        return {judge.id: place for place, judge in enumerate(judges)}

    def _leading(self, criterion: model.Criterion, figures: Sequence[Figure]) -> list[Figure]:
        """Keep the figures of the row's own measures, if there are any."""
        lead = max(self.rank(criterion, figure)[1] for figure in figures)
        return [figure for figure in figures if self.rank(criterion, figure)[1] == lead]

    def _groups(self, criterion: model.Criterion, figures: Sequence[Figure]) -> list[list[Figure]]:
        """Put together the figures of one family, judge and form."""
        groups: dict[object, list[Figure]] = defaultdict(list)
        for figure in figures:
            groups[_likeness(figure)].append(figure)
        return [self.nearest(criterion, group) for group in groups.values()]

    def nearest(self, criterion: model.Criterion, group: Sequence[Figure]) -> list[Figure]:
        """Keep one time of each study, the nearest to the row's."""
        kept: list[Figure] = []
        for source in dict.fromkeys(figure.sources for figure in group):
            own = [figure for figure in group if figure.sources == source]
            times = {figure.time for figure in own if figure.time is not None}
            best = min(times, key=lambda time: (self._far(criterion, time), time), default=None)
            kept += [figure for figure in own if figure.time == best]
        return kept

    def _far(self, criterion: model.Criterion, time: Decimal | None) -> Decimal:
        """How far a time lies from the row's; one that was not stated lies furthest."""
        near = self.findings.time(criterion.near) or Decimal(0)
        return Decimal("Infinity") if time is None else abs(time - near)

    def _one_a_judge(
        self, criterion: model.Criterion, groups: Sequence[list[Figure]]
    ) -> list[list[Figure]]:
        """Keep the first in rank for each judge; what was only told of is left out."""
        best: dict[str, list[Figure]] = {}
        for group in groups:
            judge = group[0].judge
            if judge not in best or self._precedes(criterion, group, best[judge]):
                best[judge] = group
        counted = [group for group in best.values() if not group[0].is_told]
        last = len(self._order)
        return sorted(
            counted or best.values(), key=lambda group: self._order.get(group[0].judge, last)
        )

    def _precedes(
        self, criterion: model.Criterion, group: Sequence[Figure], other: Sequence[Figure]
    ) -> bool:
        return self._group_rank(criterion, group) > self._group_rank(criterion, other)

    def _group_rank(
        self, criterion: model.Criterion, group: Sequence[Figure]
    ) -> tuple[object, ...]:
        first = max(self.rank(criterion, figure) for figure in group)
        closest = min(self._far(criterion, figure.time) for figure in group)
        latest = max(figure.time or Decimal(0) for figure in group)
        return (*first[:-1], sum(figure.size for figure in group), -closest, latest)

    def _sure(self, figures: Iterable[Figure]) -> Certainty | None:
        """Take the lowest of several figures, less one if those of one kind of judge differ."""
        groups: dict[object, list[Figure]] = defaultdict(list)
        for figure in figures:
            if not figure.is_told:
                groups[_family(figure), figure.judge].append(figure)
        sure = certainty.lowest(each.certainty for group in groups.values() for each in group)
        most = self.catalogue.data.certainty.spread
        is_spread = any(_spread(group) > most for group in groups.values())
        return certainty.spread(sure) if is_spread else sure

    # --- lines ------------------------------------------------------------------------------------

    def _group_line(self, group: Sequence[Figure]) -> Line:
        judges = {judge.id: judge.view for judge in self.catalogue.data.vocabulary.judges}
        sources = tuple(dict.fromkeys(name for figure in group for name in figure.sources))
        return Line(judges.get(group[0].judge, ""), self._group_text(group), sources)

    def _harm_line(self, figure: Figure, option: Option, about: str) -> Line:
        lead = "" if about or figure.option == option else figure.option.short
        return Line(lead, self._group_text([figure], say_unstated=False), figure.sources)

    def _group_text(self, group: Sequence[Figure], *, say_unstated: bool = True) -> str:
        first = group[0]
        text = (first.result if len(group) == 1 else self._lined_up(group)).rstrip(".")
        parts = [text, self._where(group), *self._how_many(group), self._when(group, say_unstated)]
        return sentence(parts)

    def _how_many(self, group: Sequence[Figure]) -> Iterator[str]:
        """Say how many studies and people are behind a line, where the line does not say it yet."""
        words, wording, first = self.wording.words, self.wording, group[0]
        studies = len({figure.sources for figure in group})
        is_reviewed = any(figure.is_reviewed for figure in group)
        if first.is_told:
            return
        if studies > 1:
            form = words.studies_and_reviews if is_reviewed else words.studies_counted
            yield wording.counted(studies, form)
            if is_reviewed:
                return
        shares = isinstance(first.value, values.Count | values.Share)
        if shares and not first.are_people:
            if isinstance(first.value, values.Share) and first.value.of and len(group) == 1:
                yield first.exact
            return
        people: dict[tuple[str, ...], int] = defaultdict(int)
        for figure in group:
            people[figure.sources] = max(people[figure.sources], figure.counted or 0)
        is_plain = isinstance(first.value, values.Count) and len(group) == 1
        if is_plain and (first.counted or 0) < HUNDRED:
            return
        if all(people.values()):
            yield wording.counted(sum(people.values()), words.people_counted)

    def _where(self, group: Sequence[Figure]) -> str:
        places = {figure.where for figure in group}
        return places.pop() if len(places) == 1 else self.wording.words.in_places

    def _when(self, group: Sequence[Figure], say_unstated: bool) -> str:  # noqa: FBT001
        words = self.wording.words
        times = {figure.at for figure in group if figure.at}
        if not say_unstated:
            times.discard(words.at_not_stated)
        if len(times) > 1:
            return words.at_different_times
        return times.pop() if times else ""

    def _lined_up(self, group: Sequence[Figure]) -> str:
        """Say several figures of one kind from the lowest to the highest."""
        first = group[0]
        if all(figure.percent for figure in group):
            return self._range_of_people(group)
        ranges = [_range(figure.value) for figure in group]
        whole = _whole([each for each in ranges if each])
        match first.value:
            case values.Score():
                value: values.Value = values.Score(whole, None, first.value.of)
            case values.Change():
                value = values.Change(whole, first.value.unit, first.value.direction)
            case values.Amount():
                value = values.Amount(whole, first.value.unit)
            case _:
                return first.result
        return self.findings.scored(value, first.measure)

    def _range_of_people(self, group: Sequence[Figure]) -> str:
        wording, first = self.wording, group[0]
        those = (first.measure.those or first.measure.name) if first.measure else ""
        ends = (min(group, key=_low), max(group, key=_high))
        if any(isinstance(end.value, values.Count) and end.value.of < HUNDRED for end in ends):
            low, high = (self.findings.of_hundred(end.value) for end in ends)  # type: ignore[arg-type]
            return f"{wording.words.range.format(low=low, high=high)} {those}".strip()
        whole = _whole([figure.percent for figure in group if figure.percent])
        thing = getattr(first.value, "thing", "")
        things = "" if first.are_people else f" {wording.thing(thing)}"
        return f"{wording.hundred(whole)}{things} {those}".strip()


def _repeats(line: Line, first: Line) -> bool:
    """Whether a line says what the first said already, and not of somebody else."""
    return line.text == first.text and first.lead in ("", line.lead)


def _favours(figure: Figure) -> bool:
    """Whether a figure speaks for the option: half or more did well, or something got better."""
    half = HUNDRED / 2
    is_bad = figure.measure is not None and figure.measure.lower == "better"
    if figure.percent and figure.percent.low is not None and figure.percent.high is not None:
        return figure.percent.high <= half if is_bad else figure.percent.low >= half
    if isinstance(figure.value, values.Change):
        return figure.value.direction in (("less", "better") if is_bad else ("more", "better"))
    return figure.value is None


def _family(figure: Figure) -> str:
    return figure.measure.family if figure.measure else ""


def _likeness(figure: Figure) -> object:
    """What figures must share to stand in one line."""
    family = figure.measure.family if figure.measure else figure.result
    match figure.value:
        case values.Count() | values.Share() as value:
            those = figure.measure and figure.measure.those
            form: object = (figure.are_people or value.thing, those)
        case values.Score() as value:
            form = ("score", value.of)
        case values.Change() as value:
            form = (value.unit, value.direction)
        case values.Amount() as value:
            form = value.unit
        case _:
            form = figure.result
    return family, figure.judge, form, figure.what


def _are_alike(figure: Figure, other: Figure) -> bool:
    """Whether two figures count the same kind of thing, so that they can stand on one scale."""
    families = {_family(each) for each in (figure, other)}
    things = {getattr(each.value, "thing", "") for each in (figure, other)}
    same = figure.are_people and other.are_people
    return len(families) == 1 and (same or len(things) == 1)


def _only_option(figures: Sequence[Figure], option: Option) -> Option:
    """Give the one technique that all figures are of, or else the column itself."""
    techniques = {figure.option for figure in figures}
    return techniques.pop() if len(techniques) == 1 else option


def _range(value: object) -> Range | None:
    match value:
        case values.Score():
            return value.score
        case values.Change():
            return value.by
        case values.Amount():
            return value.range
        case _:
            return None


def _whole(ranges: Sequence[Range]) -> Range:
    lows = [each.low for each in ranges if each.low is not None]
    highs = [each.high for each in ranges if each.high is not None]
    return Range(min(lows), max(highs)) if lows and highs else Range(None, None)


def _spread(group: Sequence[Figure]) -> Decimal:
    """How far apart the shares of several figures lie."""
    whole = _whole([figure.percent for figure in group if figure.percent])
    return (whole.high or Decimal(0)) - (whole.low or Decimal(0))


def _low(figure: Figure) -> Decimal:
    return (figure.percent.low if figure.percent else None) or Decimal(0)


def _high(figure: Figure) -> Decimal:
    return (figure.percent.high if figure.percent else None) or Decimal(0)
