"""One page of each kind of a built site, for whatever looks at them all.

Of the pages that are made from data in one way, the heaviest stands for its siblings; every other
page is a kind of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# Where the pages are that are made from data: two options side by side, and one option.
SIBLINGS = ("compare/*-vs-*", "treatments/*")
NOT_FOUND = "404.html"


def kinds(site: Path) -> list[str]:
    """The addresses from the root of the site, such as `compare/`; the page for 404 comes last."""
    siblings = [sorted(site.glob(f"{each}/index.html")) for each in SIBLINGS]
    made = {path for found in siblings for path in found}
    pages = [path for path in sorted(site.rglob("index.html")) if path not in made]
    heaviest = [max(found, key=lambda path: path.stat().st_size) for found in siblings if found]
    addresses = [path.parent.relative_to(site).as_posix() for path in (*pages, *heaviest)]
    return ["" if each == "." else f"{each}/" for each in addresses] + [NOT_FOUND]
