"""Problems as people and tools read them: on a terminal, as JSON, on lines of a pull request."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from treatments.problems import worst_first

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from treatments.problems import Mark, Problem

IN_FULL = 10  # problems of one code; of the others, what they say is enough
WIDTH = 100  # of a source line that is shown
LONGEST = 1_000  # of a value that is marked
BEFORE = 60  # of it, before the mark, where the line is longer
RED, YELLOW, BOLD, PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[0m"
VALUE = re.compile(
    r"""
    "(?:[^"\\]|\\.)*"? | '(?:[^']|'')*'?  # in quotes
    | [\[{].*                             # a list or a group, to the end of the line
    | (?:(?!:(?:\s|$)|\s\#).)+            # plain text, to its colon or to a note
    """,
    re.VERBOSE,
)
IN_BRACKETS = re.compile(r"[^,\]}]+")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The line of a problem, and how much of it is marked; columns count from 1."""

    line: str
    column: int
    end: int


def text(problems: Iterable[Problem], contents: Mapping[str, bytes], *, colour: bool) -> str:
    """Tell every problem, the worst first, and how many there are."""
    found = worst_first(problems)
    lines = _Lines(contents)
    paint = _painted if colour else _unpainted
    seen: Counter[str] = Counter()
    told: list[str] = []
    for problem in found:
        seen[problem.code] += 1
        is_full = seen[problem.code] <= IN_FULL
        told.append(_told(problem, lines.at(problem.mark) if is_full else None, paint))
    told.append(_how_many(found))
    if max(seen.values(), default=0) > IN_FULL:
        told[-1] += f"; of each code, {IN_FULL} are shown in full"
    return "\n".join(told)


def as_json(problems: Iterable[Problem], contents: Mapping[str, bytes]) -> str:
    """Tell every problem as data."""
    found = worst_first(problems)
    lines = _Lines(contents)
    told = [
        {
            "file": problem.mark.file,
            "line": problem.mark.line,
            "column": problem.mark.column,
            "end_column": lines.at(problem.mark).end,
            "level": problem.level,
            "code": problem.code,
            "message": problem.message,
            "hint": problem.hint,
            "help": problem.help,
        }
        for problem in found
    ]
    return json.dumps({"problems": told, **_numbers(found)}, ensure_ascii=False, indent=2)


def github(problems: Iterable[Problem], contents: Mapping[str, bytes]) -> str:
    """Tell every problem as a workflow command, which puts it on its line in a pull request."""
    found = worst_first(problems)
    lines = _Lines(contents)
    return "\n".join([*(_command(each, lines.at(each.mark)) for each in found), _how_many(found)])


def _command(problem: Problem, excerpt: Excerpt) -> str:
    place = {
        "file": problem.mark.file,
        "line": problem.mark.line,
        "col": problem.mark.column,
        "endColumn": excerpt.end,
        "title": problem.code,
    }
    values = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in place.items())
    words = "\n".join(filter(None, [problem.message, problem.hint, f"help: {problem.help}"]))
    return f"::{problem.level} {values}::{_escaped(words)}"


def _escaped(text: str, others: str = "") -> str:
    return "".join(f"%{ord(each):02X}" if each in f"%\r\n{others}" else each for each in text)


def _numbers(problems: Iterable[Problem]) -> dict[str, int]:
    levels = Counter(problem.level for problem in problems)
    return {"errors": levels["error"], "warnings": levels["warning"]}


def _how_many(problems: Iterable[Problem]) -> str:
    told = _numbers(problems).items()
    return ", ".join(
        f"{number} {name.removesuffix('s') if number == 1 else name}" for name, number in told
    )


def _told(problem: Problem, excerpt: Excerpt | None, paint: Callable[[str, str], str]) -> str:
    tone = RED if problem.level == "error" else YELLOW
    code = paint(problem.code, BOLD + tone)
    level = "" if problem.level == "error" else f" ({problem.level})"
    lines = [f"{problem.mark}: {code}: {_visible(problem.message)}{level}"]
    if excerpt is not None:
        lines += _shown(excerpt, lambda mark: paint(mark, tone))
        lines += [f"    {_visible(line)}" for line in problem.hint.splitlines()]
        lines.append(f"    help: {problem.help}")
    return "\n".join(lines)


def _painted(words: str, tone: str) -> str:
    return f"{tone}{words}{PLAIN}"


def _unpainted(words: str, _tone: str) -> str:
    return words


def _shown(excerpt: Excerpt, paint: Callable[[str], str]) -> list[str]:
    """Show a line with a mark under the value; a long one as much as fits."""
    if not excerpt.line.strip():
        return []
    start = len(excerpt.line) - len(excerpt.line.lstrip())
    if len(excerpt.line) - start > WIDTH:
        start = max(start, min(excerpt.column - 1 - BEFORE, len(excerpt.line) - WIDTH))
    stop = start + WIDTH
    cut = "…" if start and excerpt.line[:start].strip() else ""
    line = cut + excerpt.line[start:stop] + ("…" if len(excerpt.line) > stop else "")
    before = _width(cut + excerpt.line[start : excerpt.column - 1])
    marked = _width(excerpt.line[excerpt.column - 1 : min(excerpt.end - 1, stop)])
    return [f"    {_visible(line)}", f"    {' ' * before}{paint('^' * max(1, marked))}"]


def _visible(line: str) -> str:
    """Put a stand-in for what a terminal would not print, or would obey."""
    return "".join(
        each if each.isprintable() else " " if each == "\t" else "\N{REPLACEMENT CHARACTER}"
        for each in line
    )


def _width(words: str) -> int:
    """Count the columns that a terminal takes for a text."""
    wide = sum(unicodedata.east_asian_width(each) in "WF" for each in words)
    return len(words) + wide - sum(unicodedata.combining(each) > 0 for each in words)


class _Lines:
    """The lines of the files, split when first asked for."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self._contents = contents
        self._split: dict[str, list[str]] = {}

    def at(self, mark: Mark) -> Excerpt:
        """Find the line of a problem, and where the value ends that is at fault."""
        if mark.file not in self._split:
            content = self._contents.get(mark.file, b"").removeprefix(b"\xef\xbb\xbf")
            self._split[mark.file] = content.decode("utf-8", "replace").split("\n")
        lines = self._split[mark.file]
        line = lines[mark.line - 1].rstrip("\r") if mark.line <= len(lines) else ""
        return Excerpt(line, mark.column, mark.column + _length(line, mark.column - 1))


def _length(line: str, start: int) -> int:
    """Measure the value that starts at an index of a line."""
    found = VALUE.match(line, start, start + LONGEST)
    if found is None:
        return 1
    value = found[0]
    before = line[:start]
    is_within = before.count("{") + before.count("[") > before.count("}") + before.count("]")
    if is_within and value[0] not in "\"'[{" and (inner := IN_BRACKETS.match(value)):
        value = inner[0]
    return max(1, len(value.rstrip()))
