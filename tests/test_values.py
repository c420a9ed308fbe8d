"""The written forms of a value: what each of them takes, what it means, and what it refuses."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from treatments import values
from treatments.values import Malformed, Range, When

if TYPE_CHECKING:
    from collections.abc import Callable


def between(low: str, high: str = "", hedge: str = "") -> Range:
    return Range(Decimal(low), Decimal(high or low), hedge)


def refused(read: Callable[[str], object], text: str) -> str:
    """Give what is said of a text that is refused, less the form of its example."""
    with pytest.raises(Malformed) as caught:
        read(text)
    message, _, hint = str(caught.value).partition("|")
    assert message, "it says what is wrong"
    assert hint, "it says what to write instead"
    return message


# --- amounts


@pytest.mark.parametrize(
    ("text", "range_", "unit"),
    [
        ("5 minutes", between("5"), "minutes"),
        ("30 to 45 minutes", between("30", "45"), "minutes"),
        ("0.5 to 2.0 mm", between("0.5", "2.0"), "mm"),
        ("about 6 weeks", between("6", hedge="about"), "weeks"),
        ("up to 3 days", between("3", hedge="up to"), "days"),
        ("under 1 hour", between("1", hedge="under"), "hour"),
        ("over 2 years", between("2", hedge="over"), "years"),
        ("at least 7 visits", between("7", hedge="at least"), "visits"),
        ("a few hours", Range(None, None), "hours"),
        ("  30   to 45\n minutes ", between("30", "45"), "minutes"),
        ("3 to 3 days", between("3"), "days"),
        ("26 mm2", between("26"), "mm2"),
        ("0 days", between("0"), "days"),
    ],
)
def test_an_amount_is_a_number_or_a_range_and_a_unit(text: str, range_: Range, unit: str) -> None:
    amount = values.amount(text)
    assert amount.range == range_
    assert amount.unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        "minutes",
        "5minutes",
        "five minutes",
        "5 - 6 minutes",
        "5\u201310 minutes",
        "-5 minutes",
        "1,000 days",
        ".5 days",
        "5. days",
        "5 to minutes",
        "almost 5 minutes",
        "About 5 minutes",
        "5 minutes each",
        "a few",
        "5 %",
        "\u0665 minutes",  # a five, but in Arabic digits
    ],
)
def test_an_amount_in_any_other_form_is_refused(text: str) -> None:
    assert repr(text)[1:-1] in refused(values.amount, text)


def test_an_amount_keeps_its_numbers_as_they_were_written() -> None:
    assert str(values.amount("0.50 mm").range.low) == "0.50"
    assert str(values.amount("4.85 mm").range.high) == "4.85"


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (values.amount, "45 to 30 minutes"),
        (values.money, "6000 to 4000 EUR"),
        (values.share, "9 to 8% of 10 people"),
        (values.share, "85% (94 to 81) of 411 people"),
        (values.score, "5 to 4 of 10"),
        (values.score, "4.85 (5.35 to 4.35) of 10"),
        (values.change, "20 to 10% less"),
        (values.reports, "5 to 4 people"),
        (values.moment, "90 to 30 days"),
    ],
)
def test_a_range_runs_upwards_everywhere(read: Callable[[str], object], text: str) -> None:
    assert "down to" in refused(read, text)


# --- people and other things that were counted


def test_a_count_is_so_many_of_so_many_things() -> None:
    count = values.count("51 of 70 people")
    assert (count.events, count.of, count.thing) == (51, 70, "people")
    assert count.numbers == (Decimal(51), Decimal(70))


@pytest.mark.parametrize("text", ["0 of 1 people", "1 of 1 people", "7 of 63 treatments"])
def test_a_count_goes_from_none_to_all(text: str) -> None:
    assert 0 <= values.count(text).percent.numbers[0] <= 100


def test_a_count_as_a_percentage_is_not_rounded() -> None:
    assert str(values.count("1 of 3 people").percent.low).startswith("33.3333333")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "51",
        "51 of 70",
        "51/70 people",
        "51 out of 70 people",
        "51.5 of 70 people",
        "about 51 of 70 people",
        "51 of 70 people treated",
        "none of 70 people",
    ],
)
def test_a_count_in_any_other_form_is_refused(text: str) -> None:
    refused(values.count, text)


@pytest.mark.parametrize("text", ["71 of 70 people", "0 of 0 people", "1 of 0 people"])
def test_a_count_that_cannot_be_is_refused(text: str) -> None:
    assert "cannot be" in refused(values.count, text)


@pytest.mark.parametrize(
    ("text", "percent", "interval", "of", "thing"),
    [
        ("42% of 81 people", between("42"), None, 81, "people"),
        ("2.7% of 757 sessions", between("2.7"), None, 757, "sessions"),
        ("89% (81 to 94) of 411 people", between("89"), between("81", "94"), 411, "people"),
        ("42 to 84% of 81 people", between("42", "84"), None, 81, "people"),
        ("about 10% of people", between("10", hedge="about"), None, None, "people"),
        ("0% of 5 people", between("0"), None, 5, "people"),
        ("100% of 5 people", between("100"), None, 5, "people"),
    ],
)
def test_a_share_is_a_percentage_of_things(
    text: str, percent: Range, interval: Range | None, of: int | None, thing: str
) -> None:
    share = values.share(text)
    assert (share.percent, share.interval, share.of, share.thing) == (percent, interval, of, thing)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "42%",
        "42 % of 81 people",
        "42 percent of 81 people",
        "42% of 81",
        "42% 81 people",
        "42% (40) of 81 people",
        "42% (40-44) of 81 people",
        "-1% of 81 people",
    ],
)
def test_a_share_in_any_other_form_is_refused(text: str) -> None:
    refused(values.share, text)


@pytest.mark.parametrize("text", ["100.1% of 8 people", "120% of 8 people", "90 to 101% of people"])
def test_a_share_is_never_more_than_all(text: str) -> None:
    assert "more than all" in refused(values.share, text)


def test_reports_are_a_number_of_things_out_of_nobody_knows_how_many() -> None:
    reports = values.reports("5 people")
    assert (reports.number, reports.thing) == (between("5"), "people")
    assert values.reports("over 1500 reports").number.hedge == "over"


@pytest.mark.parametrize("text", ["", "5", "people", "several people", "5 of 10 people", "5 %"])
def test_reports_in_any_other_form_are_refused(text: str) -> None:
    refused(values.reports, text)


# --- scores and changes


@pytest.mark.parametrize(
    ("text", "score", "interval", "of"),
    [
        ("6.53 of 10", between("6.53"), None, "10"),
        ("4.85 (4.35 to 5.35) of 10", between("4.85"), between("4.35", "5.35"), "10"),
        ("2 to 3 of 4", between("2", "3"), None, "4"),
        ("10 of 10", between("10"), None, "10"),
        ("0 of 10", between("0"), None, "10"),
    ],
)
def test_a_score_stands_on_a_scale_that_ends(
    text: str, score: Range, interval: Range | None, of: str
) -> None:
    found = values.score(text)
    assert (found.score, found.interval, found.of) == (score, interval, Decimal(of))


@pytest.mark.parametrize("text", ["", "6.53", "6.53/10", "6.53 of ten", "6.53 of 10 points"])
def test_a_score_in_any_other_form_is_refused(text: str) -> None:
    refused(values.score, text)


def test_a_score_does_not_lie_beyond_its_scale() -> None:
    assert "beyond" in refused(values.score, "11 of 10")


def test_the_end_of_a_scale_is_no_number_of_the_result() -> None:
    assert values.score("4.85 (4.35 to 5.35) of 10").numbers == (
        Decimal("4.85"),
        Decimal("4.35"),
        Decimal("5.35"),
    )


@pytest.mark.parametrize(
    ("text", "by", "unit", "direction"),
    [
        ("17.3% less", between("17.3"), "%", "less"),
        ("20 to 30% more", between("20", "30"), "%", "more"),
        ("2 points better", between("2"), "points", "better"),
        ("2 worse", between("2"), "", "worse"),
        ("about half a point less", None, "", ""),
        ("50% back", between("50"), "%", "back"),
        ("150% more", between("150"), "%", "more"),
    ],
)
def test_a_change_says_how_far_and_in_which_direction(
    text: str, by: Range | None, unit: str, direction: str
) -> None:
    if by is None:
        refused(values.change, text)
        return
    change = values.change(text)
    assert (change.by, change.unit, change.direction) == (by, unit, direction)


@pytest.mark.parametrize("text", ["", "17.3%", "+17.3%", "less", "17.3% lower", "less 17.3%"])
def test_a_change_in_any_other_form_is_refused(text: str) -> None:
    refused(values.change, text)


# --- money


@pytest.mark.parametrize(
    ("text", "range_", "currency"),
    [
        ("4000 to 6000 USD", between("4000", "6000"), "USD"),
        ("0.05 EUR", between("0.05"), "EUR"),
        ("about 300 GBP", between("300", hedge="about"), "GBP"),
    ],
)
def test_money_is_a_sum_in_one_currency(text: str, range_: Range, currency: str) -> None:
    money = values.money(text)
    assert (money.range, money.currency) == (range_, currency)


@pytest.mark.parametrize(
    "text", ["", "4000", "$4000", "4,000 USD", "4000 usd", "4000 US", "4000 dollars", "USD 4000"]
)
def test_money_in_any_other_form_is_refused(text: str) -> None:
    refused(values.money, text)


# --- time


@pytest.mark.parametrize("word", ["during", "straight_after", "last_follow_up", "not_stated"])
def test_a_moment_may_be_one_of_four_words(word: str) -> None:
    moment = values.moment(word)
    assert (moment.word, moment.amount, moment.numbers) == (word, None, ())


def test_a_moment_may_say_what_it_is_counted_from() -> None:
    amount = values.moment("3 to 6 months after the last visit").amount
    assert amount
    assert (amount.range, amount.unit) == (between("3", "6"), "months")
    assert amount.rest == "after the last visit"


@pytest.mark.parametrize("text", ["", "later", "after 3 months", "3", "During", "not stated"])
def test_a_moment_in_any_other_form_is_refused(text: str) -> None:
    refused(values.moment, text)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2024", When(2024)),
        ("2024-05", When(2024, 5)),
        ("2024-05-31", When(2024, 5, 31)),
        ("2024-02-29", When(2024, 2, 29)),
        ("1000-01-01", When(1000, 1, 1)),
    ],
)
def test_a_date_is_as_long_as_what_is_known_of_it(text: str, when: When) -> None:
    assert values.when(text) == when
    assert str(when) == text


@pytest.mark.parametrize(
    "text",
    ["", "24", "2024-5", "2024-05-3", "31.5.2024", "May 2024", "2024-05-31T10:00", "0999", "3000"],
)
def test_a_date_in_any_other_form_is_refused(text: str) -> None:
    refused(values.when, text)


@pytest.mark.parametrize(
    "text",
    ["2024-00", "2024-13", "2024-02-30", "2023-02-29", "2024-01-00", "2024-00-01", "2024-04-31"],
)
def test_a_day_that_never_was_is_refused(text: str) -> None:
    assert text in refused(values.when, text)


def test_dates_sort_by_time_and_the_less_exact_before_the_more_exact() -> None:
    dates = ["2024-05-31", "2023", "2024", "2024-05", "2024-12"]
    assert [str(each) for each in sorted(map(values.when, dates))] == [
        "2023",
        "2024",
        "2024-05",
        "2024-05-31",
        "2024-12",
    ]


def test_a_day_is_whole() -> None:
    assert values.day("2026-11-22") == date(2026, 11, 22)
    assert "whole day" in refused(values.day, "2026-11")
    assert "whole day" in refused(values.day, "2026")


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("93", 93), ("999999999", 999_999_999)])
def test_a_whole_number_is_made_of_digits(text: str, number: int) -> None:
    assert values.whole(text) == number


@pytest.mark.parametrize("text", ["", "9.3", "-9", "1,000", "about 9", "nine", "1000000000"])
def test_a_whole_number_in_any_other_form_is_refused(text: str) -> None:
    refused(values.whole, text)


# --- all of them

GRAMMARS: list[Callable[[str], object]] = [
    values.amount,
    values.count,
    values.share,
    values.score,
    values.change,
    values.reports,
    values.money,
    values.moment,
    values.when,
    values.day,
    values.whole,
]


@pytest.mark.parametrize("read", GRAMMARS)
@given(
    text=st.text() | st.from_regex(r"[\d .%()to-]{1,20}( of \d+)?( people| USD)?", fullmatch=True)
)
def test_any_text_is_either_understood_or_refused_in_words(
    read: Callable[[str], object], text: str
) -> None:
    try:
        read(text)
    except Malformed as malformed:
        message, mark, hint = str(malformed).rpartition("|")
        assert message
        assert mark
        assert hint


@pytest.mark.parametrize("read", GRAMMARS)
def test_a_very_long_text_is_refused_at_once(read: Callable[[str], object]) -> None:
    for text in ("1" * 10_000, "1 to " * 2_000, "1 " + "a" * 9_998, "about " * 1_600, "(" * 10_000):
        try:
            read(text)
        except Malformed:
            continue


@pytest.mark.parametrize(
    ("read", "text", "meant"),
    [
        (values.amount, "30-60 minutes", "30 to 60 minutes"),
        (values.amount, "30 \N{EN DASH} 60 minutes", "30 to 60 minutes"),
        (values.amount, "between 30 and 60 minutes", "30 to 60 minutes"),
        (values.amount, "less than 60 minutes", "under 60 minutes"),
        (values.amount, "\N{LESS-THAN OR EQUAL TO}60 minutes", "up to 60 minutes"),
        (values.amount, "60+ minutes", "at least 60 minutes"),
        (values.amount, "~60minutes", "about 60 minutes"),
        (values.amount, "an hour", "1 hour"),
        (values.share, "92 percent of 1,337 people", "92% of 1337 people"),
        (values.share, "92,5% of 40 people", "92.5% of 40 people"),
        (values.share, "92% [90-95] of 40 people", "92% (90 to 95) of 40 people"),
        (values.share, "92% (95% CI 90 to 95) of 40 people", "92% (90 to 95) of 40 people"),
        (values.share, "92% (n=40) people", "92% of 40 people"),
        (values.share, "31 of 40 people", "count: 31 of 40 people"),
        (values.count, "31/40 people", "31 of 40 people"),
        (values.count, "77.5% of 40 people", "share: 77.5% of 40 people"),
        (values.money, "\N{EURO SIGN}4000", "4000 EUR"),
        (values.moment, "after 90 days", "90 days"),
        (values.moment, "Not stated", "not_stated"),
        (values.when, "15 October 2025", "2025-10-15"),
        (values.when, "Oct 15, 2025", "2025-10-15"),
        (values.when, "October 2025", "2025-10"),
        (values.day, "2025-10-15T10:00:00Z", "2025-10-15"),
    ],
)
def test_what_is_written_as_people_do_is_refused_with_how_it_is_written_here(
    read: Callable[[str], object], text: str, meant: str
) -> None:
    with pytest.raises(Malformed, match=re.escape(f"|write `{meant}`")):
        read(text)


@pytest.mark.parametrize(
    "text",
    ["31% (40 to 50) of 40 people", "60% (40 to 50) of 40 people", "31% (20 to 140) of people"],
)
def test_an_interval_holds_its_value_and_no_more_than_all(text: str) -> None:
    assert refused(values.share, text)


def test_the_interval_of_a_score_holds_its_value() -> None:
    assert "outside" in refused(values.score, "4.85 (5.35 to 6) of 10")
