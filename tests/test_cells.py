"""What is known of one way on one question comes out of records by the rules of the data model."""

from __future__ import annotations

import pytest
from treatments.statements import in_row

from tests import toast
from tests.toast import Record, cell, crisp, finding, lines, study

SAID: Record = {"source": "one"}


def took(amount: str, source: str = "one", **more: object) -> list[Record]:
    return [{"amount": amount, "source": source, **more}]


def burnt(of: str, source: str, **more: object) -> Record:
    """A study with one finding, on how often it burnt."""
    about: Record = {key: more.pop(key) for key in ("design", "people") if key in more}
    told = {"reports", "words", "verdict"} & more.keys()
    counted: Record = {} if told else {"measure": "burnt", "judged_by": "baker"}
    return study(finding("burns", **{**counted, **more}), of=of, source=source, **about)


# --- 1. nothing flows down


def test_a_technique_does_not_inherit_what_is_said_of_its_treatment() -> None:
    answers: Record = {"smell": [{"words": "Of bread.", **SAID}], "time": took("2 minutes")}
    assert cell("smell", "oven", answers=answers).verdict == "Of bread."
    for row in answers:
        found = cell(row, "fan", answers=answers)
        assert (found.state, found.reason) == (
            "unknown",
            "Not known for this technique by itself.",
        )


def test_a_technique_does_not_inherit_what_was_counted_of_its_treatment() -> None:
    counted = crisp("oven", "one", "40% of 200 people")
    assert cell("crisp", "oven", counted).is_known
    assert not cell("crisp", "fan", counted).is_known
    assert cell("crisp", "fan", crisp("fan", "one", "40% of 200 people")).is_known


def test_a_technique_does_not_inherit_whom_its_treatment_was_tried_on() -> None:
    tried = crisp("oven", "one", "40% of 200 people", among={"grain": ["grain-1"]})
    assert cell("grains", "oven", tried).covered == {"grain-1": 1}
    assert cell("grains", "fan", tried).state == "unknown"


def test_what_is_said_of_one_technique_is_not_said_of_another() -> None:
    fan: Record = {"answers": {"time": took("2 minutes")}}
    assert cell("time", "fan", fan=fan).verdict == "2 minutes"
    assert cell("time", "stone", fan=fan).state == "unknown"


# --- 2. up, by the way of the row


def test_a_span_runs_from_the_lowest_to_the_highest_and_names_both_ends() -> None:
    found = cell(
        "time",
        "oven",
        answers={"time": took("3 to 5 minutes", "two")},
        fan={"answers": {"time": took("90 seconds", "one")}},
        stone={"answers": {"time": took("8 to 12 minutes", "maker1")}},
    )
    assert lines(found) == [
        "90 seconds to 12 minutes",
        "Fan: 90 seconds (book)",
        "Stone: 8 to 12 minutes (maker)",
    ]
    assert [line.sources for line in found.lines] == [("one",), ("maker1",)]
    assert len(found.said) == 3


def test_an_open_end_is_said_after_the_span_and_does_not_widen_it() -> None:
    open_ended = [*took("3 to 5 minutes"), *took("at least 7 minutes", "two")]
    found = cell("time", "oven", answers={"time": open_ended})
    assert lines(found) == [
        "3 to 5 minutes",
        "3 to 5 minutes (book)",
        "At least 7 minutes (book)",
    ]


def test_where_all_ends_are_open_the_furthest_stands() -> None:
    open_ended = [*took("over 3 minutes"), *took("at least 7 minutes", "two")]
    assert cell("time", "oven", answers={"time": open_ended}).verdict == "At least 7 minutes"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["about 3 minutes", "5 minutes"], "About 3 to 5 minutes"),
        (["3 minutes", "about 5 minutes"], "3 to about 5 minutes"),
        (["about 30 to 40 seconds", "5 minutes"], "About 30 seconds to 5 minutes"),
        (["under 3 minutes", "under 5 minutes"], "Under 3 to under 5 minutes"),
        (["up to 3 minutes", "up to 5 minutes"], "3 or less to 5 minutes"),
        (["a few minutes", "about 9 minutes"], "A few to about 9 minutes"),
        (["up to 3 seconds", "up to 5 minutes"], "3 seconds or less to 5 minutes"),
        (["a few seconds", "9 minutes"], "A few seconds to 9 minutes"),
    ],
)
def test_each_end_of_a_span_keeps_its_own_hedge(given: list[str], said: str) -> None:
    both = [each for amount, name in zip(given, ("one", "two"), strict=True)
            for each in took(amount, name)]  # fmt: skip
    assert cell("time", "oven", answers={"time": both}).verdict == said


def test_of_many_records_it_is_said_where_the_middle_ones_lie() -> None:
    many = [each for place in range(1, 9) for each in took(f"{place**2} minutes", f"s{place}")]
    found = cell("time", "oven", answers={"time": many})
    assert lines(found) == [
        "1 to 64 minutes",
        "The middle 4 of 8 records: 9 to 36 minutes",
        "1 minute (book)",
        "64 minutes (book)",
    ]
    assert found.lines[0].sources == ("s3", "s4", "s5", "s6")
    few = cell("time", "oven", answers={"time": many[:4]})
    assert not any("middle" in line for line in lines(few))


def test_a_span_of_one_technique_names_it_once() -> None:
    found = cell("time", "oven", fan={"answers": {"time": took("90 seconds")}})
    assert (found.verdict, found.about) == ("90 seconds", "Fan")
    assert lines(found)[1:] == ["90 seconds (book)"]


def test_a_line_without_a_lead_begins_with_a_capital() -> None:
    found = cell("time", "oven", answers={"time": took("about 5 minutes")},
                 fan={"answers": {"time": took("over 2 minutes", "two")}})  # fmt: skip
    assert lines(found)[1:] == ["About 5 minutes (book)", "Fan: over 2 minutes (book)"]


def test_one_record_is_its_own_span() -> None:
    assert lines(cell("time", "oven", answers={"time": took("about 5 minutes")})) == [
        "About 5 minutes",
        "About 5 minutes (book)",
    ]


def test_what_is_kept_aside_is_shown_but_not_in_the_span() -> None:
    aside = [*took("2 minutes"), *took("60 minutes", "two", aside="It was frozen.")]
    found = cell("time", "oven", answers={"time": aside})
    assert found.verdict == "2 minutes"
    assert "Kept out of the range: It was frozen." in found.said[1].notes


def test_where_all_is_kept_aside_the_reason_stands_with_it() -> None:
    aside = [*took("60 minutes", aside="It was frozen."),
             *took("90 minutes", "two", aside="So was it.")]  # fmt: skip
    assert lines(cell("time", "oven", answers={"time": aside})) == [
        "60 minutes. It was frozen.",
        "90 minutes. So was it. (book)",
    ]


def test_words_depend_on_the_technique_with_one_line_for_each() -> None:
    found = cell(
        "smell",
        "oven",
        fan={"answers": {"smell": [{"words": "Of smoke.", **SAID}]}},
        stone={"answers": {"smell": [{"words": "Of stone.", **SAID}]}},
    )
    assert lines(found) == [
        "It depends on the technique",
        "Fan: Of smoke. (book)",
        "Stone: Of stone. (book)",
    ]


def test_words_on_the_treatment_itself_lead_and_those_of_one_technique_name_it() -> None:
    fan: Record = {"answers": {"smell": [{"words": "Of smoke.", **SAID}]}}
    own = cell("smell", "oven", answers={"smell": [{"words": "Of bread.", **SAID}]}, fan=fan)
    assert lines(own) == ["Of bread.", "Fan: Of smoke. (book)"]
    only = cell("smell", "oven", fan=fan)
    assert (only.verdict, only.about) == ("Of smoke.", "Fan")


def test_every_limit_is_there_with_who_set_it_and_none_is_outvoted() -> None:
    found = cell(
        "not-for",
        "oven",
        fan={"answers": {"not-for": [{"limit": "warned", "of": ["no-socket"], **SAID}]}},
        stone={
            "answers": {
                "not-for": [
                    {"limit": "left_out", "of": ["rye", "no-socket"], "source": "two"},
                    {"limit": "warned", "of": ["rye"], "source": "maker1"},
                ]
            }
        },
    )
    assert lines(found) == [
        "2 things are named",
        "Warned of by a book: No socket and rye bread",
        "Left out of a study: Rye bread and no socket",
    ]
    assert [line.sources for line in found.lines] == [("one", "maker1"), ("two",)]
    assert set(found.covered) == {"rye", "no-socket"}


def test_in_a_row_of_names_only_a_sign_keeps_its_capital() -> None:
    assert list(in_row(["A cut", "A hot hand", "RF", "V", "Rye"])) == [
        "A cut", "a hot hand", "RF", "V", "rye",
    ]  # fmt: skip


def test_the_technique_with_most_people_counted_leads_and_is_named() -> None:
    found = cell(
        "crisp",
        "oven",
        crisp("fan", "one", "90% of 120 people"),
        crisp("stone", "two", "30% of 150 people"),
    )
    assert found.about == "Stone"
    assert lines(found)[1:] == [
        "Those who ate: 30 of 100 found it crisper, 150 people, at 10 minutes"
    ]
    assert {each.option.id for each in found.figures} == {"fan", "stone"}


def test_what_they_said_themselves_leads_before_what_more_others_counted() -> None:
    found = cell(
        "crisp",
        "oven",
        crisp("fan", "one", "90% of 120 people"),
        crisp("stone", "two", "30% of 900 people", judged_by="baker"),
    )
    assert found.about == "Fan"


# --- 3. several findings


def test_several_studies_stand_from_the_lowest_to_the_highest_with_their_people() -> None:
    found = cell(
        "crisp",
        "fan",
        crisp("fan", "one", "84% of 300 people"),
        crisp("fan", "two", "42% of 100 people"),
        crisp("fan", "three", "60% of 50 people"),
    )
    assert lines(found)[1:] == [
        "Those who ate: 42 to 84 of 100 found it crisper, 3 studies, 450 people, at 10 minutes"
    ]
    assert found.lines[0].sources == ("one", "two", "three")


def test_each_kind_of_judge_has_a_line_and_their_own_view_is_first() -> None:
    found = cell(
        "crisp",
        "fan",
        crisp("fan", "one", "89% of 300 people", judged_by="baker"),
        crisp("fan", "two", "58% of 200 people", judged_by="taster"),
        crisp("fan", "three", "42% of 120 people"),
    )
    assert [line.lead for line in found.lines] == [
        "Those who ate",
        "Tasters who did not know",
        "Bakers",
    ]


def test_their_own_view_comes_along_from_another_family_if_need_be() -> None:
    found = cell(
        "crisp",
        "fan",
        crisp("fan", "one", "89% of 300 people", judged_by="baker"),
        crisp("fan", "two", "12% of 120 people", measure="soggy"),
    )
    assert lines(found)[1:] == [
        "Those who ate: 12 of 100 found it soggy, 120 people, at 10 minutes",
        "Bakers: 89 of 100 found it crisper, 300 people, at 10 minutes",
    ]


def test_two_views_that_say_the_same_both_stand() -> None:
    found = cell(
        "liked",
        "fan",
        study(finding("liked", count="10 of 20 people"), source="one"),
        study(finding("liked", count="10 of 20 people", judged_by="taster"), source="two"),
    )
    said = "10 of 20 people found it crisper, at 10 minutes"
    assert lines(found) == [f"Those who ate: {said}", f"Tasters who did not know: {said}"]


def test_measures_that_say_different_things_of_people_do_not_share_a_line() -> None:
    found = cell(
        "crisp",
        "fan",
        crisp("fan", "one", "84% of 300 people"),
        crisp("fan", "two", "20% of 100 people", measure="much-crisper"),
    )
    assert "84 of 100 found it crisper, 300 people" in found.lines[0].text
    assert len(found.lines) == 1


@pytest.mark.parametrize(
    ("times", "shown"),
    [
        (["1 minutes", "12 minutes", "60 minutes"], "at 12 minutes"),
        (["8 minutes", "12 minutes"], "at 8 minutes"),  # as near, and sooner
        (["not_stated", "60 minutes"], "at 60 minutes"),
        (["during", "600 seconds"], "at 600 seconds"),
        (["not_stated"], "time not stated"),
    ],
)
def test_of_each_study_the_time_nearest_to_that_of_the_row_is_taken(
    times: list[str], shown: str
) -> None:
    found = [finding(share=f"{40 + place}% of 200 people", at=at) for place, at in enumerate(times)]
    line = cell("crisp", "fan", study(*found)).lines[0].text
    assert line.endswith(shown)
    assert line.count(" of 100") == 1
    assert "to" not in line.partition(" of 100")[0]


def test_studies_that_looked_at_different_times_say_so() -> None:
    found = cell(
        "crisp",
        "fan",
        crisp("fan", "one", "40% of 200 people", at="9 minutes"),
        crisp("fan", "two", "50% of 200 people", at="30 minutes"),
    )
    assert found.lines[0].text.endswith("2 studies, 400 people, at different times")


def test_people_are_not_added_up_where_a_review_is_among_the_studies() -> None:
    review = study(
        finding(share="60% of 900 people"), source="two", people=900, reviewed="30 small studies"
    )
    found = cell("crisp", "fan", crisp("fan", "one", "40% of 200 people"), review)
    assert lines(found)[1:] == [
        "Those who ate: 40 to 60 of 100 found it crisper, 2 studies and reviews, at 10 minutes"
    ]
    assert "It looked at 30 small studies." in found.figures[1].notes


def test_the_people_of_one_study_are_counted_once() -> None:
    both = study(
        finding(share="40% of 200 people", where="the crust"),
        finding(share="50% of 200 people", where="the edge"),
    )
    assert lines(cell("crisp", "fan", both))[1:] == [
        (
            "Those who ate: 40 to 50 of 100 found it crisper; lowest: the crust; "
            "highest: the edge; 200 people, at 10 minutes"
        )
    ]


def test_the_ends_of_a_range_say_what_they_are_of_as_far_as_that_is_given() -> None:
    found = cell(
        "crisp",
        "fan",
        crisp("fan", "one", "40% of 200 people"),
        crisp("fan", "two", "50% of 200 people", where="the crumb"),
        crisp("fan", "three", "60% of 200 people", where="the edge"),
    )
    assert lines(found)[1] == (
        "Those who ate: 40 to 60 of 100 found it crisper; highest: the edge; "
        "3 studies, 600 people, at 10 minutes"
    )
    same = cell(
        "crisp",
        "fan",
        crisp("fan", "one", "40% of 200 people", where="the edge"),
        crisp("fan", "two", "50% of 200 people"),
        crisp("fan", "three", "60% of 200 people", where="the edge"),
    )
    assert "; lowest and highest: the edge; " in lines(same)[1]


def test_each_end_of_a_range_keeps_its_own_hedge() -> None:
    def found(measure: str, *given: Record) -> str:
        studies = [
            study(finding("liked", measure=measure, **each), source=name)
            for name, each in zip(("one", "two"), given, strict=True)
        ]
        return lines(cell("liked", "fan", *studies))[0].split(": ")[1].split(", 2 studies")[0]

    over = found("crisper", {"share": "over 60% of 200 people"}, {"share": "80% of 200 people"})
    assert over == "over 60 of 100 to 80 of 100 found it crisper"
    about = found("crisper", {"share": "60% of 200 people"}, {"share": "about 80% of 200 people"})
    assert about == "60 of 100 to about 80 of 100 found it crisper"
    score = found("crust", {"score": "under 1 of 10"}, {"score": "4 of 10"})
    assert score == "under 1 to 4 of 10 (0 is soft, 10 is hard)"
    change = found("crust", {"change": "about 5% more"}, {"change": "up to 20% more"})
    assert change == "about 5 to 20% more (crust)"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"share": "40% of people", "people": 70}, "40 of 100 found it crisper, 70 people studied"),
        (
            {"share": "40% of people", "people": None},
            "40 of 100 found it crisper, number counted not stated",
        ),
        (
            {"share": "40% of slices", "people": 70},
            "40 of 100 slices found it crisper, 70 people studied",
        ),
        (
            {"count": "40 of 160 loaves"},
            "25 of 100 loaves found it crisper, 40 of 160 loaves",
        ),
        (
            {"score": "4 of 10", "measure": "crust", "people": None},
            "4 of 10 (0 is soft, 10 is hard), number counted not stated",
        ),
    ],
)
def test_of_how_many_a_result_is_stands_with_it_or_that_it_is_not_stated(
    given: Record, said: str
) -> None:
    about: Record = {key: value for key, value in given.items() if key == "people"}
    value = {key: value for key, value in given.items() if key != "people"}
    found = cell("crisp", "fan", study(finding(**value), **about))
    assert found.lines[0].text == f"{said}, at 10 minutes"


def test_a_study_that_gives_several_numbers_says_of_each_how_many_were_counted() -> None:
    def who(value: Record, people: int | None) -> str:
        [only] = cell("crisp", "fan", study(finding(**value), people=people)).figures
        return only.who

    assert who({"share": "40% of 80 people"}, people=None) == "people who ate"
    assert who({"count": "4 of 80 loaves"}, people=None) == "people who ate"
    assert who({"reports": "5 people"}, people=None) == "people who ate"
    assert who({"share": "40% of people"}, people=None).endswith("number counted not stated")
    assert who({"share": "40% of people"}, people=70) == "people who ate, 70 people"


def test_scores_of_one_scale_are_lined_up_and_never_averaged() -> None:
    def scored(source: str, score: str) -> Record:
        return study(finding("liked", measure="crust", score=score), source=source, people=50)

    found = cell("liked", "fan", scored("one", "6 of 10"), scored("two", "3.5 of 10"))
    assert lines(found) == [
        (
            "Those who ate: 3.5 to 6 of 10 (0 is soft, 10 is hard), 2 studies, 100 people, "
            "at 10 minutes"
        )
    ]


# --- what was put beside another


ARMS = [{"of": "fan", "share": "60% of 50 people"}, {"of": "stone", "share": "40% of 50 people"}]


def test_both_arms_of_a_comparison_are_said_and_whom_the_study_favours() -> None:
    found = cell(
        "beside",
        "oven",
        study(finding("beside", arms=ARMS, difference="favours_first"), of=["fan", "stone"]),
    )
    said = "Fan: 60% of 50 people; Stone: 40% of 50 people (crisper). The study favours Fan"
    who = "eaters, 200 people, at 10 minutes"
    assert lines(found) == ["1 study put it beside another", f"{said} ({who})"]
    assert {each.notes[0] for each in found.figures} == {f"{said}."}


def test_an_arm_that_is_no_option_is_a_control_and_is_said_beside_the_result() -> None:
    arms = [{"of": "fan", "share": "60% of 200 people"},
            {"control": "a cold oven", "share": "20% of 200 people"}]  # fmt: skip
    found = cell("crisp", "fan", study(finding(arms=arms, difference="not_tested")))
    assert "60 of 100 found it crisper, and 20 of 100 with a cold oven" in found.lines[0].text
    assert found.figures[0].against == (
        "Fan: 60% of 200 people; a cold oven: 20% of 200 people (crisper). "
        "Whether they differ was not tested."
    )


def test_a_control_without_a_name_is_nothing_done() -> None:
    arms = [{"of": "fan", "count": "6 of 20 people"}, {"count": "2 of 20 people"}]
    found = cell("crisp", "fan", study(finding(arms=arms), people=40))
    assert "6 of 20 people found it crisper, and 2 of 20 people with nothing" in found.lines[0].text


def test_a_figure_that_is_also_an_arm_is_counted_once_and_as_the_arm() -> None:
    plain = finding(share="60% of 50 people", of="fan")
    both = study(plain, finding(arms=ARMS), of=["fan", "stone"])
    [only] = cell("crisp", "fan", both).figures
    assert only.against.startswith("Fan: 60% of 50 people; Stone")
    other = study(plain | {"share": "61% of 50 people"}, finding(arms=ARMS), of=["fan", "stone"])
    assert len(cell("crisp", "fan", other).figures) == 2


def test_a_comparison_over_treatments_stands_before_one_of_techniques() -> None:
    within = study(finding("beside", words="Stone did better."), of=["fan", "stone"], source="one")
    arms = [{"of": "fan", "share": "50% of 50 people"}, {"of": "pan", "share": "40% of 50 people"}]
    beyond = study(finding("beside", arms=arms), of=["fan", "pan"], source="two")
    found = cell("beside", "fan", within, beyond)
    assert found.verdict == "2 studies put it beside another"
    assert [line.sources for line in found.lines] == [("two",), ("one",)]


def test_of_several_comparisons_one_of_each_study_stands_and_the_surest_first() -> None:
    beside = finding("beside", arms=ARMS, difference="favours_first")
    again = finding("beside", arms=ARMS, difference="favours_first", at="20 minutes")
    weak = study(beside, of=["fan", "stone"], source="one", design="asked")
    sure = study(beside, again, of=["fan", "stone"], source="two", design="drawn")
    found = cell("beside", "fan", weak, sure)
    assert [line.sources for line in found.lines] == [("two",), ("one",), ("two",)]


def test_what_was_alike_in_both_is_said_once() -> None:
    arms = [{"of": "fan", "words": "as crisp"}, {"of": "stone", "words": "as crisp"}]
    both = study(finding("beside", arms=arms, difference="none_shown"), of=["fan", "stone"])
    assert cell("beside", "fan", both).figures[0].against == (
        "Fan and Stone: as crisp. The study showed no difference between them."
    )


def test_words_that_set_one_thing_beside_another_stand_with_both() -> None:
    arms = [{"of": "fan", "words": "liked"}, {"of": "stone", "words": "less liked"}]
    both = study(finding(arms=arms, difference="favours_first"), of=["fan", "stone"])
    assert cell("crisp", "stone", both).verdict == (
        "Those who ate: Fan: liked; Stone: less liked. The study favours Fan, at 10 minutes"
    )


# --- the verb


@pytest.mark.parametrize(
    ("design", "judge", "people", "said"),
    [
        ("drawn", "taster", 200, "It makes it crisp"),
        ("drawn", "eater", 200, "It probably makes it crisp"),
        ("followed", "taster", 200, "It may make it crisp"),
        ("followed", "eater", 200, "We do not know if it is crisp"),
    ],
)
def test_the_verb_says_how_sure_the_figures_are(
    design: str, judge: str, people: int, said: str
) -> None:
    share = f"60% of {people} people"
    found = cell("crisp", "fan", crisp("fan", "one", share, design=design, judged_by=judge))
    assert found.verdict == said
    assert found.lines[0].text.startswith("60 of 100")


@pytest.mark.parametrize(
    ("finding_", "is_said"),
    [
        ({"share": "50% of 200 people"}, True),
        ({"share": "49% of 200 people"}, False),
        ({"share": "50% of 200 people", "measure": "soggy"}, True),
        ({"share": "51% of 200 people", "measure": "soggy"}, False),
        ({"change": "20% more", "measure": "crust"}, True),
        ({"change": "20% better", "measure": "crust"}, True),
        ({"change": "20% less", "measure": "crust"}, False),
        ({"change": "20% worse", "measure": "crust"}, False),
        ({"score": "7 of 10", "measure": "crust"}, False),  # of which nobody said what is good
    ],
)
def test_no_verb_is_said_where_the_figures_say_the_opposite(
    finding_: Record, *, is_said: bool
) -> None:
    found = cell("crisp", "fan", study(finding(judged_by="taster", **finding_), design="drawn"))
    assert (found.verdict == "It makes it crisp") == is_said
    assert found.certainty


def test_no_verb_is_said_where_something_else_than_the_row_asks_was_measured() -> None:
    burnt_it = finding(share="20% of 200 people", measure="burnt", judged_by="taster")
    found = cell("crisp", "fan", study(burnt_it, design="drawn"))
    assert found.verdict.startswith("Tasters who did not know: 20 of 100 burnt it")


def test_where_something_else_was_measured_a_record_s_word_stands_without_the_verb() -> None:
    own: Record = {"answers": {"crisp": [{"words": "It dries.", "source": "two"}]}}
    other = study(finding(share="20% of 200 people", measure="burnt"))
    assert lines(cell("crisp", "oven", other, **own))[0] == "It dries."
    assert "We do not know" not in " ".join(lines(cell("crisp", "oven", other, **own)))
    asked = cell("crisp", "oven", crisp("oven", "one", "20% of 200 people"), **own)
    assert lines(asked)[:2] == ["It dries.", "We do not know if it is crisp"]


def test_that_nobody_knows_is_said_whatever_the_figures_say() -> None:
    low = cell("crisp", "fan", crisp("fan", "one", "3% of 200 people"))
    assert low.verdict == "We do not know if it is crisp"


def test_a_study_s_own_words_carry_no_verb() -> None:
    found = cell("crisp", "fan", study(finding(words="Crisp enough.")))
    assert (found.verdict, found.certainty) == ("Crisp enough", None)


# --- 4. numbers of people


@pytest.mark.parametrize(
    ("value", "short", "full"),
    [
        (
            {"count": "3 of 32 people"},
            "3 of 32 people found it crisper",
            "3 of 32 people found it crisper; 29 did not",
        ),
        (
            {"count": "99 of 99 people"},
            "99 of 99 people found it crisper",
            "99 of 99 people found it crisper; 0 did not",
        ),
        (
            {"count": "31 of 100 people"},
            "31 of 100 found it crisper",
            "31 of 100 found it crisper; 69 did not",
        ),
        (
            {"share": "65.6% of 93 people"},
            "about 66 of 100 found it crisper",
            "About 66 of 100 found it crisper; 34 did not",
        ),
        (
            {"share": "0.4% of 900 people"},
            "fewer than 1 of 100 found it crisper",
            "Fewer than 1 of 100 found it crisper; over 99 did not",
        ),
        (
            {"share": "23% of 200 people", "measure": "much-crisper"},
            "23 of 100 found it much crisper",
            "23 of 100 found it much crisper",
        ),
        (
            {"share": "2.7% of 757 slices"},
            "about 3 of 100 slices found it crisper",
            "About 3 of 100 slices found it crisper; 97 did not",
        ),
        (
            {"count": "7 of 63 loaves"},
            "7 of 63 loaves found it crisper",
            "7 of 63 loaves found it crisper; 56 did not",
        ),
    ],
)
def test_a_result_is_said_shortly_and_with_both_sides_where_the_other_is_known(
    value: Record, short: str, full: str
) -> None:
    found = toast.figure(study(finding(**value)))
    assert (found.result, found.sentence) == (short, full)


def test_a_percentage_stays_one_and_is_never_worked_back_to_people() -> None:
    found = toast.figure(study(finding(share="2.7% of 757 people")))
    assert found.exact == "2.7% of 757 people"
    oven = toast.printer(study(finding(share="2.7% of 757 people")))
    html = oven.treatment(oven.site.options["oven"]).html
    assert "As reported: 2.7% of 757 people." in html
    assert "20 of 757" not in html
    assert "21 of 757" not in html


def test_slices_never_become_people() -> None:
    found = toast.figure(study(finding(share="2.7% of 757 slices")))
    assert not found.are_people
    line = cell("crisp", "fan", study(finding(share="2.7% of 757 slices"))).lines[0].text
    assert line == "about 3 of 100 slices found it crisper, 2.7% of 757 slices, at 10 minutes"
    assert toast.figure(study(finding(share="2.7% of 757 children"))).are_people


def test_people_and_slices_do_not_share_a_line() -> None:
    found = cell(
        "burns",
        "fan",
        burnt("fan", "one", share="10% of 200 people"),
        burnt("fan", "two", share="40% of 200 slices"),
    )
    assert lines(found)[0].startswith("40 of 100 slices burnt it")
    assert "10 to 40" not in " ".join(lines(found))


def test_few_people_are_counted_plainly_and_not_twice() -> None:
    line = cell("crisp", "fan", study(finding(count="3 of 32 people"), people=32)).lines[0].text
    assert line == "3 of 32 people found it crisper, at 10 minutes"


# --- harms


def test_harms_stand_from_the_lowest_to_the_highest_with_the_highest_and_the_largest_count() -> (
    None
):
    found = cell(
        "burns",
        "oven",
        burnt("fan", "one", share="2% of 800 people", people=800),
        burnt("fan", "two", share="5% of 200 people"),
        burnt("stone", "three", share="12% of 200 people"),
    )
    assert lines(found) == [
        "2 to 12 of 100 burnt it, 3 studies",
        "Stone: 12 of 100 burnt it, 200 people, at 10 minutes",
        "Fan: 2 of 100 burnt it, 800 people, at 10 minutes",
    ]


@pytest.mark.parametrize("row", ["burns"])
def test_a_harm_that_was_only_told_of_has_happened_and_how_often_is_not_known(row: str) -> None:
    found = cell(row, "fan", burnt("fan", "one", reports="5 people", what="a burnt hand"))
    assert lines(found) == ["It has happened; how often is not known", "5 people: a burnt hand"]
    bare = cell(row, "fan", burnt("fan", "one", reports="5 people"))
    assert lines(bare)[1] == "Reported in 5 people"
    assert found.certainty is None
    counted = cell(row, "fan", burnt("fan", "one", share="5% of 200 people"))
    assert counted.certainty
    assert "has happened" not in " ".join(lines(counted))


def test_of_each_technique_the_record_that_tells_of_most_stands() -> None:
    found = cell(
        "burns",
        "oven",
        burnt("fan", "one", reports="5 people", what="a burnt hand"),
        burnt("fan", "two", reports="2 people", what="a burnt thumb"),
        burnt("stone", "three", reports="61 reports", what="burns"),
    )
    assert found.about == ""
    assert lines(found) == [
        "It has happened; how often is not known",
        "Stone: 61 reports: burns",
        "Fan: 5 people: a burnt hand",
    ]


def test_what_was_told_of_another_technique_names_it() -> None:
    counted = burnt("fan", "one", share="5% of 200 people")
    of_another = cell("burns", "oven", counted, burnt("stone", "two", reports="5 people"))
    assert of_another.about == "Fan"
    assert lines(of_another)[-1] == "Stone: Also reported; how often is not known"
    larger = burnt("stone", "two", share="1% of 900 loaves")
    assert lines(cell("burns", "oven", counted, larger)) == [
        "5 of 100 burnt it, 200 people, at 10 minutes",
        "Stone: 1 of 100 loaves burnt it, 1% of 900 loaves, at 10 minutes",
    ]
    nobody = cell("burns", "oven", burnt("fan", "one", count="0 of 20 people"),
                  burnt("stone", "two", reports="5 people"))  # fmt: skip
    assert nobody.about == ""
    assert lines(nobody)[-1] == "In one study, Fan: 0 of 20 people burnt it, at 10 minutes"


def test_a_harm_that_nobody_counted_is_said_in_the_words_of_each_record() -> None:
    found = cell(
        "burns",
        "oven",
        burnt("fan", "one", words="A thumb was burnt.", people=5),
        burnt("stone", "two", words="A hand was burnt.", at="2 minutes", where="the left one"),
    )
    assert found.about == "Stone"
    assert lines(found) == [
        "A hand was burnt, the left one, at 2 minutes",
        "Fan: A thumb was burnt",
    ]


def test_a_share_of_reports_is_never_a_rate() -> None:
    found = cell("burns", "fan", burnt("fan", "one", share="61% of 400 reports"))
    assert found.verdict == "It has happened; how often is not known"
    assert found.certainty is None
    beside = cell(
        "burns",
        "fan",
        burnt("fan", "one", share="61% of 400 reports"),
        burnt("fan", "two", share="5% of 200 people"),
    )
    assert lines(beside) == [
        "5 of 100 burnt it, 200 people, at 10 minutes",
        "Also reported; how often is not known",
    ]
    assert beside.lines[-1].sources == ("one",)


def test_nobody_in_one_study_does_not_outweigh_those_who_were_reported() -> None:
    found = cell(
        "burns",
        "fan",
        burnt("fan", "one", count="0 of 20 people"),
        burnt("fan", "two", reports="5 people"),
    )
    assert lines(found) == [
        "It has happened; how often is not known",
        "In one study: 0 of 20 people burnt it, at 10 minutes",
    ]
    assert (found.sources, found.certainty) == (("two",), None)
    alone = cell("burns", "fan", burnt("fan", "one", count="0 of 20 people"))
    assert lines(alone) == ["0 of 20 people burnt it, at 10 minutes"]
    assert alone.certainty


@pytest.mark.parametrize("words", ["No burn was seen.", "Burns were seen."])
def test_what_a_study_says_without_a_number_is_not_summed_up_as_a_report(words: str) -> None:
    said = words.rstrip(".")
    counted = burnt("fan", "one", share="5% of 200 people")
    found = cell("burns", "fan", counted, burnt("fan", "two", words=words))
    assert lines(found) == ["5 of 100 burnt it, 200 people, at 10 minutes", said]
    none = cell("burns", "fan", burnt("fan", "one", count="0 of 20 people"),
                burnt("fan", "two", words=words))  # fmt: skip
    assert lines(none) == [said, "In one study: 0 of 20 people burnt it, at 10 minutes"]
    assert lines(cell("burns", "fan", burnt("fan", "two", words=words))) == [said]


def test_what_is_said_without_a_number_names_the_technique_that_it_is_of() -> None:
    found = cell(
        "burns",
        "oven",
        burnt("fan", "one", share="5% of 200 people"),
        burnt("stone", "two", words="A hand was burnt."),
    )
    assert found.about == "Fan"
    assert lines(found)[-1] == "Stone: A hand was burnt"


def test_what_a_record_says_of_a_harm_leads_and_what_was_counted_is_led_in() -> None:
    found = cell(
        "burns",
        "oven",
        burnt("fan", "one", share="2% of 800 people", people=800),
        burnt("stone", "two", share="12% of 200 people"),
        burnt("stone", "three", reports="5 people"),
        answers={"burns": [{"words": "A hot door burns.", "source": "two"}]},
    )
    assert lines(found) == [
        "A hot door burns.",
        "Counted: 2 to 12 of 100 burnt it, 2 studies",
        "Stone: 12 of 100 burnt it, 200 people, at 10 minutes",
        "Fan: 2 of 100 burnt it, 800 people, at 10 minutes",
        "Also reported; how often is not known",
    ]


def test_a_count_of_the_row_s_own_measures_leads_before_a_record_s_word_on_one_harm() -> None:
    asked: Record = {"burns": [{"words": "A hot door burns.", "source": "two"}]}
    counted = burnt("fan", "one", share="2% of 800 people", people=800)
    site = toast.site(counted, answers=asked, criteria=_with_leads("burns", "burnt"))
    found = site.cells.cell(site.catalogue.criteria["burns"], "oven")
    assert lines(found) == ["2 of 100 burnt it, 800 people, at 10 minutes", "A hot door burns."]


def _with_leads(row: str, family: str) -> list[Record]:
    return [
        each | {"leads": [family]} if each["id"] == row else each for each in toast.ROWS["criteria"]
    ]


def test_the_different_things_that_one_study_counted_are_no_range() -> None:
    thumb = finding("burns", measure="burnt", share="2% of 200 people", what="a burnt thumb")
    hand = finding("burns", measure="burnt", share="9% of 200 people", what="a burnt hand")
    found = cell("burns", "fan", study(thumb, hand))
    assert found.verdict == "9 of 100: a burnt hand, 200 people, at 10 minutes"


def test_what_several_studies_counted_alike_is_named() -> None:
    found = cell(
        "burns",
        "fan",
        burnt("fan", "one", share="2% of 200 people", what="a burnt hand"),
        burnt("fan", "two", share="9% of 200 people", what="a burnt hand"),
    )
    assert found.verdict == "2 to 9 of 100: a burnt hand, 2 studies"


def test_the_highest_is_in_the_range_at_whatever_time_it_was_counted() -> None:
    soon = finding("burns", measure="burnt", share="2% of 200 people", at="1 minutes")
    late = finding("burns", measure="burnt", share="9% of 200 people", at="120 minutes")
    found = cell("burns", "fan", study(soon, late),
                 burnt("fan", "two", share="5% of 200 people"))  # fmt: skip
    assert found.verdict == "5 to 9 of 100 burnt it, 2 studies"


def test_nobody_in_several_studies_is_said_once() -> None:
    found = cell(
        "burns",
        "fan",
        burnt("fan", "one", count="0 of 12 people"),
        burnt("fan", "two", count="0 of 24 people"),
        burnt("fan", "three", reports="5 people"),
    )
    assert lines(found) == [
        "It has happened; how often is not known",
        "Counted: 0 of 24 people burnt it, 2 studies",
    ]


def test_a_range_within_one_study_keeps_its_low_end() -> None:
    found = cell(
        "burns",
        "fan",
        burnt("fan", "one", share="0.2 to 12% of people", people=None),
        burnt("fan", "two", share="3% of 200 people"),
    )
    assert found.verdict == "From fewer than 1 to 12 of 100 burnt it, 2 studies"


def test_what_is_kept_aside_does_not_lead() -> None:
    aside = {"words": "It never burns.", "source": "two", "aside": "A joke."}
    found = cell("burns", "oven", burnt("fan", "one", share="5% of 200 people"),
                 answers={"burns": [aside]})  # fmt: skip
    assert found.verdict == "5 of 100 burnt it, 200 people, at 10 minutes"
    assert len(found.said) == 1


def test_steps_of_a_scale_are_counted_and_not_told() -> None:
    levels = {"slight": "28% of 200 people", "none": "10% of 200 people"}
    found = cell("crisp", "fan", study(finding(levels=levels, judged_by="taster")))
    assert lines(found)[1].startswith(
        "Tasters who did not know: slight: 28 of 100; none: 10 of 100"
    )
    assert found.certainty
    assert found.certainty.level == "low"


# --- 5. what a cell holds


@pytest.mark.parametrize(
    ("more", "held"),
    [
        pytest.param({}, 1, id="under a sentence"),
        pytest.param({"place": True}, 3, id="under a verdict of a few words"),
    ],
)
def test_a_cell_holds_few_lines_and_all_else_stands_behind(more: Record, held: int) -> None:
    fans = [
        {"words": f"Smell {number}.", "source": f"s{number}"}
        | {name: f"{name} {number}" for name in more}
        for number in range(6)
    ]
    found = cell("smell", "oven", answers={"smell": fans})
    assert len(found.lines) == held
    assert len(found.said) == 6
    assert set(found.all_sources) == {f"s{number}" for number in range(6)}


# --- 6. money


def paid(price: str, source: str, **more: object) -> Record:
    return {"price": price, "per": "slice", "source": source, **more}


def test_a_price_has_its_place_year_and_what_it_is_for() -> None:
    one = paid("0.05 to 0.10 EUR", "one", place="Vienna", dated="2020")
    assert lines(cell("cost", "oven", answers={"cost": [one]})) == [
        "0.05 to 0.10 EUR for one slice, Vienna, 2020"
    ]
    bare = cell("cost", "oven", answers={"cost": [paid("0.05 EUR", "one")]})
    assert bare.verdict == "0.05 EUR for one slice, year not stated"


def test_prices_of_unlike_currency_place_year_or_purpose_are_not_turned_into_one() -> None:
    prices = [
        paid("1 EUR", "one", place="Vienna", dated="2020"),
        paid("2 USD", "two", place="Vienna", dated="2020"),
        paid("3 EUR", "three", place="Vienna", dated="2020", per="loaf"),
    ]
    assert lines(cell("cost", "oven", answers={"cost": prices})) == [
        "Prices differ",
        "1 EUR for one slice, Vienna, 2020",
        "2 USD for one slice, Vienna, 2020",
        "3 EUR for one loaf, Vienna, 2020",
    ]


def test_prices_alike_in_currency_place_year_and_purpose_become_one_line() -> None:
    alike = {"place": "Vienna", "dated": "2020"}
    found = cell(
        "cost",
        "oven",
        fan={"answers": {"cost": [paid("about 1 EUR", "one", **alike)]}},
        stone={"answers": {"cost": [paid("2 to 3 EUR", "two", **alike),
                                    paid("at least 9 EUR", "three", **alike)]}},
    )  # fmt: skip
    assert lines(found) == [
        "Prices differ",
        "About 1 to 3 EUR for one slice, Vienna, 2020; lowest: Fan; highest: Stone",
        "Stone: at least 9 EUR for one slice, Vienna, 2020",
    ]
    assert found.lines[0].sources == ("one", "two")
    one = cell("cost", "oven", answers={"cost": [paid("1 EUR", "one"), paid("2 EUR", "two")]})
    assert lines(one) == ["1 to 2 EUR for one slice, year not stated"]
    assert one.sources == ("one", "two")


def test_of_many_prices_one_of_each_currency_and_purpose_stands_first() -> None:
    prices = [
        paid("1 EUR", "one", dated="2020"),
        paid("2 EUR", "two", dated="2021"),
        paid("3 EUR", "three", dated="2022"),
        paid("4 USD", "four", dated="2022"),
        paid("5 EUR", "five", per="loaf"),
        {"words": "Flour got dearer.", "source": "six"},
    ]
    assert lines(cell("cost", "oven", answers={"cost": prices})) == [
        "Prices differ",
        "1 EUR for one slice, 2020",
        "4 USD for one slice, 2022",
        "5 EUR for one loaf, year not stated",
    ]


def test_prices_said_of_different_people_or_parts_stay_apart() -> None:
    prices = [paid("1 EUR", "one", people="the crust alone"), paid("2 EUR", "two")]
    assert lines(cell("cost", "oven", answers={"cost": prices})) == [
        "Prices differ",
        "1 EUR for one slice, the crust alone, year not stated",
        "2 EUR for one slice, year not stated",
    ]


def test_a_price_that_is_kept_aside_stands_only_where_there_is_no_other() -> None:
    aside = paid("9 EUR", "two", dated="1999", aside="It is old.")
    both = cell("cost", "oven", answers={"cost": [paid("1 EUR", "one", dated="2020"), aside]})
    assert lines(both) == ["1 EUR for one slice, 2020"]
    alone = cell("cost", "oven", answers={"cost": [aside]})
    assert lines(alone) == ["9 EUR for one slice, 1999. It is old."]


# --- 7. coverage


GRAINS = ["grain-1", "grain-2", "grain-3"]


def tried(of: str, source: str, *grains: str, **more: object) -> Record:
    return crisp(of, source, "40% of 200 people", among={"grain": list(grains)}, **more)


def test_coverage_counts_the_studies_that_included_each_and_says_whom_none_did() -> None:
    found = cell("grains", "oven", tried("fan", "one", *GRAINS), tried("stone", "two", "grain-2"))
    assert lines(found) == [
        "Grain: I to III",
        "Studies that included each: I 1, II 2, III 1, IV 0",
        "None of the 2 studies that say whom they included had IV",
    ]
    assert found.covered == {"grain-1": 1, "grain-2": 2, "grain-3": 1}
    whole = cell("grains", "oven", tried("fan", "one", *GRAINS, "grain-4"))
    assert lines(whole) == ["Grain: I to IV", "Studies that included each: I 1, II 1, III 1, IV 1"]


def test_a_study_that_does_not_say_whom_it_included_is_not_counted_against_anybody() -> None:
    found = cell(
        "grains", "oven", tried("fan", "one", "grain-1"), crisp("fan", "two", "40% of 200 people")
    )
    assert lines(found)[-1] == "The one study that says whom it included had none of II to IV"


def test_a_study_whose_results_are_unread_is_included_and_said_to_be_unread() -> None:
    unread = study(source="two", among={"grain": ["grain-4"]})
    found = cell("grains", "oven", tried("fan", "one", *GRAINS), unread)
    assert found.covered["grain-4"] == 1
    assert lines(found)[-1] == "One study included some of them, and we have not read its results"
    assert found.lines[-1].sources == ("two",)
    read = cell("grains", "oven", tried("fan", "one", *GRAINS))
    assert "not read" not in " ".join(lines(read))


def cleared(**more: object) -> Record:
    return {
        "name": "Blower",
        "clearances": [
            {"by": "Kitchen Board", "status": "cleared", "date": "2019-05-31", "purpose": "bread",
             "source": "board", **more}
        ],
    }  # fmt: skip


def test_clearances_cover_what_they_are_for_and_what_they_are_limited_to() -> None:
    found = cell(
        "grains",
        "oven",
        fan={"devices": [cleared(only={"grain": ["grain-1"]})]},
        stone={"devices": [cleared(**{"for": {"grain": ["grain-2"]}})]},
    )
    assert lines(found) == ["Grain: I and II", "Cleared for: I and II"]
    assert found.covered == {"grain-1": 0, "grain-2": 0}


def test_the_limit_of_a_clearance_stands_before_its_number() -> None:
    limited = cleared(number="K1", only={"grain": ["grain-1", "grain-2", "grain-3"]})
    assert lines(cell("allowed", "fan", fan={"devices": [limited]}))[1] == (
        "Blower: cleared by Kitchen Board, 31 May 2019, for bread, only for grain I to III, K1"
    )


@pytest.mark.parametrize(
    ("purpose", "verdict"),
    [
        ({"for": {"bread": ["white"]}}, "Cleared for white bread"),
        ({"for": {"bread": ["rye"]}}, "Cleared, but not for white bread"),
        ({"for": {"grain": ["grain-1"]}}, "Cleared, but not for white bread"),
    ],
)
def test_a_clearance_is_for_the_concern_of_the_site_or_said_not_to_be(
    purpose: Record, verdict: str
) -> None:
    found = cell("allowed", "oven", fan={"devices": [cleared(**purpose)]})
    assert found.verdict == verdict
    assert lines(found)[1] == "Fan: Blower: cleared by Kitchen Board, 31 May 2019, for bread"


def test_a_cleared_device_is_never_called_approved() -> None:
    words = [cell("allowed", "fan", fan={"devices": [cleared(status=status)]})
             for status in ("cleared", "approved")]  # fmt: skip
    assert ["approved" in " ".join(lines(each)) for each in words] == [False, True]


def test_a_use_off_label_is_said_to_be_one() -> None:
    off = {"for": {"bread": ["white"]}, "words": "Nobody cleared it.", "source": "board"}
    found = cell("allowed", "oven", fan={"off_label": [off]})
    assert lines(found) == [
        "No device was found that is cleared for it",
        "Off label: Nobody cleared it.",
    ]


# --- 9. every way fills every row


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (
            {"unknown": "not_searched"},
            "We have not found this in what we read, and have not searched further.",
        ),
        (
            {"unknown": "no_study", "searched": "2026-11-20", "note": "One shelf."},
            (
                "A source or a search says that no study has looked at this. "
                "We searched on 20 November 2026. One shelf."
            ),
        ),
        (
            {"unknown": "not_read", "source": "one"},
            "A record exists, but we could not read it.",
        ),
        (
            {"unknown": "not_reported"},
            "Studies exist, but they do not report it.",
        ),
    ],
)
def test_what_is_not_known_says_why(answer: Record, reason: str) -> None:
    found = cell("smell", "oven", answers={"smell": answer})
    assert (found.state, found.reason) == ("unknown", reason)
    assert found.sources == (("one",) if "source" in answer else ())
    assert found.certainty is None


def test_what_does_not_apply_says_why() -> None:
    found = cell("smell", "oven", answers={"smell": {"does_not_apply": "It has no nose."}})
    assert (found.state, found.reason) == ("does_not_apply", "It has no nose.")


def test_a_written_unknown_of_a_technique_gives_its_own_reason() -> None:
    unknown: Record = {"answers": {"smell": {"unknown": "not_reported"}}}
    assert cell("smell", "fan", fan=unknown).reason == "Studies exist, but they do not report it."


def test_no_cell_of_the_whole_comparison_is_empty() -> None:
    view = toast.site(tried("fan", "one", "grain-1"), burnt("stone", "two", reports="5 people"))
    for row in view.data.criteria:
        for option in view.options:
            found = view.cells.cell(row, option)
            assert found.verdict or found.reason, (row.id, option)
            assert found.is_known == bool(found.verdict)


def test_what_one_record_says_of_several_is_an_answer_of_each() -> None:
    shared = {"answers": "smell", "for": ["fan", "stone"], "words": "Of bread.", "source": "one"}
    both = [cell("smell", name, shared=[shared]).verdict for name in ("fan", "stone")]
    assert both == ["Of bread.", "Of bread."]
    assert cell("smell", "pan", shared=[shared]).verdict == "It smells of butter."


# --- what is in sight in a comparison, and what is one press away


def test_a_cell_of_few_words_is_in_sight_as_a_whole() -> None:
    found = cell("time", "fan", fan={"answers": {"time": [*took("2 minutes"), *took("4 minutes")]}})
    assert len(found.lines) > 1
    assert (found.in_sight, found.behind) == (found.lines, ())


def told_here(*places: str, words: str) -> Record:
    """One record each of several places, which all say the same."""
    told = [{"words": words, "place": place, "source": "one"} for place in places]
    return {"answers": {"smell": told}}


def test_the_words_of_a_cell_in_sight_are_few_and_none_is_lost() -> None:
    far = "Everywhere that people bake bread in an oven of clay, or of stone"
    found = cell("smell", "fan", fan=told_here("Here", "There", far, words="Of bread."))
    assert len(found.lines) == 3
    assert (found.in_sight, found.behind) == (found.lines[:2], found.lines[2:])


def test_a_line_stands_under_a_verdict_that_only_counts_however_long_it_is() -> None:
    long = "Not at all, nor in the dark, nor in the rain, nor when it is cold, nor on a Monday."
    found = cell("smell", "fan", fan=told_here("Here", "There", words=long))
    assert (found.in_sight, found.behind) == (found.lines[:1], found.lines[1:])


def test_a_harm_has_more_words_in_sight_and_what_was_only_reported_stays_behind_any_number() -> (
    None
):
    thumb = "the left thumb of the right hand, which is not the one that they bake with"
    found = cell(
        "burns",
        "oven",
        burnt(
            "fan", "one", share="2% of 800 people", people=800, where=f"{thumb}, nor with the other"
        ),
        burnt("stone", "two", share="12% of 200 people", where=thumb),
        burnt("stone", "three", reports="5 people"),
    )
    assert [line.text for line in found.in_sight][1:] == ["Also reported; how often is not known"]
    assert found.in_sight[0].text.startswith("12 of 100")
    assert [line.text[:8] for line in found.behind] == ["2 of 100"]


def test_every_view_of_a_result_stays_in_sight() -> None:
    kitchen = "in a long kitchen with a low door, a small lamp and two red chairs"
    judged = (
        crisp("fan", "one", f"{share}% of 200 people", judged_by=judge, where=kitchen)
        for judge, share in (("eater", 60), ("baker", 80), ("taster", 40))
    )
    found = cell("crisp", "fan", *judged)
    assert len(found.lines) == 3
    assert (found.in_sight, found.behind) == (found.lines, ())


def test_an_open_end_stays_in_sight_beside_the_range() -> None:
    baked = [("fan", "2 minutes"), ("stone", "4 minutes"), ("fan", "at least 9 minutes")]
    people = "20 people who baked bread in an oven for the first time in their lives"
    answers = {
        option: {"answers": {"time": [
            {"amount": amount, "source": "one", "people": people}
            for each, amount in baked if each == option
        ]}}
        for option in ("fan", "stone")
    }  # fmt: skip
    found = cell("time", "oven", **answers)
    assert found.verdict == "2 to 4 minutes"
    assert found.in_sight[-1] == found.lines[-1]
    assert found.in_sight[-1].text.startswith("at least 9 minutes")
    assert found.behind


def test_under_a_number_is_less_than_the_number() -> None:
    fan: Record = {"answers": {"time": took("2 to 4 minutes")}}
    stone: Record = {"answers": {"time": took("under 2 minutes")}}
    assert cell("time", "oven", fan=fan, stone=stone).verdict == "Under 2 to 4 minutes"


# --- what is said of harms besides a number


def test_what_was_reported_besides_is_named_where_its_name_is_short() -> None:
    counted = burnt("fan", "one", share="5% of 200 people")
    told = (
        burnt("fan", "two", reports="5 people", what="a burnt hand"),
        burnt("fan", "three", reports="9 people", what="a burnt thumb"),
        burnt("fan", "four", reports="2 people", what="a burnt nose"),
        burnt("fan", "five", reports="7 people", what="a hand that was burnt by the door of it"),
    )
    assert lines(cell("burns", "fan", counted, *told))[-1] == (
        "Also reported: a burnt thumb and a burnt hand; how often is not known"
    )


def test_what_was_reported_twice_is_named_once_without_its_details() -> None:
    counted = burnt("fan", "one", share="5% of 200 people")
    told = (
        burnt("fan", "two", reports="9 people", what="burns, on a Sunday"),
        burnt("fan", "three", reports="5 people", what="burns"),
        burnt("fan", "four", reports="2 people", what="burnsides"),
    )
    assert lines(cell("burns", "fan", counted, *told))[-1] == (
        "Also reported: burns and burnsides; how often is not known"
    )


GRAVE = [
    *toast.ROWS["measures"],
    {"id": "fire", "family": "fire", "name": "fire", "those": "set the house on fire",
     "lower": "better", "grave": "true"},
]  # fmt: skip


def with_fire(*told: Record) -> list[str]:
    """The cell of a way that burnt some, and set a house on fire in two studies."""
    counted = (
        burnt("fan", "one", share="2% of 800 people", people=800),
        burnt("stone", "two", share="12% of 200 people"),
        burnt("fan", "three", measure="fire", count="1 of 900 people", people=900, what="a fire"),
        burnt("stone", "four", measure="fire", count="1 of 9000 people", people=9000),
    )
    site = toast.site(*counted, *told, measures=GRAVE)
    found = site.cells.cell(site.catalogue.criteria["burns"], "oven")
    assert found.in_sight[-1] == found.lines[-1]
    return lines(found)


def test_a_grave_harm_is_named_by_its_highest_count_whatever_else_was_counted() -> None:
    fire = "Fan: fewer than 1 of 100: a fire, 900 people, at 10 minutes"
    assert with_fire()[-1] == fire
    told = burnt("stone", "five", reports="5 people")
    assert with_fire(told)[-2:] == ["Also reported; how often is not known", fire]


def test_what_was_counted_is_not_said_to_be_of_unknown_number() -> None:
    told = burnt("stone", "five", reports="5 people", what="a fire")
    assert not [line for line in with_fire(told) if "not known" in line]


def test_a_time_that_one_study_does_not_state_is_no_other_time() -> None:
    judged = (
        crisp("fan", "one", "60% of 200 people", at="10 minutes"),
        crisp("fan", "two", "70% of 200 people", at="not_stated"),
    )
    line = cell("crisp", "fan", *judged).lines[0].text
    assert line.endswith("at 10 minutes, or time not stated")
    other = crisp("fan", "three", "65% of 200 people", at="20 minutes")
    assert cell("crisp", "fan", *judged, other).lines[0].text.endswith("at different times")
