"""From records to a cell: what is known of one option on one criterion, in few words, and all that stands behind it.

The rules are those of the data model: nothing flows down from a treatment to its techniques; what several techniques
say is lined up, never averaged; figures of several studies stand from the lowest to the highest, each kind of judge
by itself; the people's own view always comes along.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from treatments import certainty, model, values
from treatments.catalogue import Catalogue
from treatments.certainty import Certainty
from treatments.values import Range
from treatments.wording import Wording, capital, sentence

LINES = 3
FEW = 4
HUNDRED = 100


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
    """One result of one study, in full."""

    option: Option
    measure: model.Measure | None
    judge: str
    judge_name: str
    value: object
    percent: Range | None
    counted: int | None
    are_people: bool
    is_told: bool
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
    notes: tuple[str, ...]
    certainty: Certainty | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What one record says, in full."""

    option: Option
    text: str
    kind: str
    is_weak: bool
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    is_aside: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell: what leads it in, what it says, and where that is from."""

    lead: str
    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known of one option on one criterion.

    `state` is `known`, `unknown` or `does_not_apply`; then `reason` says why. `figures` and `said` are all that is
    behind the lines.
    """

    option: Option
    state: str
    verdict: str = ""
    lines: tuple[Line, ...] = ()
    sources: tuple[str, ...] = ()
    certainty: Certainty | None = None
    reason: str = ""
    figures: tuple[Figure, ...] = ()
    said: tuple[Said, ...] = ()
    covered: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_known(self) -> bool:
        """Whether there is an answer."""
        return self.state == "known"

    @property
    def all_sources(self) -> tuple[str, ...]:
        """Every source behind the cell, each once, in the order in which they appear."""
        parts = [self.sources, *(each.sources for each in (*self.lines, *self.figures, *self.said))]
        return tuple(dict.fromkeys(name for part in parts for name in part))


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion across several options."""

    criterion: model.Criterion
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """Whether the options are known to be unlike, or not all known: two unknowns are not the same."""
        return not all(cell.is_known for cell in self.cells) or len({cell.verdict for cell in self.cells}) > 1


@dataclass(frozen=True)
class Cells:
    """Makes the cells of a catalogue."""

    catalogue: Catalogue
    wording: Wording

    # --- options ----------------------------------------------------------------------------------------------------

    @cached_property
    def options(self) -> dict[str, Option]:
        """Every treatment and technique as a column."""
        found: dict[str, Option] = {}
        for treatment in self.catalogue.data.treatments:
            url = f"treatments/{treatment.id}/"
            found[treatment.id] = self._option(treatment, treatment, url, is_technique=False)
            for technique in treatment.techniques:
                found[technique.id] = self._option(technique, treatment, f"{url}#{technique.id}", is_technique=True)
        return found

    @staticmethod
    def _option(each: model.Treatment | model.Technique, treatment: model.Treatment, url: str, *, is_technique: bool) -> Option:
        return Option(each.id, each.name, each.short or each.name, each.plain, treatment.id, treatment.shape, url,
                      is_technique, treatment.alternative)

    # --- cells ------------------------------------------------------------------------------------------------------

    def row(self, criterion: model.Criterion, options: Iterable[str]) -> Row:
        """Line up one criterion across options."""
        return Row(criterion, tuple(self.cell(criterion, option) for option in options))

    def cell(self, criterion: model.Criterion, option: str) -> Cell:
        """Give what is known of one option on one criterion."""
        found = self._made.get((criterion.id, option))
        if found is None:
            found = self._made[criterion.id, option] = self._cell(criterion, self.options[option])
        return found

    @cached_property
    def _made(self) -> dict[tuple[str, str], Cell]:
        return {}

    def _cell(self, criterion: model.Criterion, option: Option) -> Cell:
        figures = tuple(self._figures(criterion, option))
        said = tuple(self._said(criterion, option))
        makers = {
            "findings": self._findings, "amount": self._amounts, "money": self._money, "words": self._words,
            "limits": self._limits, "coverage": self._coverage, "clearances": self._clearances,
        }  # fmt: skip
        cell = makers[criterion.kind](criterion, option, figures, said)
        return cell or self._unanswered(criterion, option)

    def _unanswered(self, criterion: model.Criterion, option: Option) -> Cell:
        words = self.wording.words
        answer = self._record(option).answers.get(criterion.id)
        if isinstance(answer, model.DoesNotApply):
            return Cell(option, "does_not_apply", reason=answer.does_not_apply)
        if isinstance(answer, model.Unknown):
            reason = getattr(words, f"unknown_{answer.unknown}")
            if answer.searched:
                reason = f"{reason} {words.searched_on.format(day=self.wording.day(answer.searched))}"
            sources = (answer.source,) if answer.source else ()
            return Cell(option, "unknown", reason=f"{reason} {answer.note or ''}".strip(), sources=sources)
        return Cell(option, "unknown", reason=words.not_known_by_itself)

    def _record(self, option: Option) -> model.Treatment | model.Technique:
        catalogue = self.catalogue
        return catalogue.techniques[option.id] if option.is_technique else catalogue.treatments[option.id]

    def members(self, option: Option) -> list[Option]:
        """Give an option and, for a treatment, its techniques."""
        if option.is_technique:
            return [option]
        return [option, *(self.options[each.id] for each in self.catalogue.treatments[option.id].techniques)]

    # --- what records say -------------------------------------------------------------------------------------------

    def _statements(self, criterion: model.Criterion, option: Option) -> Iterator[tuple[Option, model.Statement]]:
        for member in self.members(option):
            answer = self._record(member).answers.get(criterion.id)
            if isinstance(answer, tuple):
                yield from ((member, statement) for statement in answer)
            yield from ((member, statement) for statement in self._shared.get((criterion.id, member.id), ()))

    @cached_property
    def _shared(self) -> Mapping[tuple[str, str], list[model.Shared]]:
        """What records say of several options at once, by criterion and option."""
        found: dict[tuple[str, str], list[model.Shared]] = defaultdict(list)
        for statement in self.catalogue.data.shared:
            for name in statement.for_:
                found[statement.answers, name].append(statement)
        return found

    def _said(self, criterion: model.Criterion, option: Option) -> Iterator[Said]:
        for member, statement in self._statements(criterion, option):
            yield self.said(member, statement)

    def said(self, option: Option, statement: model.Statement) -> Said:
        """Say a statement in full, with the kind of record that it is from."""
        words, wording = self.wording.words, self.wording
        kinds = {kind.id: kind for kind in self.catalogue.data.vocabulary.kinds}
        kind = kinds[self.catalogue.sources[statement.source].kind]
        notes = [
            statement.people and words.said_of.format(people=statement.people),
            statement.place,
            statement.dated and wording.day(statement.dated),
            statement.among and self._among(statement.among),
            statement.note,
            statement.aside and words.kept_aside.format(reason=statement.aside),
        ]
        if statement.price and not statement.dated:
            notes.append(words.year_not_stated)
        sources = (statement.source, *((statement.via,) if statement.via else ()))
        return Said(option, self._text(statement), kind.name, kind.weak, tuple(note for note in notes if note),
                    sources, bool(statement.aside))

    def _text(self, statement: model.Statement) -> str:
        if statement.amount:
            return self.wording.amount(statement.amount)
        if statement.price:
            prices = {each.id: each.name for each in self.catalogue.data.vocabulary.prices}
            return f"{self.wording.money(statement.price)} {prices[statement.per or '']}"
        if statement.limit:
            limits = {each.id: each.name for each in self.catalogue.data.vocabulary.limits}
            return f"{capital(limits[statement.limit])}: {self.wording.listed(self.choice(name) for name in statement.of)}"
        return statement.words or ""

    def choice(self, name: str, *, short: bool = False) -> str:
        """Name a choice of a facet."""
        choice = self.catalogue.choices[name]
        return choice.short or choice.name if short else choice.name

    def _among(self, facets: Mapping[str, Sequence[str]]) -> str:
        names = {facet.id: facet.name for facet in self.catalogue.data.facets}
        return "; ".join(
            f"{names[facet]}: {self.wording.listed(self.choice(name, short=True) for name in choices)}"
            for facet, choices in facets.items()
        )

    # --- what studies counted ---------------------------------------------------------------------------------------

    @cached_property
    def _found(self) -> Mapping[tuple[str, str], list[tuple[model.Study, model.Finding, model.Measured]]]:
        """Every finding by criterion and option; the arms of a comparison go each to its own option."""
        found: dict[tuple[str, str], list[tuple[model.Study, model.Finding, model.Measured]]] = defaultdict(list)
        for study in self.catalogue.data.studies:
            for finding in study.findings:
                arms = [(arm.of, arm) for arm in finding.arms if arm.of]
                for option, value in arms or [(name, finding) for name in finding.of or study.of]:
                    found[finding.answers, option].append((study, finding, value))
        return found

    def _figures(self, criterion: model.Criterion, option: Option) -> Iterator[Figure]:
        for member in self.members(option):
            for study, finding, value in self._found.get((criterion.id, member.id), ()):
                yield self._figure(member, study, finding, value)

    def _figure(self, option: Option, study: model.Study, finding: model.Finding, measured: model.Measured) -> Figure:
        words, wording, vocabulary = self.wording.words, self.wording, self.catalogue.data.vocabulary
        measure = next((each for each in self.catalogue.data.measures if each.id == finding.measure), None)
        judge = next((each for each in vocabulary.judges if each.id == finding.judged_by), None)
        value = next((each for name in ("count", "share", "score", "change", "amount", "reports") if (each := getattr(measured, name))), None)
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
            are_people=isinstance(value, values.Count | values.Share) and wording.is_people(value.thing),
            is_told=value is None or wording.is_told(getattr(value, "thing", "")) or isinstance(value, values.Reports),
            time=self._time(finding.at),
            result=result,
            exact=wording.exact(value) if value else "",
            sentence=full,
            at=wording.moment(finding.at) if finding.at else "",
            where=finding.where or "",
            what=finding.what or "",
            who=sentence([study.who, self._people(study)]),
            design=next(each.name for each in vocabulary.designs if each.id == study.design),
            paid={"seller": words.paid_by_seller, "independent": words.paid_independent}.get(study.paid_by or "", words.paid_not_given),
            notes=tuple(note for note in notes if note),
            certainty=certainty.of(study, finding, self.catalogue),
            sources=(study.source,),
        )

    def _people(self, study: model.Study) -> str:
        return self.wording.counted(study.people, self.wording.words.people_counted) if study.people else self.wording.words.people_not_given

    def _time(self, moment: values.Moment | None) -> Decimal | None:
        if moment is None or (moment.amount is None and moment.word == "not_stated"):
            return None
        if moment.amount is None:
            return Decimal(0)
        return self.wording.reckoned(moment.amount, moment.amount.range.low)

    def _result(self, measured: model.Measured, value: object, measure: model.Measure | None) -> tuple[str, str]:
        """Say a result shortly, and as a sentence with both sides where the other side is known."""
        words, wording = self.wording.words, self.wording
        those = measure.those or measure.name if measure else ""
        if measured.levels:
            levels = [f"{level}: {wording.hundred(share.percent)}" for level, share in measured.levels.items()]
            exact = [f"{level}: {wording.exact(share)}" for level, share in measured.levels.items()]
            return "; ".join(levels), "; ".join(exact)
        match value:
            case values.Count() | values.Share():
                short = self._of_hundred(value)
                others = wording.others(value.percent) if measure and measure.others else ""
                both = words.both_sides.format(those=f"{short} {those}", others=others, did_not=measure.others) if measure and others else f"{short} {those}"
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
            name = self.options[arm.of].name if arm.of else arm.control or words.control
            value = next((each for form in ("count", "share", "score", "change", "amount", "reports") if (each := getattr(arm, form))), None)
            sides.append(f"{name}: {self.wording.exact(value) if value else arm.words or arm.verdict or ''}")
        difference = getattr(words, f"difference_{finding.difference}") if finding.difference else ""
        names = [side.partition(":")[0] for side in sides]
        return f"{'; '.join(sides)}. {difference.format(first=names[0], second=names[-1])}".strip()

    # --- findings ---------------------------------------------------------------------------------------------------

    def _findings(self, criterion: model.Criterion, option: Option, figures: tuple[Figure, ...], said: tuple[Said, ...]) -> Cell | None:
        if not figures and not said:
            return None
        own = [each for each in said if each.option == option]
        leading, lines, sure = self._lead(criterion, option, figures)
        verdict, sources = self._verdict(criterion, figures, leading, sure, own)
        shown = lines if leading is None or verdict != leading.text else [replace(leading, text=""), *lines[1:]]
        if not figures:
            shown = [self._line(each, option) for each in said if each.text != verdict][:LINES]
        return Cell(option, "known", verdict, tuple(shown[:LINES]), sources, sure, figures=figures, said=said)

    def _verdict(self, criterion: model.Criterion, figures: Sequence[Figure], leading: Line | None, sure: Certainty | None,
                 own: Sequence[Said]) -> tuple[str, tuple[str, ...]]:  # fmt: skip
        words = self.wording.words
        if own:
            return own[0].text, own[0].sources
        if criterion.verdicts and sure:
            return getattr(criterion.verdicts, sure.level), ()
        if leading and not all(figure.is_told for figure in figures):
            return leading.text, leading.sources
        if any(figure.value is not None for figure in figures):
            return words.has_happened, ()
        return (leading.text, leading.sources) if leading else (words.see_techniques, ())

    def _lead(self, criterion: model.Criterion, option: Option, figures: Sequence[Figure]) -> tuple[Line | None, list[Line], Certainty | None]:
        """Choose the technique with most people counted, and give a line for each kind of judge, their own view first."""
        if not figures:
            return None, [], None
        counted: dict[str, int] = defaultdict(int)
        for figure in figures:
            counted[figure.option.id] = max(counted[figure.option.id], self._weight(figure))
        best = max(counted, key=lambda name: counted[name])
        groups = self._groups(criterion, [figure for figure in figures if figure.option.id == best])
        chosen = self._one_a_judge(groups)
        lines = [self._group_line(group, option) for group in chosen]
        sure = certainty.lowest(None if figure.is_told else figure.certainty for group in chosen for figure in group)
        if any(self._spread(group) > self.catalogue.data.certainty.spread for group in chosen):
            sure = certainty.spread(sure)
        return lines[0], lines, sure

    def _weight(self, figure: Figure) -> int:
        """How much a figure counts for being shown first: their own view before all, then the number counted."""
        themselves = {judge.id for judge in self.catalogue.data.vocabulary.judges if judge.themselves}
        million = 1_000_000
        if figure.is_told:
            return 0
        return (figure.counted or 0) + (million if figure.judge in themselves else 0) + 10 * million

    def _groups(self, criterion: model.Criterion, figures: Sequence[Figure]) -> list[list[Figure]]:
        """Put together the figures of one family, judge and form; one time a study, the nearest to the row's."""
        groups: dict[object, list[Figure]] = defaultdict(list)
        for figure in figures:
            groups[self._likeness(figure)].append(figure)
        return [self._nearest(criterion, group) for group in groups.values()]

    @staticmethod
    def _likeness(figure: Figure) -> object:
        family = figure.measure.family if figure.measure else figure.result
        match figure.value:
            case values.Count() | values.Share() as value:
                form: object = ("of", figure.are_people or value.thing, figure.measure and figure.measure.those)
            case values.Score() as value:
                form = ("score", value.of)
            case values.Change() as value:
                form = (value.unit, value.direction)
            case values.Amount() as value:
                form = value.unit
            case _:
                form = figure.result
        return family, figure.judge, form, figure.what

    def _nearest(self, criterion: model.Criterion, group: list[Figure]) -> list[Figure]:
        near = self._time(criterion.near)
        kept: list[Figure] = []
        for source in dict.fromkeys(figure.sources for figure in group):
            own = [figure for figure in group if figure.sources == source]
            times = {figure.time for figure in own if figure.time is not None}
            best = min(times, key=lambda time: (abs(time - (near or 0)), time), default=None)
            kept += [figure for figure in own if figure.time == best]
        return kept

    def _one_a_judge(self, groups: Sequence[list[Figure]]) -> list[list[Figure]]:
        """Keep the group with most counted for each judge; those who were treated come first."""
        order = [judge.id for judge in self.catalogue.data.vocabulary.judges]
        best: dict[str, list[Figure]] = {}
        for group in groups:
            judge = group[0].judge
            if judge not in best or self._size(group) > self._size(best[judge]):
                best[judge] = group
        return sorted(best.values(), key=lambda group: (order.index(group[0].judge) if group[0].judge in order else len(order)))

    def _size(self, group: Sequence[Figure]) -> int:
        return sum(self._weight(figure) for figure in group)

    @staticmethod
    def _spread(group: Sequence[Figure]) -> Decimal:
        percents = [figure.percent for figure in group if figure.percent]
        lows = [each.low for each in percents if each.low is not None]
        highs = [each.high for each in percents if each.high is not None]
        return max(highs) - min(lows) if lows and highs else Decimal(0)

    def _group_line(self, group: Sequence[Figure], option: Option) -> Line:
        first = group[0]
        judges = {judge.id: judge.view for judge in self.catalogue.data.vocabulary.judges}
        lead = judges.get(first.judge, "")
        if first.option != option and not option.is_technique:
            lead = f"{first.option.short}, {lead[:1].lower()}{lead[1:]}" if lead else first.option.short
        return Line(lead, self._group_text(group), tuple(dict.fromkeys(name for figure in group for name in figure.sources)))

    def _group_text(self, group: Sequence[Figure]) -> str:
        words, wording = self.wording.words, self.wording
        first = group[0]
        studies = len({figure.sources for figure in group})
        text = first.result if len(group) == 1 else self._lined_up(group)
        counted = {figure.sources: figure.counted for figure in group if figure.counted}
        are_people = all(figure.are_people or not isinstance(figure.value, values.Count | values.Share) for figure in group)
        parts = [first.what and words.what_happened.format(what=first.what)]
        if studies > 1:
            parts.append(wording.counted(studies, words.studies_counted))
        plain = isinstance(first.value, values.Count) and first.value.of < HUNDRED and len(group) == 1
        if counted and are_people and not plain:
            parts.append(wording.counted(sum(counted.values()), words.people_counted))
        if isinstance(first.value, values.Share) and not are_people:
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

    # --- amounts ----------------------------------------------------------------------------------------------------

    def _amounts(self, criterion: model.Criterion, option: Option, figures: tuple[Figure, ...], said: tuple[Said, ...]) -> Cell | None:
        del figures
        pairs = [(self.said(member, each), each) for member, each in self._statements(criterion, option)]
        ranged = [(each, statement.amount) for each, statement in pairs if statement.amount and not statement.aside]
        if not pairs:
            return None
        if not ranged:
            return self._words(criterion, option, (), said)
        closed = [(each, amount) for each, amount in ranged if amount.range.hedge not in ("at least", "over")]
        opened = [(each, amount) for each, amount in ranged if amount.range.hedge in ("at least", "over")]
        verdict, ends = self._span(closed or opened)
        lines = [self._line(each, option) for each in ends]
        if closed and opened:
            furthest = max(opened, key=lambda pair: self.wording.reckoned(pair[1], pair[1].range.high))
            lines.append(replace(self._line(furthest[0], option)))
        return Cell(option, "known", verdict, tuple(lines[:LINES]), said=said)

    def _span(self, given: Sequence[tuple[Said, values.Amount]]) -> tuple[str, list[Said]]:
        """Give the lowest low to the highest high in words, and the records at both ends."""
        reckoned = self.wording.reckoned
        low_said, low = min(given, key=lambda pair: reckoned(pair[1], pair[1].range.low))
        high_said, high = max(given, key=lambda pair: reckoned(pair[1], pair[1].range.high))
        if low == high or low_said == high_said:
            return self.wording.amount(high), [high_said]
        start = Range(low.range.low, low.range.low, low.range.hedge if low.range.is_single else "")
        end = Range(high.range.high, high.range.high, "")
        if low.range.hedge in ("up to",) and low.range.is_single:
            start = replace(start, hedge="")
        if reckoned(low, start.low) == reckoned(high, end.high):
            return self.wording.amount(high), [high_said]
        first = self.wording.range(start)
        if low.unit != high.unit:
            first = f"{first} {self.wording.unit(low.unit, start)}"
        last = f"{self.wording.range(end)} {self.wording.unit(high.unit, end)}"
        return self.wording.words.range.format(low=first, high=last), [low_said, high_said]

    def _line(self, said: Said, option: Option) -> Line:
        """Say what one record says in a line, led in by its technique where that is not the column itself."""
        lead = said.option.short if said.option != option else ""
        return Line(lead, f"{said.text} ({said.kind})", said.sources)

    # --- money, words, limits ---------------------------------------------------------------------------------------

    def _money(self, criterion: model.Criterion, option: Option, figures: tuple[Figure, ...], said: tuple[Said, ...]) -> Cell | None:
        del criterion, figures
        if not said:
            return None
        lines = [Line(each.option.short if each.option != option else "", sentence([each.text, *each.notes[:2]]), each.sources)
                 for each in said if not each.is_aside]  # fmt: skip
        verdict = lines[0].text if len(lines) == 1 else self.wording.words.prices_differ
        return Cell(option, "known", verdict, tuple(lines[:LINES] if len(lines) > 1 else ()), lines[0].sources if len(lines) == 1 else (), said=said)

    def _words(self, criterion: model.Criterion, option: Option, figures: tuple[Figure, ...], said: tuple[Said, ...]) -> Cell | None:
        del criterion, figures
        if not said:
            return None
        own = [each for each in said if each.option == option]
        if own:
            rest = [self._line(each, option) for each in said if each is not own[0]]
            return Cell(option, "known", own[0].text, tuple(rest[:LINES - 1]), own[0].sources, said=said)
        if len(said) == 1:
            return Cell(option, "known", said[0].text, (), said[0].sources, said=said)
        lines = [self._line(each, option) for each in said]
        return Cell(option, "known", self.wording.words.depends_on_technique, tuple(lines[:LINES]), said=said)

    def _limits(self, criterion: model.Criterion, option: Option, figures: tuple[Figure, ...], said: tuple[Said, ...]) -> Cell | None:
        del figures
        if not said:
            return None
        union: dict[str, dict[str, None]] = defaultdict(dict)
        sources: dict[str, dict[str, None]] = defaultdict(dict)
        for _, statement in self._statements(criterion, option):
            if statement.limit:
                union[statement.limit] |= dict.fromkeys(statement.of)
                sources[statement.limit] |= dict.fromkeys([statement.source])
        lines = [
            Line(capital(limit.name), self.wording.listed((self.choice(name) for name in union[limit.id]), FEW), tuple(sources[limit.id]))
            for limit in self.catalogue.data.vocabulary.limits
            if limit.id in union
        ]
        everyone = {name for names in union.values() for name in names}
        verdict = self.wording.counted(len(everyone), self.wording.words.limits_counted) if everyone else said[0].text
        return Cell(option, "known", verdict, tuple(lines), said=said, covered=dict.fromkeys(everyone, 1))

    # --- coverage and clearances ------------------------------------------------------------------------------------

    def _coverage(self, criterion: model.Criterion, option: Option, figures: tuple[Figure, ...], said: tuple[Said, ...]) -> Cell | None:
        del figures
        facet = next(each for each in self.catalogue.data.facets if each.id == criterion.facet)
        studied, stating = self._studied(facet.id, option)
        cleared = self._cleared(facet.id, option)
        stated = {name for _, each in self._statements(criterion, option) for name in each.among.get(facet.id, ())}
        if not studied and not cleared and not said:
            return None
        words, wording = self.wording.words, self.wording
        lines = []
        covered = {choice.id: len(studied.get(choice.id, ())) for choice in facet.choices
                   if choice.id in studied or choice.id in cleared or choice.id in stated}  # fmt: skip
        if studied:
            names = self._choices(facet, studied)
            lines.append(Line(words.studied, names, _few(name for each in facet.choices for name in studied.get(each.id, ()))))
        if cleared:
            lines.append(Line(words.cleared, self._choices(facet, cleared), _few(name for names in cleared.values() for name in names)))
        missing = [choice.id for choice in facet.choices if choice.id not in studied]
        if facet.ordered and studied and missing:
            left_out = self._choices(facet, dict.fromkeys(missing, ()))
            lines.append(Line("", wording.counted(stating, words.none_included, choices=left_out)))
        own = [each for each in said if each.option == option]
        verdict = own[0].text if own and not covered else self._choices(facet, covered) if covered else said[0].text
        if facet.ordered and covered:
            verdict = f"{facet.name}: {verdict}"
        rest = [self._line(each, option) for each in said if each.text != verdict]
        return Cell(option, "known", verdict, tuple([*lines, *rest][:LINES]), said=said, covered=covered)

    def _studied(self, facet: str, option: Option) -> tuple[dict[str, list[str]], int]:
        """Give the sources of the studies that included each choice, and how many studies say whom they included."""
        members = {member.id for member in self.members(option)}
        found: dict[str, list[str]] = defaultdict(list)
        stating = set()
        for study in self._studies_of_members(members):
            for choice in study.among.get(facet, ()):
                stating.add(study.source)
                if study.source not in found[choice]:
                    found[choice].append(study.source)
        return found, len(stating)

    def _studies_of_members(self, members: set[str]) -> list[model.Study]:
        found = {id(study): study for name in members for study in self._studies.get(name, ())}
        return list(found.values())

    @cached_property
    def _studies(self) -> Mapping[str, list[model.Study]]:
        found: dict[str, list[model.Study]] = defaultdict(list)
        for study in self.catalogue.data.studies:
            for name in study.of:
                found[name].append(study)
        return found

    def studies(self, option: Option) -> list[model.Study]:
        """Give the studies of an option and of its techniques."""
        return self._studies_of_members({member.id for member in self.members(option)})

    def clearances(self, option: Option) -> list[tuple[Option, model.Device, model.Clearance]]:
        """Give what regulators have allowed, newest first."""
        found = [
            (member, device, clearance)
            for member in self.members(option)
            if member.is_technique
            for device in self.catalogue.techniques[member.id].devices
            for clearance in device.clearances
        ]
        return sorted(found, key=lambda each: each[2].date, reverse=True)

    def _cleared(self, facet: str, option: Option) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for _, _, clearance in self.clearances(option):
            for choice in (*clearance.for_.get(facet, ()), *clearance.only.get(facet, ())):
                found[choice].append(clearance.source)
        return found

    def _choices(self, facet: model.Facet, names: Mapping[str, object]) -> str:
        """Name choices in the order of the facet; neighbours of an ordered facet become a range."""
        ordered = [choice for choice in facet.choices if choice.id in names]
        short = [choice.short or choice.name for choice in ordered]
        if facet.ordered and len(ordered) > 2:  # noqa: PLR2004  (a range needs something between its ends)
            places = [facet.choices.index(choice) for choice in ordered]
            if places == list(range(places[0], places[-1] + 1)):
                return self.wording.words.range.format(low=short[0], high=short[-1])
        return self.wording.listed(short, None if facet.ordered else FEW)

    def _clearances(self, criterion: model.Criterion, option: Option, figures: tuple[Figure, ...], said: tuple[Said, ...]) -> Cell | None:
        del figures
        words, wording = self.wording.words, self.wording
        found = self.clearances(option)
        off = [(member, each) for member in self.members(option) if member.is_technique
               for each in self.catalogue.techniques[member.id].off_label]  # fmt: skip
        if not found and not off:
            return self._words(criterion, option, (), said)
        ours = [each for each in found if self._is_ours(each[2].for_)]
        verdict = words.cleared_for_it if ours else words.cleared_for_other if found else words.nothing_cleared
        told = [self.cleared(member, device, each) for member, device, each in found]
        told += [Said(member, each.words, words.off_label, False, (), (each.source,)) for member, each in off]  # noqa: FBT003
        first = [each for each, (_, _, clearance) in zip(told, found, strict=False) if not ours or self._is_ours(clearance.for_)]
        lines = [Line(each.option.short if each.option != option else "", sentence([each.text, *each.notes[:1]]), each.sources) for each in first[:2]]
        lines += [Line(words.off_label_lead, each.text, each.sources) for each in told[len(found):]][:1]
        return Cell(option, "known", verdict.format(concern=self.concern), tuple(lines), said=(*told, *said))

    @cached_property
    def concern(self) -> str:
        """Name what the decision is about."""
        return self.wording.listed(self.choice(name).lower() for names in self.catalogue.data.decision.concern.values() for name in names)

    def _is_ours(self, facets: Mapping[str, Sequence[str]]) -> bool:
        return any(set(facets.get(facet, ())) & set(choices) for facet, choices in self.catalogue.data.decision.concern.items())

    def cleared(self, option: Option, device: model.Device, clearance: model.Clearance) -> Said:
        """Say a clearance in full."""
        words = self.wording.words
        status = words.status_cleared if clearance.status == "cleared" else words.status_approved
        day = self.wording.day(clearance.date)
        text = words.clearance.format(device=device.name, by=clearance.by, status=status, day=day, purpose=clearance.purpose)
        notes = [clearance.number or "", words.only_for.format(who=self._among(clearance.only)) if clearance.only else ""]
        return Said(option, text, words.regulator_kind, False, tuple(note for note in notes if note), (clearance.source,))  # noqa: FBT003


def _whole(ranges: Sequence[Range]) -> Range:
    lows = [each.low for each in ranges if each.low is not None]
    highs = [each.high for each in ranges if each.high is not None]
    return Range(min(lows), max(highs)) if lows and highs else Range(None, None)


def _few(names: Iterable[str]) -> tuple[str, ...]:
    """Keep the first few of many sources for a line; the rest stand behind it."""
    return tuple(dict.fromkeys(names))[:FEW]
