"""What studies counted: each result in full, and what several of them come to in a cell.

Figures of several studies stand from the lowest to the highest, each kind of judge by itself, and
are never averaged. The people's own view always comes along.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from treatments import certainty, model, values
from treatments.catalogue import Catalogue
from treatments.certainty import Certainty
from treatments.columns import Cell, Figure, Line, Option, Said
from treatments.options import Options
from treatments.statements import LINES, Statements, few
from treatments.values import Range
from treatments.wording import Wording, capital, sentence

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class _Gist:
    """What several figures come to: the lines, the first of them the verdict, and how sure."""

    lines: list[Line]
    certainty: Certainty | None = None
    about: str = ""


@dataclass(frozen=True)
class Results:
    """Says what studies counted."""

    catalogue: Catalogue
    wording: Wording
    options: Options
    statements: Statements

    @cached_property
    def _found(
        self,
    ) -> Mapping[tuple[str, str], list[tuple[model.Study, model.Finding, model.Measured]]]:
        """Every finding by criterion and option; the arms of a comparison go each to its own option."""
        found: dict[tuple[str, str], list[tuple[model.Study, model.Finding, model.Measured]]] = (
            defaultdict(list)
        )
        for study in self.catalogue.data.studies:
            for finding in study.findings:
                arms: list[tuple[str, model.Measured]] = [
                    (arm.of, arm) for arm in finding.arms if arm.of
                ]
                for option, value in arms or [(name, finding) for name in finding.of or study.of]:
                    found[finding.answers, option].append((study, finding, value))
        return found

    def figures(self, criterion: model.Criterion, option: Option) -> Iterator[Figure]:
        for member in self.options.members(option):
            for study, finding, value in self._found.get((criterion.id, member.id), ()):
                yield self._figure(member, study, finding, value)

    def _figure(
        self, option: Option, study: model.Study, finding: model.Finding, measured: model.Measured
    ) -> Figure:
        words, wording, vocabulary = (
            self.wording.words,
            self.wording,
            self.catalogue.data.vocabulary,
        )
        measure = next(
            (each for each in self.catalogue.data.measures if each.id == finding.measure), None
        )
        judge = next((each for each in vocabulary.judges if each.id == finding.judged_by), None)
        value = next(
            (
                each
                for name in ("count", "share", "score", "change", "amount", "reports")
                if (each := getattr(measured, name))
            ),
            None,
        )
        percent = value.percent if isinstance(value, values.Count | values.Share) else None
        counted = value.of if isinstance(value, values.Count | values.Share) else study.people
        result, full = self._result(measured, value, measure)
        notes = (
            self._against(finding),
            finding.ended and words.ended.format(how=finding.ended),
            finding.doubt and words.doubt.format(doubt=finding.doubt),
            finding.note,
            study.reviewed and words.reviewed.format(studies=study.reviewed),
        )
        return Figure(
            option=option,
            measure=measure,
            judge=finding.judged_by or "",
            judge_name=judge.name if judge else "",
            value=value,
            percent=percent,
            counted=counted,
            are_people=isinstance(value, values.Count | values.Share)
            and wording.is_people(value.thing),
            is_told=value is None
            or wording.is_told(getattr(value, "thing", ""))
            or isinstance(value, values.Reports),
            is_compared=bool(finding.arms),
            time=self._time(finding.at),
            result=result,
            exact=wording.exact(value) if value else "",
            sentence=full,
            at=wording.moment(finding.at) if finding.at else "",
            where=finding.where or "",
            what=finding.what or "",
            who=sentence([study.who, self._people(study)]),
            design=next(each.name for each in vocabulary.designs if each.id == study.design),
            paid={"seller": words.paid_by_seller, "independent": words.paid_independent}.get(
                study.paid_by or "", words.paid_not_given
            ),
            notes=tuple(note for note in notes if note),
            certainty=certainty.of(study, finding, self.catalogue),
            sources=(study.source,),
        )

    def _people(self, study: model.Study) -> str:
        return (
            self.wording.counted(study.people, self.wording.words.people_counted)
            if study.people
            else self.wording.words.people_not_given
        )

    def _time(self, moment: values.Moment | None) -> Decimal | None:
        if moment is None or (moment.amount is None and moment.word == "not_stated"):
            return None
        if moment.amount is None:
            return Decimal(0)
        return self.wording.reckoned(moment.amount, moment.amount.range.low)

    def _result(
        self, measured: model.Measured, value: object, measure: model.Measure | None
    ) -> tuple[str, str]:
        """Say a result shortly, and as a sentence with both sides where the other side is known."""
        words, wording = self.wording.words, self.wording
        those = measure.those or measure.name if measure else ""
        if measured.levels:
            levels = [
                f"{level}: {wording.hundred(share.percent)}"
                for level, share in measured.levels.items()
            ]
            exact = [f"{level}: {wording.exact(share)}" for level, share in measured.levels.items()]
            return "; ".join(levels), "; ".join(exact)
        match value:
            case values.Count() | values.Share():
                short = self._of_hundred(value)
                others = wording.others(value.percent) if measure and measure.others else ""
                both = (
                    words.both_sides.format(
                        those=f"{short} {those}", others=others, did_not=measure.others
                    )
                    if measure and others
                    else f"{short} {those}"
                )
                return f"{short} {those}".strip(), capital(both)
            case values.Reports():
                told = words.reported_in.format(number=wording.exact(value))
                return told, capital(told)
            case None:
                text = getattr(measured, "words", None) or getattr(measured, "verdict", None) or ""
                return text, capital(text)
            case _:
                what = measure.what or measure.name if measure else ""
                text = f"{wording.exact(value)} {words.on_what.format(what=what) if what else ''}".strip()  # type: ignore[arg-type]
                return text, capital(f"{text} ({measure.of})" if measure and measure.of else text)

    def _of_hundred(self, value: values.Count | values.Share) -> str:
        """Lead with the plain count under a hundred people, with people out of a hundred from there on."""
        wording = self.wording
        if isinstance(value, values.Count) and value.of < HUNDRED:
            return wording.exact(value)
        things = "" if wording.is_people(value.thing) else f" {wording.thing(value.thing)}"
        return wording.hundred(value.percent) + things

    def _against(self, finding: model.Finding) -> str:
        """Say the sides of a head-to-head study together."""
        if not finding.arms:
            return ""
        words = self.wording.words
        sides = []
        for arm in finding.arms:
            name = self.options.all[arm.of].name if arm.of else arm.control or words.control
            value = next(
                (
                    each
                    for form in ("count", "share", "score", "change", "amount", "reports")
                    if (each := getattr(arm, form))
                ),
                None,
            )
            sides.append(
                f"{name}: {self.wording.exact(value) if value else arm.words or arm.verdict or ''}"
            )
        difference = (
            getattr(words, f"difference_{finding.difference}") if finding.difference else ""
        )
        names = [side.partition(":")[0] for side in sides]
        return f"{'; '.join(sides)}. {difference.format(first=names[0], second=names[-1])}".strip()

    def cell(
        self,
        criterion: model.Criterion,
        option: Option,
        figures: tuple[Figure, ...],
        said: tuple[Said, ...],
    ) -> Cell:
        own = [each for each in said if each.option == option]
        combine = {"span": self._from_lowest_to_highest, "by_technique": self._beside_others}.get(
            criterion.combine, self._most_counted
        )
        gist = combine(criterion, option, figures)
        lines = gist.lines
        if own:
            lines = [
                Line("", own[0].text, own[0].sources),
                *(line for line in lines if line.text != own[0].text),
            ]
        elif criterion.verdicts and gist.certainty:
            lines = [Line("", getattr(criterion.verdicts, gist.certainty.level)), *lines]
        first, rest = lines[0], lines[1:]
        return Cell(
            option,
            "known",
            sentence([gist.about, _small(first.lead) if gist.about else first.lead]),
            first.text,
            tuple(rest[:LINES]),
            first.sources,
            gist.certainty,
            figures=figures,
            said=said,
        )

    def _most_counted(
        self, criterion: model.Criterion, option: Option, figures: Sequence[Figure]
    ) -> _Gist:
        """Lead with the technique of which most people were counted: a line for each kind of judge, their own view first."""
        best = max(figures, key=lambda figure: self._rank(criterion, figure)).option
        groups = self._groups(criterion, [figure for figure in figures if figure.option == best])
        chosen = self._one_a_judge(criterion, groups)
        lines = [self._group_line(group, best) for group in chosen]
        return _Gist(lines, self._sure(chosen), best.short if best != option else "")

    def _from_lowest_to_highest(
        self, criterion: model.Criterion, option: Option, figures: Sequence[Figure]
    ) -> _Gist:
        """Give the range over all techniques, then the figure with most counted, the highest, and what was only told of."""
        words = self.wording.words
        told = [figure for figure in figures if figure.is_told]
        counted = [figure for figure in figures if figure.percent and not figure.is_told]
        if not counted:
            gist = self._most_counted(criterion, option, figures)
            has_number = any(figure.value for figure in told)
            return (
                replace(gist, lines=[Line("", words.has_happened), *gist.lines])
                if has_number
                else gist
            )
        lead = max(self._rank(criterion, figure)[1] for figure in counted)
        leading = [figure for figure in counted if self._rank(criterion, figure)[1] == lead]
        highest = max(leading, key=_high)
        alike = self.nearest(
            criterion, [figure for figure in leading if self._is_alike(figure, highest)]
        )
        others = [figure for figure in leading if not self._is_alike(figure, highest)]
        shown = dict.fromkeys(
            [
                max(alike, key=_size),
                max(alike, key=_high),
                *([max(others, key=_size)] if others else []),
            ]
        )
        whole = Line(
            "",
            self._lined_up(alike) if len(alike) > 1 else highest.result,
            few(name for figure in alike for name in figure.sources),
        )
        lines = [
            replace(
                self._group_line([figure], option),
                lead=figure.option.short if figure.option != option else "",
            )
            for figure in shown
        ]
        if told and not _high(highest):
            whole = Line("", words.has_happened)
        if told:
            lines = [
                *lines[: LINES - 1],
                Line(
                    "",
                    words.also_reported,
                    few(name for figure in told for name in figure.sources),
                ),
            ]
        return _Gist([whole, *lines], self._sure([alike]))

    @staticmethod
    def _is_alike(figure: Figure, other: Figure) -> bool:
        """Whether two figures count the same kind of thing, so that they can stand on one line."""
        thing, other_thing = getattr(figure.value, "thing", ""), getattr(other.value, "thing", "")
        families = {each.measure.family if each.measure else "" for each in (figure, other)}
        return (
            len(families) == 1
            and figure.are_people == other.are_people
            and (figure.are_people or thing == other_thing)
        )

    def _beside_others(
        self, criterion: model.Criterion, option: Option, figures: Sequence[Figure]
    ) -> _Gist:
        """Say how many studies put it beside another, and what the first of them found."""
        del criterion
        studies = {figure.sources for figure in figures}
        verdict = Line("", self.wording.counted(len(studies), self.wording.words.studies_compared))
        lines = [
            Line(
                self._lead(figure, option),
                (figure.notes[0] if figure.is_compared else figure.result).rstrip("."),
                figure.sources,
            )
            for figure in figures
        ]
        return _Gist([verdict, *lines], self._sure([figures]))

    def _sure(self, groups: Sequence[Sequence[Figure]]) -> Certainty | None:
        sure = certainty.lowest(
            figure.certainty for group in groups for figure in group if not figure.is_told
        )
        if any(self._spread(group) > self.catalogue.data.certainty.spread for group in groups):
            return certainty.spread(sure)
        return sure

    def _rank(self, criterion: model.Criterion, figure: Figure) -> tuple[int, ...]:
        """Say how early a figure is shown: counted before told of, the row's own measures, people and scores, their own view."""
        themselves = {
            judge.id for judge in self.catalogue.data.vocabulary.judges if judge.themselves
        }
        families = list(criterion.leads)
        family = figure.measure.family if figure.measure else ""
        lead = len(families) - families.index(family) if family in families else 0
        form = (
            2
            if figure.percent
            else 1
            if isinstance(figure.value, values.Score | values.Amount)
            else 0
        )
        return (not figure.is_told, lead, form, figure.judge in themselves, figure.counted or 0)

    def _groups(self, criterion: model.Criterion, figures: Sequence[Figure]) -> list[list[Figure]]:
        """Put together the figures of one family, judge and form; one time a study, the nearest to the row's."""
        groups: dict[object, list[Figure]] = defaultdict(list)
        for figure in figures:
            groups[self._likeness(figure)].append(figure)
        return [self.nearest(criterion, group) for group in groups.values()]

    @staticmethod
    def _likeness(figure: Figure) -> object:
        family = figure.measure.family if figure.measure else figure.result
        match figure.value:
            case values.Count() | values.Share() as value:
                form: object = (
                    "of",
                    figure.are_people or value.thing,
                    figure.measure and figure.measure.those,
                )
            case values.Score() as value:
                form = ("score", value.of)
            case values.Change() as value:
                form = (value.unit, value.direction)
            case values.Amount() as value:
                form = value.unit
            case _:
                form = figure.result
        return family, figure.judge, form, figure.what

    def nearest(self, criterion: model.Criterion, group: list[Figure]) -> list[Figure]:
        near = self._time(criterion.near)
        kept: list[Figure] = []
        for source in dict.fromkeys(figure.sources for figure in group):
            own = [figure for figure in group if figure.sources == source]
            times = {figure.time for figure in own if figure.time is not None}
            best = min(times, key=lambda time: (abs(time - (near or 0)), time), default=None)
            kept += [figure for figure in own if figure.time == best]
        return kept

    def _one_a_judge(
        self, criterion: model.Criterion, groups: Sequence[list[Figure]]
    ) -> list[list[Figure]]:
        """Keep the first in rank for each judge; those who were treated come first, what was only told of is left out."""
        order = [judge.id for judge in self.catalogue.data.vocabulary.judges]
        best: dict[str, list[Figure]] = {}
        for group in groups:
            judge = group[0].judge
            if judge not in best or self._group_rank(criterion, group) > self._group_rank(
                criterion, best[judge]
            ):
                best[judge] = group
        counted = [group for group in best.values() if not group[0].is_told]
        return sorted(
            counted or best.values(),
            key=lambda group: (
                order.index(group[0].judge) if group[0].judge in order else len(order)
            ),
        )

    def _group_rank(
        self, criterion: model.Criterion, group: Sequence[Figure]
    ) -> tuple[object, ...]:
        ranks = [self._rank(criterion, figure) for figure in group]
        return (*max(ranks)[:-1], sum(rank[-1] for rank in ranks))

    @staticmethod
    def _spread(group: Sequence[Figure]) -> Decimal:
        percents = [figure.percent for figure in group if figure.percent]
        lows = [each.low for each in percents if each.low is not None]
        highs = [each.high for each in percents if each.high is not None]
        return max(highs) - min(lows) if lows and highs else Decimal(0)

    def _group_line(self, group: Sequence[Figure], option: Option) -> Line:
        sources = tuple(dict.fromkeys(name for figure in group for name in figure.sources))
        return Line(self._lead(group[0], option), self._group_text(group), sources)

    def _lead(self, figure: Figure, option: Option) -> str:
        """Say whose view a figure is, and of which technique where that is not the column itself."""
        judges = {judge.id: judge.view for judge in self.catalogue.data.vocabulary.judges}
        view = judges.get(figure.judge, "")
        if figure.option == option:
            return view
        return (
            f"{figure.option.short}, {view[:1].lower()}{view[1:]}" if view else figure.option.short
        )

    def _group_text(self, group: Sequence[Figure]) -> str:
        words, wording = self.wording.words, self.wording
        first = group[0]
        studies = len({figure.sources for figure in group})
        text = (first.result if len(group) == 1 else self._lined_up(group)).rstrip(".")
        counted = {figure.sources: figure.counted for figure in group if figure.counted}
        are_people = all(
            figure.are_people or not isinstance(figure.value, values.Count | values.Share)
            for figure in group
        )
        parts = [first.what and words.what_happened.format(what=first.what)]
        if studies > 1:
            parts.append(wording.counted(studies, words.studies_counted))
        plain = (
            isinstance(first.value, values.Count) and first.value.of < HUNDRED and len(group) == 1
        )
        if counted and are_people and not plain:
            parts.append(wording.counted(sum(counted.values()), words.people_counted))
        if (
            isinstance(first.value, values.Share)
            and first.value.of
            and not are_people
            and len(group) == 1
        ):
            parts.append(first.exact)
        times = {figure.at for figure in group if figure.at}
        if len(times) == 1:
            parts.append(times.pop())
        elif times:
            parts.append(words.at_different_times)
        return sentence([text, *(part for part in parts if part)])

    def _lined_up(self, group: Sequence[Figure]) -> str:
        """Say several figures of one kind from the lowest to the highest."""
        wording, first = self.wording, group[0]
        those = (first.measure.those or first.measure.name) if first.measure else ""
        if all(figure.percent for figure in group):
            whole = _whole([figure.percent for figure in group if figure.percent])
            things = "" if first.are_people else f" {wording.thing(first.value.thing)}"  # type: ignore[attr-defined]
            return f"{wording.hundred(whole)}{things} {those}".strip()
        match first.value:
            case values.Score():
                whole = _whole([figure.value.score for figure in group])  # type: ignore[attr-defined]
                value: values.Value = values.Score(whole, None, first.value.of)
            case values.Change():
                whole = _whole([figure.value.by for figure in group])  # type: ignore[attr-defined]
                value = values.Change(whole, first.value.unit, first.value.direction)
            case values.Amount():
                whole = _whole([figure.value.range for figure in group])  # type: ignore[attr-defined]
                value = values.Amount(whole, first.value.unit)
            case _:
                return first.result
        what = first.measure and first.measure.what
        return f"{wording.exact(value)} {wording.words.on_what.format(what=what) if what else ''}".strip()


def _small(text: str) -> str:
    """Begin with a small letter."""
    return text[:1].lower() + text[1:]


def _whole(ranges: Sequence[Range]) -> Range:
    lows = [each.low for each in ranges if each.low is not None]
    highs = [each.high for each in ranges if each.high is not None]
    return Range(min(lows), max(highs)) if lows and highs else Range(None, None)


def _high(figure: Figure) -> Decimal:
    return (figure.percent.high if figure.percent else None) or Decimal(0)


def _size(figure: Figure) -> int:
    return figure.counted or 0
