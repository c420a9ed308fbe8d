"""The copy of the site that works from a folder: on a stick, in a clinic without a network."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlparse

import pytest
from playwright.sync_api import expect

from tests import using
from tests.building import ROOT
from tests.watching import Watch
from tools.offline import named, with_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playwright.sync_api import Browser, Page


ADDRESSES = "(all) => all.map((each) => each.href)"
# Those links whose target is not on the page.
ANCHORS = """
(all) => all.filter((each) => !document.getElementById(decodeURIComponent(each.hash.slice(1))))
  .map((each) => each.outerHTML)
"""


@pytest.fixture(scope="module")
def folder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the site, in a folder with a space in its name."""
    copy = tmp_path_factory.mktemp("from a stick") / "the site"
    tool = ROOT / "tools" / "offline.py"
    subprocess.run([sys.executable, tool, site, "--site-dir", copy], check=True)
    return copy


@pytest.fixture
def opened(browser: Browser, folder: Path) -> Iterator[Page]:
    """The home page, opened from the folder. Anything that goes wrong fails the test at its end."""
    watch = Watch(folder.as_uri())
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    watch.follow(context)
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    yield page
    context.close()
    watch.assert_quiet()


def test_a_reader_gets_from_the_home_page_to_the_source_of_a_figure(opened: Page) -> None:
    opened.locator("article a[href$='compare/index.html']").first.click()
    expect(opened.locator("main table")).to_have_count(1)
    number = opened.locator("main td .sources-ref a").first
    text = number.inner_text()
    number.click()
    assert opened.locator(":target").inner_text().startswith(text)
    opened.locator("article a[href$='sources/index.html']").first.click()
    opened.wait_for_url("**/sources/index.html*")
    assert opened.locator("main li").count() > 100
    opened.locator(".md-header .md-logo").click()
    opened.wait_for_url("**/the%20site/index.html")


def test_the_search_finds_a_word_and_leads_to_its_page(opened: Page) -> None:
    opened.keyboard.press("/")
    opened.keyboard.type("jowls")
    result = opened.locator(".md-search-result__link[href*='glossary/index.html#']").first
    result.wait_for()
    anchor = str(result.get_attribute("href")).partition("#")[2]
    result.click()
    opened.wait_for_url(f"**/glossary/index.html#{anchor}")
    assert "jowl" in opened.locator(f"[id='{anchor}']").inner_text().lower()


def test_every_link_of_a_chosen_option_leads_on(opened: Page, folder: Path) -> None:
    opened.goto((folder / "compare" / "index.html").as_uri())
    using.choose(opened)
    within = opened.locator("a[href^='#']:visible").evaluate_all(ANCHORS)
    assert within == []
    beyond = opened.locator("main a:not([href^='#'])").evaluate_all(ADDRESSES)
    assert len(beyond) > 100
    assert lost(beyond) == []
    opened.locator("thead [data-column] a:visible").first.click()
    expect(opened.locator("h1")).to_have_count(1)


def test_every_link_that_what_she_said_brings_leads_on(opened: Page, folder: Path) -> None:
    opened.goto((folder / "compare" / "index.html").as_uri())
    using.tell(opened)
    brought = opened.locator("tbody[data-mine] td a[href*='treatments/']")
    assert lost(brought.evaluate_all(ADDRESSES)) == []
    brought.first.click()
    expect(opened.locator(":target")).to_have_count(1)


def test_the_sheet_asks_about_the_options_of_the_link(opened: Page, folder: Path) -> None:
    opened.goto(f"{(folder / 'prepare' / 'index.html').as_uri()}?options=laser,surgery")
    assert opened.locator("input[name=sheet]:checked").count() == 2


def lost(addresses: Iterable[str]) -> list[str]:
    """Those addresses in a folder that are no file, or name a part that the file does not have."""
    found = []
    for address in addresses:
        there = urlparse(address)
        file = Path(unquote(there.path))
        is_there = file.is_file() and (
            not there.fragment or f'id="{there.fragment}"' in file.read_text("utf-8")
        )
        if there.scheme == "file" and not is_there:
            found.append(address)
    return found


def test_every_link_names_a_file_that_is_there(folder: Path) -> None:
    broken = []
    for path in folder.rglob("*.html"):
        for link in re.findall(r'(?:href|src)="([^"#?]+)', path.read_text("utf-8")):
            is_elsewhere = re.match(r"[a-z]+:", link)
            if not is_elsewhere and not (path.parent / link).is_file():
                broken.append(f"{path}: {link}")
    assert broken == []


@pytest.mark.parametrize(
    ("address", "file"),
    [
        (".", "index.html"),
        ("./", "./index.html"),
        ("..", "../index.html"),
        ("../", "../index.html"),
        ("../..", "../../index.html"),
        ("../about/", "../about/index.html"),
        ("../assets/site.css", "../assets/site.css"),
    ],
)
def test_a_link_to_a_folder_names_the_page_in_it(address: str, file: str) -> None:
    assert with_file(address) == file
    assert named(f'<a href="{address}#part">') == f'<a href="{file}#part">'
    assert named(f'"<a href=\\"{address}\\">"') == f'"<a href=\\"{file}\\">"'


@pytest.mark.parametrize("address", ["#part", "https://example.org/a/", "?q=word", "mailto:a@b.c"])
def test_other_links_stay_as_they_are(address: str) -> None:
    assert named(f'<a href="{address}">') == f'<a href="{address}">'
