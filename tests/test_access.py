"""Every kind of page, for those who read by key or by ear, at great size, in their own colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

from tools.kinds import kinds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.conftest import OpenPage

    Options = dict[str, Any]

# WCAG 2.2 AA and the advice of axe; the size of targets has to be asked for.
RULES: Options = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# The scheme changes colours and nothing else.
COLOURS: Options = {
    "resultTypes": ["violations"],
    "runOnly": ["color-contrast", "link-in-text-block"],
}
# The sources of a page are hundreds, and all alike; some of them stand for all.
WHOLE_PAGE = {"exclude": [[".sources > li:nth-child(n + 20)"]]}
COMPARISON = "compare/"

OPEN_DETAILS = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"

# What the Tab key should stop at.
STOPS = """
[...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
  .filter((each) => !each.disabled && each.tabIndex >= 0)
  .filter((each) => each.checkVisibility({ visibilityProperty: true }))
  .filter((each) => each.type !== "radio" || each.checked)
"""

# What can not be focused, or has no ring around it when it is.
RINGS = f"""
() => {STOPS.strip()}.filter((each) => {{
  each.focus({{ focusVisible: true }});
  const ringed = [each, each.closest("label, .md-search__form")].filter(Boolean);
  const isSeen = ringed.map((one) => getComputedStyle(one)).some((style) =>
    style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
  return document.activeElement !== each || !isSeen;
}}).map((each) => each.outerHTML.slice(0, 120))
"""

# Numbers them, since most have no name of their own.
NUMBER = f"""
() => {{
  const stops = {STOPS.strip()};
  stops.forEach((each, number) => {{ each.dataset.stop = number; }});
  return stops.length;
}}
"""
# The number of what has the focus, and whether it can be seen.
STOP = """
() => {
  const { left, right, top, bottom } = document.activeElement.getBoundingClientRect();
  const isInSight = right > 0 && left < innerWidth && bottom > 0 && top < innerHeight;
  return [Number(document.activeElement.dataset.stop ?? -1), isInSight];
}
"""

# What reaches beyond the edge of the page, unless it scrolls by itself or is for the ear alone.
SIDEWAYS = """
() => {
  const page = document.documentElement;
  const isHeld = (each) => /absolute|fixed/.test(getComputedStyle(each).position)
    || (each !== document.body && getComputedStyle(each).overflowX !== "visible")
    || (each.parentElement && isHeld(each.parentElement));
  const beyond = [...document.body.querySelectorAll("main *")]
    .filter((each) => each.getBoundingClientRect().right > page.clientWidth + 1)
    .filter((each) => each.checkVisibility() && !isHeld(each))
    .map((each) => each.outerHTML.slice(0, 100));
  return page.scrollWidth > page.clientWidth ? [page.scrollWidth, ...beyond] : beyond;
}
"""

# Text that is cut off: it is larger than its box, and the box hides what flows over.
CUT = """
() => [...document.querySelectorAll("main :is(p, li, td, th, dt, dd, h1, h2, h3, h4, a, label)")]
  .filter((each) => each.checkVisibility() && !each.closest(".visually-hidden"))
  .filter((each) => each.scrollWidth > each.clientWidth + 1
    || each.scrollHeight > each.clientHeight + 1)
  .filter((each) => {
    const { overflowX, overflowY, clipPath } = getComputedStyle(each);
    return /hidden|clip/.test(overflowX + overflowY) && clipPath === "none";
  })
  .map((each) => each.outerHTML.slice(0, 120))
"""

# Which part of the middle of the screen belongs to something that stays while the page scrolls.
STAYS = """
() => {
  const stays = (each) => each
    && (/sticky|fixed/.test(getComputedStyle(each).position) || stays(each.parentElement));
  const middle = innerWidth / 2;
  const seen = [...Array(innerHeight).keys()].map((y) => document.elementFromPoint(middle, y));
  return seen.filter(stays).length / innerHeight;
}
"""

MOVING = """
() => [...document.querySelectorAll("*")]
  .flatMap((each) => [null, "::before", "::after"].map((part) => getComputedStyle(each, part)))
  .filter((style) => style.animationName !== "none" || style.scrollBehavior === "smooth"
    || style.transitionDuration.split(", ").some((time) => parseFloat(time) > 0))
  .length
"""

PAINTS = """
(all) => all.map((each) => [getComputedStyle(each).fill, getComputedStyle(each).stroke])
"""

# Where the cells of each row stand: first down, then across.
PLACES = """
(rows) => rows.map((row) => [...row.cells].filter((each) => each.checkVisibility())
  .map((each) => each.getBoundingClientRect())
  .map(({ x, y }) => [Math.round(y), Math.round(x)]))
"""


def faults(page: Page, rules: Options, within: str) -> list[str]:
    """What axe holds against a page, or against a part of it, one line for each element."""
    context = within or WHOLE_PAGE
    answer: dict[str, Any] = Axe().run(page, context=context, options=rules).response
    return [
        f"{page.url} {page.viewport_size}: {violation['id']}: {node['html'][:150]}"
        for violation in answer["violations"]
        for node in violation["nodes"]
    ]


def panels(page: Page) -> Iterator[str]:
    """Open each panel of the page in turn; yields where it is."""
    for button in page.locator("main button[aria-controls]:visible").all():
        if button.get_attribute("aria-expanded") == "false":
            button.click()
        page.evaluate(OPEN_DETAILS)
        yield f"#{button.get_attribute('aria-controls')}"


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_axe_finds_no_fault_on_any_kind_of_page_in_light_or_dark(
    open_page: OpenPage, site: Path, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    found = []
    for address in kinds(site):
        page.goto(f"/{address}")
        page.evaluate(OPEN_DETAILS)
        for within in ("", *panels(page)):
            page.emulate_media(color_scheme="light")
            found += faults(page, RULES, within)
            page.emulate_media(color_scheme="dark")
            found += faults(page, COLOURS, within)
    assert found == []


@pytest.mark.parametrize("width", [320, 1280])
def test_whatever_has_the_focus_shows_it(open_page: OpenPage, site: Path, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    for address in kinds(site):
        page.goto(f"/{address}")
        page.evaluate(OPEN_DETAILS)
        assert page.evaluate(RINGS) == [], address


@pytest.mark.parametrize(
    ("address", "width"), [("", 320), (COMPARISON, 320), (COMPARISON, 1280), ("prepare/", 1280)]
)
def test_the_tab_key_stops_at_everything_in_the_order_of_the_page(
    open_page: OpenPage, address: str, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page.goto(f"/{address}")
    number = page.evaluate(NUMBER)
    assert number > 20
    stops = []
    for _ in range(number):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(STOP))
    assert stops == [[each, True] for each in range(number)]


@pytest.mark.parametrize(
    ("width", "height"), [(320, 640), (320, 256), (768, 1024)], ids=["phone", "400%", "tablet"]
)
def test_no_page_scrolls_sideways(open_page: OpenPage, site: Path, width: int, height: int) -> None:
    page = open_page(viewport={"width": width, "height": height})
    for address in kinds(site):
        page.goto(f"/{address}")
        page.evaluate(OPEN_DETAILS)
        assert page.evaluate(SIDEWAYS) == [], address
        for panel in panels(page):
            assert page.evaluate(SIDEWAYS) == [], f"{address}{panel}"


@pytest.mark.parametrize("width", [640, 1280])
def test_text_of_twice_the_size_is_whole(open_page: OpenPage, site: Path, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    devtools = page.context.new_cdp_session(page)
    page.goto("/")
    size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    before = page.evaluate(size)
    devtools.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    assert page.evaluate(size) == 2 * before
    for address in kinds(site):
        page.goto(f"/{address}")
        page.evaluate(OPEN_DETAILS)
        assert page.evaluate(SIDEWAYS) == [], address
        assert page.evaluate(CUT) == [], address


def test_on_a_very_low_screen_nothing_stays_in_the_way(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 256})  # a laptop's screen at 400 %
    page.goto(f"/{COMPARISON}")
    page.locator("table td:visible").nth(8).scroll_into_view_if_needed()
    assert page.evaluate(STAYS) <= 1 / 3


def test_nothing_moves_for_readers_who_asked_for_that(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page.goto(f"/{COMPARISON}")
    assert page.evaluate(MOVING) == 0


def test_in_forced_colours_shapes_marks_and_edges_remain(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 1280, "height": 800}, forced_colors="active")
    page.goto(f"/{COMPARISON}")
    drawn = page.locator("main :is(.shape, .certainty__step)").evaluate_all(PAINTS)
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert drawn
    assert not [paints for paints in drawn if set(paints) <= {"none", paper}]
    edges = page.locator("main button:visible").evaluate_all(
        "(all) => all.map((each) => getComputedStyle(each).borderStyle)"
    )
    assert "none" not in edges


@pytest.mark.parametrize("width", [320, 1280])
def test_a_table_is_a_table_to_those_who_hear_it_in_every_view(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/{COMPARISON}")
    table = heard(page)[0]
    head, *rows = [each for each in table if each]
    columns = len(head) - 1
    assert columns >= 2
    assert head == ["columnheader"] * (columns + 1)
    bands = [row for row in rows if len(row) == 1]
    assert bands
    assert all(row == ["rowheader"] for row in bands)
    answers = [row for row in rows if len(row) > 1]
    assert len(answers) >= 20
    assert all(row == ["rowheader", *["cell"] * columns] for row in answers)


def heard(page: Page) -> list[list[list[str]]]:
    """The tables of a page as the browser tells them to a screen reader: the roles in each row."""
    devtools = page.context.new_cdp_session(page)
    nodes = devtools.send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}

    def role(node: dict[str, Any]) -> str:
        return str(node.get("role", {}).get("value", "")).replace("gridcell", "cell")

    def below(node: dict[str, Any], wanted: set[str]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for each in (by_id[name] for name in node.get("childIds", []) if name in by_id):
            found += [each] if role(each) in wanted and not each["ignored"] else below(each, wanted)
        return found

    cells = {"cell", "rowheader", "columnheader"}
    tables = [node for node in nodes if role(node) == "table" and not node["ignored"]]
    return [
        [[role(cell) for cell in below(row, cells)] for row in below(table, {"row"})]
        for table in tables
    ]


@pytest.mark.parametrize("width", [320, 1280])
def test_what_is_seen_first_is_read_first(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/{COMPARISON}")
    boxes = page.locator("main table tbody tr:visible").evaluate_all(PLACES)
    assert [row for row in boxes if row != sorted(row)] == []
