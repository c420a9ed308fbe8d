"""The built site, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.watching import Watch


def test_the_home_page_opens_without_an_error_and_asks_no_other_host(
    page: Page, watch: Watch
) -> None:
    answer = page.goto("/", wait_until="networkidle")
    assert answer
    assert answer.status == 200
    assert page.locator("h1").count() == 1
    watch.assert_quiet()


def test_an_address_that_is_not_there_gets_the_sites_own_page(page: Page, watch: Watch) -> None:
    answer = page.goto("/not-there/", wait_until="networkidle")
    assert answer
    assert answer.status == 404
    assert page.locator(".md-header").count() == 1
    assert all("404" in error for error in watch.errors)
    watch.errors.clear()  # the browser says 404, as it should


def test_nothing_is_stored_in_the_readers_browser(page: Page) -> None:
    page.goto("/", wait_until="networkidle")
    assert page.evaluate("Object.keys(localStorage)") == []
    assert page.context.cookies() == []


def test_the_contents_list_of_a_long_page_can_be_reached_whole_and_follows_the_reader(
    page: Page,
) -> None:
    page.goto("/editing/")
    contents = page.locator(".md-sidebar--secondary")
    last = contents.locator(".md-nav__link").last
    page.mouse.wheel(0, 4000)  # the list stays at the top of the screen
    last.scroll_into_view_if_needed()
    box = last.bounding_box()
    assert box
    assert box["y"] + box["height"] <= page.viewport_size["height"]  # type: ignore[index]
    here = page.locator(".md-content h2").nth(3)
    here.evaluate("heading => heading.scrollIntoView()")
    contents.locator(f'.md-nav__link--active[href="#{here.get_attribute("id")}"]').wait_for()
