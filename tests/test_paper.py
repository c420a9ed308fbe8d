"""On paper: the chosen comparison with its sources; the sheet for the appointment on one page."""

from __future__ import annotations

from datetime import date
from statistics import median
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from treatments import files
from treatments.build import build

from tests.building import ROOT
from tests.paper import bare, sheets

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from treatments.view import Site

    from tests.conftest import OpenPage

PAPERS = [("A4", False), ("A4", True), ("Letter", False), ("Letter", True)]


@pytest.fixture(scope="module")
def view() -> Site:
    """What the pages are made from."""
    return build(files.data(ROOT), files.evidence(ROOT), files.prose(ROOT)).site


@pytest.fixture
def chosen(page: Page, view: Site) -> Page:
    """The comparison of two options."""
    page.goto(f"/compare/?options={view.featured[1].id},{view.featured[3].id}")
    expect(page.get_by_role("status")).to_contain_text("2 options")
    return page


@pytest.mark.parametrize(("size", "landscape"), PAPERS)
def test_the_heads_repeat_on_every_sheet_of_the_table(
    chosen: Page, view: Site, size: str, *, landscape: bool
) -> None:
    printed = sheets(chosen, size=size, landscape=landscape)
    heads = bare(f"{view.data.words.question} {view.featured[1].short} {view.featured[3].short}")
    questions = [bare(criterion.asks) for criterion in view.data.criteria]
    of_the_table = [text for text in printed if any(asked in text for asked in questions)]
    assert len(of_the_table) > 2
    assert [number for number, text in enumerate(of_the_table) if heads not in text] == []


def test_what_was_not_chosen_and_what_is_only_for_the_screen_is_not_printed(
    chosen: Page, view: Site
) -> None:
    text = "".join(sheets(chosen))
    words = view.data.words
    assert bare(f"{words.question} {view.featured[0].short}") not in text
    for name in (words.copy_link, words.choose_differ, words.situation, words.other_pairs):
        assert bare(name) not in text
    for title in ("Glossary", "Search"):
        assert not text.startswith(title)
    assert "Lastchecked" in text


def test_a_row_is_never_cut_in_two(chosen: Page) -> None:
    chosen.emulate_media(media="print")
    rows = chosen.locator("tbody > tr").evaluate_all(
        "rows => rows.map((row) => getComputedStyle(row).breakInside)"
    )
    assert set(rows) == {"avoid"}


def test_rows_that_are_alike_are_printed_even_when_the_screen_hides_them(
    page: Page, view: Site
) -> None:
    pair = max(view.pairs, key=lambda pair: len(pair.alike.rows))
    page.goto(f"/compare/?options={pair.first.id},{pair.second.id}&rows=differ")
    expect(page.get_by_role("status")).to_contain_text("Hidden")
    text = "".join(sheets(page))
    assert all(bare(row.criterion.asks) in text for row in pair.alike.rows)


def test_the_sources_that_the_printed_part_cites_stand_at_the_end_with_their_addresses(
    chosen: Page,
) -> None:
    text = "".join(sheets(chosen))
    cited = chosen.locator("td:not([hidden]) .sources-ref__link").evaluate_all(
        "links => [...new Set(links.map((link) => link.hash.slice(1)))]"
    )
    printed = chosen.locator("ol.sources > li:not([data-unused])")
    assert sorted(printed.evaluate_all("items => items.map((item) => item.id)")) == sorted(cited)
    addresses = printed.locator("a[href^=http]").evaluate_all("all => all.map((each) => each.href)")
    assert addresses
    assert [each for each in addresses[:20] if bare(each) not in text] == []


def test_options_are_told_apart_without_colour_on_paper(chosen: Page) -> None:
    chosen.emulate_media(media="print")
    shapes = chosen.locator("th.comparison__head:visible .shape")
    fills = shapes.evaluate_all("all => all.map((each) => getComputedStyle(each).fill)")
    kinds = shapes.evaluate_all("all => all.map((each) => each.getAttribute('class'))")
    assert set(fills) == {"rgb(0, 0, 0)"}
    assert len(set(kinds)) == 2


def test_the_head_names_the_options_and_the_day(chosen: Page, view: Site) -> None:
    first = sheets(chosen)[0]
    names = f"{view.featured[1].name} and {view.featured[3].name}"
    assert first.startswith(bare(view.data.words.chosen_title.format(list=names)))
    assert chosen.title().startswith(view.data.words.chosen_title.format(list=names))
    day = chosen.evaluate("new Date().toISOString().slice(0, 10)")
    printed = view.wording.day(date.fromisoformat(day))
    assert bare(view.data.words.printed_on.format(day=printed, address=chosen.url)) in first


def test_a_few_sheets_are_enough(page: Page, view: Site) -> None:
    """No more than a reader would carry; with all that is closed an option's page had 87."""
    most = {
        f"/compare/?options={view.featured[1].id},{view.featured[3].id}": 12,
        "/compare/": 26,
        f"/{view.featured[1].url}": 24,
        f"/{view.pairs[0].url}": 17,
    }
    for path, number in most.items():
        page.goto(path)
        assert len(sheets(page)) <= number, path


def test_what_is_closed_is_not_printed_nor_are_its_sources(page: Page, view: Site) -> None:
    page.goto(f"/{view.featured[1].url}")
    details = page.locator("details.more").first
    inside = details.locator(".finding__number, .ruled__name").first
    hidden = bare(inside.evaluate("each => each.textContent"))
    closed = "".join(sheets(page))
    assert page.locator("ol.sources > li[data-unused]").count() > 0
    shown = page.locator("ol.sources > li:not([data-unused])").count()
    details.locator("summary").click()
    opened = "".join(sheets(page))
    assert opened.count(hidden) == closed.count(hidden) + 1
    assert page.locator("ol.sources > li:not([data-unused])").count() >= shown


def test_without_script_what_is_closed_and_its_sources_are_not_printed_either(
    open_page: OpenPage, view: Site
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"/{view.featured[1].url}")
    in_sight = page.locator(".sources-ref__link:not(details *)").evaluate_all(
        "links => [...new Set(links.map((link) => link.hash.slice(1)))]"
    )
    listed = page.locator("ol.sources > li:not([data-unused])").evaluate_all(
        "items => items.map((item) => item.id)"
    )
    assert sorted(listed) == sorted(in_sight)
    assert len(sheets(page)) <= 24


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_cell_is_printed_whole_though_some_of_it_is_one_press_away(
    open_page: OpenPage, view: Site, *, script: bool
) -> None:
    page = open_page(java_script_enabled=script)
    page.goto(f"/{view.pairs[0].url}")
    behind = page.locator(".cell__rest li").all_text_contents()
    assert len(behind) > 5
    text = "".join(sheets(page))
    assert [line for line in behind if bare(line) not in text] == []
    opener = page.locator(".cell__rest > summary").first.text_content()
    assert opener
    assert bare(opener) not in text


@pytest.mark.parametrize("kind", ["pair", "option"])
def test_no_sheet_ends_with_a_heading(page: Page, view: Site, kind: str) -> None:
    page.goto(f"/{view.pairs[0].url if kind == 'pair' else view.featured[1].url}")
    headings = page.locator("main :is(h2, h3, h4):visible").all_inner_texts()
    ends = [bare(each.rstrip("¶")) for each in headings]
    for text in sheets(page):
        assert not text.endswith(tuple(ends))


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_a_figure_stands_on_one_sheet_with_what_it_says(page: Page, size: str) -> None:
    page.goto("/compare/scales/")
    captions = page.locator(".figure__caption").all_inner_texts()
    notes = page.locator(".figure__note").all_inner_texts()
    printed = sheets(page, size=size)
    assert captions
    for caption, note in zip(captions, notes, strict=True):
        assert [text for text in printed if bare(caption) in text and bare(note) in text], caption


def test_no_sheet_is_left_nearly_empty(page: Page) -> None:
    page.goto("/safety/")
    *whole, _ = map(len, sheets(page))
    assert min(whole) > median(whole) / 3


@pytest.mark.parametrize(("size", "landscape"), PAPERS)
@pytest.mark.parametrize("query", ["", "all"])
def test_the_sheet_for_the_appointment_is_one_page(
    page: Page, view: Site, size: str, query: str, *, landscape: bool
) -> None:
    options = f"?options={','.join(option.id for option in view.featured)}" if query else ""
    page.goto(f"/prepare/{options}")
    printed = sheets(page, size=size, landscape=landscape)
    assert len(printed) == 1
    words = view.data.words
    for name in (words.sheet_title, words.sheet_options, words.sheet_matters, words.sheet_next):
        assert bare(name) in printed[0]
    asked = page.locator("[data-questions] > li:visible").all_inner_texts()
    assert len(asked) >= 8
    assert all(bare(each) in printed[0] for each in asked)
    assert all(bare(each.name) in printed[0] for each in view.data.matters)
    assert page.locator(".sheet__rule").count() == 6
    heights = [each.bounding_box() for each in page.locator(".sheet__rule").all()]
    assert all(box and box["height"] > 10 for box in heights)


def test_the_chosen_options_are_carried_to_the_sheet(page: Page, view: Site) -> None:
    technique = next(found for _, found in view.choosable if found)[0]
    page.goto(f"/compare/?options={view.featured[3].id},{technique.id}")
    expect(page.get_by_role("status")).to_contain_text("2 options")
    page.get_by_role("link", name=view.data.words.take_along).click()
    expect(page.locator("#sheet-title")).to_be_in_viewport()
    ticked = page.locator("input[name=sheet]:checked")
    expect(ticked).to_have_count(2)
    assert set(ticked.evaluate_all("boxes => boxes.map((box) => box.value)")) == {
        view.featured[3].id,
        technique.id,
    }
    expect(ticked.first).to_be_visible()
    own = [each.ask for each in view.data.questions if view.featured[3].id in each.for_]
    shown = page.locator("[data-questions] > li:visible").all_inner_texts()
    assert set(own) & set(shown)


def test_without_script_the_sheet_is_whole(open_page: OpenPage, view: Site) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/prepare/")
    assert page.locator("[data-questions] > li:visible").count() >= 8
    assert page.locator("input[name=sheet]:visible").count() == len(view.featured)
    assert page.locator(".sheet button:visible").count() == 0


def test_without_script_no_link_to_print_is_shown_that_does_nothing(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/prepare/")
    assert page.locator("[data-do=print]").count() == 1
    expect(page.locator("[data-do=print]")).to_be_hidden()


def test_options_in_the_address_are_ticked_on_the_sheet(page: Page, view: Site) -> None:
    page.goto(f"/prepare/?options={view.featured[2].id},{view.featured[3].id},nobody")
    expect(page.locator("input[name=sheet]:checked")).to_have_count(2)


def test_a_box_ticked_by_hand_brings_its_question(page: Page, view: Site) -> None:
    page.goto(f"/prepare/?options={view.featured[2].id},{view.featured[3].id}")
    shown = page.locator("[data-questions] > li:visible")
    matter, question = next(
        (matter, each)
        for matter in view.data.matters
        for each in view.data.questions
        if set(matter.said) & set(each.said) and each.ask not in shown.all_inner_texts()
        if not each.for_ or {view.featured[2].id, view.featured[3].id} & set(each.for_)
    )
    page.get_by_label(matter.name).check()
    expect(shown.filter(has_text=question.ask)).to_have_count(1)


def test_the_page_of_a_pair_asks_the_same_with_script_and_without(
    page: Page, open_page: OpenPage, view: Site
) -> None:
    plain = open_page(java_script_enabled=False)
    for pair in view.pairs:
        for each in (page, plain):
            each.goto(f"/{pair.url}")
            assert each.locator("input[name=sheet]:checked").count() == 2
        asked = plain.locator("[data-questions] > li:visible").all_inner_texts()
        assert len(asked) >= 8
        assert page.locator("[data-questions] > li:visible").all_inner_texts() == asked
        own = [e.ask for e in view.data.questions if {pair.first.id, pair.second.id} & set(e.for_)]
        assert set(own) & set(asked) or not own


def test_without_script_a_pair_and_its_questions_are_printed(
    open_page: OpenPage, view: Site
) -> None:
    """The same reader as below, with script off."""
    page = open_page(
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        java_script_enabled=False,
    )
    page.goto("/")
    page.get_by_role("link", name="The whole comparison").tap()
    first, second = view.featured[2], view.featured[3]
    name = view.data.words.pair_title.format(first=first.short, second=second.short)
    page.get_by_role("link", name=name).tap()
    expect(page.locator("h1")).to_contain_text(first.name)
    printed = sheets(page)
    assert printed[0].startswith(bare(page.locator("h1").inner_text()))
    text = "".join(printed)
    assert all(bare(criterion.asks) in text for criterion in view.data.criteria)
    assert bare(view.data.words.not_known) in text
    asked = page.locator("[data-questions] > li:visible").all_inner_texts()
    assert len(asked) >= 8
    assert any(all(bare(each) in sheet for each in asked) for sheet in printed)


SEEN = "(each) => each.checkVisibility()"
CITED = f"[...document.querySelectorAll('.sources-ref__link')].filter({SEEN})"
UNSOURCED = f"""(all) => all.filter((verdict) =>
    ![...verdict.parentElement.querySelectorAll('.sources-ref__link')].some({SEEN})
).map((verdict) => verdict.textContent)"""
SAID = {"area": "jawline", "skin-tone": "type-5"}


def tell(page: Page) -> None:
    """Something for my jowls, I'm brown-skinned, no needles, not much money."""
    page.get_by_label("Which part of you?").select_option(SAID["area"])
    page.get_by_label("Which skin tone is yours?").select_option(SAID["skin-tone"])
    page.get_by_label("Price, at most").fill("1000")
    page.get_by_label("Needles in the skin").check()
    page.get_by_label("Show only the rows for me").check()
    expect(page.locator(".comparison__group--mine .cell__notes").first).to_be_visible()


def asked(page: Page) -> list[str]:
    """Read the questions on the sheet."""
    return page.locator("[data-questions] > li:visible").all_inner_texts()


def test_a_reader_leaves_with_two_options_what_is_known_for_her_and_eight_questions(
    open_page: OpenPage, view: Site
) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.goto("/")
    page.get_by_role("link", name="The whole comparison").click()
    page.get_by_label("Second option").select_option("ultrasound")
    page.get_by_label("First option").select_option("laser")
    page.get_by_role("button", name="My situation", exact=True).tap()
    tell(page)
    printed = sheets(page)
    text = "".join(printed)
    for said in ("Laser", "Ultrasound", "Jawline and jowls", "Skin type V", "1000 USD", "Needles"):
        assert bare(said) in text, said
    assert bare(view.data.words.not_known) in text or "Notcovered" in text
    questions = asked(page)
    assert len(questions) >= 8
    assert any(all(bare(each) in sheet for each in questions) for sheet in printed)
    for said in ("price", "skin-tone", "needles", "area"):
        brought = {each.ask for each in view.data.questions if said in each.said}
        assert brought & set(questions), said
    assert printed[0].startswith("LaserandUltrasound")
    assert bare(page.locator(".comparison__said").evaluate("p => p.textContent")) in printed[0]
    assert len(printed) <= 7
    assert "jaw" not in page.url
    assert SAID["skin-tone"] not in page.url


# --- in short -------------------------------------------------------------------------------------


def in_short(page: Page, view: Site) -> None:
    """Ask for the short form, as a reader does; the browser's dialogue is passed over."""
    page.evaluate("window.print = () => { document.body.dataset.asked = 'yes'; }")
    page.get_by_role("link", name=view.data.words.print_short).last.click()
    page.locator("body[data-asked]").wait_for()


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_in_short_it_is_one_page_with_all_of_that_and_its_sources_on_the_back(
    open_page: OpenPage, view: Site, size: str
) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    for pair in view.pairs[:3]:
        page.goto(f"/compare/?pair={pair.first.id},{pair.second.id}#panel-situation")
        tell(page)
        in_short(page, view)
        first, *back = sheets(page, size=size)
        names = f"{pair.first.name} and {pair.second.name}"
        assert first.startswith(bare(view.data.words.chosen_title.format(list=names)))
        assert bare(page.locator(".comparison__said").evaluate("p => p.textContent")) in first
        rows = page.locator(".comparison__group--mine .comparison__question")
        names_of_rows = rows.evaluate_all("all => all.map((each) => each.firstChild.textContent)")
        assert len(names_of_rows) > 6
        assert [each for each in names_of_rows if bare(each) not in first] == []
        notes = page.locator(".comparison__group--mine .cell__notes p:visible").all_inner_texts()
        assert len(notes) > 12
        assert [each for each in notes if bare(each) not in first] == []
        questions = asked(page)
        assert len(questions) >= 8
        assert [each for each in questions if bare(each) not in first] == []
        ticked = page.locator("input[name=sheet]:checked").evaluate_all(
            "all => all.map(e => e.value)"
        )
        assert ticked == [pair.first.id, pair.second.id]
        assert bare(view.data.words.print_short_left_out) in first
        assert len(back) == 1, names
        assert view.data.words.sources_title in back[0]


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_in_short_a_pair_is_one_page_without_script(
    open_page: OpenPage, view: Site, size: str
) -> None:
    page = open_page(java_script_enabled=False)
    for pair in view.pairs:
        page.goto(f"/{pair.url}")
        whole = len(sheets(page, size=size))
        now = page.get_by_text(view.data.words.print_short_now)
        expect(now).to_be_hidden()
        page.get_by_role("link", name=view.data.words.print_short).click()
        expect(now).to_be_in_viewport()
        first, *rest = sheets(page, size=size)
        for name in view.data.decision.brief:
            assert bare(view.catalogue.criteria[name].asks) in first, (pair.url, name)
        assert [each for each in asked(page) if bare(each) not in first] == []
        assert bare(view.data.words.print_short_left_out) in first
        assert view.data.words.sources_title in rest[0]
        page.get_by_role("link", name=view.data.words.print_full).click()
        expect(now).to_be_hidden()
        assert len(sheets(page, size=size)) == whole > 1 + len(rest)


def without_brief_rows(view: Site) -> str:
    """Give a topic that has none of the rows that most people ask first."""
    brief = {view.catalogue.criteria[name].group for name in view.data.decision.brief}
    return next(group.id for group in view.data.groups if group.id not in brief)


def printed_rows(page: Page) -> list[str | None]:
    """Read which questions stand on paper."""
    page.emulate_media(media="print")
    rows = page.locator(".comparison__question:visible")
    found: list[str | None] = rows.evaluate_all("all => all.map((each) => each.id || null)")
    page.emulate_media(media="screen")
    return found


def test_in_short_the_rows_for_a_reader_are_printed_with_others_where_they_are_few(
    page: Page, view: Site
) -> None:
    page.goto("/compare/?options=laser,ultrasound#panel-situation")
    brief = set(view.data.decision.brief)
    in_short(page, view)
    assert set(printed_rows(page)) == brief
    page.get_by_label("Which part of you?").select_option("jawline")
    mine = page.locator(".comparison__group--mine .comparison__question")
    expect(mine.first).to_be_visible()
    few = set(mine.evaluate_all("all => all.map((each) => each.id)"))
    assert len(few) < 6
    assert set(printed_rows(page)) == few | brief
    tell(page)
    many = mine.evaluate_all("all => all.map((each) => each.id || null)")
    assert len(many) >= 6
    page.get_by_label("Show only the rows for me").uncheck()
    assert printed_rows(page) == many


def test_in_short_of_topics_without_such_rows_all_are_printed(page: Page, view: Site) -> None:
    topic = without_brief_rows(view)
    page.goto(f"/compare/?options=laser,ultrasound&topics={topic}")
    expect(page.get_by_role("status")).to_contain_text("2 options")
    in_short(page, view)
    rows = [each.id for each in view.data.criteria if each.group == topic]
    assert printed_rows(page) == rows


def test_in_short_those_sources_are_listed_that_its_page_cites(page: Page, view: Site) -> None:
    chosen = "/compare/?options=laser,radiofrequency"
    topic = f"{chosen}&topics={without_brief_rows(view)}"
    for path, told in (
        *((each, False) for each in (f"/{view.pairs[0].url}", chosen, topic)),
        (chosen, True),
    ):
        page.goto(path)
        if told:
            page.get_by_role("button", name="My situation", exact=True).click()
            tell(page)
        in_short(page, view)
        sheets(page)
        page.emulate_media(media="print")
        cited = page.evaluate(f"{CITED}.map((link) => link.hash.slice(1))")
        listed = page.locator("ol.sources > li:visible").evaluate_all("all => all.map((e) => e.id)")
        page.emulate_media(media="screen")
        assert len(cited) > 10
        assert set(listed) ^ set(cited) == set()


def test_in_short_no_verdict_stands_without_a_source(page: Page, view: Site) -> None:
    """The sources of some stand at the lines under it: then one of those lines stays."""
    page.goto("/compare/?options=radiofrequency,ultrasound")
    in_short(page, view)
    page.emulate_media(media="print")
    verdicts = page.locator(".cell__verdict:visible")
    assert verdicts.count() > 5
    assert verdicts.evaluate_all(UNSOURCED) == []


def test_in_full_all_is_printed_again(page: Page, view: Site) -> None:
    page.goto("/compare/?options=laser,ultrasound")
    expect(page.get_by_role("status")).to_contain_text("2 options")
    whole = len(sheets(page))
    in_short(page, view)
    assert len(sheets(page)) < whole
    page.get_by_role("link", name=view.data.words.print_full).last.click()
    assert len(sheets(page)) == whole


def test_in_short_five_options_stand_side_by_side(page: Page, view: Site) -> None:
    page.goto("/compare/")
    in_short(page, view)
    heads = bare("".join(option.short for option in view.featured))
    assert heads in sheets(page)[0]


def test_warnings_about_options_that_are_not_printed_are_not_printed(
    page: Page, view: Site
) -> None:
    for pair in view.pairs:
        page.goto(f"/compare/?options={pair.first.id},{pair.second.id}")
        expect(page.get_by_role("status")).to_contain_text("2 options")
        text = sheets(page)[0]
        about = view.notices(pair.first, pair.second)
        for notice in view.all_notices:
            assert (bare(notice.says) in text) == (notice in about), (pair.url, notice.id)
