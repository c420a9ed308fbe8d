"""The built site: every link leads somewhere, and the markup is whole."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.building import SITE_URL
from tests.documents import Built, Document

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def built(site: Path) -> Built:
    return Built.read(site)


def test_every_link_and_every_anchor_leads_somewhere(built: Built) -> None:
    assert list(built.broken(SITE_URL)) == []


def test_the_site_map_and_the_search_only_name_what_is_there(built: Built) -> None:
    assert list(built.lost(SITE_URL)) == []


def test_an_id_stands_once_on_its_page(built: Built) -> None:
    repeated = {
        page: [name for name, times in Counter(document.ids).items() if times > 1]
        for page, document in built.documents.items()
    }
    assert {page: names for page, names in repeated.items() if names} == {}


def test_what_an_attribute_names_is_on_the_page(built: Built) -> None:
    theirs = {"__toc"}  # the theme's label for a drawer that a page outside the menu does not have
    missing = {
        page: set(each.named) - set(each.ids) - theirs for page, each in built.documents.items()
    }
    assert {page: names for page, names in missing.items() if names} == {}


def test_no_cell_is_empty(built: Built) -> None:
    assert {page: each.empty for page, each in built.documents.items() if each.empty} == {}


def test_no_style_and_no_handler_is_written_into_an_attribute(built: Built) -> None:
    assert {page: each.inline for page, each in built.documents.items() if each.inline} == {}


def test_each_page_has_one_main_heading(built: Built) -> None:
    assert [page for page, document in built.documents.items() if document.headings != 1] == []


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<a href="there/">', ""),
        ('<a href="there/#part">', ""),
        ('<a href="https://other.example/any#thing">', ""),
        ('<a href="there">', "no such page or file"),
        ('<a href="there/#gone">', "no such anchor"),
        ('<img src="gone.svg">', "no such page or file"),
        ('<img srcset="file.svg 1x, gone.svg 2x">', "no such page or file"),
        ('<a href="https://site.example/gone/">', "no such page or file"),
        ('<a href="javascript:go()">', "neither of this site nor http"),
    ],
)
def test_a_link_that_leads_nowhere_is_found(tmp_path: Path, html: str, said: str) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "index.html").write_text(html)
    (tmp_path / "there" / "index.html").write_text('<h1 id="part">There</h1>')
    (tmp_path / "file.svg").write_text("<svg/>")
    (tmp_path / "style.css").write_text('a { background: url("file.svg"); }')
    broken = [
        each.rpartition(": ")[2] for each in Built.read(tmp_path).broken("https://site.example/")
    ]
    assert broken == ([said] if said else [])


def test_an_empty_cell_and_an_inline_style_are_found() -> None:
    document = Document('<table><tr><td> <b></b></td><td style="x" onclick="y">1<td>2</tr></table>')
    assert document.empty == ["1: td"]
    assert document.inline == ["1: td style", "1: td onclick"]
