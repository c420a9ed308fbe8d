"""What the host makes of the pages: heads, contents lists, pencils, hub pages, search, site map.

One small site is built from data in which every text has marks of all languages of a page.
"""

from __future__ import annotations

import json
import re
import shutil
from html import unescape
from posixpath import normpath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests import hostile
from tests.building import ROOT, SITE_URL, build
from tests.documents import Document
from tests.hostile import MARKS, Tags

if TYPE_CHECKING:
    from pathlib import Path

HOME = """# Warm bread

Butter melts on it. [@pan2021]

[[pairs]]

Jam comes last.
[[notices]]
Crumbs stay behind.

## More on crumbs

They fall.
"""
GENERATED = ("treatments/toaster", "treatments/pan", "compare/toaster-vs-pan")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site, as the host builds it."""
    root = tmp_path_factory.mktemp("hostile")
    for name, content in hostile.files().items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(content)
    for name in ("hooks", "overrides"):
        (root / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "docs" / "assets", root / "docs" / "assets")
    (root / "docs" / "compare").mkdir()
    (root / "docs" / "index.md").write_text(HOME)
    (root / "docs" / "compare" / "index.md").write_text("# Side by side\n\n[[comparison]]\n")
    settings, _, _ = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:")
    named = re.sub(r"^site_name: .*$", "site_name: Bread", settings, flags=re.MULTILINE)
    (root / "mkdocs.yml").write_text(named.replace("  - evidence\n", ""))
    build("mkdocs", root / "site", root)
    return root / "site"


def html(folder: Path, address: str) -> str:
    return (folder / address / "index.html").read_text("utf-8")


def head(page: str) -> tuple[str, str]:
    """The title and the description of a page, as a browser reads them."""
    [title] = re.findall(r"<title>(.*?)</title>", page, re.DOTALL)
    [description] = re.findall(r'<meta name="description" content="([^"]*)"', page)
    return unescape(title), unescape(description)


@pytest.fixture(scope="module")
def index(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / "search/search_index.json").read_text())[
        "docs"
    ]
    return found


def test_no_text_becomes_markup_on_any_page(folder: Path) -> None:
    for page in folder.rglob("*.html"):
        assert Tags(page.read_text("utf-8")).evil == [], page


def test_the_head_of_a_page_has_its_texts_as_they_were_written(folder: Path) -> None:
    assert head(html(folder, "treatments/pan")) == (
        f"Pan {MARKS} - Bread",
        f"A hot pan browns one side, then the other. {MARKS}",
    )
    title, description = head(html(folder, "compare/toaster-vs-pan"))
    assert title == f"Toaster {MARKS} or Pan {MARKS}? - Bread"
    assert description.startswith(f"Toaster {MARKS} and Pan {MARKS}, side by side: ")


def test_the_contents_list_of_the_theme_leads_to_every_heading_and_shows_its_text(
    folder: Path,
) -> None:
    page = html(folder, "treatments/toaster")
    [contents] = re.findall(
        r'<nav class="md-nav md-nav--secondary".*?</nav>\s*</div>', page, re.DOTALL
    )
    links = re.findall(r'href="#([^"]+)"', contents)
    assert {"how", "taste", "liked", "techniques", "two-slot", "sources"} <= set(links)
    assert set(links) <= set(Document(page).ids)
    shown = " ".join(Tags(contents).text.split())
    assert f"Two slots {' '.join(MARKS.split())}" in shown


@pytest.mark.parametrize("address", GENERATED)
def test_the_pencil_of_a_generated_page_opens_its_data_file(folder: Path, address: str) -> None:
    [link] = re.findall(r'<a href="([^"]+)"[^>]*rel="edit"', html(folder, address))
    path = normpath(urlsplit(link).path)  # as a browser goes there
    assert link.startswith("https://forge.example/edit/main/docs/")
    assert path == "/edit/main/data/treatments.yml"


def test_the_pencil_of_a_hub_page_opens_its_own_file_and_a_page_that_moved_has_none(
    folder: Path,
) -> None:
    [link] = re.findall(r'<a href="([^"]+)"[^>]*rel="edit"', html(folder, ""))
    assert link == "https://forge.example/edit/main/docs/index.md"
    assert 'rel="edit"' not in html(folder, "treatments/grill")


def test_the_parts_and_citations_of_a_hub_page_are_filled_where_they_stand(folder: Path) -> None:
    page = html(folder, "")
    order = [
        page.index(text)
        for text in (
            "Butter melts on it.",
            'href="#source-2"',
            'href="compare/toaster-vs-pan/"',
            "Jam comes last.",
            "Wires came loose.",
            "Crumbs stay behind.",
            'id="more-on-crumbs"',
            'id="sources"',
            'class="foot"',
        )
    ]
    assert order == sorted(order)
    assert "[[pairs]]" not in page
    assert "[[notices]]" not in page


def test_the_prose_of_a_hub_page_is_found_and_its_parts_are_not_entered_twice(
    index: list[dict[str, Any]],
) -> None:
    home = {
        each["location"]: each["text"]
        for each in index
        if each["location"] in ("", "#more-on-crumbs")
    }
    assert "Butter melts on it." in home[""]
    assert "Jam comes last." in home[""]
    assert "Crumbs stay behind." in home[""]
    assert "They fall." in home["#more-on-crumbs"]
    assert not [each for each in home.values() if "[[" in each or "[@" in each]
    assert "Wires came loose" not in home[""]


def test_a_generated_page_is_entered_from_its_data_and_nowhere_else(
    index: list[dict[str, Any]],
) -> None:
    places = [each["location"] for each in index]
    assert len(places) == len(set(places))
    pan = next(each for each in index if each["location"] == "treatments/pan/")
    assert unescape(pan["title"]) == f"Pan {MARKS}"
    assert not [each for each in index if "<x-evil" in json.dumps(each)]


def test_the_site_map_has_every_page_with_the_day_of_its_last_check(folder: Path) -> None:
    found = (folder / "sitemap.xml").read_text("utf-8")
    days = dict(re.findall(r"<loc>([^<]+)</loc>\s*<lastmod>([^<]+)</lastmod>", found))
    for address in ("", "compare/", *(f"{each}/" for each in GENERATED)):
        assert days[SITE_URL + address] == "2026-11-22"


def test_an_address_that_has_been_leads_on(folder: Path) -> None:
    page = html(folder, "treatments/grill")
    assert 'href="../toaster/"' in page
    assert head(page)[0].startswith("Moved: Toaster")
