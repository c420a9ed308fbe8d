"""What every data set must come to: a site that is printed whole, or problems with their places."""

from __future__ import annotations

import json
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

from treatments import prose, report, search
from treatments.build import build
from treatments.check import examine
from treatments.problems import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from treatments.pages import Printer
    from treatments.problems import Problem

SECONDS = 20  # hundreds of times what the check needs; whatever takes longer hangs
STATIC = {"fields", "rules", "mistakes"}  # parts that are made from the code and not from data
LONGEST_WORDS = 1_300  # of a message, whatever the value is that it is about


class Stuck(Exception):
    """It took too long."""


@contextmanager
def in_time() -> Iterator[None]:
    """Fail instead of hanging."""

    def stop(*_: object) -> None:
        raise Stuck

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def outcome(contents: Mapping[str, bytes]) -> tuple[Printer | None, tuple[Problem, ...]]:
    """Build the site of these files and print all of it, or give its problems, each well told."""
    parts = [
        {name: content for name, content in contents.items() if name.startswith(f"{folder}/")}
        for folder in ("data", "evidence", "docs")
    ]
    with in_time():
        try:
            printer = build(*parts)
        except Invalid as invalid:
            assert_some_error(invalid.problems)
            assert_well_told(invalid.problems, contents)
            return None, invalid.problems
        _, warnings = examine(*parts)
        assert_well_told(warnings, contents)
        print_all(printer)
        return printer, tuple(warnings)


def assert_some_error(problems: Sequence[Problem]) -> None:
    assert any(problem.level == "error" for problem in problems)


def print_all(printer: Printer) -> dict[str, str]:
    """Print whatever comes from data: pages, parts of pages, columns, calendar, colours, search."""
    printed = {page.url: page.html for page in printer.pages()}
    for name in sorted(prose.parts() - STATIC):
        printed[name] = printer.fill(f"<p>[[{name}]]</p>", f"{name}/")
    printed |= {url: script() for url, script in printer.columns().items()}
    printed["options.css"] = printer.stylesheet()
    printed["reviews.ics"] = printer.reviews("https://example.org/")
    entries = [entry.indexed() for entry in search.entries(printer.site)]
    printed["search"] = json.dumps(entries, ensure_ascii=False)
    return printed


def assert_well_told(problems: Sequence[Problem], contents: Mapping[str, bytes]) -> None:
    """Fail unless each problem has a place inside a file, and words that a person can read."""
    lines_of = {
        name: content.decode("utf-8", "replace").split("\n") for name, content in contents.items()
    }
    for problem in problems:
        mark = problem.mark
        where = f"{problem}"[:500]
        if problem.code == "missing-part":  # it is nowhere yet
            continue
        assert mark.file in contents, where
        lines = lines_of[mark.file]
        assert 1 <= mark.line <= len(lines), where
        assert 1 <= mark.column <= len(lines[mark.line - 1]) + 1, where
        assert problem.message, where
        assert len(problem.message) + len(problem.hint) <= LONGEST_WORDS, where
    for told in (
        report.text(problems, contents, colour=False),
        report.as_json(problems, contents),
        report.github(problems, contents),
    ):
        assert told
        told.encode()  # no half of a character, which no terminal takes
