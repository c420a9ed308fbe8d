"""How deep each technique reaches, on the layers to scale."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from treatments.drawings.bars import Bar, Bars, Strip, sources
from treatments.drawings.marks import (
    LINE,
    NARROWEST,
    RIGHT,
    Band,
    Drawing,
    Mark,
    Runs,
    Shape,
    Stroke,
    Words,
    across,
    em,
    number,
    percent,
    scale,
    wide,
    wrapped,
)
from treatments.wording import small

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from treatments import model
    from treatments.columns import Option
    from treatments.values import Amount

DEEP = 20.0  # how high the drawing is from the surface down, in em
MARGIN = Decimal("1.1")  # of what lies deepest, before the bottom of the drawing
FIRST_COLUMN, NEXT_BAR, NEXT_COLUMN = 2.7, 0.55, 1.0  # in em, from the left
SHAPE = 0.4  # from the middle of a shape to its side, in em
NAMES_END, EDGE = 97.0, 99.5  # where names of layers end and their brackets stand, in percent


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer that begins between a highest and a lowest place."""

    record: model.Layer
    low: Decimal
    high: Decimal

    @property
    def name(self) -> str:
        """What stands beside it."""
        return self.record.short or self.record.name

    @property
    def middle(self) -> float:
        """The middle between its highest and its lowest place."""
        return float(self.low + self.high) / 2


@dataclass(frozen=True)
class Depths:
    """Draws the criterion of depths on the layers."""

    bars: Bars

    def of(self, options: Sequence[Option]) -> tuple[Drawing, ...]:
        """Draw the options on one drawing, or each by itself where one would be too narrow.

        Nothing is drawn without layers, or where an option has no number.
        """
        criterion = self.bars.drawn("depth")
        if criterion is None or not self._layers:
            return ()
        strips = {option: self._strips(criterion, [option]) for option in options}
        if not all(strips.values()):
            return ()
        whole = [strip for found in strips.values() for strip in found]
        if len(options) == 1 or self._has_room(whole):
            return (self._drawn(criterion, options, whole),)
        return tuple(self._drawn(criterion, (option,), own) for option, own in strips.items())

    # --- what is drawn ----------------------------------------------------------------------------

    @cached_property
    def _layers(self) -> tuple[Layer, ...]:
        """The layers from the top, each where it was measured, or else under the layers above."""
        found: list[Layer] = []
        low = high = Decimal(0)
        for record in self.bars.catalogue.data.layers:
            if record.starts:
                low, high = self._ends(record.starts)
            found.append(Layer(record, low, high))
            if record.thick:
                thin, thick = self._ends(record.thick)
                low, high = low + thin, high + thick
        return tuple(found)

    def _ends(self, amount: Amount) -> tuple[Decimal, Decimal]:
        criterion = self.bars.drawn("depth")
        unit = criterion.unit if criterion else None
        low = self.bars.reckoned(unit, amount, amount.range.low)
        high = self.bars.reckoned(unit, amount, amount.range.high)
        return low or Decimal(0), high or Decimal(0)

    def _strips(self, criterion: model.Criterion, options: Iterable[Option]) -> list[Strip]:
        """Give what records say of each technique, where the layers are."""
        strips = (
            Strip(member, tuple(filter(self._is_there, self.bars.of(criterion, member))))
            for option in options
            for member in self.bars.cells.options.members(option)
        )
        return [strip for strip in strips if strip.bars]

    def _is_there(self, bar: Bar) -> bool:
        """Whether a record is not about another part than the layers."""
        for facet, choices in bar.among.items():
            among = {name for each in self._layers for name in each.record.among.get(facet, ())}
            if among and among.isdisjoint(choices):
                return False
        return True

    @cached_property
    def _bottom(self) -> float:
        """How deep the drawing goes: the same on every page, so that pages can be compared."""
        criterion = self.bars.drawn("depth")
        options = self.bars.cells.columns
        treatments = [options[each.id] for each in self.bars.catalogue.data.treatments]
        strips = self._strips(criterion, treatments) if criterion else []
        deepest = [bar.furthest for strip in strips for bar in strip.bars]
        return float(max([*deepest, self._layers[-1].high]) * MARGIN)

    @cached_property
    def _zoom(self) -> float:
        """How many em one of the unit is."""
        return DEEP / self._bottom

    # --- in words ---------------------------------------------------------------------------------

    def _drawn(
        self, criterion: model.Criterion, options: Sequence[Option], strips: Sequence[Strip]
    ) -> Drawing:
        words = self.bars.wording.words
        bars = [bar for strip in strips for bar in strip.bars]
        elsewhere = list(self._elsewhere(criterion, options))
        aside = "; ".join(f"{member.short} {bar.told}" for member, bar in elsewhere)
        left_out = (words.figure_elsewhere.format(list=aside),) if aside else ()
        layers = "; ".join(map(self._told, self._layers))
        behind = [*sources([*bars, *(bar for _, bar in elsewhere)]), *self._layer_sources]
        marks, height = self._marks(criterion, strips)
        return Drawing(
            kind="depth",
            id="-".join(["fig-depth", *(option.id for option in options)]),
            caption=" ".join(self._caption(criterion, option, strips) for option in options),
            text=f"{self.bars.told_strips(strips)} {words.figure_layers.format(list=layers)}",
            height=height,
            marks=marks,
            has_scale=False,
            notes=(words.figure_depth_note, *self.bars.signs(bars), *left_out),
            sources=tuple(dict.fromkeys(behind)),
        )

    def _elsewhere(
        self, criterion: model.Criterion, options: Iterable[Option]
    ) -> Iterator[tuple[Option, Bar]]:
        for option in options:
            for member in self.bars.cells.options.members(option):
                for bar in self.bars.of(criterion, member):
                    if not self._is_there(bar):
                        yield member, bar

    @property
    def _layer_sources(self) -> list[str]:
        return [layer.record.source for layer in self._layers]

    def _caption(self, criterion: model.Criterion, option: Option, strips: Sequence[Strip]) -> str:
        words = self.bars.wording.words
        bars = [bar for strip in strips if strip.is_of(option) for bar in strip.bars]
        deepest = max(bar.furthest for bar in bars)
        layer = [each for each in self._layers if each.low < deepest or not each.low][-1]
        is_sure = layer.high <= deepest
        form = words.figure_depth_in if is_sure else words.figure_depth_in_places
        amount, name = self.bars.span(criterion, bars), small(layer.record.name)
        return form.format(option=option.short, amount=amount, layer=name)

    def _told(self, layer: Layer) -> str:
        words, record = self.bars.wording.words, layer.record
        form = words.figure_layer_thick if record.thick else words.figure_layer_starts
        amount = record.thick or record.starts
        said = self.bars.wording.amount(amount) if amount else ""
        return form.format(name=record.name, amount=said) if said else record.name

    # --- on the sheet -----------------------------------------------------------------------------

    def _marks(
        self, criterion: model.Criterion, strips: Sequence[Strip]
    ) -> tuple[tuple[Mark, ...], str]:
        """Place labels over the surface, each with a line down to its bars, and bars in layers."""
        places = _columns(strips)
        labels = [self._label(criterion, *each) for each in zip(strips, places, strict=True)]
        top = sum(map(len, labels)) * LINE + 0.6
        marks = [*self._ground(top), *self._ticks(criterion, top)]
        y = 0.0
        for strip, place, lines in zip(strips, places, labels, strict=True):
            for runs in lines:
                y += LINE
                marks.append(Words(percent(place[0] - across(SHAPE)), em(y - 0.35), runs))
            marks += self._down(strip, place, y, top)
        return tuple(marks), em(top + DEEP)

    def _label(
        self, criterion: model.Criterion, strip: Strip, place: Sequence[float]
    ) -> list[Runs]:
        span = self.bars.span(criterion, strip.bars)
        for unit in self.bars.catalogue.data.vocabulary.units:
            for name in (unit.many, unit.one):
                span = re.sub(rf"\b{re.escape(name)}\b", unit.short or name, span)
        room = (RIGHT - place[0]) * NARROWEST / 100 + SHAPE
        return wrapped(((strip.option.short, "strong"), (span, "muted")), room)

    def _down(self, strip: Strip, place: Sequence[float], y: float, top: float) -> Iterator[Mark]:
        option = strip.option.treatment
        left, right, surface = percent(place[0]), percent(place[-1]), em(top)
        yield Stroke(left, em(y), left, surface, "leader", option)
        if left != right:
            yield Stroke(left, surface, right, surface, "leader", option)
        for x, bar in zip(place, strip.bars, strict=True):
            yield from self._needle(strip.option, bar, percent(x), top)

    def _needle(self, option: Option, bar: Bar, x: str, top: float) -> Iterator[Mark]:
        """Draw one record: thin from the surface, thick where it reaches, a shape at its end."""
        start = top + float(bar.low or 0) * self._zoom
        end = top + float(bar.furthest) * self._zoom
        if bar.low:
            yield Stroke(x, em(top), x, em(start), "leader", option.treatment)
        if start != end:
            name = "open" if bar.is_open else "range"
            yield Stroke(x, em(start), x, em(end), name, option.treatment)
        yield Shape(x, em(end), option.shape, option.treatment, bar.is_weak)

    def _ground(self, top: float) -> Iterator[Mark]:
        """Draw the layers, with a bracket where one begins now higher, now lower."""
        starts = [layer.middle for layer in self._layers]
        for depth, (start, end) in enumerate(zip(starts, [*starts[1:], self._bottom], strict=True)):
            yield Band(em(top + start * self._zoom), em((end - start) * self._zoom), depth)
        for layer in self._layers:
            if layer.low != layer.high:
                high, low = (top + float(each) * self._zoom for each in (layer.low, layer.high))
                yield Stroke(percent(EDGE), em(high), percent(EDGE), em(low), "bracket")
        yield Stroke("0", em(top), "100%", em(top), "axis")
        for name, y in self._names:
            yield Words(percent(NAMES_END), em(top + y), ((name, "muted"),), "end")

    @cached_property
    def _names(self) -> tuple[tuple[str, float], ...]:
        """The name of each layer and how far under the surface it stands, on a line of its own."""
        y, found = 0.0, []
        for layer in self._layers:
            y = max(y + LINE, layer.middle * self._zoom + 1.15)
            found.append((layer.name, y))
        return tuple(found)

    def _has_room(self, strips: Sequence[Strip]) -> bool:
        """Whether no bar runs into the name of a layer, in the narrowest drawing."""
        names = [(NAMES_END - across(wide(name)), y - 1) for name, y in self._names]
        for strip, place in zip(strips, _columns(strips), strict=True):
            for x, bar in zip(place, strip.bars, strict=True):
                right, low = x + across(SHAPE), float(bar.furthest) * self._zoom + SHAPE
                if any(right > left and low > high for left, high in names):
                    return False
        return True

    def _ticks(self, criterion: model.Criterion, top: float) -> Iterator[Mark]:
        yield Words("0", em(top - 0.35), ((self.bars.unit(criterion.unit), ""),), is_axis=True)
        for tick in scale(self._bottom).ticks:
            if 0 < tick < self._bottom:
                y, text = top + tick * self._zoom, self.bars.wording.number(number(tick))
                yield Stroke("0", em(y), em(0.5), em(y), "axis")
                yield Words(em(0.7), em(y + 0.35), ((text, ""),), is_axis=True)


def _columns(strips: Sequence[Strip]) -> list[list[float]]:
    """Give the places across for the bars of each technique, side by side from the left."""
    x, places = across(FIRST_COLUMN), []
    for strip in strips:
        places.append([x + across(NEXT_BAR) * place for place in range(len(strip.bars))])
        x = places[-1][-1] + across(NEXT_COLUMN)
    return places
