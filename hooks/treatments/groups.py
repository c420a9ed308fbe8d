"""What several figures say in one line: from the lowest to the highest, of how many, and when."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from treatments import model, values
from treatments.columns import Figure, Line, Option
from treatments.findings import HUNDRED, Findings
from treatments.values import Range
from treatments.wording import Wording, capital, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from treatments.catalogue import Catalogue


@dataclass(frozen=True)
class Groups:
    """Says figures that stand in one line."""

    catalogue: Catalogue
    wording: Wording
    findings: Findings

    def line(self, group: Sequence[Figure]) -> Line:
        """Give the line of several figures of one judge, led in by whose view it is."""
        judges = {judge.id: judge.view for judge in self.catalogue.data.vocabulary.judges}
        sources = tuple(dict.fromkeys(name for figure in group for name in figure.sources))
        return Line(judges.get(group[0].judge, ""), self._text(group), sources)

    def as_verdict(self, group: Sequence[Figure]) -> Iterator[Line]:
        """Give the line of a group; what the ends of a range are of has a line of its own."""
        line = self.line(group)
        head, about = self._parts(group)
        if line.text == sentence([head, about]):
            yield line
        else:
            yield replace(line, text=head)
            yield Line("", capital(about))

    def of_technique(self, figure: Figure, only: Option) -> Line:
        """Give the line of one figure, led in by its technique if that is not the only one."""
        lead = "" if figure.option == only else figure.option.short
        return Line(lead, self._text([figure], say_unstated=False), figure.sources)

    def _text(self, group: Sequence[Figure], *, say_unstated: bool = True) -> str:
        text, about = self._parts(group, say_unstated=say_unstated)
        is_of_one = len({figure.where for figure in group}) == 1
        return (", " if is_of_one else "; ").join(part for part in (text, about) if part)

    def _parts(self, group: Sequence[Figure], *, say_unstated: bool = True) -> tuple[str, str]:
        """Say what several figures come to; and of what, of how many and when."""
        text = group[0].result if len(group) == 1 else self.lined_up(group)
        about = sentence([*self._how_many(group), self._when(group, say_unstated=say_unstated)])
        where = {figure.where for figure in group}
        if len(where) == 1:
            return text.rstrip("."), sentence([where.pop(), about])
        ends = self.wording.ends(*(figure.where for figure in ends_of(group)))
        return text.rstrip("."), "; ".join(part for part in (ends, about) if part)

    def studies(self, group: Sequence[Figure]) -> Iterator[str]:
        """Say how many studies there are, if there are several."""
        words = self.wording.words
        is_reviewed = any(figure.is_reviewed for figure in group)
        if (studies := len({figure.sources for figure in group})) > 1:
            form = words.studies_and_reviews if is_reviewed else words.studies_counted
            yield self.wording.counted(studies, form)

    def _how_many(self, group: Sequence[Figure]) -> Iterator[str]:
        """Say how many studies and people are behind a line, where the line does not say it yet."""
        first = group[0]
        if first.is_told:
            return
        studies = tuple(self.studies(group))
        yield from studies
        if studies and any(figure.is_reviewed for figure in group):
            return
        people: dict[tuple[str, ...], int] = defaultdict(int)
        for figure in group:
            people[figure.sources] = max(people[figure.sources], figure.counted or 0)
        if not all(people.values()):
            yield from () if studies else self._studied(first)
        elif isinstance(first.value, values.Count | values.Share) and not first.are_people:
            if len(group) == 1 and first.exact not in first.result:
                yield first.exact
        elif not _is_plain(group):
            yield self.wording.counted(sum(people.values()), self.wording.words.people_counted)

    def _studied(self, figure: Figure) -> Iterator[str]:
        """Say how many a study had of which it does not say how many were counted."""
        words = self.wording.words
        yield (
            self.wording.counted(figure.people, words.people_studied)
            if figure.people
            else words.people_not_given
        )

    def _when(self, group: Sequence[Figure], *, say_unstated: bool) -> str:
        words = self.wording.words
        times = {figure.at for figure in group if figure.at}
        if not say_unstated:
            times.discard(words.at_not_stated)
        stated = times - {words.at_not_stated}
        if len(stated) > 1:
            return words.at_different_times
        if stated != times and stated:
            return words.at_or_not_stated.format(time=stated.pop())
        return times.pop() if times else ""

    def lined_up(self, group: Sequence[Figure]) -> str:
        """Say several figures of one kind from the lowest to the highest."""
        wording, first = self.wording, group[0]
        if all(figure.percent for figure in group):
            return self._range_of_people(group)
        low, high = (_range(figure.value) for figure in ends_of(group))
        if low is None or high is None:
            return first.result
        match first.value:
            case values.Score() as value:
                of = wording.number(value.of)
                text = wording.words.score_of.format(score=wording.between(low, high), of=of)
            case values.Change() as value:
                unit = value.unit if value.unit in ("", "%") else f" {value.unit}"
                text = f"{wording.between(low, high, unit)} {wording.direction(value)}"
            case values.Amount() as value:
                text = f"{wording.between(low, high)} {wording.unit(value.unit, high)}"
            case _:
                return first.result
        return self.findings.scored(first.value, first.measure, text)

    def _range_of_people(self, group: Sequence[Figure]) -> str:
        low, high = ends_of(group)
        whats = {figure.what for figure in group}
        number = self._hundreds(group, low, high)
        if len(whats) == 1 and (what := whats.pop()):
            return self.wording.words.what_in.format(what=what, number=number)
        measure = self._measure(group)
        those = (measure.those or measure.name) if measure else ""
        return f"{number} {those}".strip()

    def _hundreds(self, group: Sequence[Figure], low: Figure, high: Figure) -> str:
        wording, of_hundred = self.wording, self.findings.of_hundred
        ends = (low.value, high.value)
        if low is high or low.percent is None or high.percent is None:
            same = [each for each in group if each.percent == high.percent]
            return of_hundred(max(same, key=lambda each: each.size).value)  # type: ignore[arg-type]
        if any(isinstance(end, values.Count) and end.of < HUNDRED for end in ends):
            first, last = (of_hundred(end) for end in ends)  # type: ignore[arg-type]
            return wording.words.range.format(low=first, high=last)
        things = "" if low.are_people else f" {wording.thing(getattr(low.value, 'thing', ''))}"
        return f"{wording.hundreds(low.percent, high.percent)}{things}"

    def _measure(self, group: Sequence[Figure]) -> model.Measure | None:
        """Give the measure of several figures; where it differs, the first of their family."""
        measures = {figure.measure for figure in group}
        if len(measures) == 1:
            return measures.pop()
        family = family_of(group[0])
        return next(each for each in self.catalogue.data.measures if each.family == family)


def ends_of(group: Sequence[Figure]) -> tuple[Figure, Figure]:
    """Give the lowest and the highest of several figures."""
    return min(group, key=low_of), max(group, key=high_of)


def _is_plain(group: Sequence[Figure]) -> bool:
    """Whether a line gives the plain count, so that it says already of how many."""
    value = group[0].value
    return len(group) == 1 and isinstance(value, values.Count) and value.of < HUNDRED


def family_of(figure: Figure) -> str:
    return figure.measure.family if figure.measure else ""


def likeness(figure: Figure) -> object:
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


def are_alike(figure: Figure, other: Figure) -> bool:
    """Whether two figures count the same kind of thing, so that they can stand on one scale."""
    families = {family_of(each) for each in (figure, other)}
    things = {getattr(each.value, "thing", "") for each in (figure, other)}
    same = figure.are_people and other.are_people
    return len(families) == 1 and (same or len(things) == 1)


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


def spread_of(group: Sequence[Figure]) -> Decimal:
    """How far apart the shares of several figures lie."""
    whole = _whole([figure.percent for figure in group if figure.percent])
    return (whole.high or Decimal(0)) - (whole.low or Decimal(0))


def low_of(figure: Figure) -> Decimal:
    given = figure.percent or _range(figure.value)
    return (given.low if given else None) or Decimal(0)


def high_of(figure: Figure) -> Decimal:
    given = figure.percent or _range(figure.value)
    return (given.high if given else None) or Decimal(0)
