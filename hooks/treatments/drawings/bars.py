"""What records say and studies found, as bars: one for each, never one for several."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from treatments import model, values
from treatments.drawings.marks import Scale, Sheet, scale
from treatments.values import Amount, Money, Range
from treatments.wording import Wording, sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from treatments.catalogue import Catalogue
    from treatments.cells import Cells
    from treatments.columns import Figure, Option, Said

OPEN_BELOW = ("up to", "under")
OPEN_ABOVE = ("at least", "over")
ROOM_ABOVE = 1.08  # of an open end, before the edge of the drawing


@dataclass(frozen=True, slots=True)
class Bar:
    """What one record says, or one result: an end that it leaves open is None.

    Bars of the same `kind` may stand on one scale. `among` are the choices that it holds for.
    """

    low: Decimal | None
    high: Decimal | None
    text: str
    whose: str
    people: str
    sources: tuple[str, ...]
    value: object
    is_weak: bool = False
    interval: Range | None = None
    kind: tuple[str, ...] = ()
    said: Said | None = None
    among: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def furthest(self) -> Decimal:
        """The highest number that it has."""
        ends = [self.low, self.high, *(self.interval.numbers if self.interval else ())]
        return max(end for end in ends if end is not None)

    @property
    def is_open(self) -> bool:
        """Whether it leaves an end open."""
        return self.low is None or self.high is None

    @property
    def told(self) -> str:
        """What it says, and whose word that is."""
        return f"{self.text} ({sentence([self.whose, self.people])})"


@dataclass(frozen=True, slots=True)
class Strip:
    """The bars of one option."""

    option: Option
    bars: tuple[Bar, ...]

    def is_of(self, option: Option) -> bool:
        """Whether it is of an option or of one of its techniques."""
        is_technique_of = not option.is_technique and self.option.treatment == option.id
        return self.option == option or is_technique_of


@dataclass(frozen=True)
class Bars:
    """Makes bars of a catalogue, says them and draws them."""

    catalogue: Catalogue
    wording: Wording
    cells: Cells

    def drawn(self, part: str) -> model.Criterion | None:
        """Find the criterion that a part of a figure is drawn from."""
        return next((each for each in self.catalogue.data.criteria if each.draws == part), None)

    # --- from records and results to bars ---------------------------------------------------------

    def of(self, criterion: model.Criterion, option: Option) -> tuple[Bar, ...]:
        """Give a bar for all that has a number, of an option by itself."""
        makers: dict[str, Callable[[model.Criterion, Option], Iterator[Bar]]] = {
            "amount": self._amounts,
            "money": self._prices,
            "findings": self._scores,
        }
        return tuple(makers[criterion.kind](criterion, option)) if criterion.kind in makers else ()

    def _statements(
        self, criterion: model.Criterion, option: Option
    ) -> Iterator[tuple[Said, model.Statement]]:
        for member, statement in self.cells.statements.statements(criterion, option):
            if member == option and not statement.aside:
                yield self.cells.statements.said(member, statement), statement

    def _amounts(self, criterion: model.Criterion, option: Option) -> Iterator[Bar]:
        for said, statement in self._statements(criterion, option):
            if statement.amount and statement.amount.range.low is not None:
                yield self._turned(statement.amount, criterion.unit, said, statement)

    def _turned(
        self, amount: Amount, unit: str | None, said: Said, statement: model.Statement
    ) -> Bar:
        low, high = (self.reckoned(unit, amount, each) for each in _ends(amount.range))
        people, is_weak = statement.people or "", said.is_weak
        return Bar(low, high, said.text, said.kind, people, said.sources, amount, is_weak,
                   said=said, among=statement.among)  # fmt: skip

    def reckoned(self, unit: str | None, amount: Amount, number: Decimal | None) -> Decimal | None:
        """Turn a number of an amount into a unit."""
        if number is None:
            return None
        one = Amount(Range(Decimal(1), Decimal(1)), unit or amount.unit)
        return self.wording.reckoned(amount, number) / self.wording.reckoned(one, Decimal(1))

    def turned(self, unit: str | None, bar: Bar) -> Bar:
        """Turn a bar into another unit."""
        given = bar.value
        if not isinstance(given, Amount):
            return bar
        low, high = (self.reckoned(unit, given, each) for each in _ends(given.range))
        return replace(bar, low=low, high=high)

    def _prices(self, criterion: model.Criterion, option: Option) -> Iterator[Bar]:
        kinds = {each.id: each for each in self.catalogue.data.vocabulary.prices}
        for said, statement in self._statements(criterion, option):
            price, paid_for = statement.price, kinds.get(statement.per or "")
            if price and paid_for and not paid_for.vague:
                year = statement.dated and self.wording.day(statement.dated)
                whose = sentence([said.kind, year or self.wording.words.year_not_stated])
                text, people = self.wording.money(price), statement.people or ""
                kind = (price.currency, paid_for.name, statement.place or "")
                yield Bar(*_ends(price.range), text, whose, people, said.sources, price,
                          said.is_weak, kind=kind, said=said)  # fmt: skip

    def _scores(self, criterion: model.Criterion, option: Option) -> Iterator[Bar]:
        for figure in self.cells.results.figures(criterion, option):
            score, measure = figure.value, figure.measure
            if figure.option != option or measure is None or not isinstance(score, values.Score):
                continue
            if not criterion.leads or measure.family in criterion.leads:
                kind = (str(score.of), measure.family, measure.of or "")
                yield self.result(figure, score.score, score.interval, kind)

    @staticmethod
    def result(
        figure: Figure, given: Range, interval: Range | None, kind: tuple[str, ...] = ()
    ) -> Bar:
        """Make a bar of one result."""
        whose = sentence([figure.judge_name, figure.at])
        people = sentence([figure.where, figure.who])
        return Bar(*_ends(given), figure.exact, whose, people, figure.sources, figure.value,
                   interval=interval, kind=kind)  # fmt: skip

    # --- in words ---------------------------------------------------------------------------------

    def unit(self, name: str | None) -> str:
        """Give the sign of a unit, or its name."""
        units = {each.id: each for each in self.catalogue.data.vocabulary.units}
        return units[name].short or units[name].many if name else ""

    def span(self, criterion: model.Criterion, bars: Sequence[Bar]) -> str:
        """Say the lowest to the highest of several bars, and whether one goes on."""
        closed = [bar for bar in bars if bar.high is not None]
        if not closed:
            return max(bars, key=lambda bar: bar.furthest).text
        text = self._whole(criterion, closed)
        goes_on = len(closed) < len(bars)
        return self.wording.words.figure_or_more.format(text=text) if goes_on else text

    def _whole(self, criterion: model.Criterion, bars: Sequence[Bar]) -> str:
        words, number = self.wording.words, self.wording.number
        if len({bar.text for bar in bars}) == 1:
            return bars[0].text
        if criterion.kind == "amount":
            amounts = [(each.said, each.value) for each in bars]
            return self.cells.statements.span(
                [(said, value) for said, value in amounts if said and isinstance(value, Amount)]
            )[0]
        first = min(bars, key=lambda bar: bar.furthest if bar.low is None else bar.low)
        last = max(bars, key=lambda bar: bar.high or Decimal(0))
        match first.value, last.value:
            case (Money() as low, Money() as high):
                return f"{self.wording.between(low.range, high.range)} {low.currency}"
            case (values.Score() as low, values.Score() as high):
                between = self.wording.between(low.score, high.score)
                return words.score_of.format(score=between, of=number(low.of))
        return words.range.format(low=first.text, high=last.text)

    def whose(self, bars: Sequence[Bar]) -> str:
        """Say from how many records or results something is, and of which kinds."""
        words, wording = self.wording.words, self.wording
        whose = wording.listed(bar.whose for bar in bars)
        if len(bars) == 1:
            return whose
        counted = words.records_counted if bars[0].said else words.results_counted
        return f"{wording.counted(len(bars), counted)}{words.colon} {whose}"

    def signs(self, bars: Iterable[Bar]) -> tuple[str, ...]:
        """Explain the signs that bars are drawn with."""
        words, drawn = self.wording.words, list(bars)
        signs = {
            words.figure_open: any(bar.is_open for bar in drawn),
            words.figure_hollow: any(bar.is_weak for bar in drawn),
            words.figure_interval: any(bar.interval for bar in drawn),
        }
        return tuple(sign for sign, is_used in signs.items() if is_used)

    def told(self, name: str, bars: Iterable[Bar]) -> str:
        """Say every bar under a name."""
        return f"{name}{self.wording.words.colon} {'; '.join(bar.told for bar in bars)}."

    def told_strips(self, strips: Iterable[Strip]) -> str:
        """Say every bar of several strips."""
        return " ".join(self.told(strip.option.name, strip.bars) for strip in strips)

    # --- on a sheet -------------------------------------------------------------------------------

    @staticmethod
    def scale(bars: Iterable[Bar]) -> Scale:
        """Make a scale that all bars have room on, with some more for open ends."""
        ends = ((float(bar.furthest), bar.high is None) for bar in bars)
        return scale(max(end * (ROOM_ABOVE if is_open else 1) for end, is_open in ends))

    def strip(self, sheet: Sheet, strip: Strip, name: str, span: str) -> None:
        """Draw a strip under its name, its span and whose it is."""
        named = ((name, "strong"),) if name else ()
        sheet.lines((*named, (span, "muted")))
        sheet.lines(((self.whose(strip.bars), "muted"),))
        sheet.space(0.15)
        for bar in strip.bars:
            self.bar(sheet, strip.option, bar)
        sheet.space(0.4)

    @staticmethod
    def bar(sheet: Sheet, option: Option, bar: Bar) -> None:
        """Draw one bar."""
        low, high = (None if each is None else float(each) for each in (bar.low, bar.high))
        sheet.bar(low, high, option.shape, option.treatment, is_hollow=bar.is_weak)
        if bar.interval and bar.interval.low is not None and bar.interval.high is not None:
            sheet.whisker(float(bar.interval.low), float(bar.interval.high), option.treatment)


def sources(bars: Iterable[Bar]) -> tuple[str, ...]:
    """Give every source behind bars, each once."""
    return tuple(dict.fromkeys(name for bar in bars for name in bar.sources))


def _ends(given: Range) -> tuple[Decimal | None, Decimal | None]:
    """Give both ends of a range; the one that its hedge leaves open is None."""
    low = None if given.hedge in OPEN_BELOW and given.is_single else given.low
    return low, None if given.hedge in OPEN_ABOVE else given.high
