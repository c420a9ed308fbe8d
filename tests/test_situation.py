"""What the records hold for one reader: the rows that come first, why, and what is not covered."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

import pytest
from playwright.sync_api import expect
from treatments import files
from treatments.build import build
from treatments.pages import Printer
from treatments.statements import FEW

from tests.building import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page
    from treatments.situation import Notes
    from treatments.view import Site

    from tests.conftest import OpenPage

MINE = ".comparison__group--mine"


@pytest.fixture(scope="module")
def view() -> Site:
    """What the pages are made from."""
    return build(files.data(ROOT), files.evidence(ROOT), files.prose(ROOT)).site


def notes(view: Site, option: str, row: str, facet: str) -> Notes:
    return next(
        found
        for criterion, each, found in view.situation.notes(view.options[option])
        if (criterion.id, each.id) == (row, facet)
    )


class Gap(NamedTuple):
    """Something that the records of one option speak of, and those of another do not."""

    row: str
    facet: str
    choice: str
    name: str
    speaks: str
    silent: str


@pytest.fixture(scope="module")
def gap(view: Site) -> Gap:
    """A gap in the shipped data, in a row of its own facet."""
    for criterion in view.data.criteria:
        facet = next((each for each in view.data.facets if each.id == criterion.facet), None)
        for choice in reversed(facet.choices if facet else ()):
            assert facet
            spoken = {
                option.id: choice.id in notes(view, option.id, criterion.id, facet.id).spoken_of
                for option in view.featured
            }
            if facet.ordered and len(set(spoken.values())) == 2:
                first = next(name for name, speaks in spoken.items() if speaks)
                second = next(name for name, speaks in spoken.items() if not speaks)
                return Gap(criterion.id, facet.id, choice.id, choice.name, first, second)
    raise AssertionError("every option has been tried on everybody")


def tell(page: Page, view: Site, options: tuple[str, ...] = ()) -> None:
    """Open what a reader can say of herself."""
    page.goto(f"/compare/?options={','.join(options)}" if options else "/compare/")
    page.get_by_role("button", name=view.data.words.situation, exact=True).click()
    expect(page.locator("my-situation form")).to_be_visible()


def cell(page: Page, row: str, option: str) -> Locator:
    heads = page.locator("th.comparison__head:visible")
    names = heads.evaluate_all("heads => heads.map((head) => head.dataset.column)")
    return page.locator(f"tr:has([id='{row}']) td:visible").nth(names.index(option))


# --- the notes ----------------------------------------------------------------------------------


def test_every_note_names_its_sources(view: Site) -> None:
    for option in view.featured:
        for criterion, _, found in view.situation.notes(option):
            for lines in found.spoken_of.values():
                assert all(line.sources for line in lines), (option.id, criterion.id)
            assert found.otherwise


def test_a_limit_is_noted_with_the_one_who_set_it(view: Site) -> None:
    statement = next(
        (row.id, option.id, each)
        for row in view.data.criteria
        if row.kind == "limits" and "health" in view.situation.facets(row)
        for option in view.featured
        for _, each in view.cells.statements.statements(row, option)
        if each.of
    )
    row, option, written = statement
    limits = {each.id: each.name for each in view.data.vocabulary.limits}
    lines = notes(view, option, row, "health").spoken_of[written.of[0]]
    assert any(
        limits[written.limit or ""] == line.text and written.source in line.sources
        for line in lines
    )


def test_whatever_a_limit_names_brings_its_row(view: Site) -> None:
    facets = {choice.id: facet.id for facet in view.data.facets for choice in facet.choices}
    named = set()
    for row in (each for each in view.data.criteria if each.kind == "limits"):
        for option in view.featured:
            for _, written in view.cells.statements.statements(row, option):
                for choice in written.of:
                    named.add(facets[choice])
                    assert facets[choice] in view.situation.facets(row)
                    assert choice in notes(view, option.id, row.id, facets[choice]).spoken_of
    assert len(named) > 1  # more of her than her health


def test_no_record_is_never_said_to_be_safety(view: Site) -> None:
    words = view.data.words
    for text in (words.note_no_record, words.note_no_clearance, words.note_takes_nothing):
        assert text.endswith("Ask.")
    assert "does not mean" in words.note_no_record


def test_a_limit_of_days_counts_what_each_record_says_in_one_unit(view: Site) -> None:
    for criterion in view.situation.limited:
        for option in view.featured:
            for limit in view.situation.limits(criterion, option):
                assert limit.most > 0
                assert limit.line.sources
                if criterion.unit:
                    assert limit.unit == criterion.unit
                else:
                    assert limit.unit in view.situation.currencies


def test_leaving_techniques_out_loses_no_line_of_a_cell(view: Site) -> None:
    found = 0
    for option in view.columns:
        for group in view.situation.ruled_out(option):
            for apart in view.situation.apart(option, group):
                whole = view.cells.cell(apart.criterion, option.id)
                kept = {apart.cell.verdict, *(line.text for line in apart.cell.lines)}
                shown = kept | {line.text for line in apart.lines}
                assert {whole.verdict, *(line.text for line in whole.lines)} <= shown
                found += 1
    assert found > 10


def test_without_a_technique_neither_its_name_nor_its_sources_lead_a_cell(view: Site) -> None:
    for option in view.featured:
        for group in view.situation.ruled_out(option):
            names = {each.short for each in group}
            for apart in view.situation.apart(option, group):
                assert apart.cell.about not in names
                assert not names & {line.lead for line in apart.cell.lines}


def test_what_a_technique_takes_names_its_source_or_whose_reading_it_is(view: Site) -> None:
    printer = Printer(view)
    words = view.data.words
    told = {True: 0, False: 0}
    leading = {True: 0, False: 0}
    for option in view.featured:
        script = printer.columns()[f"compare/columns/{option.id}.js"]()
        column = json.loads(script.partition(" = ")[2].rstrip(";\n"))
        for facet in view.situation.taken:
            for choice in facet.choices:
                does, others = view.situation.takes(option, choice.id)
                html = column["takes"][facet.id][choice.id]["html"]
                if does:  # what some techniques take is not said of the whole option
                    lead = words.depends_on_technique if others else words.note_takes
                    assert f'<p class="cell__verdict">{lead}</p>' in html
                    leading[bool(others)] += 1
                for _, use in does:
                    number = view.reference(use.source).number if use.source else 0
                    assert not number or f'href="#source-{number}"' in html
                    told[bool(number)] += 1
                is_ours = any(not use.source for _, use in does)
                assert (words.note_takes_ours in html) == is_ours
    assert all(told.values())
    assert all(leading.values())


# --- on the page --------------------------------------------------------------------------------


def test_rows_move_to_the_top_each_with_a_because_and_its_source(
    page: Page, view: Site, gap: Gap
) -> None:
    tell(page, view)
    page.locator(f"select[name={gap.facet}]").select_option(gap.choice)
    moved = page.locator(f"{MINE} .comparison__question")
    expect(moved.first).to_be_visible()
    assert page.locator("tbody").first.get_attribute("data-mine") is not None
    reasons = page.locator(f"{MINE} .comparison__because")
    assert reasons.count() == moved.count()
    assert all(gap.name in reason for reason in reasons.all_inner_texts())
    own = page.locator(f"[id='{gap.row}'] .comparison__because")
    assert own.locator("a.sources-ref__link").count() > 0
    target = own.locator("a.sources-ref__link").first.get_attribute("href") or ""
    assert page.locator(f"[id='{target.removeprefix('#')}']").count() == 1
    expect(page.get_by_role("status")).to_contain_text(
        f"{view.data.words.for_you}: {moved.count()}"
    )


@pytest.mark.parametrize("width", [390, 1280])
def test_the_first_page_leads_to_where_she_says_her_situation(
    open_page: OpenPage, view: Site, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 844})
    page.goto("/")
    page.locator("main a[href$='#panel-situation']").click()
    page.wait_for_url("**/compare/#panel-situation")
    button = page.get_by_role("button", name=view.data.words.situation, exact=True)
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(page.locator("my-situation")).to_be_in_viewport(ratio=0.5)
    page.keyboard.press("Tab")
    expect(page.locator("my-situation select").first).to_be_focused()
    button.click()
    expect(page.locator("#panel-situation")).to_be_hidden()


def test_where_the_evidence_does_not_cover_her_the_option_says_so(
    page: Page, view: Site, gap: Gap
) -> None:
    tell(page, view)
    page.locator(f"select[name={gap.facet}]").select_option(gap.choice)
    silent = cell(page, gap.row, gap.silent).locator(".cell__notes")
    expect(silent).to_contain_text(notes(view, gap.silent, gap.row, gap.facet).otherwise)
    speaks = cell(page, gap.row, gap.speaks).locator(".cell__notes")
    assert speaks.locator("a.sources-ref__link").count() > 0
    assert speaks.locator(".cell__note--gap").count() == 0


def test_beyond_a_few_the_sources_of_a_note_are_one_press_away(page: Page, view: Site) -> None:
    count, row, facet, choice, option, lines = max(
        (len(line.sources), criterion.id, facet.id, choice, option.id, len(lines))
        for option in view.featured
        for criterion, facet, found in view.situation.notes(option)
        for choice, lines in found.spoken_of.items()
        for line in lines
    )
    tell(page, view)
    page.locator(f"select[name={facet}]").select_option(choice)
    note = cell(page, row, option).locator(".cell__note").first
    links = note.locator("a.sources-ref__link")
    expect(links.first).to_be_visible()
    assert links.count() >= count > FEW
    in_sight = note.locator("a.sources-ref__link:visible")
    assert in_sight.count() <= FEW * lines
    note.locator("summary").click()
    expect(links.last).to_be_visible()
    assert in_sight.count() == links.count()


def test_what_she_does_not_accept_is_said_of_each_option(page: Page, view: Site) -> None:
    facet = view.situation.taken[0]
    choice, option = next(
        (choice, option)
        for choice in facet.choices
        for option in view.featured
        if view.situation.takes(option, choice.id)[0]
    )
    none = next(each for each in view.featured if not view.situation.takes(each, choice.id)[0])
    tell(page, view)
    page.get_by_label(choice.name).check()
    row = page.locator(f"{MINE} tr", has_text=choice.name).first
    expect(row).to_be_visible()
    texts = row.locator("td").all_inner_texts()
    names = [each.id for each in view.featured]
    first, _ = view.situation.takes(option, choice.id)[0][0]
    assert first.short in texts[names.index(option.id)]
    assert view.data.words.note_takes_nothing in texts[names.index(none.id)]
    assert row.locator("a[href*='treatments/']").count() > 0
    said = view.data.words.rather_not.format(name=choice.name)  # and not as if she asked for it
    for told in (page.locator(".comparison__said"), page.locator(".sheet__said"), row):
        expect(told).to_contain_text(said)
    see = page.get_by_role("button", name=view.data.words.see_mine)
    see.click()
    expect(row).to_be_in_viewport()
    page.get_by_role("button", name=view.data.words.situation_clear).click()
    expect(see).to_be_hidden()


def test_studies_of_what_she_rules_out_are_not_counted_for_her(page: Page, view: Site) -> None:
    gone, option, row, facet, choice, before, after = next(
        (gone, option, row, facet, choice, lines[0], fewer.spoken_of[choice][0])
        for each in view.situation.taken
        for gone in each.choices
        for option in view.featured
        for group in view.situation.ruled_out(option)
        if {each for each, _ in view.situation.takes(option, gone.id)[0]} == set(group)
        for row, facet, found in view.situation.notes(option)
        if row.kind == "findings"
        for other, same, fewer in view.situation.without(group).notes(option)
        if (other, same) == (row, facet)
        for choice, lines in found.spoken_of.items()
        if choice in fewer.spoken_of and fewer.spoken_of[choice] != lines
    )
    assert before.text != after.text
    tell(page, view)
    page.locator(f"select[name={facet.id}]").select_option(choice)
    notes = cell(page, row.id, option.id).locator(".cell__notes")
    expect(notes).to_contain_text(before.text)
    page.get_by_label(gone.name).check()
    expect(notes).to_contain_text(after.text)
    expect(notes).not_to_contain_text(before.text)


@pytest.mark.parametrize("kind", ["findings", "amount", "money"])
def test_what_she_rules_out_does_not_lead_a_cell_and_is_one_press_away(
    page: Page, view: Site, kind: str
) -> None:
    choice, option, group = next(
        (choice, option, group)
        for facet in view.situation.taken
        for choice in facet.choices
        for option in view.featured
        for group in view.situation.ruled_out(option)
        if {each for each, _ in view.situation.takes(option, choice.id)[0]} == set(group)
        and any(each.criterion.kind == kind for each in view.situation.apart(option, group))
    )
    apart = next(e for e in view.situation.apart(option, group) if e.criterion.kind == kind)
    tell(page, view)
    shown = cell(page, apart.criterion.id, option.id)
    before = shown.inner_text()
    page.get_by_label(choice.name).check()
    label = shown.locator(".cell__apart").first
    names = view.wording.listed(each.short for each in group)
    expect(label).to_have_text(view.data.words.note_without.format(list=names))
    verdict = apart.cell.verdict or view.data.words.not_known
    expect(shown.locator(".cell__verdict:visible, .unknown__words:visible").first).to_contain_text(
        verdict
    )
    assert apart.lines
    expect(shown.locator(".cell__with li").first).to_be_hidden()
    expect(shown.locator(".cell__with summary")).to_contain_text(
        view.data.words.note_with.format(list=names)
    )
    shown.locator(".cell__with summary").click()
    text = shown.inner_text()
    assert all(line.text in text for line in apart.lines)
    page.get_by_role("button", name=view.data.words.situation_clear).click()
    expect(label).to_have_count(0)
    assert shown.inner_text() == before


def test_the_sheet_gets_the_boxes_and_the_questions_that_go_with_what_she_said(
    page: Page, view: Site, gap: Gap
) -> None:
    tell(page, view, (gap.speaks, gap.silent))
    questions = page.locator("[data-questions] > li:visible")
    ticked = page.locator(".sheet input[data-said]:checked")
    before = questions.all_inner_texts()
    money = next(each for each in view.situation.limited if each.kind == "money")
    needles = view.situation.taken[0].choices[0]
    page.locator(f"select[name={gap.facet}]").select_option(gap.choice)
    page.get_by_label(needles.name).check()
    page.locator(f"#most-{money.id}").fill("1000")
    page.locator(f"#most-{money.id}").press("Enter")
    said = {gap.facet, needles.id, money.id}
    names = [each.name for each in view.data.matters if said & set(each.said)]
    expect(ticked).to_have_count(len(names))
    labels = ticked.evaluate_all("all => all.map((each) => each.parentElement.innerText.trim())")
    assert labels == names
    open_to_both = {gap.speaks, gap.silent}
    for name in said:
        fitting = [
            each.ask
            for each in view.data.questions
            if name in each.said and (not each.for_ or open_to_both & set(each.for_))
        ]
        assert fitting, name
        assert set(fitting) & set(questions.all_inner_texts()), name
    assert len(questions.all_inner_texts()) == len(before) >= 8
    expect(page.locator(".sheet__said")).to_contain_text(gap.name)
    page.get_by_role("button", name=view.data.words.situation_clear).click()
    expect(ticked).to_have_count(0)
    assert questions.all_inner_texts() == before
    expect(page.locator(".sheet__said")).to_be_hidden()


def test_a_row_of_limits_comes_for_what_a_limit_names_and_for_nothing_else(
    page: Page, view: Site
) -> None:
    row = next(each for each in view.data.criteria if each.kind == "limits")
    said = [
        (facet, found)
        for option in view.featured
        for other, facet, found in view.situation.notes(option)
        if other == row and not found.always and not facet.several
    ]
    named = next((facet, choice) for facet, found in said for choice in found.spoken_of)
    every = {choice for _, found in said for choice in found.spoken_of}
    silent = next(
        (facet, each.id) for facet, _ in said for each in facet.choices if each.id not in every
    )
    moved = page.locator(f"{MINE} [id='{row.id}']")
    tell(page, view)
    page.locator(f"select[name={silent[0].id}]").select_option(silent[1])
    expect(page.locator(MINE)).to_be_visible()
    expect(moved).to_have_count(0)
    page.locator(f"select[name={named[0].id}]").select_option(named[1])
    expect(moved).to_have_count(1)


def test_whatever_she_says_the_gravest_questions_stay_on_the_sheet(page: Page, view: Site) -> None:
    gravest = [each.ask for each in view.data.questions if not each.for_][:4]
    tell(page, view)
    form = page.locator("my-situation form")
    for each in form.locator("label > select").all():
        each.select_option(index=5)
    form.locator("fieldset").last.locator("input").first.check()
    for number in form.locator("input[type=number]").all():
        number.fill("1")
        number.press("Enter")
    expect(page.locator(".sheet__said")).to_contain_text("1 ")
    for box in page.locator(".sheet input[data-said]:visible").all():
        box.check()
    asked = page.locator("[data-questions] > li:visible").all_inner_texts()
    assert set(gravest) <= set(asked)
    assert len(asked) >= 8


def test_a_box_that_she_ticked_herself_stays_when_the_situation_is_cleared(
    page: Page, view: Site, gap: Gap
) -> None:
    tell(page, view)
    own = page.locator(".sheet input[data-said='']")
    own.check()
    page.locator(f"select[name={gap.facet}]").select_option(gap.choice)
    expect(page.locator(".sheet input[data-said]:checked")).to_have_count(2)
    page.get_by_role("button", name=view.data.words.situation_clear).click()
    expect(page.locator(".sheet input[data-said]:checked")).to_have_count(1)
    expect(own).to_be_checked()


def test_a_number_that_makes_no_sense_is_told_at_its_field(page: Page, view: Site) -> None:
    tell(page, view)
    listen = "(told) => { globalThis.told = told.target.name; }"
    page.evaluate(f"() => addEventListener('invalid', {listen}, true)")
    field = page.locator("my-situation input[type=number]").first
    field.fill("2.5")
    field.press("Tab")
    expect(page.locator(".comparison__said")).to_contain_text("2.5")
    assert page.evaluate("globalThis.told") is None
    field.fill("-3")
    field.press("Tab")
    expect(page.locator(".comparison__said")).to_be_hidden()
    assert page.evaluate("globalThis.told") == field.get_attribute("name")


def test_to_see_only_the_rows_for_her_she_is_asked_to_say_something_first(
    page: Page, view: Site
) -> None:
    page.goto("/compare/#panel-situation")
    only = page.get_by_label(view.data.words.choose_mine)
    only.check()
    expect(page.get_by_role("status")).to_contain_text(view.data.words.situation_first)
    area = view.situation.asked[0]
    page.get_by_label(area.asks).select_option(area.choices[0].id)
    expect(page.get_by_role("status")).not_to_contain_text(view.data.words.situation_first)


def test_a_limit_is_held_against_records_in_its_own_currency_only(page: Page, view: Site) -> None:
    money = next(each for each in view.situation.limited if each.kind == "money")
    first = view.situation.currencies[0]
    option = next(
        each
        for each in view.featured
        if {limit.unit for limit in view.situation.limits(money, each)} > {first}
    )
    found = list(view.situation.limits(money, option))
    ours = [each for each in found if each.unit == first]
    most = min(each.most for each in ours)
    more = sum(each.most > most for each in ours)
    tell(page, view)
    page.locator(f"#most-{money.id}").fill(str(most))
    page.locator(f"#most-{money.id}").press("Enter")
    said = cell(page, money.id, option.id).locator(".cell__notes")
    words = view.data.words
    expected = words.note_over if more else words.note_within
    expect(said).to_contain_text(expected.format(over=more, all=len(ours)))
    expect(said).to_contain_text(words.note_other_currency.format(number=len(found) - len(ours)))


def test_the_order_of_options_stays_and_nothing_is_ranked(page: Page, view: Site, gap: Gap) -> None:
    tell(page, view)
    heads = page.locator("th.comparison__head")
    before = heads.all_inner_texts()
    page.locator(f"select[name={gap.facet}]").select_option(gap.choice)
    page.get_by_label(view.situation.taken[0].choices[0].name).check()
    expect(page.locator(MINE)).to_be_visible()
    assert heads.all_inner_texts() == before
    told = page.locator(f"{MINE} .cell__notes, {MINE} .comparison__because, .comparison__said")
    text = " ".join(told.all_inner_texts())
    assert not re.search(
        r"\b(best|better|recommend\w*|score|rank\w*|suits you|winner)\b", text, re.IGNORECASE
    )


def test_what_she_says_is_neither_kept_nor_sent_nor_in_the_address(
    page: Page, view: Site, gap: Gap
) -> None:
    asked: list[str] = []
    tell(page, view)
    page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    page.locator(f"select[name={gap.facet}]").select_option(gap.choice)
    page.locator("my-situation summary").first.click()
    page.locator("my-situation details input[type=checkbox]").first.check()
    expect(page.locator(MINE)).to_be_visible()
    assert page.url.endswith("/compare/")
    assert not [url for url in asked if gap.choice in url]
    stored = "JSON.stringify([{...localStorage}, {...sessionStorage}, history.state])"
    assert page.evaluate(stored) == "[{},{},null]"
    assert page.context.cookies() == []
    page.reload()
    page.get_by_role("button", name=view.data.words.situation, exact=True).click()
    expect(page.locator(f"select[name={gap.facet}]")).to_have_value("")
    assert page.locator(MINE).count() == 0


def test_clearing_puts_every_row_back(page: Page, view: Site, gap: Gap) -> None:
    tell(page, view)
    rows = page.locator("tbody .comparison__question")
    before = rows.evaluate_all("rows => rows.map((row) => row.id)")
    page.locator(f"select[name={gap.facet}]").select_option(gap.choice)
    expect(page.locator(MINE)).to_be_visible()
    page.get_by_label(view.data.words.choose_mine).check()
    expect(page.locator("tbody:not([data-mine])").first).to_be_hidden()
    page.get_by_role("button", name=view.data.words.situation_clear).click()
    expect(page.locator(MINE)).to_have_count(0)
    assert rows.evaluate_all("rows => rows.map((row) => row.id)") == before
    assert page.locator(".comparison__because, .cell__notes").count() == 0
    expect(page.locator("tbody").first).to_be_visible()


def test_the_notes_follow_the_options_that_are_picked(page: Page, view: Site, gap: Gap) -> None:
    technique = next(found for _, found in view.choosable if found)[0]
    tell(page, view, (gap.speaks, gap.silent))
    page.locator(f"select[name={gap.facet}]").select_option(gap.choice)
    expect(page.locator(MINE)).to_be_visible()
    page.get_by_role("button", name=view.data.words.choose_options, exact=True).click()
    holder = page.locator(f"input[name=option][value={technique.id}]")
    page.locator(".panel__option", has=holder).locator("summary").click()
    holder.check()
    expect(page.locator(f"th[data-column='{technique.id}']")).to_be_visible()
    expect(cell(page, gap.row, technique.id).locator(".cell__note")).to_have_count(1)
    assert cell(page, gap.row, gap.silent).locator(".cell__note").count() == 1


def test_without_script_the_rows_that_depend_on_her_are_linked(
    open_page: OpenPage, view: Site
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/compare/")
    expect(page.locator("#situation-rows")).to_have_text(view.data.words.situation_rows)
    assert page.locator("my-situation :visible").count() == 0
