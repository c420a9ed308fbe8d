"""How sure a result is comes out of its record by a rule, with each reason said."""

from __future__ import annotations

from typing import Any

import pytest
from treatments.certainty import LEVELS, Certainty, lowest, spread

from tests import toast
from tests.toast import Record, crisp, finding, study

BLIND: Record = {"judged_by": "taster"}  # who did not know


def sure(*findings: Record, row: str = "crisp", **about: Any) -> Certainty:  # noqa: ANN401
    found = toast.figure(study(*findings, **about), row=row).certainty
    assert found
    return found


def level(*findings: Record, **about: Any) -> str:  # noqa: ANN401
    return sure(*findings, **about).level


# --- where it starts


@pytest.mark.parametrize(
    ("design", "starts"), [("drawn", "high"), ("followed", "low"), ("asked", "very_low")]
)
def test_how_a_study_was_made_says_where_it_starts(design: str, starts: str) -> None:
    found = sure(finding(share="40% of 200 people", **BLIND), design=design)
    assert found == Certainty(starts, (f"design_{starts}",))


# --- each step down


@pytest.mark.parametrize(
    ("value", "people", "reaches", "reason"),
    [
        ({"share": "40% of 100 people"}, 500, "high", None),
        ({"share": "40% of 99 people"}, 500, "moderate", "few_people"),
        ({"count": "12 of 30 people"}, 500, "moderate", "few_people"),
        ({"count": "12 of 29 people"}, 500, "low", "very_few_people"),
        ({"count": "12 of 29 children"}, 500, "low", "very_few_people"),
        ({"share": "40% of people"}, 500, "high", None),
        ({"share": "40% of people"}, 99, "moderate", "few_people"),
        ({"share": "40% of people"}, None, "moderate", "people_not_given"),
        ({"share": "40% of 900 slices"}, 29, "low", "very_few_people"),
        ({"score": "5 of 10", "measure": "crust"}, 29, "low", "very_few_people"),
        ({"score": "5 of 10", "measure": "crust"}, None, "moderate", "people_not_given"),
    ],
)
def test_few_people_are_a_step_down_very_few_two_and_slices_are_no_people(
    value: Record, people: int | None, reaches: str, reason: str | None
) -> None:
    found = sure(finding(**value, **BLIND), design="drawn", people=people)
    assert found.level == reaches
    assert found.reasons[1:] == ((reason,) if reason else ())


@pytest.mark.parametrize(
    ("judge", "reaches"),
    [("taster", "high"), ("eater", "moderate"), ("baker", "moderate"), ("not_stated", "moderate")],
)
def test_a_judge_who_knew_or_is_not_stated_is_a_step_down(judge: str, reaches: str) -> None:
    found = sure(finding(share="40% of 200 people", judged_by=judge), design="drawn")
    assert found.level == reaches
    assert ("judge_knew" in found.reasons) == (reaches == "moderate")


@pytest.mark.parametrize(
    ("paid_by", "reaches"), [("seller", "moderate"), ("independent", "high"), (None, "high")]
)
def test_a_seller_who_paid_is_a_step_down(paid_by: str | None, reaches: str) -> None:
    found = finding(share="40% of 200 people", **BLIND)
    assert level(found, design="drawn", paid_by=paid_by) == reaches


def test_a_doubt_is_a_step_down() -> None:
    plain = finding(share="40% of 200 people", **BLIND)
    assert level(plain, design="drawn") == "high"
    assert level(plain | {"doubt": "The oven was cold."}, design="drawn") == "moderate"


@pytest.mark.parametrize(
    ("among", "reaches"),
    [
        ({}, "high"),
        ({"bread": ["white"]}, "high"),
        ({"bread": ["white", "rye"]}, "high"),
        ({"bread": ["rye"]}, "moderate"),
        ({"grain": ["grain-1"]}, "high"),
    ],
)
def test_another_concern_is_a_step_down_and_an_unstated_one_is_not(
    among: Record, reaches: str
) -> None:
    found = finding(share="40% of 200 people", **BLIND)
    assert level(found, design="drawn", among=among) == reaches


def test_steps_add_up_and_end_at_the_floor() -> None:
    worst = finding(count="3 of 20 people", doubt="The oven was cold.")
    found = sure(worst, design="followed", paid_by="seller", among={"bread": ["rye"]})
    assert found.level == "very_low"
    assert found.reasons == (
        "design_low",
        "very_few_people",
        "judge_knew",
        "paid_by_seller",
        "doubt",
        "other_concern",
    )


# --- what an editor may do


@pytest.mark.parametrize(
    ("to", "reaches", "because"),
    [("low", "low", "The loaf was old."), ("very_low", "very_low", "The loaf was old.")],
)
def test_an_editor_may_be_less_sure_and_says_why(to: str, reaches: str, because: str) -> None:
    lowered = finding(share="40% of 200 people", lower={"to": to, "because": because})
    found = sure(lowered, design="drawn")
    assert (found.level, found.because) == (reaches, because)


@pytest.mark.parametrize("to", ["moderate", "low"])
def test_an_editor_cannot_be_surer_than_the_rule(to: str) -> None:
    raised = finding(count="3 of 20 people", lower={"to": to, "because": "It feels right."})
    found = sure(raised, design="followed")
    assert (found.level, found.because) == ("very_low", "")


def test_the_reasons_are_said_and_an_editor_s_own_in_their_place() -> None:
    plain = toast.printer(crisp("fan", "one", "40% of 200 people"))
    html = plain.treatment(plain.site.options["oven"]).html
    assert "chance did not decide who got what and the judge knew, or it is not stated" in html
    lowered = finding(share="40% of 200 people", lower={"to": "low", "because": "An old loaf."})
    lower = toast.printer(study(lowered, design="drawn"))
    assert "An old loaf." in lower.treatment(lower.site.options["oven"]).html


# --- several figures


def test_a_cell_is_as_sure_as_its_least_sure_figure() -> None:
    surer = crisp("fan", "one", "40% of 200 people", design="drawn")
    assert surer != crisp("fan", "two", "45% of 200 people")
    first = toast.cell("crisp", "fan", surer).certainty
    both = toast.cell("crisp", "fan", surer, crisp("fan", "two", "45% of 200 people")).certainty
    assert first
    assert both
    assert (first.level, both.level) == ("moderate", "very_low")


@pytest.mark.parametrize(
    ("share", "judge", "reaches"),
    [
        ("60% of 200 people", "taster", "high"),
        ("61% of 200 people", "taster", "moderate"),
        ("90% of 200 people", "baker", "moderate"),  # another judge, who knew; not far from himself
    ],
)
def test_figures_of_one_judge_far_apart_are_a_step_down(
    share: str, judge: str, reaches: str
) -> None:
    found = toast.cell(
        "crisp",
        "fan",
        crisp("fan", "one", "40% of 200 people", design="drawn", judged_by="taster"),
        crisp("fan", "two", share, design="drawn", judged_by=judge),
    ).certainty
    assert found
    assert found.level == reaches
    assert ("spread" in found.reasons) == (share == "61% of 200 people")


@pytest.mark.parametrize("row", ["burns", "beside"])
def test_only_one_kind_of_judge_can_be_far_apart_whatever_way_a_row_is_put_together(
    row: str,
) -> None:
    def burnt(source: str, share: str, judge: str) -> Record:
        found = finding(row, measure="burnt", share=share, judged_by=judge)
        return study(found, source=source, of=["fan", "stone"], design="drawn")

    apart = burnt("one", "10% of 200 people", "baker"), burnt("two", "40% of 200 people", "baker")
    unlike = burnt("one", "10% of 200 people", "baker"), burnt("two", "40% of 200 people", "taster")
    certainties = [toast.cell(row, "fan", *each).certainty for each in (apart, unlike)]
    assert [each and "spread" in each.reasons for each in certainties] == [True, False]


def test_what_was_only_told_of_has_no_certainty() -> None:
    found = toast.figure(study(finding("burns", reports="5 people")), row="burns")
    assert found.certainty is None
    assert toast.cell("burns", "fan", study(finding("burns", reports="5 people"))).certainty is None


def test_the_least_sure_of_none_is_none_and_the_floor_has_no_step_below() -> None:
    assert lowest([None, None]) is None
    assert spread(None) is None
    assert spread(Certainty("very_low")) == Certainty("very_low", ("spread",))
    assert [Certainty(each).step for each in LEVELS] == [1, 2, 3, 4]
