"""What single records say of a price: alike ones become one line, and unlike ones stay apart."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from treatments import model, values
from treatments.columns import Cell, Line, Option, Said
from treatments.statements import LINES, OPEN, Statements, few, firsts
from treatments.wording import Wording, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from treatments.values import Range

Pair = tuple[Said, model.Statement]


@dataclass(frozen=True)
class Prices:
    """Makes the cells of prices."""

    wording: Wording
    statements: Statements

    @cached_property
    def _kinds(self) -> Mapping[str, model.PriceKind]:
        return {each.id: each for each in self.wording.vocabulary.prices}

    def cell(
        self, criterion: model.Criterion, option: Option, said: tuple[Said, ...]
    ) -> Cell | None:
        """Put together the prices that agree in all but the sum; unlike ones stay apart."""
        pairs = [
            (self.statements.said(member, each), each)
            for member, each in self.statements.statements(criterion, option)
        ]
        kept = [pair for pair in pairs if not pair[0].is_aside] or pairs
        if not kept:
            return None
        groups: dict[object, list[Pair]] = defaultdict(list)
        for each, statement in kept:
            groups[self._alike(statement)].append((each, statement))
        in_order = sorted(groups.values(), key=self._place)
        # one sum of each currency and purpose, then all others
        kinds = firsts(in_order, lambda group: self._alike(group[0][1])[:2])
        ordered = [*kinds, *(group for group in in_order if group not in kinds)]
        lines = [self._line(group, option) for group in ordered]
        verdict = (
            self.wording.led(lines[0].lead, lines[0].text)
            if len(lines) == 1
            else self.wording.words.prices_differ
        )
        return Cell(
            option,
            "known",
            "",
            verdict,
            tuple(lines[:LINES] if len(lines) > 1 else ()),
            lines[0].sources if len(lines) == 1 else (),
            said=said,
        )

    @staticmethod
    def _alike(statement: model.Statement) -> tuple[object, ...]:
        """What prices must share to stand in one line; words stand by themselves."""
        price = statement.price
        if price is None:
            return (statement.words,)
        is_open = price.range.hedge in OPEN
        about = (statement.place, statement.dated, statement.people)
        return (price.currency, statement.per, is_open, *about)

    def _place(self, group: Sequence[Pair]) -> tuple[int, ...]:
        """Sums before words, those that say what they are for before others, many before few."""
        statement = group[0][1]
        kind = self._kinds.get(statement.per or "")
        return (statement.price is None, bool(kind and kind.vague), -len(group))

    def _line(self, group: Sequence[Pair], option: Option) -> Line:
        """Say one or several prices with what they are for, and where and when they held."""
        said, _ = group[0]
        priced = [(each, other.price) for each, other in group if other.price]
        if not priced:
            return self.statements.line(said, option)
        options = {each.option for each, _ in priced}
        lead = said.option.short if len(options) == 1 and said.option != option else ""
        year = said.year or self.wording.words.year_not_stated
        about = sentence([self._sums(group), said.people, said.place, year])
        ends = self._ends(priced, option) if len(options) > 1 else ""
        sources = few(name for each, _ in priced for name in each.sources)
        text = "; ".join(part for part in (about, ends) if part)
        return Line(lead, f"{text}. {said.aside}" if said.is_aside else text, sources)

    def _sums(self, group: Sequence[Pair]) -> str:
        """Say the lowest to the highest sum of alike prices, and what it is for."""
        said, statement = group[0]
        ranges = [each.price.range for _, each in group if each.price]
        if len(ranges) == 1 or statement.price is None:
            return said.text
        between = self.wording.between(min(ranges, key=_low), max(ranges, key=_high))
        return f"{between} {statement.price.currency} {self._kinds[statement.per or ''].name}"

    def _ends(self, priced: Sequence[tuple[Said, values.Money]], option: Option) -> str:
        """Name the techniques of the lowest and of the highest sum."""
        low, _ = min(priced, key=lambda pair: _low(pair[1].range))
        high, _ = max(priced, key=lambda pair: _high(pair[1].range))
        names = (each.option.short if each.option != option else "" for each in (low, high))
        return self.wording.ends(*names)


def _low(given: Range) -> Decimal:
    return given.low or Decimal(0)


def _high(given: Range) -> Decimal:
    return given.high or Decimal(0)
