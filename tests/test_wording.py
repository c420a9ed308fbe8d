"""Numbers, days and lists as readers see them, in the words of the site."""

from __future__ import annotations

import re
from datetime import date

import pytest
import yaml
from treatments import values
from treatments.places import PLACES
from treatments.wording import Wording, capital, sentence, small

from tests import toast
from tests.building import ROOT

BRACED = re.compile(r"\{(\w+)\}")


@pytest.fixture(scope="module")
def wording() -> Wording:
    return toast.site().wording


# --- people out of a hundred


@pytest.mark.parametrize(
    ("share", "said"),
    [
        ("50% of 40 people", "50 of 100"),
        ("65.6% of 93 people", "about 66 of 100"),
        ("2.5% of 400 people", "about 3 of 100"),
        ("2.4% of 400 people", "about 2 of 100"),
        ("0.5% of 400 people", "fewer than 1 of 100"),
        ("1% of 400 people", "1 of 100"),
        ("0% of 400 people", "0 of 100"),
        ("100% of 400 people", "100 of 100"),
        ("99.7% of 400 people", "over 99 of 100"),
        ("about 40% of 400 people", "about 40 of 100"),
        ("42 to 84% of 400 people", "42 to 84 of 100"),
        ("42.1 to 84% of 400 people", "about 42 to 84 of 100"),
        ("0.2 to 6% of 400 people", "from fewer than 1 to 6 of 100"),
        ("0.2 to 6.4% of 400 people", "from fewer than 1 to about 6 of 100"),
        ("0.5 to 5% of 400 people", "from fewer than 1 to 5 of 100"),
        ("0.6 to 1.2% of 400 people", "about 1 of 100"),
        ("0 to 6% of 400 people", "0 to 6 of 100"),
    ],
)
def test_a_percentage_is_said_out_of_a_hundred_half_up_and_about_where_it_was_rounded(
    wording: Wording, share: str, said: str
) -> None:
    assert wording.hundred(values.share(share).percent) == said


@pytest.mark.parametrize(
    ("share", "said"),
    [
        ("up to 55.2% of people", "up to 56 of 100"),
        ("under 1.4% of people", "under 2 of 100"),
        ("under 1% of people", "under 1 of 100"),
        ("up to 0.5% of people", "fewer than 1 of 100"),
        ("over 55.7% of people", "over 55 of 100"),
        ("at least 55.7% of people", "at least 55 of 100"),
        ("over 0.5% of people", "over 0 of 100"),
    ],
)
def test_a_hedged_percentage_is_rounded_so_that_it_still_holds(
    wording: Wording, share: str, said: str
) -> None:
    assert wording.hundred(values.share(share).percent) == said


@pytest.mark.parametrize(
    ("share", "others"),
    [
        ("65.6% of 93 people", "34"),
        ("2.5% of 400 people", "97"),
        ("0.4% of 400 people", "over 99"),
        ("99.6% of 400 people", "fewer than 1 of 100"),
        ("100% of 400 people", "0"),
        ("42 to 84% of 400 people", "16 to 58"),
        ("0.5 to 12% of 400 people", "88 to over 99"),
        ("over 40% of 400 people", ""),
        ("about 40% of 400 people", ""),
    ],
)
def test_both_sides_come_to_a_hundred_and_an_open_one_has_no_other(
    wording: Wording, share: str, others: str
) -> None:
    assert wording.others(values.share(share).percent) == others


# --- values as their sources report them


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (values.count("51 of 70 people"), "51 of 70 people"),
        (values.count("1 of 1 people"), "1 of 1 person"),
        (values.count("1200 of 15404 people"), "1,200 of 15,404 people"),
        (values.count("4 of 9 slices"), "4 of 9 slices"),
        (values.count("4 of 9 child"), "4 of 9 children"),
        (values.share("65.60% of 93 people"), "65.60% of 93 people"),
        (values.share("89% (81 to 94) of 411 people"), "89% (could be 81 to 94) of 411 people"),
        (values.share("12% of people"), "12% of people, how many is not stated"),
        (values.score("4.85 (4.35 to 5.35) of 10"), "4.85 (could be 4.35 to 5.35) of 10"),
        (values.change("17.3% less"), "17.3% less"),
        (values.change("2 points better"), "2 points better"),
        (values.change("3.7% back"), "3.7% lost again"),
        (values.reports("5 people"), "5 people"),
        (values.reports("1 people"), "1 person"),
        (values.money("4000 to 6000 USD"), "4,000 to 6,000 USD"),
        (values.amount("30 to 45 minutes"), "30 to 45 minutes"),
        (values.amount("1 minutes"), "1 minute"),
        (values.amount("at least 7 minutes"), "at least 7 minutes"),
        (values.amount("a few minutes"), "a few minutes"),
        (values.amount("0.50 mm"), "0.50 millimetres"),
    ],
)
def test_a_value_is_said_as_it_was_written(
    wording: Wording, value: values.Value, said: str
) -> None:
    assert wording.exact(value) == said


# --- the ends of a range


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        ("3 minutes", "5 minutes", "3 to 5"),
        ("5 minutes", "5 minutes", "5"),
        ("about 3 minutes", "about 5 minutes", "about 3 to about 5"),
        ("about 3 to 4 minutes", "about 4 to 5 minutes", "about 3 to about 5"),
        ("under 3 minutes", "under 5 minutes", "under 3 to under 5"),
        ("under 3 to 4 minutes", "under 4 to 5 minutes", "3 to under 5"),
        ("up to 3 minutes", "up to 5 minutes", "3 or less to 5"),
        ("up to 3 to 4 minutes", "up to 4 to 5 minutes", "3 to 5"),
        ("over 3 minutes", "over 5 minutes", "over 3 to over 5"),
        ("at least 3 to 4 minutes", "at least 4 to 5 minutes", "at least 3 to 5"),
        ("a few minutes", "9 minutes", "a few to 9"),
    ],
)
def test_each_end_of_a_range_keeps_the_hedge_that_belongs_to_it(
    wording: Wording, low: str, high: str, said: str
) -> None:
    first, last = (values.amount(each).range for each in (low, high))
    assert wording.between(first, last) == said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        ("40% of people", "60.5% of people", "about 40 to 61 of 100"),
        ("over 40% of people", "60% of people", "over 40 of 100 to 60 of 100"),
        ("under 1% of people", "38.1% of people", "under 1 of 100 to about 38 of 100"),
        ("over 40% of people", "over 40% of people", "over 40 of 100"),
    ],
)
def test_the_ends_of_percentages_keep_their_hedges(
    wording: Wording, low: str, high: str, said: str
) -> None:
    first, last = (values.share(each).percent for each in (low, high))
    assert wording.hundreds(first, last) == said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        ("the crust", "the crumb", "lowest: the crust; highest: the crumb"),
        ("the crust", "", "lowest: the crust"),
        ("", "the crumb", "highest: the crumb"),
        ("the crust", "the crust", "lowest and highest: the crust"),
        ("", "", ""),
    ],
)
def test_the_ends_of_a_range_are_named_as_far_as_they_are_known(
    wording: Wording, low: str, high: str, said: str
) -> None:
    assert wording.ends(low, high) == said


def test_amounts_of_different_units_can_be_put_in_order(wording: Wording) -> None:
    texts = ["2 minutes", "90 seconds", "a few minutes", "100 seconds"]
    amounts = [values.amount(text) for text in texts]
    ordered = sorted(amounts, key=lambda each: wording.reckoned(each, each.range.low))
    assert [wording.exact(each) for each in ordered] == [
        "90 seconds",
        "100 seconds",
        "2 minutes",
        "a few minutes",
    ]


# --- days and moments


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 22), "22 November 2026"),
        (values.when("2020-03-01"), "1 March 2020"),
        (values.when("2020-03"), "March 2020"),
        (values.when("2020"), "2020"),
    ],
)
def test_a_day_is_said_as_far_as_it_is_known(
    wording: Wording, day: date | values.When, said: str
) -> None:
    assert wording.day(day) == said


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("10 minutes", "at 10 minutes"),
        ("1 minutes after the last slice", "at 1 minute after the last slice"),
        ("over 5 minutes", "over 5 minutes"),
        ("during", "during it"),
        ("straight_after", "straight after"),
        ("not_stated", "time not stated"),
    ],
)
def test_a_moment_is_said_in_words(wording: Wording, moment: str, said: str) -> None:
    assert wording.moment(values.moment(moment)) == said


def test_a_moment_that_is_not_there_is_said_to_be_not_stated(wording: Wording) -> None:
    assert wording.moment(None) == "time not stated"


# --- rows of words


@pytest.mark.parametrize(
    ("texts", "most", "said"),
    [
        ([], None, ""),
        (["rye"], None, "rye"),
        (["rye", "white"], None, "rye and white"),
        (["rye", "rye", "white", "oat"], None, "rye, white and oat"),
        (["a", "b", "c"], 2, "a, b and c"),
        (["a", "b", "c", "d"], 2, "a, b and 2 more"),
    ],
)
def test_texts_in_a_row_stand_once_each_and_a_long_row_is_counted(
    wording: Wording, texts: list[str], most: int | None, said: str
) -> None:
    assert wording.listed(texts, most) == said


def test_one_and_many_are_told_apart(wording: Wording) -> None:
    form = "{number} study | {number} studies"
    assert [wording.counted(number, form) for number in (0, 1, 2, 1500)] == [
        "0 studies",
        "1 study",
        "2 studies",
        "1,500 studies",
    ]
    assert wording.counted(2, "one form for all") == "one form for all"


def test_a_text_with_braces_or_a_bar_in_it_stays_as_it_is(wording: Wording) -> None:
    odd = "{number} | {0} {x.y} %s"
    assert wording.led(odd, odd) == f"{odd}: {odd}"
    assert wording.hedged("about", odd) == f"about {odd}"
    assert wording.listed([odd, "rye"]) == f"{odd} and rye"
    form = wording.words.none_included
    assert odd in wording.counted(1, form, choices=odd)
    assert odd in wording.counted(2, form, choices=odd)


def test_parts_of_a_sentence_are_joined_where_there_are_any() -> None:
    assert sentence(["one", "", "two"]) == "one, two"
    assert sentence([]) == ""
    assert (capital("ab C"), capital(""), small("AB C"), small("")) == ("Ab C", "", "aB C", "")


def test_the_check_knows_of_every_word_what_is_filled_into_it() -> None:
    words = yaml.load((ROOT / "data/words.yml").read_bytes(), yaml.CBaseLoader)["words"]  # noqa: S506  (texts only)
    filled = {
        name: " ".join(sorted(set(BRACED.findall(str(word))))) for name, word in words.items()
    }
    known = {name: " ".join(sorted(names.split())) for name, names in PLACES.items()}
    assert {name: names for name, names in filled.items() if names} == known
