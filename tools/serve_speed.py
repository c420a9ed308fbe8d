"""Measure how long a saved change takes to be seen in the preview.

    python tools/serve_speed.py
    python tools/serve_speed.py 20

Edits a copy of the data ten times, or as often as is said, with a browser open on the page of the
first treatment, and prints for each save when the preview noticed it, when the site was built and
when the browser showed it.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "hooks")]

from treatments import catalogue, evidence, files, reader  # noqa: E402  # found only now

from tools import browser  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

NOT_NEEDED = shutil.ignore_patterns(".*", "site*", "tests", "__pycache__", "node_modules")
PATIENCE = 60.0
# Looks as often as the browser draws, and tells when words that were saved have been drawn. To ask
# from outside would be to wait for the next time of asking, which may be half a second off.
LOOKING = """
const look = () => {
  const words = document.body?.textContent.match(/Saved \\d+ times\\./);
  requestAnimationFrame(words ? () => drawn(words[0], Date.now()) : look);
};
requestAnimationFrame(look);
"""


@dataclass
class Preview:
    """A running preview: its address, and when it said what; in seconds of the clock."""

    address: str
    lines: list[tuple[float, str]] = field(default_factory=list)

    def listen(self, output: IO[str]) -> None:
        """Note every line with its time, until there are no more."""
        for line in output:
            self.lines.append((time.time(), line.rstrip()))

    def said(self, words: str, since: float) -> float:
        """Wait until it says something, and tell when it did."""
        while time.time() < since + PATIENCE:
            for moment, line in self.lines:
                if moment > since and words in line:
                    return moment
            time.sleep(0.005)
        raise TimeoutError("\n".join(line for _, line in self.lines))


@contextmanager
def serve(root: Path) -> Iterator[Preview]:
    """Run the preview of the tree at `root` on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    preview = Preview(f"http://127.0.0.1:{port}/")
    environment = {
        **os.environ,
        "SITE_URL": preview.address,
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONUNBUFFERED": "1",
    }
    with subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as running:
        listening = threading.Thread(target=preview.listen, args=[running.stdout], daemon=True)
        listening.start()
        try:
            yield preview
        finally:
            running.terminate()
            running.wait()
            listening.join()


def first_treatment(root: Path) -> tuple[str, Path, int, int]:
    """Give the id of the first treatment, and where the sentence stands that says what it is."""
    data = files.data(root)
    found, _ = catalogue.gather(reader.read(data), evidence.read({})[0], data)
    if found is None:
        raise SystemExit("the data cannot be read; run `make check`")
    mark = found.mark(("treatments", 0, "plain"))
    return found.data.treatments[0].id, root / mark.file, mark.line, mark.column


def write(path: Path, line: int, column: int, words: str) -> None:
    """Put words in the place of the value at a line and a column."""
    lines = path.read_text("utf-8").split("\n")
    lines[line - 1] = lines[line - 1][: column - 1] + words
    path.write_text("\n".join(lines), "utf-8")


def measure(times: int) -> list[tuple[float, float, float]]:
    """Save so often, and give the seconds from each save to noticed, built and shown."""
    program = browser.find()
    if program is None:
        raise SystemExit("no browser was found; run `make browser`")
    measured = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder) / "tree"
        shutil.copytree(ROOT, root, ignore=NOT_NEEDED)
        name, path, line, column = first_treatment(root)
        chromium = playwright.chromium.launch(executable_path=program, args=browser.flags())
        with serve(root) as preview:
            preview.said("Serving on", time.time())
            page = chromium.new_page()
            page.set_default_timeout(PATIENCE * 1000)
            drawn: dict[str, float] = {}
            page.expose_function("drawn", lambda words, at: drawn.setdefault(words, at / 1000))
            page.add_init_script(LOOKING)
            page.goto(f"{preview.address}treatments/{name}/")
            for number in range(1, times + 1):
                words = f"Saved {number} times."
                page.wait_for_timeout(1000)  # at rest, as under a person's eyes
                start = time.time()
                write(path, line, column, words)
                page.get_by_text(words).first.wait_for()
                page.wait_for_timeout(100)  # what it tells may come a little later
                noticed = preview.said("Detected file changes", start)
                built = preview.said("Reloading browsers", start)
                measured.append((noticed - start, built - start, drawn[words] - start))
        chromium.close()
    return measured


def main(arguments: list[str]) -> int:
    """Print what was measured, and the medians."""
    if arguments and not re.fullmatch(r"[1-9]\d*", arguments[0]):
        raise SystemExit(__doc__)
    measured = measure(int(arguments[0]) if arguments else 10)
    rows = [*((str(number), *each) for number, each in enumerate(measured, 1))]
    rows.append(("median", *(statistics.median(column) for column in zip(*measured, strict=True))))
    sys.stdout.write("seconds from the save to   noticed  built  shown\n")
    for label, noticed, built, shown in rows:
        sys.stdout.write(f"{label:>25} {noticed:8.2f} {built:6.2f} {shown:6.2f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
