"""Weigh the first view of each kind of page: every file that a browser asks for, as it is sent.

    python -m tools.weigh site

Prints a line a page, in thousands of bytes after gzip, and exits with 1 if one is over its budget.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from playwright.sync_api import sync_playwright

from tests.serving import Handler, serve
from tools import browser
from tools.kinds import kinds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser, ViewportSize

# In bytes. The comparison is what people come for, often by phone.
BUDGETS = {"compare/": 100_000}
TYPES = (".html", ".css", ".js", "others")
PHONE: ViewportSize = {"width": 390, "height": 844}


class Scales(Handler):
    """Serves files, and notes what the body of each answer weighs, by the type of the file.

    The server counts, not the browser: that one does not tell what its workers ask for.
    """

    sent: ClassVar[Counter[str]] = Counter()

    def send_header(self, keyword: str, value: str) -> None:
        if keyword == "Content-Length":
            address = self.path.partition("?")[0]
            suffix = ".html" if address.endswith("/") else Path(address).suffix
            self.sent[suffix if suffix in TYPES else "others"] += int(value)
        super().send_header(keyword, value)


def weigh(running: Browser, address: str) -> Counter[str]:
    """What a reader who comes to an address by phone, for the first time, is sent."""
    Scales.sent.clear()
    context = running.new_context(viewport=PHONE)
    context.new_page().goto(address, wait_until="networkidle")
    context.close()
    return Counter(Scales.sent)


def say(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")


def main(arguments: Sequence[str]) -> int:
    """Weigh the site in the folder that was named."""
    site = Path(arguments[0])
    over = []
    say(*(f"{each:>8}" for each in (*TYPES, "all")), " page")
    with serve(site, Scales) as base, sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser.find(), args=browser.flags())
        for address in kinds(site):
            found = weigh(running, base + address)
            budget = BUDGETS.get(address)
            sizes = [*(found[each] for each in TYPES), found.total()]
            of_budget = f" (of {budget / 1000:.0f})" if budget else ""
            say(*(f"{size / 1000:>8.1f}" for size in sizes), f" /{address}{of_budget}")
            over += [address] if budget and found.total() > budget else []
        running.close()
    if over:
        say(f"Over budget: {', '.join(over)}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
