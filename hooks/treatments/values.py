"""The small written forms of a value, such as `30 to 45 minutes` or `51 of 70 people`.

Numbers are kept as the decimals that were written, so that `0.50` stays `0.50` on the page.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

MONTHS = 12
NUMBER = r"[0-9]+(?:\.[0-9]+)?"
HEDGES = ("about", "up to", "under", "over", "at least")
DIRECTIONS = ("less", "more", "better", "worse", "back")
MOMENTS = ("during", "straight_after", "last_follow_up", "not_stated")


class Malformed(ValueError):
    """A text that does not have the form its field asks for.

    Says what is wrong, then what to do and, if that can be told, what to write instead, with `|`
    between.
    """


@dataclass(frozen=True, slots=True)
class Range:
    """One number, or a lowest and a highest, perhaps hedged; `low` is None for `a few`."""

    low: Decimal | None
    high: Decimal | None
    hedge: str = ""

    @property
    def is_single(self) -> bool:
        """Whether one number was given."""
        return self.low == self.high

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The numbers that were written, for comparing with the fact behind them."""
        if self.low is None or self.high is None:
            return ()
        return (self.low,) if self.is_single else (self.low, self.high)


@dataclass(frozen=True, slots=True)
class Amount:
    """So much of a unit: `30 to 45 minutes`, `at least 7 visits`, `a few hours`."""

    range: Range
    unit: str
    rest: str = ""

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The numbers that were written."""
        return self.range.numbers


@dataclass(frozen=True, slots=True)
class Count:
    """So many of so many things, both reported as whole numbers: `51 of 70 people`."""

    events: int
    of: int
    thing: str

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The numbers that were written."""
        return (Decimal(self.events), Decimal(self.of))

    @property
    def percent(self) -> Range:
        """The same as a percentage, worked out and not rounded."""
        exact = Decimal(100 * self.events) / Decimal(self.of)
        return Range(exact, exact)


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage as reported, with its interval and how many were counted, where given."""

    percent: Range
    interval: Range | None
    of: int | None
    thing: str

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The numbers that were written."""
        interval = self.interval.numbers if self.interval else ()
        return (*self.percent.numbers, *interval, *((Decimal(self.of),) if self.of else ()))


@dataclass(frozen=True, slots=True)
class Score:
    """A mark on a scale that ends at `of`: `4.85 (4.35 to 5.35) of 10`."""

    score: Range
    interval: Range | None
    of: Decimal

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The numbers that were written, less the end of the scale, which the measure explains."""
        return (*self.score.numbers, *(self.interval.numbers if self.interval else ()))


@dataclass(frozen=True, slots=True)
class Change:
    """How far a score moved, never how many people: `17.3% less`, `2 points better`."""

    by: Range
    unit: str
    direction: str

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The numbers that were written."""
        return self.by.numbers


@dataclass(frozen=True, slots=True)
class Reports:
    """How many told of it, of nobody knows how many: `5 people`."""

    number: Range
    thing: str

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The numbers that were written."""
        return self.number.numbers


@dataclass(frozen=True, slots=True)
class Money:
    """A sum or a range of sums in one currency."""

    range: Range
    currency: str

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The numbers that were written."""
        return self.range.numbers


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was looked at: a time and what it is counted from, or one of `MOMENTS`."""

    amount: Amount | None
    word: str = ""

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The numbers that were written."""
        return self.amount.numbers if self.amount else ()


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A day, a month or a year, as far as it was shown."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        """ISO 8601, as short as what is known."""
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts)


Value = Amount | Count | Share | Score | Change | Reports | Money

_RANGE = rf"(?:(?P<hedge>{'|'.join(HEDGES)}) )?(?P<low>{NUMBER})(?: to (?P<high>{NUMBER}))?"
_INTERVAL = rf"(?: \((?P<from>{NUMBER}) to (?P<till>{NUMBER})\))?"
_WORDS = r"[^\W\d_][^\d]*?"
_THING = r"(?P<thing>[^\W\d_][\w-]*)"

FEW = r"a few (?P<unit>[^\W\d_]+)"
AMOUNT = _RANGE + r" (?P<unit>[^\W\d_][\w-]*)"
COUNT = r"(?P<events>[0-9]+) of (?P<of>[0-9]+) " + _THING
SHARE = _RANGE + "%" + _INTERVAL + r" of (?:(?P<of>[0-9]+) )?" + _THING
SCORE = _RANGE + _INTERVAL + rf" of (?P<of>{NUMBER})"
CHANGE = _RANGE + rf"(?P<unit>%| {_WORDS})? (?P<direction>{'|'.join(DIRECTIONS)})"
REPORTS = _RANGE + " " + _THING
MONEY = _RANGE + r" (?P<currency>[A-Z]{3})"
MOMENT = _RANGE + r" (?P<unit>[^\W\d_]+)(?: (?P<rest>.+))?"
WHEN = r"(?P<year>[12][0-9]{3})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?"
# The same as far as a pattern can be exact, for editors' tools: no 30 February, no share of nobody.
_MONTH = "(?:0[1-9]|1[0-2])"
_DAY = "(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-9])|(?:0[13-9]|1[0-2])-30|(?:0[13578]|1[02])-31)"
EXACT_DAY = rf"[12][0-9]{{3}}-{_DAY}"
EXACT_WHEN = rf"[12][0-9]{{3}}(?:-{_MONTH}|-{_DAY})?"
EXACT_COUNT = COUNT.replace("(?P<of>[0-9]+)", "(?P<of>[1-9][0-9]*)")
_HUNDRED = r"(?:100(?:\.0+)?|[0-9]{1,2}(?:\.[0-9]+)?)"
EXACT_SHARE = SHARE.replace("(?P<of>[0-9]+)", "(?P<of>[1-9][0-9]*)").replace(NUMBER, _HUNDRED)
EXACT_MONTHS = "[1-9]|[1-9][0-9]|1[01][0-9]|120"
EXACT_PEOPLE = "[1-9][0-9]{0,8}"
WHOLE = r"[0-9]{1,9}"


@cache
def _form(pattern: str) -> Callable[[str], re.Match[str] | None]:
    return re.compile(pattern).fullmatch


def _match(pattern: str, text: str, example: str) -> re.Match[str]:
    found = _form(pattern)(" ".join(text.split()))
    if found is None:
        meant = meant_form(pattern, text)
        hint = f"write `{meant}`" if meant else f"write it like `{example}`"
        raise Malformed(f"'{text}' is not written in the form that is needed|{hint}")
    return found


# How people write, and how it is written here; one after the other.
SLIPS = tuple(
    (re.compile(written, re.IGNORECASE), meant)
    for written, meant in (
        ("[\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\"']", ""),
        (r"\[(.*)\]", r"(\1)"),
        (r"\((?:[0-9.]+ ?% ?)?(?:CI|confidence interval):? *", "("),
        (r"\( ?n ?= ?([0-9]+) ?\)", r"of \1"),
        (r"^(?:after|at) (?=[0-9])", ""),
        (r"\bbetween (.*?) and ", r"\1 to "),
        (r"(?<=[0-9]) ?(?:[-\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}]|until) ?(?=[0-9])", " to "),
        (r"(?<=[0-9])[,'](?=[0-9]{3}\b)", ""),
        (r"(?<=[0-9]),(?=[0-9])", "."),
        (r"(?<=[0-9])(?: ?%| ?\N{FULLWIDTH PERCENT SIGN}| per ?cent\b)", "%"),
        (r"(?:~|\N{ALMOST EQUAL TO}|\b(?:around|approx\w*\.?|circa|ca\.|roughly)) ?", "about "),
        (r"(?:>=|\N{GREATER-THAN OR EQUAL TO}|\bno less than) ?", "at least "),
        (r"(?:<=|\N{LESS-THAN OR EQUAL TO}|\b(?:no more than|at most|maximum)) ?", "up to "),
        (r"(?:>|\b(?:more|longer|greater) than) ?", "over "),
        (r"(?:<|\b(?:less|shorter|fewer) than) ?", "under "),
        (r"^([0-9.]+)\+", r"at least \1"),
        (r"(?<=[0-9%]) ?(?:/|\bout of\b) ?(?=[0-9])", " of "),
        (r"\b(?:an?|one)\b(?! few)", "1"),
        (r"(?<=[0-9])(?=[a-z]{2})", " "),
        ("\N{EURO SIGN} ?([0-9. to]*[0-9])", r"\1 EUR"),
        ("\N{POUND SIGN} ?([0-9. to]*[0-9])", r"\1 GBP"),
        (r"([0-9]) ?\N{EURO SIGN}", r"\1 EUR"),
        (r"([0-9]) ?\N{POUND SIGN}", r"\1 GBP"),
    )
)


LONGEST = 100  # characters of a value that is written in another form


def meant_form(pattern: str, text: str) -> str:
    """Tell how a text is to be written that has the right parts in another form, or nothing."""
    meant = " ".join(text.split())
    for written, instead in SLIPS if len(meant) < LONGEST else ():
        meant = " ".join(written.sub(instead, meant).split())
        if _form(pattern)(meant):
            return meant
    return ""


def _range(found: re.Match[str]) -> Range:
    low = Decimal(found["low"])
    high = Decimal(found["high"]) if found["high"] else low
    return Range(*_ordered(low, high), found["hedge"] or "")


def _interval(found: re.Match[str], value: Range) -> Range | None:
    if not found["from"]:
        return None
    interval = Range(*_ordered(Decimal(found["from"]), Decimal(found["till"])))
    low, high = interval.numbers if not interval.is_single else interval.numbers * 2
    if any(not low <= number <= high for number in value.numbers):
        raise Malformed(
            f"{value.low} lies outside its own interval, {low} to {high}|look all three numbers up"
        )
    return interval


def _ordered(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    if low > high:
        raise Malformed(
            f"the range runs from {low} down to {high}"
            f"|write the lower number first: {high} to {low}"
        )
    return low, high


def amount(text: str) -> Amount:
    """Read `[about, up to, under, over, at least] n [to n] unit`, or `a few unit`."""
    few = _form(FEW)(" ".join(text.split()))
    if few:
        return Amount(Range(None, None), few["unit"])
    found = _match(AMOUNT, text, "30 to 45 minutes")
    return Amount(_range(found), found["unit"])


def count(text: str) -> Count:
    """Read `n of n things`."""
    if _form(SHARE)(text):
        raise Malformed(f"'{text}' is a percentage, not a count|write `share: {text}`")
    found = _match(COUNT, text, "51 of 70 people")
    events, of = int(found["events"]), int(found["of"])
    if of == 0 or events > of:
        raise Malformed(
            f"{events} of {of} cannot be"
            "|the first number is those it happened to, the second all who were counted"
        )
    return Count(events, of, found["thing"])


def share(text: str) -> Share:
    """Read `p% [(low to high)] of [n] things`; without n the number was not given."""
    if _form(COUNT)(text):
        raise Malformed(f"'{text}' is a count, not a percentage|write `count: {text}`")
    found = _match(SHARE, text, "89% (81 to 94) of 411 people` or `65% of people")
    percent = _range(found)
    if found["of"] and int(found["of"]) == 0:
        raise Malformed(
            "a share of nobody cannot be|write how many were counted, or leave the number out"
        )
    hundred = 100
    most = max(percent.high or 0, Decimal(found["till"] or 0))
    if most > hundred:
        raise Malformed(
            f"{most}% is more than all of them"
            "|a share is at most 100%; a score that moved is a `change`"
        )
    interval = _interval(found, percent)
    return Share(percent, interval, int(found["of"]) if found["of"] else None, found["thing"])


def score(text: str) -> Score:
    """Read `x [(low to high)] of the scale's end`."""
    found = _match(SCORE, text, "4.85 (4.35 to 5.35) of 10")
    value, end = _range(found), Decimal(found["of"])
    if value.high is not None and value.high > end:
        raise Malformed(
            f"{value.high} lies beyond the scale's end, {end}"
            "|write the scale's highest mark after `of`"
        )
    return Score(value, _interval(found, value), end)


def change(text: str) -> Change:
    """Read `p%` or `n [unit]`, then less, more, better, worse or back."""
    found = _match(CHANGE, text, "17.3% less")
    return Change(_range(found), (found["unit"] or "").strip(), found["direction"])


def reports(text: str) -> Reports:
    """Read `n things`."""
    found = _match(REPORTS, text, "5 people")
    return Reports(_range(found), found["thing"])


def money(text: str) -> Money:
    """Read an amount in a currency, by its three capital letters."""
    found = _match(MONEY, text, "4000 to 6000 USD")
    return Money(_range(found), found["currency"])


def moment(text: str) -> Moment:
    """Read one of `MOMENTS`, or a time since something: `3 months after the last visit`."""
    if text in MOMENTS:
        return Moment(None, text)
    if (word := re.sub(r"\W+", "_", text.casefold())) in MOMENTS:
        raise Malformed(f"'{text}' is not written in the form that is needed|write `{word}`|{word}")
    found = _match(MOMENT, text, "90 days")
    return Moment(Amount(_range(found), found["unit"], found["rest"] or ""))


def when(text: str) -> When:
    """Read a day, a month or a year, in the form of ISO 8601."""
    if not _form(WHEN)(text) and (meant := meant_day(text)):
        message = f"'{text}' is not written as a date here|write `{meant}`|{meant}"
        raise Malformed(message)
    found = _match(WHEN, text, "2024-05-31`, `2024-05` or `2024")
    result = When(int(found["year"]), int(found["month"] or 0), int(found["day"] or 0))
    try:
        date(result.year, result.month if found["month"] else 1, result.day if found["day"] else 1)
    except ValueError:
        message = f"there is no such day as {text}|look the date up; write it as year-month-day"
        raise Malformed(message) from None
    return result


MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905
DATED = re.compile(
    r"(?:(?P<day>[0-9]{1,2})\.? )?(?P<month>[A-Za-z]{3,9})\.? (?:(?P<after>[0-9]{1,2}),? )?"
    r"(?P<year>[12][0-9]{3})"
)


def _worded_day(text: str) -> str:
    """Turn `15 October 2025`, `Oct 15, 2025` or `October 2025` into digits."""
    found = DATED.fullmatch(text)
    if not found or (name := found["month"][:3].casefold()) not in MONTH_NAMES:
        return text
    day = found["day"] or found["after"]
    month = f"{found['year']}-{MONTH_NAMES.index(name) + 1:02}"
    return f"{month}-{int(day):02}" if day else month


def meant_day(text: str) -> str:
    """Tell which day was meant by another form of date, or nothing if that could be two days."""
    text = re.sub(r"T[0-9:.]+(?:Z|[-+][0-9:]+)?$", "", _worded_day(text))
    if re.fullmatch(r"[12][0-9]{3}-(?:0[1-9]|1[0-2])", text):
        return text
    if found := re.fullmatch(r"([12][0-9]{3})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})\.?", text):
        year, month, day = map(int, found.groups())
    elif found := re.fullmatch(r"([0-9]{1,2})[-/.] ?([0-9]{1,2})[-/.] ?([12][0-9]{3})", text):
        day, month, year = map(int, found.groups())
        if month > MONTHS:
            day, month = month, day
        elif day <= MONTHS and day != month:
            return ""
    else:
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def day(text: str) -> date:
    """Read a whole day, in the form of ISO 8601."""
    found = when(text)
    if not found.day:
        message = f"'{text}' is not a whole day|write it as year-month-day, like `2026-11-22`"
        raise Malformed(message)
    return date(found.year, found.month, found.day)


def whole(text: str) -> int:
    """Read a whole number."""
    return int(_match(WHOLE, text, "93")[0])


def months(text: str) -> int:
    """Read a number of months."""
    return int(_match(WHOLE, text, "12")[0])
