"""Say values in the words of the interface: numbers, amounts, sums, days, people of a hundred."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from treatments import model, values
from treatments.values import Range

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from treatments.words import Words

ONE = Decimal(1)
HUNDRED = 100

# Hedges that leave the low end of a range open, and those that leave its high end open.
UPPER = ("up to", "under")
LOWER = ("over", "at least")

# What lies over a number lies over the next lower one too, and what lies under it under the next.
ROUNDING = {
    "over": ROUND_FLOOR,
    "at least": ROUND_FLOOR,
    "under": ROUND_CEILING,
    "up to": ROUND_CEILING,
}


@dataclass(frozen=True)
class Wording:
    """The words of the interface with the units and things of the data."""

    words: Words
    vocabulary: model.Vocabulary

    @cached_property
    def _units(self) -> dict[str, model.Unit]:
        return {
            name: unit for unit in self.vocabulary.units for name in (unit.id, unit.one, unit.many)
        }

    @cached_property
    def _things(self) -> dict[str, model.Thing]:
        return {
            name: thing
            for thing in self.vocabulary.things
            for name in (thing.id, thing.one, thing.many)
        }

    def number(self, number: Decimal | int) -> str:
        """Say a number as it was written, its thousands set apart."""
        return f"{number:,}".replace(",", self.words.thousands)

    def range(self, given: Range, unit: str = "") -> str:
        """Say a range with its hedge; `unit` follows the last number, with its space if any."""
        if given.low is None or given.high is None:
            return self.words.a_few
        low = self.number(given.low)
        text = (
            f"{low}{unit}"
            if given.is_single
            else self.words.range.format(low=low, high=f"{self.number(given.high)}{unit}")
        )
        return self.hedged(given.hedge, text)

    def between(self, low: Range, high: Range, unit: str = "") -> str:
        """Say the low end of one range to the high end of another, each with its own hedge."""
        if low.low is not None and low.low == high.high:
            return self.range(Range(high.high, high.high, high.hedge), unit)
        return self.words.range.format(low=self.low_end(low), high=self.high_end(high, unit))

    def low_end(self, given: Range, unit: str = "") -> str:
        """Say where a range begins, with the hedge if it belongs to that end."""
        number = self.words.a_few if given.low is None else self.number(given.low)
        text = f"{number}{unit}"
        if given.hedge not in UPPER:
            return self.hedged(given.hedge, text)
        if not given.is_single:
            return text
        is_under = given.hedge == "under"
        return self.hedged("under", text) if is_under else self.words.or_less.format(text=text)

    def high_end(self, given: Range, unit: str = "") -> str:
        """Say where a range ends, with the hedge if it belongs to that end.

        "Up to" is left out, since "to" says as much.
        """
        number = self.words.a_few if given.high is None else self.number(given.high)
        belongs = given.hedge in ("about", "under") or (given.hedge in LOWER and given.is_single)
        return self.hedged(given.hedge if belongs else "", f"{number}{unit}")

    def ends(self, low: str, high: str) -> str:
        """Say what the two ends of a range are of, as far as that is given."""
        words = self.words
        if low and low == high:
            return words.both_ends.format(what=low)
        parts = ((words.lowest, low), (words.highest, high))
        return "; ".join(form.format(what=what) for form, what in parts if what)

    def hedged(self, hedge: str, text: str) -> str:
        """Put the hedge before a text."""
        return (
            getattr(self.words, f"hedge_{hedge.replace(' ', '_')}").format(text=text)
            if hedge
            else text
        )

    def amount(self, amount: values.Amount) -> str:
        """Say an amount with its unit: `30 to 45 minutes`."""
        text = f"{self.range(amount.range)} {self.unit(amount.unit, amount.range)}"
        return f"{text} {amount.rest}".strip()

    def unit(self, name: str, given: Range) -> str:
        """Name a unit for so much of it."""
        unit = self._units[name]
        return unit.one if given.low == given.high == ONE else unit.many

    def unit_name(self, name: str) -> str:
        """Name a unit by any of its names, for more than one of it."""
        return self._units[name].many

    def unit_id(self, name: str) -> str:
        """Give the id of a unit by any of its names."""
        return self._units[name].id

    def reckoned(self, amount: values.Amount, number: Decimal | None) -> Decimal:
        """Turn a number of an amount into the smallest unit; `a few` sorts as three."""
        unit: model.Unit | None = self._units[amount.unit]
        total = Decimal(3) if number is None else number
        while unit and unit.equals:
            total *= unit.equals.range.low or ONE
            unit = self._units[unit.equals.unit]
        return total

    def thing(self, name: str, number: int | None = None) -> str:
        """Name what was counted, for so many of it."""
        thing = self._things[name]
        return thing.one if number == 1 else thing.many

    def is_people(self, name: str) -> bool:
        """Whether what was counted are people."""
        return self._things[name].people

    def is_told(self, name: str) -> bool:
        """Whether what was counted was only told of, so that a share of it is no rate."""
        return name in self._things and self._things[name].told

    def money(self, money: values.Money) -> str:
        """Say a sum: `4,000 to 6,000 USD`."""
        return f"{self.range(money.range)} {money.currency}"

    def day(self, day: date | values.When) -> str:
        """Say a day, a month or a year as people write it."""
        if isinstance(day, values.When) and not day.month:
            return str(day.year)
        month = self.words.months[day.month - 1]
        if not day.day:
            return self.words.month_and_year.format(month=month, year=day.year)
        return self.words.full_date.format(day=day.day, month=month, year=day.year)

    def moment(self, moment: values.Moment | None) -> str:
        """Say how long after treatment something was looked at."""
        if moment is None:
            return self.words.at_not_stated
        if moment.amount and moment.amount.range.hedge:
            return self.amount(moment.amount)
        if moment.amount:
            return self.words.at_time.format(time=self.amount(moment.amount))
        return str(getattr(self.words, f"at_{moment.word}"))

    def hundred(self, percent: Range) -> str:
        """Say a percentage as people count: `about 73 of 100`, `fewer than 1 of 100`."""
        if percent.low is None or percent.high is None:
            return self.words.a_few
        rounding = ROUNDING.get(percent.hedge, ROUND_HALF_UP)
        low, high = (int(each.quantize(ONE, rounding)) for each in (percent.low, percent.high))
        if 0 < percent.high < ONE and rounding != ROUND_FLOOR:
            return self.words.fewer_than_one
        if HUNDRED - ONE < percent.low <= percent.high < HUNDRED:
            return self.hedged("over", self.words.of_hundred.format(number=HUNDRED - 1))
        is_exact = (Decimal(low), Decimal(high)) == (percent.low, percent.high)
        if 0 < percent.low < ONE < high:
            last = self.hedged("" if percent.high == high else "about", str(high))
            number = self.words.from_fewer.format(high=last)
            return self.hedged(percent.hedge, self.words.of_hundred.format(number=number))
        number = str(low) if low == high else self.words.range.format(low=low, high=high)
        hedge = percent.hedge or ("" if is_exact else "about")
        return self.hedged(hedge, self.words.of_hundred.format(number=number))

    def hundreds(self, low: Range, high: Range) -> str:
        """Say the lowest to the highest of several percentages as people count."""
        if not (low.hedge or high.hedge):
            return self.hundred(Range(low.low, high.high))
        first = self.hundred(Range(low.low, low.low, low.hedge))
        last = self.hundred(Range(high.high, high.high, high.hedge))
        return first if first == last else self.words.range.format(low=first, high=last)

    def others(self, percent: Range) -> str:
        """Say how many of a hundred were on the other side."""
        if percent.low is None or percent.high is None or percent.hedge:
            return ""
        if 0 < percent.high < ONE:
            return self.hedged("over", str(HUNDRED - 1))
        if HUNDRED - ONE < percent.low < HUNDRED:
            return self.words.fewer_than_one
        low, high = HUNDRED - _half_up(percent.high), str(HUNDRED - _half_up(percent.low))
        if 0 < percent.low < ONE:
            high = self.hedged("over", str(HUNDRED - 1))
        return high if str(low) == high else self.words.range.format(low=low, high=high)

    def led(self, lead: str, text: str) -> str:
        """Put a lead before a text: `Their own view: 84 of 100`."""
        return f"{lead}{self.words.colon} {text}" if lead else text

    def listed(self, texts: Iterable[str], most: int | None = None) -> str:
        """Put texts in a row: `a, b and c`; beyond `most` of them the rest is counted."""
        items = list(dict.fromkeys(texts))
        if most is not None and len(items) > most + 1:
            rest = len(items) - most
            return self.words.and_more.format(list=", ".join(items[:most]), number=rest)
        if len(items) < 2:  # noqa: PLR2004  (two take an `and`)
            return "".join(items)
        return self.words.and_last.format(list=", ".join(items[:-1]), last=items[-1])

    def counted(self, number: int, form: str, **others: str) -> str:
        """Choose the singular or the plural of a form `one | many`, and put the number in."""
        one, _, many = form.partition(" | ")
        return (one if number == 1 else many or one).format(number=self.number(number), **others)

    def exact(self, value: values.Value) -> str:  # noqa: PLR0911  (one for each form)
        """Say a value as its source reports it: `51 of 70 people`, `65.6% of 93 people`."""
        match value:
            case values.Count():
                return self.words.n_of_n.format(
                    n=self.number(value.events),
                    of=self.number(value.of),
                    things=self.thing(value.thing, value.of),
                )
            case values.Share():
                return self._share(value)
            case values.Score():
                interval = self._interval(value.interval)
                return self.words.score_of.format(
                    score=self.range(value.score) + interval, of=self.number(value.of)
                )
            case values.Change():
                unit = value.unit if value.unit in ("", "%") else f" {value.unit}"
                return f"{self.range(value.by, unit)} {self.direction(value)}"
            case values.Reports():
                number = int(value.number.low or 0) if value.number.is_single else None
                return f"{self.range(value.number)} {self.thing(value.thing, number)}"
            case values.Amount():
                return self.amount(value)
            case values.Money():
                return self.money(value)

    def direction(self, change: values.Change) -> str:
        """Say which way something changed."""
        return str(getattr(self.words, f"change_{change.direction}"))

    def _share(self, share: values.Share) -> str:
        percent = self.range(share.percent, "%") + self._interval(share.interval)
        things = self.thing(share.thing)
        if share.of is None:
            return self.words.percent_of_unknown.format(percent=percent, things=things)
        return self.words.percent_of.format(
            percent=percent, of=self.number(share.of), things=self.thing(share.thing, share.of)
        )

    def _interval(self, interval: Range | None) -> str:
        return self.words.interval.format(range=self.range(interval)) if interval else ""


def _half_up(number: Decimal) -> int:
    return int(number.quantize(ONE, rounding=ROUND_HALF_UP))


def sentence(parts: Sequence[str]) -> str:
    """Join what is not empty with commas."""
    return ", ".join(part for part in parts if part)


def capital(text: str) -> str:
    """Begin with a capital letter."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """Begin with a small letter."""
    return text[:1].lower() + text[1:]
