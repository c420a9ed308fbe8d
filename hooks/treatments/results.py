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
from treatments.groups import Groups, are_alike, family_of, high_of, likeness, spread_of
from treatments.statements import LINES, few, firsts
from treatments.wording import Wording, capital, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from treatments.catalogue import Catalogue
    from treatments.certainty import Certainty
    from treatments.options import Options

NAMED = 2  # of what was reported besides
BRIEF = 6  # words of what is named there


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

    @cached_property
    def groups(self) -> Groups:
        """What says several figures in one line."""
        return Groups(self.catalogue, self.wording, self.findings)

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
        # A record's word on the whole stands for the verb where no figure is on what the row asks.
        needs_verb = not own or any(_leads(criterion, each) for each in gist.figures)
        verb = self._verb(criterion, gist)
        verbs = [Line("", verb, stays=True)] if verb and needs_verb else []
        first, *rest = self._in_order(criterion, own, [*verbs, *gist.lines], figures)
        verdict = self.wording.led(first.lead, first.text)
        new = [line for line in rest if not _repeats(line, first)]
        most = LINES - bool(gist.told) + (len(own) if criterion.combine == "span" else 0)
        shown = (*[*new, *gist.worded][:most], *gist.told)
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

    def _in_order(
        self,
        criterion: model.Criterion,
        own: Sequence[Line],
        counted: Sequence[Line],
        figures: Sequence[Figure],
    ) -> list[Line]:
        """Let a record's word on the whole lead, except before counts that answer the row itself.

        What a record says of a harm may be about one of many; a count of the row's own measures
        is about all of them.
        """
        if not own or criterion.combine != "span":
            return [*own, *counted]
        if criterion.leads and any(
            each.percent and not each.is_told and _leads(criterion, each) for each in figures
        ):
            return [*counted, *own]
        return [*own, *self._led(counted, self.wording.words.counted_lead)]

    def _verb(self, criterion: model.Criterion, gist: _Gist) -> str:
        """Say the verb of the row, if the figures do not say the opposite.

        Where fewer than half did well, or something got worse, or something else than what the row
        asks was measured, the figures speak for themselves.
        """
        if criterion.verdicts is None or gist.certainty is None:
            return ""
        is_answered = all(_favours(each) and _leads(criterion, each) for each in gist.figures)
        if gist.certainty.level != "very_low" and not is_answered:
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
        lines = [self.groups.line(group) for group in chosen]
        if not criterion.verdicts:
            lines[:1] = self.groups.as_verdict(chosen[0])
        lines = [replace(line, stays=True) for line in lines]
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
        if not counted and reported:
            return self._reported(figures, reported, option)
        if not counted:
            return self._in_words(figures, option)
        leading = self._leading(criterion, counted)
        highest = max(leading, key=lambda each: (high_of(each), each.are_people))
        alike = self._alike(criterion, leading, highest)
        only = _only_option(alike, option)
        about = only.short if only != option else ""
        is_range = len(alike) > 1
        lines = []
        if is_range:
            text = sentence([self.groups.lined_up(alike), *self.groups.studies(alike)])
            lines = [Line("", text, few(name for each in alike for name in each.sources))]
        if high_of(highest) or not is_range:
            shown = dict.fromkeys((highest, _largest_of_others(leading, highest)))
            lines += [self.groups.of_technique(figure, only) for figure in shown]
        sources = few(name for figure in reported for name in figure.sources)
        warned = self._warned(figures)
        grave = _grave(counted)
        gravest = [replace(self.groups.of_technique(each, only), stays=True) for each in grave]
        named = {each.what for each in grave} - {""}
        others = [each for each in reported if each.what not in named]
        told = warned or self._also(others, option, only)
        # Words without a number may as well say that nothing happened, so they are not summed up.
        without = [each for each in figures if each.is_told and not (each.value or each.is_warning)]
        largest = sorted(without, key=lambda each: each.size, reverse=True)[:1]
        worded = [self.groups.of_technique(figure, only) for figure in largest]
        if high_of(highest) or not (told or worded):
            told = [*told, *gravest]
            return _Gist(lines, self._sure(alike), about, (), tuple(worded), tuple(told))
        first = [Line("", words.has_happened, sources), *warned] if told else worded
        lead = words.counted_lead if is_range else words.in_one_study
        # What has happened may be of other techniques than the one where nothing was counted.
        lines = [replace(line, lead=sentence([lead, about])) for line in lines]
        return _Gist([*first, *lines], told=tuple(gravest))

    def _in_words(self, figures: Sequence[Figure], option: Option) -> _Gist:
        """Say what records say of a harm that nobody counted, each with its technique."""
        in_order = sorted(figures, key=lambda each: (not each.is_warning, -each.size))
        first = in_order[0].option
        lines = [self.groups.of_technique(each, first) for each in in_order]
        figures = [each for each in in_order if not each.is_told]
        return _Gist(lines, self._sure(figures), first.short if first != option else "")

    def _reported(
        self, figures: Sequence[Figure], reported: Sequence[Figure], option: Option
    ) -> _Gist:
        """Say that it has happened, and of each technique the record that tells of most."""
        only = _only_option(reported, option)
        about = only.short if only != option else ""
        most = sorted(reported, key=_told_of, reverse=True)
        each_most = firsts(most, lambda each: each.option)
        lines = [self.groups.of_technique(each, only) for each in each_most]
        happened = Line("", self.wording.words.has_happened)
        return _Gist([happened, *self._warned(figures), *lines], None, about)

    def _alike(
        self, criterion: model.Criterion, figures: Sequence[Figure], highest: Figure
    ) -> list[Figure]:
        """Keep what can stand on one scale with the highest.

        Of the different things that one study counted among the same people, the most frequent
        stands for that study: they are no range.
        """
        nearest = self.nearest(criterion, [each for each in figures if are_alike(each, highest)])
        kept: list[Figure] = []
        for source in dict.fromkeys(figure.sources for figure in nearest):
            own = [figure for figure in nearest if figure.sources == source]
            if source == highest.sources and highest not in own:
                own = [highest]  # of another time
            most = max(own, key=high_of)
            kept += [figure for figure in own if figure.what == most.what]
        return kept

    def _also(self, reported: Sequence[Figure], option: Option, only: Option) -> list[Line]:
        """Say that it was reported besides; of whom, where the other lines are of one technique."""
        if not reported:
            return []
        of = _only_option(reported, option)
        sources = few(name for figure in reported for name in figure.sources)
        lead = "" if only in (of, option) else of.short
        words = self.wording.words
        in_order = sorted(reported, key=_told_of, reverse=True)
        short = [each.what for each in in_order if 0 < len(each.what.split()) <= BRIEF]
        named = self.wording.listed(_without_details(short)[:NAMED])
        text = words.also_reported_what.format(what=named) if named else words.also_reported
        return [Line(lead, text, sources, stays=True)]

    @staticmethod
    def _warned(figures: Sequence[Figure]) -> list[Line]:
        """Give the word of a record whose warnings come first, led in by who says it."""
        warnings = [figure for figure in figures if figure.is_warning]
        return [
            Line(capital(each.by), each.result.rstrip("."), each.sources, stays=True)
            for each in warnings[:1]
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
        in_order = sorted(figures, key=_weight)
        # one result of each study, then all others
        ordered = [*firsts(in_order, lambda each: each.sources), *in_order]
        lines = [Line("", self._compared(figure), figure.sources) for figure in ordered]
        return _Gist([verdict, *dict.fromkeys(lines)], self._sure(figures))

    def _compared(self, figure: Figure) -> str:
        text = figure.against or f"{figure.option.short}{self.wording.words.colon} {figure.result}"
        about = [figure.judge_name, *self._people_of(figure), figure.at, figure.where]
        return self._with(text.rstrip("."), sentence(about))

    def _with(self, text: str, about: str) -> str:
        return f"{text} {self.wording.words.on_what.format(what=about)}" if about else text

    def _people_of(self, figure: Figure) -> Iterator[str]:
        if figure.people:
            yield self.wording.counted(figure.people, self.wording.words.people_counted)

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
            groups[likeness(figure)].append(figure)
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
                groups[family_of(figure), figure.judge].append(figure)
        sure = certainty.lowest(each.certainty for group in groups.values() for each in group)
        most = self.catalogue.data.certainty.spread
        is_spread = any(spread_of(group) > most for group in groups.values())
        return certainty.spread(sure) if is_spread else sure


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


def _leads(criterion: model.Criterion, figure: Figure) -> bool:
    """Whether a figure is of the row's own measures."""
    return not criterion.leads or family_of(figure) in criterion.leads


def _weight(figure: Figure) -> tuple[float, ...]:
    """How early a comparison is shown: both sides, other treatments, our concern, the surest."""
    step = figure.certainty.step if figure.certainty else 0
    return (not figure.against, not figure.is_beyond, figure.concern, -step, -figure.size)


def _grave(figures: Iterable[Figure]) -> list[Figure]:
    """Give the highest count of each grave harm."""
    grave = [figure for figure in figures if figure.measure and figure.measure.grave]
    return firsts(sorted(grave, key=high_of, reverse=True), lambda figure: figure.measure)


def _without_details(names: Sequence[str]) -> list[str]:
    """Give each name once, and none that only adds a detail to another."""
    once = [*dict.fromkeys(names)]
    return [each for each in once if not any(each.startswith(f"{other},") for other in once)]


def _told_of(figure: Figure) -> Decimal:
    """Of how many a record tells."""
    value = figure.value
    told = value.number.high if isinstance(value, values.Reports) else None
    return told or Decimal(figure.size)


def _largest_of_others(figures: Sequence[Figure], highest: Figure) -> Figure:
    """Give the largest count of another technique than the highest is of, or of other things."""
    others = [
        each for each in figures if each.option != highest.option or not are_alike(each, highest)
    ]
    return max(others or figures, key=lambda each: each.size)


def _only_option(figures: Sequence[Figure], option: Option) -> Option:
    """Give the one technique that all figures are of, or else the column itself."""
    techniques = {figure.option for figure in figures}
    return techniques.pop() if len(techniques) == 1 else option
