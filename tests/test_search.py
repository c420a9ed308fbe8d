"""The search finds what people type, says so well, and costs nothing until it is used."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # has no types
from playwright.sync_api import expect
from treatments import search

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from tests.conftest import OpenPage

QUERIES = Path(__file__).parent / "search-queries.yml"
INDEX = "search/search_index.json"
INPUT = ".md-search__input"
RESULT = ".md-search-result__link"
NOTHING = "qqzzq"

# Types a text and gives, for each result, the addresses that can be chosen without opening more.
TYPE = """
async (text) => {
  const input = document.querySelector(".md-search__input");
  const shown = document.querySelector(".md-search-result");
  await new Promise((resolve) => {
    new MutationObserver((_, observer) => { observer.disconnect(); resolve(); })
      .observe(shown, { childList: true, subtree: true });
    input.value = text;
    input.dispatchEvent(new KeyboardEvent("keyup"));
  });
  const base = new URL(".", document.baseURI).href;
  return [...shown.querySelectorAll("li.md-search-result__item")].map((result) =>
    [...result.querySelectorAll(":scope > a")].map((link) => link.href.slice(base.length)));
}
"""


def opened(page: Page, address: str = "/") -> Page:
    """Open a page and its search, with the index at hand."""
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type("skin")
    page.locator(RESULT).first.wait_for()
    return page


def noticed(page: Page) -> None:
    """Wait until the theme knows that the focus moved; a timer of 1 ms tells it."""
    page.evaluate("() => new Promise((resolve) => setTimeout(resolve, 2))")


def typed(page: Page, text: str) -> None:
    """Type another text into the search."""
    page.fill(INPUT, "")
    page.keyboard.type(text)


def typed_in_vain(page: Page) -> None:
    """Type what is nowhere, and wait until that is said: its first letter alone finds something."""
    typed(page, NOTHING)
    expect(page.locator(".md-search-result__meta")).to_have_text("No matching documents")


@pytest.fixture(scope="module")
def index(site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / INDEX).read_text("utf-8"))
    return found


def test_what_people_type_is_among_the_first_three_results(page: Page) -> None:
    queries = yaml.load(QUERIES.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  # texts alone, safely
    assert len(queries) >= 100
    opened(page)
    missed = []
    for text, address in queries.items():
        results = page.evaluate(TYPE, text)[:3]
        if not any(address in links for links in results):
            missed.append(f"{text!r} should find {address}, and found {results}")
    assert not missed, "\n".join(missed)


def test_a_search_that_finds_nothing_offers_words_to_try_and_the_glossary(page: Page) -> None:
    opened(page, "/safety/")
    assert page.locator(".search-try").count() == 0
    typed_in_vain(page)
    words = page.locator(".search-try a.search-try__word:visible")
    words.first.wait_for()
    texts = words.all_inner_texts()
    assert len(texts) >= 8
    for number, text in enumerate(texts):
        words.nth(number).click()
        page.locator(RESULT).first.wait_for()
        assert page.input_value(INPUT) == text
        typed_in_vain(page)
        words.first.wait_for()
    for _ in range(len(texts) + 1):  # the glossary comes after the words
        noticed(page)
        page.keyboard.press("ArrowDown")
    noticed(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/")


def test_a_word_to_try_is_a_link_that_searches_by_itself(page: Page) -> None:
    page.goto("/safety/")
    word = page.locator(".search-try__word").first
    address, text = word.get_attribute("href"), word.text_content()
    page.goto(f"/safety/{address}")
    page.locator(RESULT).first.wait_for()
    assert page.input_value(INPUT) == text


@pytest.mark.parametrize("way", ["key", "pointer", "address", "phone"])
def test_the_index_is_fetched_only_when_the_reader_turns_to_the_search(
    open_page: OpenPage, way: str
) -> None:
    page = open_page(viewport={"width": 390 if way == "phone" else 1280, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/about/", wait_until="networkidle")  # its contents list needs the theme's script
    page.mouse.wheel(0, 500)
    page.wait_for_timeout(200)
    assert not [url for url in asked if INDEX in url]
    with page.expect_response(f"**/{INDEX}"):
        match way:
            case "key":
                page.keyboard.press("s")
            case "pointer":
                page.click(INPUT)
            case "phone":
                page.get_by_role("button", name="Search").click()
            case _:
                page.goto("/about/?q=laser")
    if way != "address":
        page.keyboard.type("laser")
    page.locator(RESULT).first.wait_for()
    assert len([url for url in asked if INDEX in url]) == 1


def test_what_is_typed_before_the_index_has_come_is_not_lost(page: Page) -> None:
    waiting: list[Route] = []
    page.route(f"**/{INDEX}", lambda route: waiting.append(route))  # noqa: PLW0108  # Playwright marks it
    page.goto("/")
    with page.expect_request(f"**/{INDEX}"):
        page.keyboard.press("/")
    page.keyboard.type("does it hurt")
    assert page.locator(RESULT).count() == 0
    waiting[0].continue_()
    page.locator(RESULT).first.wait_for()


def test_search_works_by_keyboard_alone(page: Page) -> None:
    opened(page)
    typed(page, "does it hurt")
    page.locator(RESULT, has_text="Does it hurt?").first.wait_for()
    chosen = "document.activeElement.getAttribute('href')"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert str(page.evaluate(chosen)).endswith("compare/#pain")
    noticed(page)
    page.keyboard.press("Escape")
    assert page.locator(RESULT).first.is_hidden()
    page.keyboard.press("/")
    page.locator(RESULT).first.wait_for()
    page.keyboard.press("Enter")  # the best of all results
    page.wait_for_url("**/compare/#pain")


def test_nothing_of_a_closed_search_can_be_reached_by_key(page: Page) -> None:
    opened(page)
    page.keyboard.press("Escape")
    hidden = """() => [document.activeElement]
        .filter((each) => each.closest(".md-search__output")).length"""
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate(hidden) == 0


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_open_search_has_no_accessibility_fault(
    open_page: OpenPage, width: int, scheme: str
) -> None:
    page = opened(open_page(viewport={"width": width, "height": 800}, color_scheme=scheme))
    for text in ("does it hurt", NOTHING, ""):
        page.evaluate(TYPE, text)
        page.wait_for_timeout(300)  # until the theme has faded it in
        assert Axe().run(page, context=".md-search").response["violations"] == []
    assert page.locator(".md-search-result__meta").get_attribute("role") == "status"


def test_every_result_is_one_place_with_a_title_and_leads_there(
    site: Path, index: dict[str, Any]
) -> None:
    places = [entry["location"] for entry in index["docs"]]
    assert len(places) == len(set(places))
    assert [entry for entry in index["docs"] if not entry["title"]] == []
    for place in places:
        path, _, anchor = place.partition("#")
        html = (site / path / "index.html").read_text("utf-8")
        assert not anchor or f'id="{anchor}"' in html, place


def test_a_page_is_entered_before_its_parts_so_that_they_are_shown_under_it(
    index: dict[str, Any],
) -> None:
    pages: dict[str, str] = {}
    for entry in index["docs"]:
        pages.setdefault(entry["location"].partition("#")[0], entry["location"])
    assert {page: first for page, first in pages.items() if page != first} == {}


def test_what_comes_from_data_is_entered_once(site: Path, index: dict[str, Any]) -> None:
    texts = [entry["text"] for entry in index["docs"]]
    assert not [text for text in texts if "[[" in text or "[@" in text]
    glossary = [entry for entry in index["docs"] if entry["location"].startswith("glossary/")]
    assert len([each for each in glossary if "ectropion" in json.dumps(each).casefold()]) == 1
    assert 'id="ectropion"' in (site / "glossary/index.html").read_text("utf-8")


def test_the_index_is_lean(site: Path, index: dict[str, Any]) -> None:
    raw = (site / INDEX).read_bytes()
    assert len(gzip.compress(raw, mtime=0)) < 45_000
    for entry in index["docs"]:
        words = entry.get("also", "").split()
        assert len(words) == len(set(words)), entry["location"]


def test_texts_of_whatever_characters_are_found_and_shown_as_they_are(page: Page) -> None:
    odd = '<b>&amp;</b> <img src=x onerror=alert()> "quoted" 5 < 6'
    entry = search.Entry("safety/", f"Skin {odd}", odd, odd).indexed()

    def answer(route: Route) -> None:
        found = json.loads(route.fetch().text())
        route.fulfill(json={**found, "docs": [entry]})

    page.route(f"**/{INDEX}", answer)
    result = opened(page).locator(RESULT)
    assert result.locator("h1").inner_text() == f"Skin {odd}"
    assert odd in result.inner_text()
    assert result.locator("b, img").count() == 0


def test_a_word_that_finds_itself_is_not_entered_again() -> None:
    texts = ["Does it burn?", "burns", "burnt skin"]
    assert search.also("Burns and blisters", texts, ["it", "does"]) == "burnt skin"
    assert search.also("Pain", ["pain, pains; a pain-killer"], ["a"]) == "pains killer"
