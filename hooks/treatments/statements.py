"""What single records say: each statement in full, and what several of them come to in a cell."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from treatments.columns import Cell, Line, Option, Said
from treatments.values import Range
from treatments.wording import Wording, capital, sentence, small

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from treatments import model, values
    from treatments.catalogue import Catalogue
    from treatments.options import Options

Item = TypeVar("Item")
LINES = 3
FEW = 4


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

    def said(self, option: Option, statement: model.Statement) -> Said:
        """Say a statement in full, with the kind of record that it is from."""
        words, wording = self.wording.words, self.wording
        kinds = {kind.id: kind for kind in self.catalogue.data.vocabulary.kinds}
        kind = kinds[self.catalogue.sources[statement.source].kind]
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
            bool(statement.aside),
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
        closed = [
            (each, amount)
            for each, amount in ranged
            if amount.range.hedge not in ("at least", "over")
        ]
        opened = [
            (each, amount) for each, amount in ranged if amount.range.hedge in ("at least", "over")
        ]
        furthest = sorted(
            opened, key=lambda pair: self.wording.reckoned(pair[1], pair[1].range.high)
        )[-1:]
        verdict, ends = self.span(closed or furthest)
        lines = [self.line(each, option) for each in ends]
        lines += [self.line(each, option) for each, _ in furthest if closed]
        return Cell(option, "known", "", verdict, tuple(lines[:LINES]), said=said)

    def span(self, given: Sequence[tuple[Said, values.Amount]]) -> tuple[str, list[Said]]:
        """Give the lowest low to the highest high in words, and the records at both ends."""
        reckoned = self.wording.reckoned
        low_said, low = min(given, key=lambda pair: reckoned(pair[1], pair[1].range.low))
        high_said, high = max(given, key=lambda pair: reckoned(pair[1], pair[1].range.high))
        if low == high or low_said == high_said:
            return self.wording.amount(high), [high_said]
        start = Range(low.range.low, low.range.low, low.range.hedge if low.range.is_single else "")
        end = Range(high.range.high, high.range.high, "")
        if low.range.hedge == "up to" and low.range.is_single:
            start = replace(start, hedge="")
        if reckoned(low, start.low) == reckoned(high, end.high):
            return self.wording.amount(high), [high_said]
        first = self.wording.range(start)
        if self.wording.unit_id(low.unit) != self.wording.unit_id(high.unit):
            first = f"{first} {self.wording.unit(low.unit, start)}"
        last = f"{self.wording.range(end)} {self.wording.unit(high.unit, end)}"
        return self.wording.words.range.format(low=first, high=last), [low_said, high_said]

    def money(
        self, criterion: model.Criterion, option: Option, said: tuple[Said, ...]
    ) -> Cell | None:
        del criterion
        if not said:
            return None
        priced = [each for each in said if not each.is_aside] or said
        lines = [self._price(each, option) for each in priced]
        verdict = lines[0].text if len(lines) == 1 else self.wording.words.prices_differ
        return Cell(
            option,
            "known",
            "",
            verdict,
            tuple(lines[:LINES] if len(lines) > 1 else ()),
            lines[0].sources if len(lines) == 1 else (),
            said=said,
        )

    def _price(self, said: Said, option: Option) -> Line:
        """Say a price with where and when it held; what else must be known follows."""
        lead = said.option.short if said.option != option else ""
        year = said.year or self.wording.words.year_not_stated
        return Line(lead, sentence([said.text, said.place, year]), said.sources)

    def words(
        self, criterion: model.Criterion, option: Option, said: tuple[Said, ...]
    ) -> Cell | None:
        del criterion
        told = [each for each in said if not each.is_aside] or list(said)
        if not told:
            return None
        own = [each for each in told if each.option == option]
        places = firsts((each for each in own if each.place), lambda each: each.place)
        if len(places) > 1:
            return self._cell(option, self.wording.words.depends_on_place, places, said)
        techniques = firsts(told, lambda each: each.option.id)
        if own:
            rest = [each for each in told if each not in own[:1]]
            return self._cell(option, own[0].text, rest, said, own[0].sources)
        if len(techniques) > 1:
            return self._cell(option, self.wording.words.depends_on_technique, techniques, said)
        cell = self._cell(option, told[0].text, told[1:], said, told[0].sources)
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


def firsts(items: Iterable[Item], key: Callable[[Item], object]) -> list[Item]:
    """Keep the first of the items that have the same key."""
    found: dict[object, Item] = {}
    for item in items:
        found.setdefault(key(item), item)
    return list(found.values())


def in_row(names: Iterable[str]) -> Iterator[str]:
    """Give names as they stand in a row: only the first keeps its capital."""
    for place, name in enumerate(names):
        yield name if place == 0 or name[:2].isupper() else small(name)


def few(names: Iterable[str]) -> tuple[str, ...]:
    """Keep the first few of many sources for a line; the rest stand behind it."""
    return tuple(dict.fromkeys(names))[:FEW]
