"""A phone shows two options at a time; a wide screen keeps the names and the questions in sight."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.conftest import OpenPage
    from tests.watching import Watch

WIDTHS = (320, 390, 414)


def phone(open_page: OpenPage, width: int, path: str) -> Page:
    page = open_page(viewport={"width": width, "height": 720}, has_touch=True, is_mobile=True)
    page.goto(path)
    expect(page.locator("option-comparison").first).to_have_attribute("data-mode", "pair")
    return page


def place(locator: Locator) -> dict[str, float]:
    found = locator.bounding_box()
    assert found
    return {
        "top": found["y"],
        "left": found["x"],
        "width": found["width"],
        "end": found["y"] + found["height"],
    }


@pytest.mark.parametrize("width", WIDTHS)
def test_a_phone_shows_a_question_over_its_two_values(open_page: OpenPage, width: int) -> None:
    page = phone(open_page, width, "/compare/")
    rows = page.locator("tbody > tr:not(.comparison__band):visible")
    for number in (0, 5):
        row = rows.nth(number)
        cells = row.locator("td:visible")
        assert cells.count() == 2
        question, first, second = (
            place(each) for each in (row.locator("th"), cells.nth(0), cells.nth(1))
        )
        assert question["width"] > 0.8 * width
        assert question["end"] <= first["top"] + 1
        assert first["top"] == pytest.approx(second["top"], abs=1)
        assert first["left"] + first["width"] <= second["left"]


@pytest.mark.parametrize("path", ["/compare/", "/", "/safety/", "/compare/laser-vs-ultrasound/"])
def test_no_page_with_a_comparison_scrolls_sideways_on_a_small_phone(
    open_page: OpenPage, path: str
) -> None:
    page = phone(open_page, 320, path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_two_names_and_the_bar_stay_in_sight(open_page: OpenPage) -> None:
    page = phone(open_page, 390, "/compare/")
    rows = page.locator("tbody > tr:not(.comparison__band)")
    rows.nth(rows.count() // 2).scroll_into_view_if_needed()
    page.mouse.wheel(0, 400)
    page.wait_for_timeout(100)
    heads = page.locator("th.comparison__head:visible")
    assert heads.count() == 2
    assert all(0 < place(head)["end"] < 200 for head in heads.all())
    bar = place(page.locator(".comparison__bar"))
    assert bar["end"] == pytest.approx(720, abs=2)
    for select in page.locator(".comparison__bar select").all():
        assert place(select)["end"] - place(select)["top"] >= 44


def test_one_choice_switches_an_option_and_back_undoes_it(open_page: OpenPage) -> None:
    page = phone(open_page, 390, "/compare/")
    heads = page.locator("th.comparison__head:visible")
    before = heads.all_inner_texts()
    names = page.get_by_label("Second option").locator("option").all_inner_texts()
    assert before == names[:2]
    page.get_by_label("Second option").select_option(label=names[3])
    expect(heads.nth(1)).to_have_text(names[3])
    assert heads.nth(0).inner_text() == names[0]
    page.go_back()
    expect(heads.nth(1)).to_have_text(before[1])


def test_one_tap_switches_to_the_next_option_and_passes_over_the_other_one(
    open_page: OpenPage,
) -> None:
    page = phone(open_page, 390, "/compare/")
    heads = page.locator("th.comparison__head:visible")
    names = page.get_by_label("First option").locator("option").all_inner_texts()
    page.get_by_role("button", name="Next in the left box").tap()
    expect(heads.nth(1)).to_have_text(names[2])
    assert heads.nth(0).inner_text() == names[1]
    right = page.get_by_role("button", name="Next in the right box")
    for name in names[3:]:
        right.tap()
        expect(heads.filter(has_text=name)).to_be_visible()
    right.tap()
    expect(heads.nth(0)).to_have_text(names[0])
    assert "pair=" in page.url
    page.go_back()
    expect(heads.filter(has_text=names[-1])).to_be_visible()


def test_the_row_that_is_read_stays_where_it_is_when_an_option_is_switched(
    open_page: OpenPage,
) -> None:
    page = phone(open_page, 390, "/compare/")
    question = page.locator("th.comparison__question").nth(15)
    question.evaluate("each => scrollBy(0, each.getBoundingClientRect().top - 200)")
    before = place(question)["top"]
    heads = page.locator("th.comparison__head:visible")
    for _ in range(4):
        names = heads.all_inner_texts()
        # a tap by Playwright would scroll first, to the place of the bar at the end of the table
        page.locator(".comparison__next").last.evaluate("button => button.click()")
        expect(heads).not_to_have_text(names)
        assert place(question)["top"] == pytest.approx(before, abs=2)


def test_it_stays_there_too_when_the_reader_has_said_something_of_herself(
    open_page: OpenPage,
) -> None:
    page = phone(open_page, 390, "/compare/?pair=laser,ultrasound#panel-situation")
    page.get_by_label("Which part of you?").select_option("jawline")
    page.get_by_label("Needles in the skin").check()
    rows = page.locator(".comparison__group--mine th.comparison__question[id]")
    expect(rows.first).to_be_visible()
    heads = page.locator("th.comparison__head:visible")
    for row in (rows.nth(0), rows.nth(1), page.locator("th.comparison__question[id]").nth(15)):
        row.evaluate("each => scrollBy(0, each.getBoundingClientRect().top - 200)")
        before = place(row)["top"]
        for _ in range(5):
            names = heads.all_inner_texts()
            page.locator(".comparison__next").last.evaluate("button => button.click()")
            expect(heads).not_to_have_text(names)
            expect(
                page.locator(".comparison__group--mine .cell__notes:visible").first
            ).to_be_visible()
            assert place(row)["top"] == pytest.approx(before, abs=2)


def test_two_options_leave_nothing_to_switch_to(open_page: OpenPage) -> None:
    page = phone(open_page, 390, "/compare/?options=laser,ultrasound")
    expect(page.get_by_role("button", name="Next in the left box")).to_be_disabled()


def test_the_columns_keep_their_order_and_the_boxes_stay_as_they_were_set(
    open_page: OpenPage,
) -> None:
    page = phone(open_page, 390, "/compare/")
    first, second = page.locator(".comparison__bar select").all()
    names = first.locator("option").all_inner_texts()
    first.select_option(label=names[4])
    heads = page.locator("th.comparison__head:visible")
    expect(heads.nth(1)).to_have_text(names[4])
    assert heads.all_inner_texts() == [names[1], names[4]]
    second.select_option(label=names[2])
    expect(heads.nth(0)).to_have_text(names[2])
    assert heads.all_inner_texts() == [names[2], names[4]]


@pytest.mark.parametrize("query", ["", "?pair=laser,ultrasound"])
def test_one_tap_leads_to_the_sheet_with_the_two_options_and_a_button_to_print_it(
    open_page: OpenPage, query: str
) -> None:
    page = phone(open_page, 390, f"/compare/{query}")
    heads = page.locator("th.comparison__head:visible")
    shown = heads.evaluate_all("heads => heads.map((head) => head.dataset.column)")
    assert len(shown) == 2
    page.get_by_role("link", name="Take these to the appointment").tap()
    title = page.locator("#sheet-title")
    expect(title).to_be_in_viewport()
    header = place(page.locator(".md-header"))
    assert place(title)["top"] >= header["end"]
    ticked = page.locator("input[name=sheet]:checked")
    assert ticked.evaluate_all("all => all.map((box) => box.value)") == shown
    link = page.locator(".sheet").get_by_role("link", name="Print in short")
    button = place(link)
    assert button["end"] - button["top"] >= 44
    page.evaluate("() => { globalThis.print = () => { globalThis.isPrinted = true; }; }")
    link.tap()
    page.wait_for_function("globalThis.isPrinted")


def test_the_live_region_tells_which_two_are_shown(open_page: OpenPage) -> None:
    page = phone(open_page, 390, "/compare/")
    status = page.get_by_role("status").filter(has_text="questions")
    shown = page.locator("th.comparison__head:visible")
    expect(status).to_contain_text(", ".join(shown.all_inner_texts()))
    page.get_by_label("Second option").select_option(index=3)
    expect(status).to_contain_text(", ".join(shown.all_inner_texts()))


def test_on_other_pages_too_a_switched_option_is_told(open_page: OpenPage) -> None:
    page = phone(open_page, 390, "/")
    status = page.locator("option-comparison [role=status]")
    before = status.text_content()
    page.get_by_role("button", name="Next in the right box").tap()
    expect(status).not_to_have_text(before or "")
    heads = page.locator("th.comparison__head:visible").all_inner_texts()
    expect(status).to_have_text(f"{', '.join(heads)}.")


def test_an_option_cannot_stand_beside_itself(open_page: OpenPage) -> None:
    page = phone(open_page, 390, "/compare/")
    shown = page.locator("th.comparison__head:visible").all_inner_texts()
    for select, other in (("First option", shown[1]), ("Second option", shown[0])):
        option = page.get_by_label(select).locator("option", has_text=other).first
        assert option.is_disabled()


def test_the_names_of_a_hidden_column_are_hidden_from_all(open_page: OpenPage) -> None:
    page = phone(open_page, 390, "/compare/")
    told = page.get_by_role("columnheader").all_inner_texts()
    assert len(told) == 3  # the corner and two options


def test_a_wide_screen_keeps_names_and_questions_in_sight(page: Page) -> None:
    page.goto("/compare/")
    rows = page.locator("tbody > tr:not(.comparison__band)")
    row = rows.nth(rows.count() // 2)
    row.evaluate("row => row.scrollIntoView({block: 'center'})")
    assert all(0 < place(head)["top"] < 200 for head in page.locator("th.comparison__head").all())
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    question = place(row.locator("th"))
    assert question["left"] >= 0
    assert question["width"] <= 0.4 * 1280


def test_between_phone_and_wide_the_first_column_stays_while_the_table_scrolls(
    open_page: OpenPage,
) -> None:
    page = open_page(viewport={"width": 800, "height": 800})
    page.goto("/compare/")
    scroll = page.locator(".comparison__scroll")
    question = page.locator(".comparison__question").first
    before = place(question)["left"]
    scroll.evaluate("region => { region.scrollLeft = 400; }")
    assert place(question)["left"] == pytest.approx(before, abs=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 800


# The words of each cell, without what is one press away, the marks of sources and the ways on.
WORDS = """
(cells) => cells.map((cell) => {
  const copy = cell.cloneNode(true);
  const others = ".sources-ref, .cell__rest, .cell__more, .visually-hidden";
  copy.querySelectorAll(others).forEach((each) => each.remove());
  return copy.textContent.trim().split(/\\s+/).length;
})
"""


def test_a_cell_has_few_words_and_gives_the_others_at_a_press(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    page.goto("/compare/")
    words = page.locator("option-comparison td.comparison__cell").evaluate_all(WORDS)
    assert len(words) > 100
    # Half of them at the most have more, since a harm, a limit or a view is never put behind.
    assert median(words) <= 25
    rest = page.locator("td:visible > .cell__rest").first
    lines = rest.locator("li")
    assert not lines.first.is_visible()
    rest.locator("summary").press("Enter")
    assert lines.first.is_visible()
    assert lines.count() == int(rest.locator("summary").inner_text().split()[0])


def test_a_link_to_a_row_far_below_leads_there(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    page.goto("/compare/")
    last = page.locator("th.comparison__question").last
    page.goto(f"/compare/#{last.get_attribute('id')}")
    page.wait_for_function("() => scrollY > 1000")
    box = last.bounding_box()
    assert box
    assert 0 < box["y"] < 844 / 2


@pytest.mark.parametrize("comes", [True, False])
def test_where_the_script_of_the_comparison_does_not_come_all_options_are_shown(
    open_page: OpenPage, watch: Watch, *, comes: bool
) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    if not comes:
        page.route("**/comparison.js", lambda route: route.abort())
    page.goto("/compare/")
    row = page.locator("tbody > tr:not(.comparison__band)").first
    expect(row.locator("td:visible")).to_have_count(2 if comes else row.locator("td").count())
    if not comes:
        assert all("comparison.js" in error for error in watch.errors)
        watch.clear()


def test_on_a_tablet_a_topic_begins_below_the_names_of_the_options(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 768, "height": 1024})
    page.goto("/compare/")
    topic = page.locator("th.comparison__band-name").nth(2)
    page.goto(f"/compare/#{topic.get_attribute('id')}")
    page.wait_for_function("() => scrollY > 100")
    head = place(page.locator("th.comparison__head").first)
    assert place(page.locator(".md-header"))["end"] <= head["top"] + 2
    assert head["end"] <= place(topic)["top"] + 1
