"""Weigh the first view of each kind of page: every file that a browser asks for, as it is sent.

    python tools/weigh.py site

Prints a line a page, in thousands of bytes after gzip, and exits with 1 if one is over its budget.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.serving import serve
from tools import browser
from tools.kinds import kinds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser, Request

# In bytes. The comparison is what people come for, often by phone.
BUDGETS = {"compare/": 100_000}
TYPES = ("document", "stylesheet", "script", "other")


def weigh(running: Browser, address: str) -> Counter[str]:
    """The bytes of the bodies of all answers, by the type of the file."""
    context = running.new_context(viewport={"width": 390, "height": 844})
    asked: list[Request] = []
    # Of the context, not of the page, so that what a worker asks for counts as well.
    context.on("requestfinished", lambda each: asked.append(each))  # noqa: PLW0108  # no built-in
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    found: Counter[str] = Counter()
    for request in asked:
        of_type = request.resource_type if request.resource_type in TYPES else "other"
        found[of_type] += request.sizes()["responseBodySize"]
    context.close()
    return found


def say(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")


def main(arguments: Sequence[str]) -> int:
    """Weigh the site in the folder that was named."""
    site = Path(arguments[0])
    over = []
    say(*(f"{each:>10}" for each in (*TYPES, "all")), " page")
    with serve(site) as base, sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser.find(), args=browser.flags())
        for address in kinds(site):
            found = weigh(running, base + address)
            sizes = [*(found[each] for each in TYPES), found.total()]
            budget = BUDGETS.get(address)
            of_budget = f" (of {budget / 1000:.0f})" if budget else ""
            say(*(f"{size / 1000:>10.1f}" for size in sizes), f" /{address}{of_budget}")
            over += [address] if budget and found.total() > budget else []
        running.close()
    if over:
        say(f"Over budget: {', '.join(over)}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
