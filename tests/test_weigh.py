"""What a first view costs, above all by phone: bytes, requests, and the patience of the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import using
from tests.serving import serve
from tools.weigh import BUDGETS, Scales, weigh

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.conftest import OpenPage

THEIR_SCRIPT = "javascripts/bundle."


@pytest.fixture(scope="module")
def scales(site: Path) -> Iterator[str]:
    """The address of the site on a server that weighs what it sends."""
    with serve(site, Scales) as address:
        yield address


@pytest.mark.parametrize("address", BUDGETS)
def test_a_first_view_is_within_its_budget(browser: Browser, scales: str, address: str) -> None:
    found = weigh(browser, scales + address)
    assert found[".html"] > 1000
    assert found[".css"] > 1000
    assert found[".js"] > 1000
    assert found.total() <= BUDGETS[address], found


def test_a_worker_is_weighed_too(browser: Browser, scales: str) -> None:
    assert weigh(browser, f"{scales}?q=skin").total() > weigh(browser, scales).total() + 40_000


@pytest.mark.parametrize(
    ("address", "width", "is_asked_for"),
    [("compare/", 1280, False), ("safety/", 390, False), ("safety/", 1280, True)],
    ids=["no contents list", "a phone", "a contents list"],
)
def test_the_themes_script_comes_where_it_has_something_to_do(
    open_page: OpenPage, address: str, width: int, *, is_asked_for: bool
) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/{address}", wait_until="networkidle")
    assert any(THEIR_SCRIPT in url for url in asked) == is_asked_for


def test_the_menu_of_a_phone_needs_no_script_of_the_theme(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 390, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    menu = page.locator(using.menu(page))
    menu.get_by_role("link", name="Safety").click()
    page.wait_for_url("**/safety/")
    assert not [url for url in asked if THEIR_SCRIPT in url]


def test_text_that_is_pasted_into_the_search_is_searched_for(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 390, "height": 800})
    page.goto("/")
    page.get_by_role("button", name="Search").click()
    page.locator(".md-search__input").fill("skin")  # sends no key
    page.locator(".md-search-result__link").first.wait_for()
