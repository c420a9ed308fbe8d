"""Opens and uses what a page has, as a reader does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

COMPARISON = "compare/"
SEARCH = "[data-md-component='search']"
MENU = "#site-menu"

OPEN_DETAILS = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"
# A browser that lets no page write to the clipboard.
KEEP_CLIPBOARD = "Clipboard.prototype.writeText = async () => { throw new Error(); };"


def open_details(page: Page) -> None:
    """Open whatever is folded away, in panels too."""
    page.evaluate(OPEN_DETAILS)


def panels(page: Page) -> Iterator[str]:
    """Open each panel of the page in turn; yields where it is."""
    for button in page.locator("main button[aria-controls]:visible").all():
        if button.get_attribute("aria-expanded") == "false":
            button.click()
        open_details(page)
        yield f"#{button.get_attribute('aria-controls')}"


def menu(page: Page) -> str:
    """Open the menu of a narrow screen; gives where it is."""
    page.goto("/about/")
    page.get_by_role("button", name="Menu", exact=True).click()
    return MENU


def search(page: Page, words: str = "skin") -> str:
    """Look for something; gives where the answer is."""
    page.keyboard.press("/")
    page.locator(".md-search__input").fill(words)
    page.locator(".md-search-result__link, .search-try").first.wait_for()
    return SEARCH


def found(page: Page) -> str:
    """Look for something that is there; gives where it is."""
    page.goto("/")
    return search(page)


def nothing_found(page: Page) -> str:
    """Look for something that is not there; gives where the words to try are."""
    page.goto("/")
    return search(page, "qqqqzz")


def comparison(page: Page) -> str:
    """Use all of the comparison at once; gives where it is."""
    page.add_init_script(KEEP_CLIPBOARD)
    page.goto(f"/{COMPARISON}")
    choose(page)
    tell(page)
    page.locator("input[name=differ]").check()
    page.locator("[data-do=link]").click()
    expect(page.locator(".comparison__link")).to_be_visible()
    return "option-comparison"


def choose(page: Page) -> None:
    """Let the first option go, and take one that is not on the page yet."""
    page.locator("button[aria-controls=panel-options]").click()
    open_details(page)
    page.locator("input[name=option]:checked").first.uncheck()
    added = page.locator("#panel-options details input[name=option]").first
    added.check()
    expect(page.locator(f"thead [data-column='{added.input_value()}']")).to_have_count(1)


def tell(page: Page) -> None:
    """Say something of every kind about oneself."""
    page.locator("button[aria-controls=panel-situation]").click()
    form = page.locator("my-situation form")
    open_details(page)
    for choice in form.locator("label > select").all():
        choice.select_option(index=choice.locator("option").count() - 1)
    for choices in form.locator("fieldset").all():
        choices.locator("input").first.check()
    for number in form.locator("input[type=number]").all():
        number.fill("1")
        number.press("Enter")
    expect(page.locator("tbody[data-mine] .cell__notes").first).to_be_visible()
