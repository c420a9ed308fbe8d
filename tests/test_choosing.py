"""The comparison: what a reader picks, the address that keeps it, and what she is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect
from treatments import files
from treatments.build import build

from tests.building import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from treatments.view import Site

    from tests.conftest import OpenPage
    from tests.watching import Watch

COMPARE = "/compare/"


@pytest.fixture(scope="module")
def view() -> Site:
    """What the pages are made from."""
    return build(files.data(ROOT), files.evidence(ROOT), files.prose(ROOT)).site


def names(page: Page) -> list[str]:
    """The names over the columns that are shown."""
    return page.locator("option-comparison th.comparison__head:visible").all_inner_texts()


def questions(page: Page) -> list[str]:
    return page.locator("option-comparison .comparison__question:visible").all_inner_texts()


def status(page: Page) -> Locator:
    return page.locator("option-comparison [role=status]")


def box(page: Page, option: str) -> Locator:
    return page.locator(f"input[name=option][value={option}]")


def panel(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


@pytest.fixture
def short(view: Site) -> Callable[..., list[str]]:
    """Gives the names that stand over the columns of some options."""
    return lambda *options: [view.options[each].short for each in options]


@pytest.fixture
def techniques(view: Site) -> tuple[str, str]:
    """One technique each of two treatments."""
    owners = [each for each in view.choosable if each[1]]
    return owners[1][1][0].id, owners[2][1][0].id


def test_an_address_brings_back_options_topics_and_filter(
    page: Page, view: Site, short: Callable[..., list[str]]
) -> None:
    first, second = (option.id for option in (view.featured[1], view.featured[3]))
    topic = view.data.groups[1].id
    page.goto(f"{COMPARE}?options={first},{second}&topics={topic}&rows=differ")
    expect(status(page)).to_contain_text("2 options")
    assert names(page) == short(first, second)
    bands = page.locator(".comparison__band-name:visible").all_inner_texts()
    assert bands == [view.data.groups[1].name]
    assert page.get_by_label("Show only rows that differ").is_checked()
    panel(page, "Options")
    assert page.locator("input[name=option]:checked").count() == 2
    panel(page, "Topics")
    assert page.locator("input[name=topic]:checked").count() == 1


def test_what_is_picked_goes_into_the_address_and_back_undoes_it(
    page: Page, view: Site, short: Callable[..., list[str]]
) -> None:
    all_of_them = [option.id for option in view.featured]
    page.goto(COMPARE)
    panel(page, "Options")
    box(page, all_of_them[0]).uncheck()
    expect(page).to_have_url(re.compile(rf"\?options={','.join(all_of_them[1:])}$"))
    page.get_by_label("Show only rows that differ").check()
    expect(page).to_have_url(re.compile(r"&rows=differ$"))
    page.go_back()
    expect(page.get_by_label("Show only rows that differ")).not_to_be_checked()
    assert names(page) == short(*all_of_them[1:])
    page.go_back()
    expect(box(page, all_of_them[0])).to_be_checked()
    assert names(page) == short(*all_of_them)
    page.go_forward()
    expect(box(page, all_of_them[0])).not_to_be_checked()


def test_two_options_stay_and_five_are_the_most(page: Page, view: Site) -> None:
    options = [option.id for option in view.featured]
    page.goto(f"{COMPARE}?options={options[0]},{options[1]}")
    panel(page, "Options")
    box(page, options[0]).click()
    expect(status(page)).to_have_text(view.data.words.at_least_two)
    expect(box(page, options[0])).to_be_checked()
    assert len(names(page)) == 2
    for option in options[2:5]:
        box(page, option).check()
    others = next(found for _, found in view.choosable if found)
    page.locator(".panel__option", has=box(page, others[0].id)).locator("summary").click()
    box(page, others[0].id).check()  # it takes the place of its treatment
    expect(page.locator(f"th[data-column='{others[0].id}']")).to_be_visible()
    expect(box(page, others[0].treatment)).not_to_be_checked()
    assert len(names(page)) == 5
    box(page, others[1].id).click()
    expect(status(page)).to_have_text(view.data.words.at_most_five)
    assert len(names(page)) == 5
    # and at the box itself, which may be far from what is said of all
    said = "box => box.validationMessage"
    assert box(page, others[1].id).evaluate(said) == view.data.words.at_most_five
    page.keyboard.press("Tab")
    assert box(page, others[1].id).evaluate(said) == ""


def test_topics_are_picked_and_one_stays(page: Page, view: Site) -> None:
    page.goto(COMPARE)
    whole = len(questions(page))
    panel(page, "Topics")
    for group in view.data.groups[1:]:
        page.get_by_label(group.name, exact=True).uncheck()
    page.get_by_label(view.data.groups[0].name, exact=True).click()
    expect(status(page)).to_have_text(view.data.words.at_least_one_topic)
    assert 0 < len(questions(page)) < whole
    assert page.url.endswith(f"?topics={view.data.groups[0].id}")


def test_a_technique_stands_beside_a_technique_and_comes_only_when_it_is_picked(
    page: Page, view: Site, techniques: tuple[str, str], short: Callable[..., list[str]]
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(COMPARE, wait_until="networkidle")
    assert not [url for url in asked if "/columns/" in url]
    assert f'data-column="{techniques[0]}"' not in page.content()
    page.goto(f"{COMPARE}?options={','.join(techniques)}")
    expect(status(page)).to_contain_text("2 options")
    assert [url.rsplit("/", 1)[1] for url in asked if "/columns/" in url] == [
        f"{each}.js" for each in techniques
    ]
    assert names(page) == short(*techniques)
    answers = page.locator("td.comparison__cell:visible").all_inner_texts()
    assert len(answers) == 2 * len(view.data.criteria)
    assert all(answers)
    hidden = ".comparison__table .sources-ref__link"
    lost = page.eval_on_selector_all(
        hidden, "links => links.filter(link => !document.getElementById(link.hash.slice(1))).length"
    )
    assert lost == 0


def test_the_order_of_the_options_is_that_of_the_data_whatever_was_asked_for(
    page: Page, view: Site, techniques: tuple[str, str], short: Callable[..., list[str]]
) -> None:
    asked = [view.featured[-1].id, techniques[1], techniques[0], view.featured[0].id]
    page.goto(f"{COMPARE}?options={','.join(asked)}")
    expect(status(page)).to_contain_text(f"{len(asked)} options")
    ordered = [each.id for each in view.columns if each.id in asked]
    assert ordered != asked
    assert names(page) == short(*ordered)


@pytest.mark.parametrize(
    "query", ["options=nobody,knows", "options=", "topics=%00&rows=yes&pair=x"]
)
def test_an_address_that_makes_no_sense_shows_the_whole_table(
    page: Page, view: Site, short: Callable[..., list[str]], query: str
) -> None:
    page.goto(f"{COMPARE}?{query}")
    expect(status(page)).to_contain_text(f"{len(view.featured)} options")
    assert names(page) == short(*(option.id for option in view.featured))


def test_a_column_that_does_not_come_is_said_and_left_out(
    page: Page,
    view: Site,
    techniques: tuple[str, str],
    watch: Watch,
    short: Callable[..., list[str]],
) -> None:
    page.route("**/columns/*", lambda route: route.abort())
    options = (view.featured[0].id, view.featured[1].id)
    page.goto(f"{COMPARE}?options={','.join(options)},{techniques[0]}")
    expect(status(page)).to_have_text(view.data.words.not_loaded)
    assert names(page) == short(*options)
    watch.errors.clear()  # the browser says that it got nothing, as it should


def test_only_rows_that_differ_are_left_and_the_hidden_are_counted(page: Page, view: Site) -> None:
    pair = max(view.pairs, key=lambda pair: len(pair.alike.rows))
    alike = [row.criterion.asks for row in pair.alike.rows]
    assert alike, "the data has no two options that are alike in anything"
    page.goto(f"{COMPARE}?options={pair.first.id},{pair.second.id}&rows=differ")
    expect(status(page)).to_contain_text(f": {len(alike)}.")
    rows = page.locator(".comparison__question:visible")
    rows.last.scroll_into_view_if_needed()
    corner = page.locator(".comparison__corner")
    expect(corner).to_be_in_viewport()
    said = corner.evaluate("corner => getComputedStyle(corner, '::before').content")
    assert said == f'"{view.data.words.rows_hidden.format(hidden=len(alike))}"'
    shown = questions(page)
    assert len(shown) == len(view.data.criteria) - len(alike)
    assert not [asked for asked in alike if any(text.startswith(asked) for text in shown)]


def test_two_unknowns_are_never_alike(page: Page) -> None:
    page.goto(f"{COMPARE}?rows=differ")
    numbered = page.locator("td[data-alike] .unknown, td[data-alike] .cell__na")
    assert numbered.count() == 0
    assert page.locator("td .unknown").count() > 0


def test_the_page_is_named_after_the_options_that_are_picked(page: Page, view: Site) -> None:
    page.goto(COMPARE)
    plain = page.title(), page.locator("h1").inner_text()
    panel(page, "Options")
    first, *others = view.featured
    box(page, first.id).uncheck()
    expect(page.locator("h1")).to_contain_text(others[0].name)
    assert page.title().startswith(f"{others[0].name}, ")
    assert first.name not in page.title()
    page.go_back()
    expect(page.locator("h1")).to_have_text(plain[1])
    assert page.title() == plain[0]


def test_the_live_region_counts_what_is_shown(page: Page, view: Site) -> None:
    page.goto(COMPARE)
    panel(page, "Topics")
    page.get_by_label(view.data.groups[0].name, exact=True).uncheck()
    expected = f"{len(names(page))} options and {len(questions(page))} questions"
    expect(status(page)).to_contain_text(expected)


def test_a_link_to_a_row_that_is_left_out_brings_it_back(page: Page, view: Site) -> None:
    last = view.data.criteria[-1]
    page.goto(f"{COMPARE}?topics={view.data.groups[0].id}#{last.id}")
    expect(page.locator(f"[id={last.id}]")).to_be_visible()


def test_the_link_is_copied_or_else_shown(open_page: OpenPage) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{COMPARE}?rows=differ#results")
    page.get_by_role("button", name="Copy the link").click()
    expect(status(page)).to_contain_text("copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith("/compare/?rows=differ")
    page.evaluate("() => { navigator.clipboard.writeText = async () => { throw new Error(); }; }")
    page.get_by_role("button", name="Copy the link").click()
    expect(page.locator(".comparison__link input")).to_have_value(copied)


def test_a_phone_shares_the_link_by_its_own_menu(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.add_init_script("navigator.share = async (what) => { globalThis.given = what; }")
    page.goto(f"{COMPARE}?rows=differ")
    page.get_by_role("button", name="Share the link").click()
    assert page.evaluate("given.url").endswith("/compare/?rows=differ")


def test_the_questions_are_for_the_options_that_are_shown(page: Page, view: Site) -> None:
    own = next(each for each in view.data.questions if len(each.for_) == 1)
    owner = own.for_[0]
    others = [each.id for each in view.featured if each.id != owner][:2]
    page.goto(f"{COMPARE}?options={others[0]},{owner}")
    asked = page.locator("[data-questions] > li:visible")
    assert asked.count() >= 8
    assert asked.filter(has_text=own.ask).count() == 1
    page.goto(f"{COMPARE}?options={','.join(others)}")
    assert asked.count() >= 8
    assert asked.filter(has_text=own.ask).count() == 0


def test_without_script_the_whole_table_and_the_marked_pairs_are_there(
    open_page: OpenPage, view: Site
) -> None:
    page = open_page(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page.goto(f"{COMPARE}?options={view.featured[0].id},{view.featured[1].id}")
    assert len(names(page)) == len(view.featured)
    assert len(questions(page)) == len(view.data.criteria)
    assert page.locator(".comparison__controls :visible").count() == 0
    links = page.locator("main a:visible").evaluate_all("links => links.map((link) => link.href)")
    for pair in view.pairs:
        assert any(link.endswith(pair.url) for link in links), pair.url
    for criterion in view.situation.touched:
        assert any(link.endswith(f"#{criterion.id}") for link in links), criterion.id
