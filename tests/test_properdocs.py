"""The same tree builds with ProperDocs, the fork that goes on where MkDocs 1 ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.building import build

if TYPE_CHECKING:
    from pathlib import Path

GENERATOR = re.compile(r'<meta name="generator" content="[^"]*">')


def pages(site: Path) -> dict[str, str]:
    """Every page by its path, without the tag that names the generator."""
    return {
        str(path.relative_to(site)): GENERATOR.sub("", path.read_text())
        for path in sorted(site.rglob("*.html"))
    }


@pytest.fixture(scope="module")
def forked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, built with ProperDocs."""
    folder = tmp_path_factory.mktemp("forked") / "site"
    build("properdocs", folder)
    return folder


def test_properdocs_makes_the_same_pages(site: Path, forked: Path) -> None:
    ours, theirs = pages(site), pages(forked)
    assert ours.keys() == theirs.keys()
    assert [path for path in ours if ours[path] != theirs[path]] == []


def test_properdocs_makes_the_same_search_index(site: Path, forked: Path) -> None:
    index = "search/search_index.json"
    assert (site / index).read_bytes() == (forked / index).read_bytes()
