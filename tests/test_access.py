"""Every kind of page, for those who read by key or by ear, at great size, in their own colours."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import expect

from tests import using
from tests.using import COMPARISON, open_details, panels
from tools.kinds import kinds

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.conftest import OpenPage

    Options = dict[str, Any]

ONE_TOPIC = f"{COMPARISON}?topics=results"
NARROW = (320, 768)
WIDTHS = (*NARROW, 1280)

# Contrast takes most of the time, and depends on the style alone.
CONTRAST = ["color-contrast", "link-in-text-block"]
# WCAG 2.2 AA and the advice of axe; the size of targets has to be asked for.
BUILD: Options = {
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}, **{each: {"enabled": False} for each in CONTRAST}},
}
COLOURS: Options = {"resultTypes": ["violations"], "runOnly": CONTRAST}
# The sources of a page are hundreds, and all alike; some of them stand for all.
WHOLE_PAGE = {"exclude": [[".sources > li:nth-child(n + 20)"]]}

# Marks what stands for its like: the first two texts among those that have the same style, as has
# all that they stand in.
STAND = """
(within) => {
  const styles = new Map();
  const style = (each) => {
    if (!each) return "";
    if (!styles.has(each)) {
      const { color, backgroundColor, backgroundImage, opacity, fontSize, fontWeight, position } =
        getComputedStyle(each);
      const own = [each.tagName, each.getAttribute("class"), color, backgroundColor,
        backgroundImage, opacity, fontSize, fontWeight, position];
      styles.set(each, `${style(each.parentElement)} > ${own}`);
    }
    return styles.get(each);
  };
  const hasText = (each) => /INPUT|SELECT|TEXTAREA/.test(each.tagName)
    || [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const times = new Map();
  for (const each of document.querySelectorAll("body *")) {
    const stands = each.closest(within || "body") && hasText(each)
      && each.checkVisibility({ visibilityProperty: true });
    if (stands) times.set(style(each), (times.get(style(each)) ?? 0) + 1);
    each.toggleAttribute("data-stands", Boolean(stands) && times.get(style(each)) <= 2);
  }
}
"""

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
# The number of what has the focus, and whether it can be seen within a moment: nothing that stays
# in sight while the page scrolls may cover it.
STOP = """
async () => {
  const focused = document.activeElement;
  const shows = (x, y) => {
    const top = document.elementFromPoint(x, y);
    return focused.contains(top) || Boolean(focused.closest("label")?.contains(top));
  };
  const isInSight = () => [...focused.getClientRects()].some(({ left, right, top, bottom }) => {
    const across = [Math.max(left, 0), Math.min(right, innerWidth)];
    const down = [Math.max(top, 0), Math.min(bottom, innerHeight)];
    const parts = [0.1, 0.5, 0.9];
    const between = ([from, to], part) => from + (to - from) * part;
    return parts.some((x) => parts.some((y) => shows(between(across, x), between(down, y))));
  });
  for (let moment = 0; moment < 50 && !isInSight(); moment += 1) {
    await new Promise(requestAnimationFrame);
  }
  return [Number(focused.dataset.stop ?? -1), isInSight()];
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
  .filter((each) => each.checkVisibility({ visibilityProperty: true }))
  .filter((each) => !each.closest(".visually-hidden"))
  .filter((each) => each.scrollWidth > each.clientWidth + 1
    || each.scrollHeight > each.clientHeight + 1)
  .filter((each) => {
    const { overflowX, overflowY, clipPath } = getComputedStyle(each);
    return /hidden|clip/.test(overflowX + overflowY) && clipPath === "none";
  })
  .map((each) => each.outerHTML.slice(0, 120))
"""

# The distances that WCAG 2.2 asks a page to bear (1.4.12).
SPACED = """
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important; } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}
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

# What is drawn or written in pictures in a colour that is too near to what it stands on: less than
# 3 to 1 for a mark, 4.5 to 1 for words. Grounds and the lines of a scale only help.
PALE = r"""
() => {
  const parts = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const light = (colour) => parts(colour).slice(0, 3).map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
  const isClear = (colour) => !colour.startsWith("rgb") || parts(colour)[3] === 0;
  const ground = (each) => {
    const { backgroundColor } = getComputedStyle(each);
    if (!isClear(backgroundColor)) return backgroundColor;
    return each.parentElement ? ground(each.parentElement) : "rgb(255, 255, 255)";
  };
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const drawn = document.querySelectorAll("main svg :is(path, rect, circle, line, text, tspan)");
  return [...drawn]
    .filter((each) => each.checkVisibility() && !each.matches(".fig__layer, .fig__grid"))
    .filter((each) => {
      const { fill, stroke } = getComputedStyle(each);
      const isText = /text|tspan/.test(each.tagName);
      const paints = (isText ? [fill] : [fill, stroke]).filter((paint) => !isClear(paint));
      const best = Math.max(0, ...paints.map((paint) => contrast(paint, ground(each))));
      return best < (isText ? 4.5 : 3);
    })
    .map((each) => each.outerHTML.slice(0, 120));
}
"""

# What is seen before the thing that it is read after: above it, or beside it at the left.
OUT_OF_ORDER = """
() => [...document.querySelectorAll("main, main *:not(svg, svg *)")].flatMap((holder) => {
  const flow = [...holder.children]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }))
    .filter((each) => {
      const { position, display, float } = getComputedStyle(each);
      return !/absolute|fixed|sticky/.test(position) && !/^(inline|contents)$/.test(display)
        && float === "none";
    })
    .map((each) => [each, each.getBoundingClientRect()])
    .filter(([, box]) => box.width > 1 && box.height > 1);
  return flow.slice(1)
    .filter(([, box], place) => {
      const before = flow[place][1];
      return box.bottom <= before.top || (box.top < before.bottom && box.right <= before.left);
    })
    .map(([each]) => each.outerHTML.slice(0, 120));
})
"""

# Where the cells of each row stand: first down, then across.
PLACES = """
(rows) => rows.map((row) => [...row.cells].filter((each) => each.checkVisibility())
  .map((each) => each.getBoundingClientRect())
  .map(({ x, y }) => [Math.round(y), Math.round(x)]))
"""


def faults(page: Page, within: str = "") -> list[str]:
    """What axe holds against a page, or against a part of it, in light and in dark."""
    page.evaluate("scrollTo(0, 0)")  # what the header covers would be too small to hit
    found = broken(page, BUILD, within or WHOLE_PAGE)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate(STAND, within)
        found += broken(page, COLOURS, "[data-stands]")
    return found


def broken(page: Page, rules: Options, context: Options | str) -> list[str]:
    """What breaks some rules of axe, one line for each element."""
    answer: dict[str, Any] = Axe().run(page, context=context, options=rules).response
    return [
        f"{page.url} {page.viewport_size}: {violation['id']}: {node['html'][:150]}"
        for violation in answer["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_no_fault_on_any_kind_of_page_in_light_or_dark(
    open_page: OpenPage, site: Path, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    found = []
    for address in kinds(site):
        page.goto(f"/{address}")
        open_details(page)
        found += faults(page)
        for panel in panels(page):
            found += faults(page, panel)
    assert found == []


@pytest.mark.parametrize(
    ("width", "opened"),
    [
        *itertools.product(WIDTHS, (using.comparison, using.found, using.nothing_found)),
        *itertools.product(NARROW, (using.menu,)),
    ],
)
def test_axe_finds_no_fault_in_anything_that_a_reader_opens(
    open_page: OpenPage, width: int, opened: Callable[[Page], str]
) -> None:
    page = open_page(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    assert faults(page, opened(page)) == []


def test_one_text_of_another_colour_among_a_hundred_is_found(page: Page) -> None:
    page.goto("/glossary/")
    assert faults(page, "main") == []
    page.locator("main dd").nth(50).evaluate("(each) => { each.style.color = 'silver'; }")
    assert len(faults(page, "main")) == 1


@pytest.mark.parametrize("width", [320, 1280])
def test_whatever_has_the_focus_shows_it(open_page: OpenPage, site: Path, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    for address in kinds(site):
        page.goto(f"/{address}")
        open_details(page)
        assert page.evaluate(RINGS) == [], address


@pytest.mark.parametrize(
    ("address", "width"),
    [("", 320), (ONE_TOPIC, 320), (ONE_TOPIC, 768), (ONE_TOPIC, 1280), ("prepare/", 1280)],
)
def test_the_tab_key_stops_in_sight_at_everything_in_order_there_and_back(
    open_page: OpenPage, address: str, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page.goto(f"/{address}")
    number = min(page.evaluate(NUMBER), 150)
    assert number > 20
    there = [pressed(page, "Tab") for _ in range(number)]
    assert there == [[each, True] for each in range(number)]
    back = [pressed(page, "Shift+Tab") for _ in range(number - 1)]
    assert back == [[each, True] for each in reversed(range(number - 1))]


def pressed(page: Page, key: str) -> list[int | bool]:
    """What has the focus after a key, and whether it is in sight."""
    page.keyboard.press(key)
    stop: list[int | bool] = page.evaluate(STOP)
    return stop


FOCUSED = "document.activeElement.textContent.trim()"


def to_button(page: Page, name: str) -> None:
    """Press the Tab key until a button of the head has the focus."""
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == name:
            return
    pytest.fail(f"no key leads to {name}")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_menu_opens_and_closes_by_key(open_page: OpenPage, *, script: bool) -> None:
    page = open_page(viewport={"width": 320, "height": 640}, java_script_enabled=script)
    page.goto("/about/")
    menu = page.locator(using.MENU)
    to_button(page, "Menu")
    for opens in ("Enter", "Space"):
        page.keyboard.press(opens)
        expect(menu).to_be_visible()
        page.keyboard.press("Tab")
        expect(menu.locator("a").first).to_be_focused()
        page.keyboard.press("Escape")
        expect(menu).to_be_hidden()
        expect(page.get_by_role("button", name="Menu")).to_be_focused()
    page.keyboard.press("Tab")
    assert not menu.evaluate("(each) => each.contains(document.activeElement)")


def test_the_menu_tells_which_of_its_pages_is_open(page: Page, site: Path) -> None:
    for each in kinds(site):
        page.goto(f"/{each}")
        current = page.locator(".md-tabs [aria-current]")
        seen = page.locator(".md-tabs__item--active > a")
        assert current.all_inner_texts() == seen.all_inner_texts()
        if current.count():
            is_own = current.evaluate("link => link.href === location.href")
            assert current.get_attribute("aria-current") == ("page" if is_own else "true")
    page.goto("/compare/")
    assert page.locator(".md-tabs [aria-current=page]").inner_text() == "Compare"


def test_the_menu_closes_where_the_reader_goes_on(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 320, "height": 640})
    menu = page.locator(using.menu(page))
    menu.locator("a").last.focus()
    page.keyboard.press("Tab")
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    menu.locator("a[href^='#']").last.click()
    expect(menu).to_be_hidden()
    assert "#" in page.url


def test_on_a_phone_the_search_opens_and_closes_by_key(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 320, "height": 640})
    page.goto("/about/")
    field = page.locator(".md-search__input")
    expect(field).to_be_hidden()
    to_button(page, "Search")
    for opens in ("Enter", "Space", "/"):
        page.keyboard.press(opens)
        expect(field).to_be_focused()
        page.keyboard.type("laser")
        page.locator(".md-search-result__link").first.wait_for()
        page.keyboard.press("Escape")
        expect(field).to_be_hidden()
        expect(page.get_by_role("button", name="Search")).to_be_focused()


@pytest.mark.parametrize("width", [320, 390])
def test_the_menu_is_whole_on_a_phone_with_text_of_twice_the_size(
    open_page: OpenPage, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 700})
    devtools = page.context.new_cdp_session(page)
    devtools.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    menu = page.locator(using.menu(page))
    box = menu.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    name = page.locator(".md-logo").bounding_box()
    assert name
    assert name["width"] > width / 4


def test_the_search_lies_over_no_menu(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 390, "height": 700})
    menu = page.locator(using.menu(page))
    page.keyboard.press("/")
    expect(menu).to_be_hidden()
    expect(page.locator(".md-search__input")).to_be_focused()


def test_wherever_the_menu_leads_the_foot_of_the_page_leads_too(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 320, "height": 640})
    using.menu(page)
    links = [page.locator(f"{each} a[href]") for each in (using.MENU, ".site-foot")]
    menu, foot = (set(each.evaluate_all(PAGES)) for each in links)
    assert len(menu) > 5
    assert menu <= foot


PAGES = "(all) => all.map(({ origin, pathname }) => origin + pathname)"


@pytest.mark.parametrize(
    ("width", "height"), [(320, 640), (320, 256), (768, 1024)], ids=["phone", "400%", "tablet"]
)
def test_no_page_scrolls_sideways(open_page: OpenPage, site: Path, width: int, height: int) -> None:
    page = open_page(viewport={"width": width, "height": height})
    for address in kinds(site):
        page.goto(f"/{address}")
        open_details(page)
        assert page.evaluate(SIDEWAYS) == [], address
        for panel in panels(page):
            assert page.evaluate(SIDEWAYS) == [], f"{address}{panel}"
    using.comparison(page)
    assert page.evaluate(SIDEWAYS) == []


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
        open_details(page)
        assert page.evaluate(SIDEWAYS) == [], address
        assert page.evaluate(CUT) == [], address
    using.comparison(page)
    assert page.evaluate(SIDEWAYS) == []
    assert page.evaluate(CUT) == []


def test_text_set_wider_is_whole(open_page: OpenPage, site: Path) -> None:
    page = open_page(viewport={"width": 320, "height": 640})
    for address in kinds(site):
        page.goto(f"/{address}")
        open_details(page)
        page.evaluate(SPACED)
        assert page.evaluate(SIDEWAYS) == [], address
        assert page.evaluate(CUT) == [], address


def test_on_a_very_low_screen_nothing_stays_in_the_way(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 256})  # a laptop's screen at 400 %
    page.goto(f"/{COMPARISON}")
    page.locator("table td:visible").nth(8).scroll_into_view_if_needed()
    assert page.evaluate(STAYS) <= 1 / 3


@pytest.mark.parametrize("size", [(320, 256), (640, 400), (844, 390), (1280, 470)])
def test_on_a_low_screen_every_answer_says_whose_it_is(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"/{COMPARISON}")
    cells = page.locator(".comparison__cell:visible")
    said = cells.evaluate_all(
        "all => all.map((cell) => getComputedStyle(cell, '::before').content)"
    )
    names = cells.evaluate_all("all => all.map((cell) => cell.dataset.name)")
    assert len(names) > 1
    assert all(f'"{name}"' in text for text, name in zip(said, names, strict=True))


def test_nothing_moves_for_readers_who_asked_for_that(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    for use in (using.comparison, using.found):
        use(page)
        assert page.evaluate(MOVING) == 0


SEEN_AS: dict[str, Options] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
    "forced dark": {"color_scheme": "dark", "forced_colors": "active"},
    "paper": {"color_scheme": "dark", "media": "print"},
}


@pytest.mark.parametrize("seen", SEEN_AS)
def test_every_shape_mark_and_word_in_a_picture_can_be_told_from_its_ground(
    page: Page, seen: str
) -> None:
    page.emulate_media(**SEEN_AS[seen])
    for address in ("about/design/", COMPARISON, f"{COMPARISON}scales/"):
        page.goto(f"/{address}")
        assert page.locator("main svg").count() > 5
        assert page.evaluate(PALE) == [], address


def test_in_forced_colours_what_can_be_pressed_has_an_edge(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(f"/{COMPARISON}")
    for _ in panels(page):
        edges = page.locator("main :is(button, select, .button, [type=number]):visible")
        styles = edges.evaluate_all(
            "(all) => all.map((each) => getComputedStyle(each).borderStyle)"
        )
        assert len(styles) > 5
        assert "none" not in styles


@pytest.mark.parametrize("width", [320, 1280])
def test_a_table_is_a_table_to_those_who_hear_it_in_every_view(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/{COMPARISON}")
    assert_table(page)
    using.comparison(page)
    assert_table(page)


def assert_table(page: Page) -> None:
    """Fail unless each row of the comparison has a head, and a cell for each option in sight."""
    head, *rows = [each for each in heard(page)[0] if each]
    columns = page.locator("option-comparison th.comparison__head:visible").count()
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
    nodes = told(page)
    by_id = {node["nodeId"]: node for node in nodes}

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


def told(page: Page) -> list[dict[str, Any]]:
    """All that the browser tells a screen reader about a page."""
    devtools = page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = devtools.send("Accessibility.getFullAXTree")["nodes"]
    return nodes


def role(node: dict[str, Any]) -> str:
    return str(node.get("role", {}).get("value", "")).replace("gridcell", "cell")


ACTIONS = "(all) => new Set(all.map((each) => each.dataset.do ?? each)).size"
CONTROLS = {"button", "checkbox", "combobox", "DisclosureTriangle", "link", "spinbutton", "textbox"}


@pytest.mark.parametrize("width", [320, 1280])
def test_no_two_controls_have_one_name_unless_they_do_the_same(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    using.comparison(page)
    site = page.url.partition(COMPARISON)[0]
    do = defaultdict(set)
    for node in told(page):
        facts = {each["name"]: each["value"].get("value") for each in node.get("properties", ())}
        address = str(facts.get("url", f"{site}{node['nodeId']}"))
        if role(node) in CONTROLS and not node["ignored"] and address.startswith(site):
            do[role(node), node["name"]["value"]].add(address)
    assert len(do) > 80
    assert not [name for _, name in do if not re.match(r"\w", name)]
    shared = [each for each, addresses in do.items() if len(addresses) > 1]
    buttons = [page.get_by_role("button", name=name, exact=True) for _, name in shared]
    assert {kind for kind, _ in shared} <= {"button"}
    assert all(each.evaluate_all(ACTIONS) == 1 for each in buttons)


@pytest.mark.parametrize("width", [320, 1280])
def test_what_stands_first_in_the_page_is_seen_first(
    open_page: OpenPage, site: Path, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    for address in kinds(site):
        page.goto(f"/{address}")
        open_details(page)
        assert page.evaluate(OUT_OF_ORDER) == [], address
    using.comparison(page)
    assert page.evaluate(OUT_OF_ORDER) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_what_is_seen_first_is_read_first(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/{COMPARISON}")
    boxes = page.locator("main table tbody tr:visible").evaluate_all(PLACES)
    assert [row for row in boxes if row != sorted(row)] == []


# Every piece of text that is seen, but for controls that are nothing without a script.
READ = """
() => {
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const read = [];
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    const isSeen = data.trim() && parentElement.checkVisibility({ visibilityProperty: true })
      && !parentElement.closest(".comparison__controls, .comparison__bar, button, [href='#sheet']");
    if (isSeen) read.push(data.trim());
  }
  return read;
}
"""


@pytest.mark.parametrize("width", [320, 1280])
def test_whatever_is_read_with_script_is_read_without_it(
    open_page: OpenPage, site: Path, width: int
) -> None:
    viewport = {"width": width, "height": 800}
    whole = open_page(viewport=viewport)
    bare = open_page(viewport=viewport, java_script_enabled=False)
    for address in kinds(site):
        for page in (whole, bare):
            page.goto(f"/{address}")
        read = set(whole.evaluate(READ))
        assert read
        assert read - set(bare.evaluate(READ)) == set(), address
