"""What pages show beside the cells: pairs, notices, sources, gaps, and when it was all checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import toast
from tests.toast import CRITERIA, Record, cell, crisp, finding, study

if TYPE_CHECKING:
    from treatments.view import Pair, Site

PAIRS = "pairs: [[toaster, pan], [toaster, cold]]"


def pair(*studies: Record, of: str = "fan, stone", **more: Record) -> Pair:
    """The pair of two options, techniques of the oven unless said otherwise."""
    marked = (CRITERIA, PAIRS, f"pairs: [[{of}]]")
    [only] = toast.site(*studies, changes=[marked], **more).pairs
    return only


def rows(found: Pair) -> tuple[set[str], set[str]]:
    return (
        {row.criterion.id for row in found.differs.rows},
        {row.criterion.id for row in found.alike.rows},
    )


def answers(row: str, *values: Record) -> Record:
    return {"answers": {row: list(values)}}


# --- pairs


def test_a_pair_has_every_row_once_either_where_they_differ_or_where_they_are_alike() -> None:
    smell = answers("smell", {"words": "Of bread.", "source": "one"})
    found = pair(crisp("fan", "one", "40% of 200 people"), fan=smell, stone=smell)
    differs, alike = rows(found)
    assert not differs & alike
    assert differs | alike == {*toast.BASE_ROWS, *toast.NEW_ROWS}
    assert alike == {"smell"}


def test_two_unknowns_are_not_alike_nor_two_that_do_not_apply() -> None:
    no: Record = {"answers": {"smell": {"does_not_apply": "No nose."}}}
    found = pair(fan=no, stone=no)
    assert rows(found)[1] == set()
    assert [cell.state for row in found.differs.rows for cell in row.cells].count("unknown") > 10


def test_the_same_words_are_alike_and_one_word_more_is_not() -> None:
    one = answers("smell", {"words": "Of bread.", "source": "one"})
    other = answers("smell", {"words": "Of bread.", "source": "two"})
    more = answers("smell", {"words": "Of bread and butter.", "source": "two"})
    assert "smell" in rows(pair(fan=one, stone=other))[1]
    assert "smell" in rows(pair(fan=one, stone=more))[0]


def test_a_row_with_a_verb_is_alike_where_the_verb_is() -> None:
    one = crisp("fan", "one", "60% of 200 people", design="drawn")
    same = crisp("stone", "two", "70% of 200 people", design="drawn")
    other = crisp("stone", "two", "70% of 200 people")
    assert "crisp" in rows(pair(one, same))[1]
    assert "crisp" in rows(pair(one, other))[0]


ARMS = [{"of": "fan", "share": "60% of 50 people"}, {"of": "stone", "share": "40% of 50 people"}]


def test_a_pair_shows_the_studies_that_put_the_two_head_to_head_each_once() -> None:
    both = study(finding(arms=ARMS, difference="favours_first"), of=["fan", "stone"])
    [figure] = pair(both).head_to_head
    assert figure.against.endswith("The study favours Fan.")
    assert pair(crisp("fan", "one", "40% of 200 people")).head_to_head == ()


def test_a_result_of_such_a_study_that_compares_nothing_is_not_head_to_head() -> None:
    alone = finding(share="10% of 50 people", of="fan", at="60 minutes", doubt="An old loaf.")
    both = study(finding(arms=ARMS), alone, of=["fan", "stone"])
    assert len(pair(both).head_to_head) == 1


def test_a_comparison_of_techniques_is_head_to_head_for_their_treatments() -> None:
    arms = [{"of": "fan", "share": "50% of 50 people"}, {"of": "pan", "share": "40% of 50 people"}]
    beyond = study(finding(arms=arms), of=["fan", "pan"])
    assert len(pair(beyond, of="oven, pan").head_to_head) == 1
    assert pair(beyond, of="oven, toaster").head_to_head == ()


def test_the_page_of_a_pair_says_if_nobody_put_them_head_to_head() -> None:
    said = "We have read no study that put these two head to head."
    pages = {page.url: page.html for page in toast.printer().pages()}
    assert said in pages["compare/toaster-vs-cold/"]
    assert said not in pages["compare/toaster-vs-pan/"]


# --- what a choice in the comparison takes for alike


def test_cells_share_a_number_where_their_answers_are_the_same_and_known() -> None:
    smell = answers("smell", {"words": "Of bread.", "source": "one"})
    view = toast.site(fan=smell, stone=smell)
    row = view.catalogue.criteria["smell"]
    numbers = {name: view.alike(view.cells.cell(row, name), row) for name in view.options}
    assert numbers["fan"] == numbers["stone"]
    assert numbers["fan"] is not None
    assert numbers["pan"] is None


# --- notices


def warned(*names: str, **more: object) -> Record:
    return {
        "id": "hot",
        "names": list(names),
        "by": "Oven Board",
        "date": "2021-03-01",
        "says": "It gets hot.",
        "do": "Stand back.",
        "source": "board",
        **more,
    }


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["fan"], {"oven", "fan"}),
        (["oven"], {"oven", "fan", "stone"}),
        (["stone", "pan"], {"oven", "stone", "pan"}),
    ],
)
def test_a_notice_is_shown_on_what_it_names_and_on_the_treatment_above(
    names: list[str], shown: set[str]
) -> None:
    view = toast.site(notices=[warned(*names)])
    found = {name for name, option in view.options.items() if "hot" in _ids(view.notices(option))}
    assert found == shown


def _ids(notices: tuple[object, ...]) -> list[str]:
    return [str(getattr(each, "id", "")) for each in notices]


def test_the_newest_notice_is_first() -> None:
    later = warned("fan", id="hotter", date="2022-01-01")
    view = toast.site(notices=[warned("oven"), later])
    assert _ids(view.notices(view.options["oven"])) == ["hotter", "hot"]
    assert _ids(view.all_notices) == ["hotter", "hot", "loose-wires"]


def test_a_notice_of_harm_stands_before_a_newer_one_of_rules() -> None:
    rules = warned("fan", id="rules", date="2025-01-01")
    view = toast.site(notices=[rules, warned("oven", harm="true")])
    assert _ids(view.notices(view.options["oven"])) == ["hot", "rules"]
    assert _ids(view.all_notices)[:2] == ["hot", "rules"]


def test_a_pair_shows_the_notices_of_both() -> None:
    pages = {page.url: page.html for page in toast.printer().pages()}
    assert "Wires came loose." in pages["treatments/toaster/"]
    assert "Wires came loose." in pages["compare/toaster-vs-pan/"]
    assert "Wires came loose." not in pages["treatments/pan/"]


def test_the_technique_that_a_notice_names_says_so_and_the_other_does_not() -> None:
    made = toast.printer(notices=[warned("fan", harm="true")])
    html = made.treatment(made.site.options["oven"]).html
    fan, stone = html.partition('id="techniques"')[2].split('id="stone"')
    said = "Oven Board warned of this technique on 1 March 2021"
    assert said in fan
    assert said not in stone
    rules = toast.printer(notices=[warned("fan")])
    html = rules.treatment(rules.site.options["oven"]).html
    assert "warned of" not in html
    assert "Oven Board gave a notice about rules for this technique on 1 March 2021" in html
    whole = toast.printer(notices=[warned("oven")])
    above, _, below = whole.treatment(whole.site.options["oven"]).html.partition('id="techniques"')
    assert "It gets hot." in above
    assert said not in below


# --- gaps


def test_a_gap_is_listed_for_every_option_side_by_side_that_has_it() -> None:
    gaps = {row.id: [cell.option.id for cell in cells] for row, cells in toast.site().unknowns()}
    assert gaps["smell"] == ["toaster", "cold"]
    assert gaps["cost"] == ["pan", "cold"]
    assert "time" not in gaps  # for cold bread it does not apply


def test_a_technique_says_on_what_nothing_is_known_of_it_by_itself() -> None:
    view = toast.site(fan=answers("smell", {"words": "Of bread.", "source": "one"}))
    fan, stone = view.options["fan"], view.options["stone"]
    assert set(view.unanswered(stone)) - set(view.unanswered(fan)) == {"Smell"}
    assert [row.id for row, _ in view.own_answers_beyond(fan, ["time"])] == ["smell"]
    assert view.own_answers(fan, ["time"]) == ()


# --- sources


def test_sources_are_numbered_in_the_order_of_their_authors_or_titles() -> None:
    view = toast.site()
    assert [(each.number, each.id, each.by) for each in view.references] == [
        (1, "bread2020", "Baker A."),
        (2, "pan2021", "Author not shown"),
    ]


def test_a_source_says_as_much_of_its_date_as_was_shown() -> None:
    changes = [("data/sources.yml", "issued: 2021,", "")]
    view = toast.site(changes=changes)
    assert [each.shown_in for each in view.references] == ["May 2020", "Date not shown"]


def test_every_source_knows_what_rests_on_it() -> None:
    view = toast.site(
        notices=[warned("fan")], fan=answers("smell", {"words": "Bread.", "source": "one"})
    )
    uses = {name: [(use.url, use.name) for use in found] for name, found in view.uses.items()}
    assert uses["one"] == [("treatments/oven/#smell", "Oven: Smell")]
    assert uses["board"] == [("safety/#notices", "Oven Board")]


def test_a_record_that_was_read_elsewhere_cites_both() -> None:
    said = {"words": "Bread.", "source": "one", "via": "two"}
    found = cell("smell", "oven", answers={"smell": [said]})
    assert found.said[0].sources == ("one", "two")


@pytest.mark.parametrize(("source", "is_weak"), [("one", False), ("maker1", True)])
def test_the_word_of_a_seller_is_said_to_be_one(source: str, *, is_weak: bool) -> None:
    found = cell("smell", "oven", answers={"smell": [{"words": "Bread.", "source": source}]})
    assert found.said[0].is_weak == is_weak
    assert found.said[0].kind == ("maker" if is_weak else "book")


@pytest.mark.parametrize(
    ("paid_by", "said"),
    [
        ("seller", "The seller of the device"),
        ("independent", "Not the seller"),
        (None, "Not given in the record we read"),
    ],
)
def test_every_result_says_who_paid_when_among_whom_and_who_judged(
    paid_by: str | None, said: str
) -> None:
    found = toast.figure(crisp("fan", "one", "40% of 200 people", paid_by=paid_by))
    assert found.paid == said
    assert found.at == "at 10 minutes"
    assert found.who == "people who ate, 200 people"
    assert found.judge_name == "eaters"
    assert found.design == "followed"


def test_what_a_record_does_not_state_is_said_not_to_be_stated() -> None:
    found = toast.figure(
        study(finding(share="40% of people", judged_by="not_stated", at="not_stated"), people=None)
    )
    assert found.who == "people who ate, number counted not stated"
    assert (found.at, found.judge_name) == ("time not stated", "judge not stated")
    assert found.exact == "40% of people, how many is not stated"


# --- what a reader says of herself


def test_that_no_record_speaks_of_somebody_is_never_taken_for_safety() -> None:
    unread = study(source="two", among={"grain": ["grain-4"]})
    view = toast.site(
        crisp("fan", "one", "40% of 200 people", among={"grain": ["grain-1"]}), unread
    )
    notes = {
        (row.id, facet.id): found for row, facet, found in view.situation.notes(view.options["fan"])
    }["grains", "grain"]
    assert set(notes.spoken_of) == {"grain-1", "grain-4"}
    assert notes.spoken_of["grain-1"][0].sources == ("one",)
    assert "None of the 2 studies that say whom they included had it." in notes.otherwise


# --- when it was checked


@pytest.mark.parametrize(
    ("checked", "holds", "due", "said"),
    [
        ("2026-08-31", "6", "2027-02-28", "28 February 2027"),
        ("2027-08-31", "6", "2028-02-29", "29 February 2028"),
        ("2026-12-31", "2", "2027-02-28", "28 February 2027"),
        ("2026-11-30", "1", "2026-12-30", "30 December 2026"),
        ("2028-02-29", "12", "2029-02-28", "28 February 2029"),
    ],
)
def test_the_next_check_is_due_on_the_same_day_of_a_month_or_on_its_last(
    checked: str, holds: str, due: str, said: str
) -> None:
    changes = [
        (CRITERIA, "checked: 2026-11-22", f"checked: {checked}"),
        (CRITERIA, "holds: 12", f"holds: {holds}"),
        ("data/treatments.yml", "searched: 2026-11-20", "searched: 2026-01-20"),
    ]
    made = toast.printer(changes=changes)
    assert str(made.site.check().due) == due
    for page in made.pages():
        if not page.title.startswith("Moved"):
            foot = page.html.partition('class="foot"')[2]
            assert f'<time datetime="{due}">{said}</time>' in foot, page.url


# --- what can be looked up


def test_names_of_what_can_be_read_on_lead_to_it() -> None:
    named = ("data/glossary.yml", "see: time", "see: [time, two-slot, pan, crumb]")
    view = toast.site(changes=[named])
    [term] = view.data.terms
    assert view.see(term) == (
        ("Time", "compare/#time"),
        ("Two slots", "treatments/toaster/#two-slot"),
        ("Pan", "treatments/pan/"),
        ("Crumb", "glossary/#crumb"),
    )


def test_an_option_that_nobody_features_has_a_page_and_can_be_picked() -> None:
    view: Site = toast.site()
    assert [each.id for each in view.featured] == ["toaster", "pan", "cold"]
    assert [each.id for each in view.columns] == [
        "toaster",
        "two-slot",
        "pan",
        "cold",
        "oven",
        "fan",
        "stone",
    ]


def test_a_study_of_two_treatments_is_shown_on_the_pages_of_both() -> None:
    view = toast.site()
    row = view.catalogue.criteria["liked"]
    against = [
        {figure.against for figure in view.cells.cell(row, name).figures if figure.against}
        for name in ("toaster", "pan")
    ]
    assert against[0] == against[1]
    assert against[0] == {
        "Toaster: 20% more; Pan: 5% less (crunch). The study favours Toaster.",
    }
