"""The figures, worked out from the records: where each mark stands and what is said of it.

Records and studies that are unlike are never drawn as one: each has a mark of its own, and whose it is stands beside it.
A figure that the data cannot carry is not made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from treatments import model, values
from treatments.catalogue import Catalogue
from treatments.cells import Cells
from treatments.columns import Figure, Option, Said
from treatments.drawing import (
    LINE,
    NARROWEST,
    RIGHT,
    Band,
    Drawing,
    Mark,
    Runs,
    Scale,
    Shape,
    Sheet,
    Stroke,
    Words,
    across,
    em,
    percent,
    scale,
    wide,
    wrapped,
)
from treatments.values import Amount, Money, Range
from treatments.wording import Wording, capital, sentence, small

HUNDRED = 100
FEWEST_RECORDS = 2
MOST_PICTURES = 2
OPEN_BELOW = ("up to", "under")
OPEN_ABOVE = ("at least", "over")
ROOM_ABOVE = 1.08  # of an open end, before the edge of the drawing
FIRST_COLUMN, NEXT_BAR, NEXT_COLUMN = (
    2.7,
    0.55,
    1.0,
)  # in em, from the left of the drawing of depths
SHAPE = 0.4  # from the middle of a shape to its side, in em
NAMES_END = 97.0  # where the names of layers end, in percent
DEEP = 20.0  # how high the drawing of depths is from the surface down, in em


@dataclass(frozen=True, slots=True)
class Bar:
    """What one record says, or one result: an end that it leaves open is None.

    Bars with the same `kind` may stand on one scale.
    """

    low: Decimal | None
    high: Decimal | None
    text: str
    whose: str
    people: str
    sources: tuple[str, ...]
    is_weak: bool = False
    interval: Range | None = None
    kind: tuple[str, ...] = ()
    value: object = None
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


@dataclass(frozen=True, slots=True)
class Strip:
    """The bars of one option, a line of words over them."""

    option: Option
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """The visits of one record: how many, how far apart in all, and in its words."""

    bar: Bar
    visits: Range
    apart: Range


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer that lies between a highest and a lowest place, from the thinnest to the thickest."""

    record: model.Layer
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class Figures:
    """Draws what a catalogue holds."""

    catalogue: Catalogue
    wording: Wording
    cells: Cells

    # --- which figures a place has ----------------------------------------------------------------------------------

    def over(self, option: Option) -> tuple[Drawing, ...]:
        """Draw what stands over the questions on the page of an option: how deep it reaches."""
        return self.depths((option,))

    def answer(self, criterion: model.Criterion, option: Option) -> tuple[Drawing, ...]:
        """Draw the answer of one option to a question."""
        drawings = [*self.ranges(criterion, (option,)), self.verdicts(criterion, option)]
        return (*self._present(*drawings), *self.people(criterion, option))

    def pair(self, options: Sequence[Option]) -> tuple[Drawing, ...]:
        """Draw several options on one scale each: how deep they reach, then their ranges."""
        return (*self.depths(options), *self.scales(options))

    def own(self, technique: Option) -> tuple[Drawing, ...]:
        """Draw what is known of one technique by itself: the weeks of a course."""
        return self._present(self.course(technique))

    def scales(self, options: Sequence[Option]) -> tuple[Drawing, ...]:
        """Draw each range of the options on one scale."""
        return tuple(
            each for row in self.catalogue.data.criteria for each in self.ranges(row, options)
        )

    @staticmethod
    def _present(*drawings: Drawing | None) -> tuple[Drawing, ...]:
        return tuple(drawing for drawing in drawings if drawing)

    def _drawn(self, part: str) -> model.Criterion | None:
        return next((each for each in self.catalogue.data.criteria if each.draws == part), None)

    # --- what records say, as bars ----------------------------------------------------------------------------------

    def _own(
        self, criterion: model.Criterion, option: Option
    ) -> Iterator[tuple[Said, model.Statement]]:
        """Give what records say of an option by itself, less what is kept out of ranges."""
        for member, statement in self.cells.statements.statements(criterion, option):
            if member == option and not statement.aside:
                yield self.cells.statements.said(member, statement), statement

    def _bars(self, criterion: model.Criterion, option: Option) -> tuple[Bar, ...]:
        makers: dict[str, Callable[[model.Criterion, Option], Iterator[Bar]]] = {
            "amount": self._amounts, "money": self._prices, "findings": self._scores,
        }  # fmt: skip
        return tuple(makers[criterion.kind](criterion, option)) if criterion.kind in makers else ()

    def _amounts(self, criterion: model.Criterion, option: Option) -> Iterator[Bar]:
        for said, statement in self._own(criterion, option):
            amount = statement.amount
            if amount and amount.range.low is not None:
                given = Range(
                    *(
                        self._in(criterion.unit, amount, each)
                        for each in (amount.range.low, amount.range.high)
                    ),
                    amount.range.hedge,
                )
                yield self._said_bar(said, statement, given, amount)

    def _in(self, unit: str | None, amount: Amount, number: Decimal | None) -> Decimal:
        """Turn a number of an amount into a unit."""
        one = Amount(Range(Decimal(1), Decimal(1)), unit or amount.unit)
        return self.wording.reckoned(amount, number) / self.wording.reckoned(one, Decimal(1))

    def _prices(self, criterion: model.Criterion, option: Option) -> Iterator[Bar]:
        kinds = {each.id: each for each in self.catalogue.data.vocabulary.prices}
        for said, statement in self._own(criterion, option):
            price, paid_for = statement.price, kinds.get(statement.per or "")
            if price and paid_for and not paid_for.vague:
                kind = (price.currency, paid_for.name, statement.place or "")
                yield self._said_bar(said, statement, price.range, price, kind)

    def _said_bar(
        self,
        said: Said,
        statement: model.Statement,
        given: Range,
        value: object,
        kind: tuple[str, ...] = (),
    ) -> Bar:
        words, wording = self.wording.words, self.wording
        year = (
            ""
            if not kind
            else wording.day(statement.dated)
            if statement.dated
            else words.year_not_stated
        )
        low = None if given.hedge in OPEN_BELOW and given.is_single else given.low
        high = None if given.hedge in OPEN_ABOVE else given.high
        text = wording.money(value) if isinstance(value, Money) else said.text
        return Bar(
            low,
            high,
            text,
            sentence([said.kind, year]),
            statement.people or "",
            said.sources,
            said.is_weak,
            kind=kind,
            value=value,
            said=said,
            among=statement.among,
        )

    def _scores(self, criterion: model.Criterion, option: Option) -> Iterator[Bar]:
        for figure in self.cells.results.figures(criterion, option):
            score = figure.value
            is_leading = figure.measure and (
                not criterion.leads or figure.measure.family in criterion.leads
            )
            if (
                figure.option == option
                and isinstance(score, values.Score)
                and is_leading
                and score.score.low is not None
            ):
                given, measure = score.score, figure.measure
                low = None if given.hedge in OPEN_BELOW and given.is_single else given.low
                high = None if given.hedge in OPEN_ABOVE else given.high
                whose = sentence([figure.judge_name, figure.at])
                kind = (
                    str(score.of),
                    measure.family if measure else "",
                    measure.of or "" if measure else "",
                )
                people = sentence([figure.where, figure.who])
                yield Bar(
                    low,
                    high,
                    figure.exact,
                    whose,
                    people,
                    figure.sources,
                    interval=score.interval,
                    kind=kind,
                    value=score,
                )

    # --- ranges on one scale ----------------------------------------------------------------------------------------

    def ranges(self, criterion: model.Criterion, options: Sequence[Option]) -> tuple[Drawing, ...]:
        """Draw all that records say on a criterion on one scale for each kind that can share one.

        Several options are drawn where at least two of them have a number, and the others say why they have none.
        """
        if criterion.draws != "range":
            return ()
        strips = [
            Strip(member, self._bars(criterion, member))
            for option in options
            for member in self.cells.options.members(option)
        ]
        kinds = dict.fromkeys(bar.kind for strip in strips for bar in strip.bars)
        made = (
            self._range(criterion, options, strips, kind, number)
            for number, kind in enumerate(kinds)
        )
        return self._present(*made)

    def _range(
        self,
        criterion: model.Criterion,
        options: Sequence[Option],
        strips: Sequence[Strip],
        kind: tuple[str, ...],
        number: int,
    ) -> Drawing | None:
        chosen = [
            Strip(strip.option, tuple(bar for bar in strip.bars if bar.kind == kind))
            for strip in strips
        ]
        chosen = [strip for strip in chosen if strip.bars]
        bars = [bar for strip in chosen for bar in strip.bars]
        carried = [
            option for option in options if any(self._is_of(strip, option) for strip in chosen)
        ]
        if len(carried) < min(2, len(options)) or len(bars) < FEWEST_RECORDS:
            return None
        is_several = len(options) > 1
        sheet = Sheet(self._scale(criterion, kind, bars))
        for option in options:
            own = [strip for strip in chosen if self._is_of(strip, option)]
            if is_several:
                sheet.title(
                    option.short,
                    option.shape,
                    option.treatment,
                    () if own else ((self._gap(criterion, option), "unknown"),),
                )
            for strip in own:
                name = "" if is_several and strip.option == option else strip.option.short
                self._strip(criterion, sheet, strip, name)
            sheet.space(0.5)
        marks = sheet.axis(
            self._tick(criterion, kind, tick, sheet.scale) for tick in sheet.scale.ticks
        )
        return Drawing(
            id=f"fig-{criterion.id}{number or ''}",
            caption=self._range_caption(criterion, carried, chosen, kind),
            text=self._told(chosen),
            height=sheet.height,
            marks=marks,
            notes=self._range_notes(criterion, bars, kind),
            sources=_sources(bars),
        )

    @staticmethod
    def _is_of(strip: Strip, option: Option) -> bool:
        return strip.option == option or (
            not option.is_technique and strip.option.treatment == option.id
        )

    def _gap(self, criterion: model.Criterion, option: Option) -> str:
        words, cell = self.wording.words, self.cells.cell(criterion, option.id)
        known = words.figure_no_number if cell.is_known else words.not_known
        return words.does_not_apply if cell.state == "does_not_apply" else known

    def _scale(
        self, criterion: model.Criterion, kind: tuple[str, ...], bars: Iterable[Bar]
    ) -> Scale:
        if criterion.kind == "findings":
            return scale(float(kind[0]))
        return scale(
            max(float(bar.furthest) * (ROOM_ABOVE if bar.high is None else 1) for bar in bars)
        )

    def _tick(
        self, criterion: model.Criterion, kind: tuple[str, ...], tick: float, on: Scale
    ) -> str:
        number = self.wording.number(_number(tick))
        if tick != on.end or criterion.kind == "findings":
            return number
        return (
            f"{number} {kind[0]}"
            if criterion.kind == "money"
            else f"{number} {self._unit(criterion)}"
        )

    def _unit(self, criterion: model.Criterion) -> str:
        unit = next(
            each for each in self.catalogue.data.vocabulary.units if each.id == criterion.unit
        )
        return unit.short or unit.many

    def _strip(self, criterion: model.Criterion, sheet: Sheet, strip: Strip, name: str) -> None:
        runs: Runs = ((name, "strong"), (self._span(criterion, strip.bars), "muted"))
        sheet.lines(tuple(run for run in runs if run[0]))
        sheet.lines(((self._whose(strip.bars), "muted"),))
        sheet.space(0.15)
        for bar in strip.bars:
            self._bar(sheet, strip.option, bar)
        sheet.space(0.4)

    @staticmethod
    def _bar(sheet: Sheet, option: Option, bar: Bar) -> None:
        low, high = (None if each is None else float(each) for each in (bar.low, bar.high))
        sheet.bar(low, high, option.shape, option.treatment, is_hollow=bar.is_weak)
        if bar.interval and bar.interval.low is not None and bar.interval.high is not None:
            sheet.whisker(float(bar.interval.low), float(bar.interval.high), option.treatment)

    def _span(self, criterion: model.Criterion, bars: Sequence[Bar]) -> str:
        """Say the lowest to the highest of several bars, and whether one goes on."""
        closed = [bar for bar in bars if bar.high is not None]
        if not closed:
            return max(bars, key=lambda bar: bar.furthest).text
        text = self._whole(criterion, closed)
        return (
            self.wording.words.figure_or_more.format(text=text) if len(closed) < len(bars) else text
        )

    def _whole(self, criterion: model.Criterion, bars: Sequence[Bar]) -> str:
        words, wording = self.wording.words, self.wording
        if len({bar.text for bar in bars}) == 1:
            return bars[0].text
        if criterion.kind == "amount":
            return self.cells.statements.span(
                [
                    (bar.said, bar.value)
                    for bar in bars
                    if bar.said and isinstance(bar.value, Amount)
                ]
            )[0]
        first = min(bars, key=lambda bar: bar.furthest if bar.low is None else bar.low)
        last = max(bars, key=lambda bar: bar.high or 0)
        low = wording.number(first.low) if first.low is not None else _hedged(wording, first)
        text = words.range.format(low=low, high=wording.number(last.high or 0))
        match first.value:
            case Money(_, currency):
                return f"{text} {currency}"
            case values.Score(_, _, of):
                return words.score_of.format(score=text, of=wording.number(of))
        return text

    def _whose(self, bars: Sequence[Bar]) -> str:
        """Say from how many records a strip is, and of which kinds."""
        words, wording = self.wording.words, self.wording
        whose = wording.listed(dict.fromkeys(bar.whose for bar in bars))
        if len(bars) == 1:
            return whose
        counted = wording.counted(
            len(bars), words.results_counted if bars[0].said is None else words.records_counted
        )
        return f"{counted}{words.colon} {whose}"

    def _range_caption(
        self,
        criterion: model.Criterion,
        options: Sequence[Option],
        strips: Sequence[Strip],
        kind: tuple[str, ...],
    ) -> str:
        words, wording = self.wording.words, self.wording
        name = (
            criterion.name
            if criterion.kind != "money"
            else sentence([criterion.name, kind[1], kind[2]])
        )
        spans = [
            (
                option,
                self._span(
                    criterion,
                    [bar for strip in strips if self._is_of(strip, option) for bar in strip.bars],
                ),
            )
            for option in options
        ]
        if len(spans) > 1:
            return words.figure_ranges.format(
                name=name, list="; ".join(f"{option.short} {text}" for option, text in spans)
            )
        techniques = sum(strip.option.is_technique for strip in strips)
        over = wording.counted(techniques, words.figure_techniques) if techniques > 1 else ""
        return words.figure_ranges.format(name=name, list=sentence([spans[0][1], over]))

    def _range_notes(
        self, criterion: model.Criterion, bars: Sequence[Bar], kind: tuple[str, ...]
    ) -> tuple[str, ...]:
        words = self.wording.words
        are_results = criterion.kind == "findings"
        notes = [
            words.figure_each_result if are_results else words.figure_each_record,
            capital(f"{kind[2]}.") if are_results and kind[2] else "",
            *self._signs(bars),
        ]
        return tuple(note for note in notes if note)

    def _signs(self, bars: Sequence[Bar]) -> list[str]:
        """Explain the signs that a drawing uses."""
        words = self.wording.words
        return [
            words.figure_open if any(bar.is_open for bar in bars) else "",
            words.figure_hollow if any(bar.is_weak for bar in bars) else "",
            words.figure_interval if any(bar.interval for bar in bars) else "",
        ]

    def _told(self, strips: Iterable[Strip]) -> str:
        """Say every bar in words."""
        return " ".join(
            f"{strip.option.name}{self.wording.words.colon} {'; '.join(map(self._told_bar, strip.bars))}."
            for strip in strips
        )

    @staticmethod
    def _told_bar(bar: Bar) -> str:
        return f"{bar.text} ({sentence([bar.whose, bar.people])})"

    # --- how deep it reaches ----------------------------------------------------------------------------------------

    @cached_property
    def _layers(self) -> tuple[Layer, ...]:
        """The layers from the top, with where each begins: as it was measured, or under the layers above it."""
        found: list[Layer] = []
        low = high = Decimal(0)
        for record in self.catalogue.data.layers:
            if record.starts:
                low, high = self._ends(record.starts)
            found.append(Layer(record, low, high))
            if record.thick:
                thin, thick = self._ends(record.thick)
                low, high = low + thin, high + thick
        return tuple(found)

    def _ends(self, amount: Amount) -> tuple[Decimal, Decimal]:
        unit = criterion.unit if (criterion := self._drawn("depth")) else None
        return self._in(unit, amount, amount.range.low), self._in(unit, amount, amount.range.high)

    def _depths(self, options: Iterable[Option]) -> list[Strip]:
        """Give what records say of how deep each technique reaches, where the layers are."""
        criterion = self._drawn("depth")
        if criterion is None or not self._layers:
            return []
        members = (member for option in options for member in self.cells.options.members(option))
        strips = [
            Strip(
                member, tuple(bar for bar in self._bars(criterion, member) if self._is_there(bar))
            )
            for member in members
        ]
        return [strip for strip in strips if strip.bars]

    def _is_there(self, bar: Bar) -> bool:
        """Whether a record is not about another part than the layers."""
        for facet, choices in bar.among.items():
            of_layers = {
                name for layer in self._layers for name in layer.record.among.get(facet, ())
            }
            if of_layers and not of_layers & set(choices):
                return False
        return True

    @cached_property
    def _bottom(self) -> Decimal:
        """How deep the drawing goes: the same on every page, so that pages can be compared."""
        strips = self._depths(
            self.cells.columns[each.id] for each in self.catalogue.data.treatments
        )
        deepest = [bar.furthest for strip in strips for bar in strip.bars]
        return max([*deepest, self._layers[-1].high]) * Decimal("1.1")

    def depths(self, options: Sequence[Option]) -> tuple[Drawing, ...]:
        """Draw how deep each technique reaches, on the layers to scale; each option by itself where one drawing is too narrow."""
        criterion = self._drawn("depth")
        strips = {option: self._depths([option]) for option in options}
        if criterion is None or not all(strips.values()):
            return ()
        whole = [strip for found in strips.values() for strip in found]
        if len(options) > 1 and not self._has_room(whole):
            return tuple(
                self._depth(criterion, (option,), found) for option, found in strips.items()
            )
        return (self._depth(criterion, options, whole),)

    def _has_room(self, strips: Sequence[Strip]) -> bool:
        """Whether no bar runs into the name of a layer, in the narrowest drawing."""
        bars = [
            (x, bar)
            for strip, place in zip(strips, _columns(strips), strict=True)
            for x, bar in zip(place, strip.bars, strict=True)
        ]
        ends = [(x + across(SHAPE), float(bar.furthest) * self._zoom + SHAPE) for x, bar in bars]
        names = [(NAMES_END - across(wide(name)), y - 1) for name, y in self._names]
        return not any(x > left and y > top for x, y in ends for left, top in names)

    @cached_property
    def _zoom(self) -> float:
        """How many em one of the unit is."""
        return DEEP / float(self._bottom)

    @cached_property
    def _names(self) -> tuple[tuple[str, float], ...]:
        """The name of each layer, and how far under the surface it stands: beside its middle place, but on a line of its own."""
        y, found = 0.0, []
        for layer in self._layers:
            y = max(y + LINE, float(layer.low + layer.high) / 2 * self._zoom + 1.15)
            found.append((layer.record.short or layer.record.name, y))
        return tuple(found)

    def _depth(
        self, criterion: model.Criterion, options: Sequence[Option], strips: Sequence[Strip]
    ) -> Drawing:
        words = self.wording.words
        bars = [bar for strip in strips for bar in strip.bars]
        marks, height = self._reach(criterion, strips)
        members = [member for option in options for member in self.cells.options.members(option)]
        left_out = [
            (member, bar)
            for member in members
            for bar in self._bars(criterion, member)
            if not self._is_there(bar)
        ]
        aside = "; ".join(f"{member.short} {self._told_bar(bar)}" for member, bar in left_out)
        notes = [
            words.figure_depth_note,
            *self._signs(bars),
            words.figure_elsewhere.format(list=aside) if aside else "",
        ]
        layers = "; ".join(self._told_layer(layer.record) for layer in self._layers)
        sources = [
            *_sources([*bars, *(bar for _, bar in left_out)]),
            *(layer.record.source for layer in self._layers),
        ]
        return Drawing(
            id="-".join(["fig-depth", *(option.id for option in options)]),
            caption=" ".join(self._depth_caption(criterion, option, strips) for option in options),
            text=f"{self._told(strips)} {words.figure_layers.format(list=layers)}",
            height=height,
            marks=marks,
            has_scale=False,
            notes=tuple(note for note in notes if note),
            sources=tuple(dict.fromkeys(sources)),
        )

    def _depth_caption(
        self, criterion: model.Criterion, option: Option, strips: Sequence[Strip]
    ) -> str:
        words = self.wording.words
        bars = [bar for strip in strips if self._is_of(strip, option) for bar in strip.bars]
        deepest = max(bar.furthest for bar in bars)
        layer = [each for each in self._layers if each.low < deepest][-1]
        form = words.figure_depth_in if layer.high <= deepest else words.figure_depth_in_places
        name = layer.record.name
        return form.format(
            option=option.short, amount=self._span(criterion, bars), layer=small(name)
        )

    def _told_layer(self, layer: model.Layer) -> str:
        words, wording = self.wording.words, self.wording
        form, amount = (
            (words.figure_layer_thick, layer.thick)
            if layer.thick
            else (words.figure_layer_starts, layer.starts)
        )
        return form.format(name=layer.name, amount=wording.amount(amount)) if amount else layer.name

    def _reach(
        self, criterion: model.Criterion, strips: Sequence[Strip]
    ) -> tuple[tuple[Mark, ...], str]:
        """Place the labels over the surface, each with a line down to its bars, and the bars in the layers."""
        size = self._zoom
        places = _columns(strips)
        labels = [
            self._label(criterion, strip, place[0])
            for strip, place in zip(strips, places, strict=True)
        ]
        top = sum(map(len, labels)) * LINE + 0.6
        height = top + DEEP
        down = {"top": top, "size": size}
        marks: list[Mark] = [
            *self._ground(top, size, height),
            *self._depth_ticks(criterion, top, size),
        ]
        y = 0.0
        for strip, place, lines in zip(strips, places, labels, strict=True):
            for runs in lines:
                y += LINE
                marks.append(Words(percent(place[0] - across(0.4)), em(y - 0.35), runs))
            marks.append(
                Stroke(
                    percent(place[0]),
                    em(y),
                    percent(place[0]),
                    em(top),
                    "leader",
                    strip.option.treatment,
                )
            )
            if len(place) > 1:
                marks.append(
                    Stroke(
                        percent(place[0]),
                        em(top),
                        percent(place[-1]),
                        em(top),
                        "leader",
                        strip.option.treatment,
                    )
                )
            for x, bar in zip(place, strip.bars, strict=True):
                marks += self._needle(strip.option, bar, x, **down)
        return tuple(marks), em(height)

    def _label(self, criterion: model.Criterion, strip: Strip, x: float) -> list[Runs]:
        name, span = (
            (strip.option.short, "strong"),
            (self._briefly(self._span(criterion, strip.bars)), "muted"),
        )
        return wrapped((name, span), (RIGHT - x) * NARROWEST / 100 + 0.4)

    def _briefly(self, text: str) -> str:
        """Put the signs of units for their names."""
        for unit in self.catalogue.data.vocabulary.units:
            for name in (unit.many, unit.one):
                text = re.sub(rf"\b{re.escape(name)}\b", unit.short or name, text)
        return text

    def _ground(self, top: float, size: float, height: float) -> Iterator[Mark]:
        """Draw the layers; between the highest and the lowest place of a boundary either may be."""
        ends = [*((float(layer.low), float(layer.high)) for layer in self._layers[1:])]
        middles = [0.0, *((low + high) / 2 for low, high in ends), (height - top) / size]
        for number, (start, end) in enumerate(zip(middles, middles[1:], strict=False)):
            yield Band(em(top + start * size), em((end - start) * size), number)
        for low, high in ends:
            if low != high:
                yield Stroke(
                    "99.5%", em(top + low * size), "99.5%", em(top + high * size), "bracket"
                )
        yield Stroke("0", em(top), "100%", em(top), "axis")
        for name, y in self._names:
            yield Words(percent(NAMES_END), em(top + y), ((name, "muted"),), "end")

    def _depth_ticks(self, criterion: model.Criterion, top: float, size: float) -> Iterator[Mark]:
        steps = scale(float(self._bottom))
        yield Words("0", em(top - 0.35), ((self._unit(criterion), ""),), is_axis=True)
        for tick in steps.ticks:
            y = top + tick * size
            if 0 < tick < float(self._bottom):
                yield Stroke("0", em(y), em(0.5), em(y), "axis")
                yield Words(
                    em(0.7), em(y + 0.35), ((self.wording.number(_number(tick)), ""),), is_axis=True
                )

    def _needle(
        self, option: Option, bar: Bar, x: float, top: float, size: float
    ) -> Iterator[Mark]:
        """Draw one record: a thin line down from the surface, a thick one as far as it reaches, the shape at its end."""
        at = percent(x)
        deepest = top + float(bar.furthest) * size
        start = top + float(bar.low or 0) * size
        if bar.low:
            yield Stroke(at, em(top), at, em(start), "leader", option.treatment)
        if start != deepest:
            yield Stroke(
                at, em(start), at, em(deepest), "open" if bar.is_open else "range", option.treatment
            )
        yield Shape(at, em(deepest), option.shape, option.treatment, bar.is_weak)

    # --- the weeks of a course --------------------------------------------------------------------------------------

    def course(self, option: Option) -> Drawing | None:
        """Draw the time from the first visit to the last known result, where visits, first and last result are known."""
        parts = {part: self._drawn(part) for part in ("visits", "apart", "first", "lasting")}
        visits, first, lasting = parts["visits"], parts["first"], parts["lasting"]
        if not (visits and first and lasting):
            return None
        unit = parts["apart"].unit if parts["apart"] else first.unit
        schedules = self._schedules(visits, parts["apart"], option, unit)
        rows = [
            (each, tuple(self._as(unit, bar) for bar in self._bars(each, option)))
            for each in (first, lasting)
        ]
        if not schedules or not all(bars for _, bars in rows):
            return None
        bars = [*(each.bar for each in schedules), *(bar for _, found in rows for bar in found)]
        sheet = Sheet(
            scale(
                max(float(bar.furthest) * (ROOM_ABOVE if bar.high is None else 1) for bar in bars)
            )
        )
        for schedule in schedules:
            self._visits(sheet, option, schedule)
        for criterion, found in rows:
            self._strip(criterion, sheet, Strip(option, found), criterion.name)
        shown = model.Criterion.model_construct(kind="amount", unit=unit)
        words = self.wording.words
        spans = [self._span(criterion, found) for criterion, found in rows]
        told = [
            f"{visits.name}{words.colon} {'; '.join(self._told_bar(each.bar) for each in schedules)}."
        ]
        told += [
            f"{criterion.name}{words.colon} {'; '.join(map(self._told_bar, found))}."
            for criterion, found in rows
        ]
        return Drawing(
            id=f"fig-course-{option.id}",
            caption=words.figure_course.format(
                option=option.short,
                visits=self._either(schedules),
                first=spans[0],
                lasting=spans[1],
            ),
            text=" ".join(told),
            marks=sheet.axis(
                self._tick(shown, (), tick, sheet.scale) for tick in sheet.scale.ticks
            ),
            height=sheet.height,
            notes=tuple(note for note in (words.figure_course_note, *self._signs(bars)) if note),
            sources=_sources(bars),
        )

    def _either(self, schedules: Sequence[Schedule]) -> str:
        texts = dict.fromkeys(each.bar.text for each in schedules)
        return (
            self.wording.words.figure_either.format(first=list(texts)[0], second=list(texts)[1])
            if len(texts) > 1
            else next(iter(texts))
        )

    def _as(self, unit: str | None, bar: Bar) -> Bar:
        """Turn a bar into another unit."""
        given = bar.value
        if not isinstance(given, Amount):
            return bar
        low = None if bar.low is None else self._in(unit, given, given.range.low)
        high = None if bar.high is None else self._in(unit, given, given.range.high)
        return replace(bar, low=low, high=high)

    def _schedules(
        self,
        visits: model.Criterion,
        apart: model.Criterion | None,
        option: Option,
        unit: str | None,
    ) -> list[Schedule]:
        """Give the shortest and the longest course that one record tells in full."""
        between = (
            {bar.sources: self._as(unit, bar) for bar in self._bars(apart, option)} if apart else {}
        )
        found = []
        for bar in self._bars(visits, option):
            gap = between.get(bar.sources)
            if bar.high == 1:
                found.append(self._schedule(bar, bar.text, None))
            elif gap and gap.low is not None and gap.high is not None:
                text = self.wording.words.figure_visits.format(visits=bar.text, apart=gap.text)
                found.append(self._schedule(bar, text, gap))
        found.sort(key=lambda each: each.bar.furthest)
        return found if len(found) <= FEWEST_RECORDS else [found[0], found[-1]]

    @staticmethod
    def _schedule(bar: Bar, text: str, gap: Bar | None) -> Schedule:
        apart = Range(gap.low, gap.high) if gap else Range(Decimal(0), Decimal(0))
        low = None if bar.low is None else (bar.low - 1) * (apart.low or 0)
        high = None if bar.high is None else (bar.high - 1) * (apart.high or 0)
        whole = replace(bar, low=low, high=high, text=text)
        return Schedule(whole, Range(bar.low, bar.high), apart)

    def _visits(self, sheet: Sheet, option: Option, schedule: Schedule) -> None:
        """Draw each visit where the record fixes it, else the first visit and when the last may be."""
        bar = schedule.bar
        sheet.lines(((bar.text, "strong"),))
        sheet.lines(((sentence([bar.whose, bar.people]), "muted"),))
        is_fixed = (
            schedule.visits.is_single
            and schedule.apart.is_single
            and schedule.visits.high is not None
        )
        self._bar(sheet, option, bar)
        y = sheet.marks[-1].y if isinstance(sheet.marks[-1], Shape) else em(sheet.y)
        number = int(schedule.visits.high or 1) if is_fixed else 1
        step = float(schedule.apart.low or 0)
        if bar.high:
            sheet.marks.insert(
                -1,
                Stroke(
                    percent(sheet.scale.at(0)),
                    y,
                    percent(sheet.scale.at(float(bar.low or 0))),
                    y,
                    "leader",
                    option.treatment,
                ),
            )
        for visit in range(max(1, number)):
            sheet.marks.append(
                Shape(
                    percent(sheet.scale.at(visit * step)),
                    y,
                    option.shape,
                    option.treatment,
                    bar.is_weak,
                )
            )
        sheet.space(0.4)

    # --- people out of a hundred ------------------------------------------------------------------------------------

    def people(self, criterion: model.Criterion, option: Option) -> tuple[Drawing, ...]:
        """Draw the leading figure of a row as people out of a hundred.

        It is one where at least a hundred people were counted and both sides are known. Where several studies tell of
        the same, no one of them is picked out.
        """
        figures = [
            each
            for each in self.cells.results.figures(criterion, option)
            if each.percent and not each.is_told
        ]
        if not figures:
            return ()
        lead = max(figures, key=lambda each: self.cells.results.rank(criterion, each))
        alike = [each for each in figures if _likeness(each) == _likeness(lead)]
        if (
            len({each.sources for each in alike}) > 1
            or len(alike) > MOST_PICTURES
            or not all(map(_is_people, alike))
        ):
            return ()
        return tuple(
            self._picture(criterion, figure, number) for number, figure in enumerate(alike)
        )

    def _picture(self, criterion: model.Criterion, figure: Figure, number: int) -> Drawing:
        words = self.wording.words
        facts = [
            (words.when, figure.at), (words.among, figure.who), (words.who_judged, figure.judge_name),
        ]  # fmt: skip
        share = (
            figure.percent.low if figure.percent and figure.percent.low is not None else Decimal(0)
        )
        named = sentence(
            [figure.option.short if figure.option.is_technique else "", figure.what, figure.where]
        )
        notes = [
            words.figure_filled.format(those=figure.measure.those) if figure.measure else "",
            words.exactly.format(exact=figure.exact),
            *(f"{name}{words.colon} {text}." for name, text in facts if text),
        ]
        return Drawing(
            id=f"fig-people-{criterion.id}{number or ''}",
            caption=words.figure_named.format(name=named, text=small(figure.sentence))
            if named
            else f"{figure.sentence}.",
            text=" ".join(note for note in notes if note),
            option=figure.option.treatment,
            shape=figure.option.shape,
            of_hundred=int(share.quantize(Decimal(1), rounding=ROUND_HALF_UP)),
            notes=tuple(note for note in notes if note),
            sources=figure.sources,
        )

    # --- who saw it -------------------------------------------------------------------------------------------------

    def verdicts(self, criterion: model.Criterion, option: Option) -> Drawing | None:
        """Draw what each kind of judge said of the technique that most of them judged, a mark for each study."""
        if not criterion.verdicts:
            return None
        groups: dict[tuple[str, str], list[Figure]] = {}
        for figure in self.cells.results.figures(criterion, option):
            if (
                figure.percent
                and figure.are_people
                and figure.measure
                and figure.judge_name
                and not figure.is_told
            ):
                groups.setdefault((figure.option.id, figure.measure.id), []).append(figure)
        judged = [self._by_judge(criterion, group) for group in groups.values()]
        judged = [rows for rows in judged if len(rows) > 1 and self._themselves(rows)]
        if not judged:
            return None
        return self._judges(
            criterion, max(judged, key=lambda rows: (len(rows), sum(map(len, rows))))
        )

    def _by_judge(
        self, criterion: model.Criterion, figures: Sequence[Figure]
    ) -> list[list[Figure]]:
        order = [judge.id for judge in self.catalogue.data.vocabulary.judges if judge.view]
        rows = [[figure for figure in figures if figure.judge == judge] for judge in order]
        return [self.cells.results.nearest(criterion, row) for row in rows if row]

    def _themselves(self, rows: Iterable[Sequence[Figure]]) -> bool:
        """Whether those who were treated are among the judges."""
        themselves = {
            judge.id for judge in self.catalogue.data.vocabulary.judges if judge.themselves
        }
        return any(row[0].judge in themselves for row in rows)

    def _judges(self, criterion: model.Criterion, rows: Sequence[Sequence[Figure]]) -> Drawing:
        words, wording = self.wording.words, self.wording
        first = rows[0][0]
        views = {judge.id: judge.view for judge in self.catalogue.data.vocabulary.judges}
        sheet = Sheet(scale(HUNDRED))
        spans = []
        for row in rows:
            shares = [figure.percent for figure in row if figure.percent]
            span = wording.hundred(_range(shares) if len(shares) > 1 else shares[0])
            spans.append(f"{small(views[row[0].judge])} {span}")
            sheet.lines(((views[row[0].judge], "strong"), (span, "muted")))
            counted = wording.counted(len(row), words.results_counted)
            studies = wording.counted(
                len({figure.sources for figure in row}), words.studies_counted
            )
            sheet.lines(
                ((sentence([counted, studies]) if len(row) > 1 else self._size(row[0]), "muted"),)
            )
            for figure in sorted(
                row, key=lambda figure: (figure.percent and figure.percent.low) or 0
            ):
                self._dot(sheet, figure)
            sheet.space(0.4)
        told = [
            f"{views[row[0].judge]}{words.colon} "
            + "; ".join(
                f"{figure.exact} ({sentence([figure.at, figure.where, figure.who])})"
                for figure in row
            )
            + "."
            for row in rows
        ]
        figures = [figure for row in rows for figure in row]
        measure = first.measure.name if first.measure else ""
        ticks = [
            *(wording.number(_number(tick)) for tick in sheet.scale.ticks[:-1]),
            words.of_hundred.format(number=HUNDRED),
        ]
        marks = sheet.axis(ticks)
        has_interval = any(
            isinstance(figure.value, values.Share) and figure.value.interval for figure in figures
        )
        return Drawing(
            id=f"fig-judges-{criterion.id}",
            caption=words.figure_judges.format(
                option=first.option.short, measure=measure, list="; ".join(spans)
            ),
            text=" ".join(told),
            height=sheet.height,
            marks=marks,
            notes=tuple(
                note
                for note in (
                    words.figure_judges_note,
                    words.figure_interval if has_interval else "",
                )
                if note
            ),
            sources=tuple(dict.fromkeys(name for figure in figures for name in figure.sources)),
        )

    def _size(self, figure: Figure) -> str:
        return (
            self.wording.counted(figure.counted, self.wording.words.people_counted)
            if figure.counted
            else self.wording.words.people_not_given
        )

    @staticmethod
    def _dot(sheet: Sheet, figure: Figure) -> None:
        if figure.percent is None or figure.percent.low is None or figure.percent.high is None:
            return
        sheet.bar(
            float(figure.percent.low),
            float(figure.percent.high),
            figure.option.shape,
            figure.option.treatment,
        )
        interval = figure.value.interval if isinstance(figure.value, values.Share) else None
        if interval and interval.low is not None and interval.high is not None:
            sheet.whisker(float(interval.low), float(interval.high), figure.option.treatment)


def _hedged(wording: Wording, bar: Bar) -> str:
    match bar.value:
        case values.Score(given, _, _) | Money(given, _):
            return wording.range(given)
    return bar.text


def _number(value: float) -> Decimal:
    return Decimal(f"{value:g}") if value < 10**6 else Decimal(int(value))


def _sources(bars: Iterable[Bar]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for bar in bars for name in bar.sources))


def _range(ranges: Sequence[Range]) -> Range:
    lows = [each.low for each in ranges if each.low is not None]
    highs = [each.high for each in ranges if each.high is not None]
    return Range(min(lows), max(highs)) if lows and highs else Range(None, None)


def _columns(strips: Sequence[Strip]) -> list[list[float]]:
    """Give the places across for the bars of each technique, side by side from the left."""
    x, places = across(FIRST_COLUMN), []
    for strip in strips:
        places.append([x + across(NEXT_BAR) * number for number in range(len(strip.bars))])
        x = places[-1][-1] + across(NEXT_COLUMN)
    return places


def _likeness(figure: Figure) -> object:
    """What is equal in figures that tell of the same."""
    return figure.option.id, figure.measure and figure.measure.id, figure.judge, figure.what


def _is_people(figure: Figure) -> bool:
    """Whether a figure can be drawn as people out of a hundred: one of them at least, and one number."""
    share = figure.percent
    return bool(
        figure.are_people
        and figure.counted
        and figure.counted >= HUNDRED
        and figure.measure
        and figure.measure.others
        and share
        and share.is_single
        and not share.hedge
        and share.low is not None
        and (share.low == 0 or share.low >= 1)
    )
