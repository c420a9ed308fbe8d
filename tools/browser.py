"""Find the Chromium that the tests drive, or install one.

Looked for in this order: the program named by CHROMIUM, one on PATH, Playwright's own. Where there
is none, Playwright's is installed, or else the system's package. `python tools/browser.py` does
that and prints which one it is; once there is one, it needs no network.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NAMES = ("chromium", "chromium-browser", "google-chrome")

# What a browser would otherwise ask of its makers, which no test of this project needs.
FLAGS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)


def flags() -> list[str]:
    """The arguments to start it with; its sandbox does not work for root."""
    return [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else [*FLAGS]


def find() -> Path | None:
    """The first browser that is there and tells its version."""
    return next((path for path in places() if answers(path)), None)


def places() -> Iterator[Path]:
    """Where a browser may be; Playwright is only asked when there is none on PATH."""
    named = os.environ.get("CHROMIUM")
    for name in [named] if named else NAMES:
        found = shutil.which(name)
        if found:
            yield Path(found)
    if not named:
        yield playwrights()


def playwrights() -> Path:
    """Where Playwright's own browser is, once it is installed."""
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def answers(path: Path) -> bool:
    """Whether it starts at all; some systems have a stand-in by this name that does not."""
    return path.is_file() and run([str(path), "--version"], seconds=30)


def install() -> None:
    """Get one, from Playwright or from the system."""
    # Playwright's browser comes from a host of its own, which may be out of reach.
    if run([sys.executable, "-m", "playwright", "install", "chromium"], seconds=300) and find():
        return
    if shutil.which("apt-get"):
        sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
        apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
        run([*apt, "update"], seconds=300)
        run([*apt, "install", "-y", "chromium"], seconds=900)


def run(command: Sequence[str], seconds: float) -> bool:
    """Run it without its chatter, and tell whether it succeeded; if not, say how it ended."""
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=seconds)
    except (OSError, subprocess.TimeoutExpired) as error:
        sys.stderr.write(f"{error}\n")
        return False
    if done.returncode != 0:
        last = "\n".join(f"{done.stdout}{done.stderr}".strip().splitlines()[-3:])
        sys.stderr.write(f"{' '.join(command)} failed:\n{last}\n")
    return done.returncode == 0


def main() -> int:
    """Make sure that there is a browser."""
    browser = find()
    if browser is None and "CHROMIUM" not in os.environ:
        sys.stderr.write("No browser found for the tests; installing Chromium.\n")
        install()
        browser = find()
    if browser is None:
        sys.stderr.write(
            "The tests need Chromium. Install it, or set CHROMIUM to the path of one that starts.\n"
        )
        return 1
    sys.stdout.write(f"Browser: {browser}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
