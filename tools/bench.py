"""Hold the generator to its budgets at many treatments, each against something in the same run.

    python -m tools.bench
    python -m tools.bench 100 300

Makes a site of 1,000 treatments and one of 3,000, or of as many as are said, and the pages of the
first again as plain Markdown without the generator. Prints what was measured beside its budget, and
exits with 1 if one is over. Times are those of the processor, which other programs disturb least.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from subprocess import DEVNULL, Popen
from typing import TYPE_CHECKING

import yaml

from tools.grow import grow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT / "hooks"))

from treatments import files, reader  # noqa: E402  # found only now

BUILD = ("-m", "mkdocs", "build", "--quiet")
CHECK = ("hooks/command.py", "check")
SIZES = (1_000, 3_000)
TIMES = 3  # where it takes little
BYTES = 1024 if sys.platform == "linux" else 1  # in a unit of the memory that is told
HEADING = re.compile(r"h[1-6]")
ARTICLE = re.compile(r"<article\b[^>]*>(.*)</article>", re.DOTALL)
PLAIN = {
    "site_name": "Plain",
    "site_url": "http://127.0.0.1:8000/",
    "nav": [{"Home": "index.md"}],
    "not_in_nav": "/*",  # a sidebar of all pages would take many times as long
    "theme": {"name": "material", "font": False},
    "plugins": ["search"],
    "markdown_extensions": ["admonition", "attr_list", "md_in_html", {"toc": {"permalink": True}}],
}


@dataclass(frozen=True, slots=True)
class Spent:
    """What a program took: seconds of the processor, and bytes of memory at its most."""

    seconds: float
    memory: int


@dataclass(frozen=True, slots=True)
class Measured:
    """Something that was measured, and the most that it may be."""

    what: str
    found: float
    budget: float

    @property
    def is_over(self) -> bool:
        """Whether it is more than it may be."""
        return self.found > self.budget

    def __str__(self) -> str:
        told = f"{self.found:10.2f}  of {self.budget:<7g} {self.what}"
        return f"{told}  OVER" if self.is_over else told


def spent(folder: Path, *arguments: str) -> Spent:
    """Run a Python program in a folder, and tell what it took.

    Raises:
        SystemExit: if it fails.
    """
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    command = [sys.executable, *arguments]
    with Popen(command, cwd=folder, env=environment, stdout=DEVNULL) as program:
        _, status, usage = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode:
        raise SystemExit(f"{' '.join(arguments)} failed in {folder}")
    return Spent(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * BYTES)


def best(take: Callable[[], float]) -> float:
    """Give the least of what was taken in a few times."""
    return min(take() for _ in range(TIMES))


def seconds(run: Callable[[], object]) -> float:
    """Tell how long something keeps the processor busy."""
    start = time.process_time()
    run()
    return time.process_time() - start


# --- the same pages without the generator


class Markdown(HTMLParser):
    """The text of a page as an author would have written it in Markdown; no drawings, no links."""

    BLOCKS = frozenset(["p", "div", "section", "ul", "ol", "dt", "dd", "table", "summary"])
    LEFT_OUT = frozenset(["script", "style", "svg", "template"])

    def __init__(self, html: str) -> None:
        super().__init__()
        self._written: list[str] = []
        self._rows = self._cells = self._left_out = 0
        self.feed(html)
        self.close()

    def __str__(self) -> str:
        return re.sub(r"\n{3,}", "\n\n", "".join(self._written)).strip() + "\n"

    def handle_starttag(self, tag: str, _: object) -> None:
        """Begin a part of the page as Markdown does."""
        self._left_out += tag in self.LEFT_OUT
        if tag in {"td", "th"}:
            self._cells += 1
            self._written.append("| ")
        elif self._cells:
            return  # a cell is one line
        elif HEADING.fullmatch(tag):
            self._written.append(f"\n\n{'#' * int(tag[1])} ")
        elif tag == "li":
            self._written.append("\n- ")
        elif tag in self.BLOCKS:
            self._rows = 0
            self._written.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        """End a heading, or a row; below the first row of a table goes a line."""
        self._left_out -= tag in self.LEFT_OUT
        if tag == "tr":
            self._rows += 1
            line = "|---" * self._cells + "|\n" if self._rows == 1 else ""
            self._written.append(f"|\n{line}")
            self._cells = 0
        elif HEADING.fullmatch(tag) and not self._cells:
            self._written.append("\n\n")

    def handle_data(self, data: str) -> None:
        """Take a text, unless it belongs to a drawing."""
        if not self._left_out and (words := re.sub(r"\s+", " ", data)) != " ":
            self._written.append(words)


def write_plainly(site: Path, folder: Path) -> None:
    """Write the pages of a built site as Markdown, for the host alone."""
    for page in site.glob("**/index.html"):
        found = ARTICLE.search(page.read_text("utf-8"))
        name = page.parent.relative_to(site).as_posix()
        path = folder / "docs" / (f"{name}.md" if name != "." else "index.md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(Markdown(found[1] if found else "")), "utf-8")
    (folder / "mkdocs.yml").write_text(json.dumps(PLAIN), "utf-8")


# --- what is measured


def measure(few: int, many: int) -> Iterator[Measured]:
    """Measure everything that has a budget; the first number of treatments is the one it is for."""
    with tempfile.TemporaryDirectory() as folder:
        less, more, plain = (Path(folder, name) for name in ("less", "more", "plain"))
        grow(less, few)
        built = spent(less, *BUILD)
        write_plainly(less / "site", plain)
        by_host = spent(plain, *BUILD)
        what = f"of the time that MkDocs takes for the pages of {few:,} treatments as Markdown"
        yield Measured(what, built.seconds / by_host.seconds, 0.35)
        yield Measured(f"MB of memory for {few:,} treatments", built.memory / 1e6, 150)
        shutil.rmtree(less / "site")
        grow(more, many)
        growth = spent(more, *BUILD).seconds / built.seconds
        yield Measured(f"times the time for {many / few:g} times the treatments", growth, 3.2)
        yield from _reading(files.data(less), few)
        took = best(lambda: spent(less, *CHECK).seconds)
        yield Measured(f"seconds to check {few:,} treatments", took, 5)
        took = best(lambda: spent(ROOT, *CHECK).seconds)
        yield Measured("seconds to check the shipped data", took, 1)


def _reading(data: dict[str, bytes], few: int) -> Iterator[Measured]:
    """Compare the reader, which keeps the place of every value, with the parser that it uses."""
    # By another name each time, since what was read is kept.
    again = ({f"{number}/{name}": data[name] for name in data} for number in range(TIMES))
    own = best(lambda: seconds(partial(reader.read, next(again))))
    theirs = best(lambda: seconds(lambda: [_loaded(each) for each in data.values()]))
    what = f"of the time that yaml.load with libyaml takes for {few:,} treatments"
    yield Measured(what, own / theirs, 1)


def _loaded(content: bytes) -> object:
    return yaml.load(content, Loader=yaml.CSafeLoader)


def main(arguments: Sequence[str]) -> int:
    """Print what was measured, and what is over its budget."""
    if arguments and not re.fullmatch(r"[1-9]\d* [1-9]\d*", " ".join(arguments)):
        raise SystemExit(__doc__)
    over = False
    for each in measure(*map(int, arguments or SIZES)):
        sys.stdout.write(f"{each}\n")
        sys.stdout.flush()
        over = over or each.is_over
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
