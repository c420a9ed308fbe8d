"""Renew the picture of the comparison in the README: `python tools/picture.py SITE PICTURE`."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.serving import serve
from tools.browser import find, flags

WIDTH, HEIGHT = 1280, 960


def main(site: Path, picture: Path) -> None:
    """Photograph the first rows of the comparison, below what is said before it."""
    with serve(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=flags())
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(f"{address}compare/")
        page.locator(".comparison__controls").first.evaluate("part => part.scrollIntoView()")
        page.wait_for_function("scrollY > 0")
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
