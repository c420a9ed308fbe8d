"""What single records say: each statement in full, and what several of them come to in a cell."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from treatments.columns import Cell, Line, Option, Said
from treatments.values import Range
from treatments.wording import UPPER, Wording, capital, sentence, small

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from treatments import model, values
    from treatments.catalogue import Catalogue
    from treatments.options import Options

Item = TypeVar("Item")
LINES = 3  # under a verdict of a few words
FEW_LINES = 1  # under a verdict that is a sentence of its own
FEW = 4
QUARTER = 4
OPEN = ("at least", "over")


@dataclass(frozen=True)
class Statements:
    """Says what records say."""

    catalogue: Catalogue
    wording: Wording
    options: Options

    def statements(
        self, criterion: model.Criterion, option: Option
    ) -> Iterator[tuple[Option, model.Statement]]:
        for member in self.options.members(option):
            answer = self.options.record(member).answers.get(criterion.id)
            if isinstance(answer, tuple):
                yield from ((member, statement) for statement in answer)
            yield from (
                (member, statement) for statement in self._shared.get((criterion.id, member.id), ())
            )

    @cached_property
    def _shared(self) -> Mapping[tuple[str, str], list[model.Shared]]:
        """What records say of several options at once, by criterion and option."""
        found: dict[tuple[str, str], list[model.Shared]] = defaultdict(list)
        for statement in self.catalogue.data.shared:
            for name in statement.for_:
                found[statement.answers, name].append(statement)
        return found

    def all_said(self, criterion: model.Criterion, option: Option) -> Iterator[Said]:
        for member, statement in self.statements(criterion, option):
            yield self.said(member, statement)

    @cached_property
    def _kinds(self) -> Mapping[str, model.RecordKind]:
        return {kind.id: kind for kind in self.catalogue.data.vocabulary.kinds}

    def said(self, option: Option, statement: model.Statement) -> Said:
        """Say a statement in full, with the kind of record that it is from."""
        words, wording = self.wording.words, self.wording
        kind = self._kinds[self.catalogue.sources[statement.source].kind]
        notes = [
            statement.people and words.said_of.format(people=statement.people),
            statement.place,
            statement.dated and wording.day(statement.dated),
            statement.among and self.among(statement.among),
            statement.note,
            statement.aside and words.kept_aside.format(reason=statement.aside),
        ]
        if statement.price and not statement.dated:
            notes.append(words.year_not_stated)
        sources = (statement.source, *((statement.via,) if statement.via else ()))
        return Said(
            option,
            self._text(statement),
            kind.name,
            kind.weak,
            tuple(note for note in notes if note),
            sources,
            statement.aside or "",
            statement.place or "",
            statement.people or "",
            wording.day(statement.dated) if statement.dated else "",
        )

    def _text(self, statement: model.Statement) -> str:
        if statement.amount:
            return self.wording.amount(statement.amount)
        if statement.price:
            prices = {each.id: each.name for each in self.catalogue.data.vocabulary.prices}
            return f"{self.wording.money(statement.price)} {prices[statement.per or '']}"
        if statement.limit:
            limits = {each.id: each.name for each in self.catalogue.data.vocabulary.limits}
            named = self.wording.listed(self.choice(name) for name in statement.of)
            return f"{capital(limits[statement.limit])}: {named}"
        return statement.words or ""

    def choice(self, name: str, *, short: bool = False) -> str:
        """Name a choice of a facet."""
        choice = self.catalogue.choices[name]
        return choice.short or choice.name if short else choice.name

    def among(self, facets: Mapping[str, Sequence[str]]) -> str:
        names = {facet.id: facet.name for facet in self.catalogue.data.facets}
        listed = {
            facet: self.wording.listed(self.choice(name, short=True) for name in choices)
            for facet, choices in facets.items()
        }
        return "; ".join(f"{names[facet]}: {choices}" for facet, choices in listed.items())

    def line(self, said: Said, option: Option) -> Line:
        """Say what one record says in a line, led in by its technique if that is not the column."""
        place = "" if said.place.partition(",")[0] in said.text else said.place
        lead = said.option.short if said.option != option else place
        return Line(lead, f"{said.text} ({sentence([said.people, said.kind])})", said.sources)

    def amounts(
        self, criterion: model.Criterion, option: Option, said: tuple[Said, ...]
    ) -> Cell | None:
        pairs = [
            (self.said(member, each), each) for member, each in self.statements(criterion, option)
        ]
        ranged = [
            (each, statement.amount)
            for each, statement in pairs
            if statement.amount and not statement.aside
        ]
        if not pairs:
            return None
        if not ranged:
            return self.words(criterion, option, said)
        options = {each.option for each, _ in ranged}
        only = options.pop() if len(options) == 1 else option
        closed = [(each, amount) for each, amount in ranged if amount.range.hedge not in OPEN]
        opened = [(each, amount) for each, amount in ranged if amount.range.hedge in OPEN]
        furthest = sorted(
            opened, key=lambda pair: self.wording.reckoned(pair[1], pair[1].range.high)
        )[-1:]
        verdict, ends = self.span(closed or furthest)
        middle = (line for line in self._middle(closed) if line.text != verdict)
        # What has an open end is said beside the range, wherever that ends.
        beyond = [furthest[0][0]] if closed and furthest else []
        lines = [
            *middle,
            *(self.line(each, only) for each in ends),
            *(replace(self.line(each, only), stays=True) for each in beyond),
        ]
        about = only.short if only != option else ""
        return Cell(option, "known", about, verdict, tuple(lines), said=said)

    def _middle(self, given: Sequence[tuple[Said, values.Amount]]) -> Iterator[Line]:
        """Say where most of many records lie: a quarter of them is left off at either end."""
        reckoned = self.wording.reckoned
        off = len(given) // QUARTER
        if len(given) <= QUARTER:
            return
        in_order = sorted(
            given,
            key=lambda pair: (
                reckoned(pair[1], pair[1].range.low),
                reckoned(pair[1], pair[1].range.high),
            ),
        )
        kept = in_order[off:-off]
        lead = self.wording.words.the_middle.format(number=len(kept), all=len(given))
        yield Line(lead, self.span(kept)[0], few(name for each, _ in kept for name in each.sources))

    def span(self, given: Sequence[tuple[Said, values.Amount]]) -> tuple[str, list[Said]]:
        """Give the lowest low to the highest high in words, and the records at both ends."""
        reckoned = self.wording.reckoned
        low_said, low = min(
            given,
            key=lambda pair: (
                reckoned(pair[1], pair[1].range.low),
                pair[1].range.hedge not in UPPER,  # under 2 hours is less than 2 hours
            ),
        )
        high_said, high = max(given, key=lambda pair: reckoned(pair[1], pair[1].range.high))
        if low == high or low_said == high_said:
            return self.wording.amount(high), [high_said]
        if reckoned(low, low.range.low) == reckoned(high, high.range.high):
            return self.wording.amount(high), [high_said]
        is_one_unit = self.wording.unit_id(low.unit) == self.wording.unit_id(high.unit)
        unit = self.wording.unit(low.unit, Range(low.range.low, low.range.low))
        first = self.wording.low_end(low.range, "" if is_one_unit else f" {unit}")
        unit = self.wording.unit(high.unit, Range(high.range.high, high.range.high))
        last = self.wording.high_end(high.range, f" {unit}")
        return self.wording.words.range.format(low=first, high=last), [low_said, high_said]

    def words(
        self, criterion: model.Criterion, option: Option, said: tuple[Said, ...]
    ) -> Cell | None:
        del criterion
        told = [each for each in said if not each.is_aside] or list(map(with_reason, said))
        if not told:
            return None
        own = [each for each in told if each.option == option]
        places = firsts((each for each in own if each.place), lambda each: each.place)
        if len(places) > 1:
            return self._cell(option, self.wording.words.depends_on_place, places, said)
        techniques = firsts(told, lambda each: each.option.id)
        if own:
            rest = [each for each in told if each not in own[:1]]
            return self._cell(option, own[0].text, rest[:FEW_LINES], said, own[0].sources)
        if len(techniques) > 1:
            return self._cell(option, self.wording.words.depends_on_technique, techniques, said)
        rest = told[1 : 1 + FEW_LINES]
        cell = self._cell(option, told[0].text, rest, said, told[0].sources)
        return replace(cell, about=told[0].option.short)

    def _cell(
        self,
        option: Option,
        verdict: str,
        rest: Sequence[Said],
        said: tuple[Said, ...],
        sources: tuple[str, ...] = (),
    ) -> Cell:
        lines = tuple(self.line(each, option) for each in rest[:LINES])
        return Cell(option, "known", "", verdict, lines, sources, said=said)

    def limits(
        self, criterion: model.Criterion, option: Option, said: tuple[Said, ...]
    ) -> Cell | None:
        if not said:
            return None
        union: dict[str, dict[str, None]] = defaultdict(dict)
        sources: dict[str, dict[str, None]] = defaultdict(dict)
        for _, statement in self.statements(criterion, option):
            if statement.limit:
                union[statement.limit] |= dict.fromkeys(statement.of)
                sources[statement.limit] |= dict.fromkeys([statement.source])
        lines = [
            Line(
                capital(limit.name),
                self.wording.listed(in_row(self.choice(name) for name in union[limit.id]), FEW),
                tuple(sources[limit.id]),
            )
            for limit in self.catalogue.data.vocabulary.limits
            if limit.id in union
        ]
        everyone = {name for names in union.values() for name in names}
        verdict = (
            self.wording.counted(len(everyone), self.wording.words.limits_counted)
            if everyone
            else said[0].text
        )
        return Cell(
            option,
            "known",
            "",
            verdict,
            tuple(lines),
            said=said,
            covered=dict.fromkeys(everyone, 1),
        )


def with_reason(said: Said) -> Said:
    """Say why a record is kept aside, where nothing else is known."""
    return replace(said, text=f"{said.text.rstrip('.')}. {said.aside}")


def firsts(items: Iterable[Item], key: Callable[[Item], object]) -> list[Item]:
    """Keep the first of the items that have the same key."""
    found: dict[object, Item] = {}
    for item in items:
        found.setdefault(key(item), item)
    return list(found.values())


def in_row(names: Iterable[str]) -> Iterator[str]:
    """Give names as they stand in a row: only the first keeps its capital."""
    for place, name in enumerate(names):
        is_sign = name[:2].isupper() and name[1:2] != " "  # `RF`, and not `A cut`
        yield name if place == 0 or is_sign else small(name)


def few(names: Iterable[str]) -> tuple[str, ...]:
    """Keep the first few of many sources for a line; the rest stand behind it."""
    return tuple(dict.fromkeys(names))[:FEW]
