"""One page of each kind of a built site, for whatever looks at them all.

Every page of the menu is a kind of its own. Of the pages that are made from data, the heaviest of
each folder stands for its siblings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# Folders whose pages are made from data, all in one way.
SIBLINGS = ("compare", "treatments")
NOT_FOUND = "404.html"


def kinds(site: Path) -> list[str]:
    """The addresses from the root of the site, such as `compare/`; the page for 404 comes last."""
    pages = [path for path in sorted(site.rglob("index.html")) if not _is_sibling(site, path)]
    siblings = [sorted((site / folder).glob("*/index.html")) for folder in SIBLINGS]
    heaviest = [max(found, key=lambda path: path.stat().st_size) for found in siblings if found]
    addresses = [path.parent.relative_to(site).as_posix() for path in (*pages, *heaviest)]
    return ["" if each == "." else f"{each}/" for each in addresses] + [NOT_FOUND]


def _is_sibling(site: Path, path: Path) -> bool:
    return path.parent.parent in [site / folder for folder in SIBLINGS]
