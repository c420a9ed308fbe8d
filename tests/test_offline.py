"""The copy of the site that works from a folder: on a stick, in a clinic without a network."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.building import ROOT
from tests.watching import Watch
from tools.offline import named, with_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page


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
    assert opened.locator("main table").count() == 1
    number = opened.locator("main td .sources-ref a").first
    text = number.inner_text()
    number.click()
    assert opened.locator(":target").inner_text().startswith(text)
    opened.locator("article a[href$='sources/index.html']").first.click()
    assert opened.locator("main li").count() > 100
    opened.locator(".md-header .md-logo").click()
    assert opened.url.endswith("the%20site/index.html")


def test_the_search_finds_a_word_and_leads_to_its_page(opened: Page) -> None:
    opened.keyboard.press("/")
    opened.keyboard.type("jowls")
    result = opened.locator(".md-search-result__link[href*='glossary/index.html#']").first
    result.wait_for()
    anchor = str(result.get_attribute("href")).partition("#")[2]
    result.click()
    opened.wait_for_url(f"**/glossary/index.html#{anchor}")
    assert "jowl" in opened.locator(f"[id='{anchor}']").inner_text().lower()


def test_an_option_that_is_not_on_the_page_can_be_added(opened: Page, folder: Path) -> None:
    columns = sorted(path.stem for path in (folder / "compare" / "columns").glob("*.js"))
    opened.goto(f"{(folder / 'compare' / 'index.html').as_uri()}?options=laser,{columns[0]}")
    head = opened.locator(f"thead [data-column='{columns[0]}'] a")
    head.click()
    assert opened.locator("h1").count() == 1


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
