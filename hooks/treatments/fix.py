"""Mends what surely was meant by editing the text where it stands: comments and layout stay."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from treatments import reader
from treatments.check import examine
from treatments.problems import Mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from treatments.problems import Problem

Files = dict[str, bytes]
ROUNDS = 3  # a mended file may show mistakes that another mistake had hidden
WIDTHS = (2, 4, 8)  # of a tab
SPACE = "space"  # stands for white space among the corrections


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """What was changed, and where it stands now."""

    mark: Mark
    was: str
    now: str

    def __str__(self) -> str:
        if self.was == SPACE:
            return f"{self.mark}: {self.now}"
        return f"{self.mark}: '{self.was}' is now '{self.now}'"


@dataclass(frozen=True, slots=True)
class _Mended:
    content: bytes
    changes: tuple[Change, ...]


def mend(
    data: Mapping[str, bytes], facts: Mapping[str, bytes], pages: Mapping[str, bytes]
) -> tuple[Files, list[Change]]:
    """Give the data files that were mended, and every change.

    A file comes out only if there is less wrong in it than before, or as little.
    """
    mended: dict[str, _Mended] = {}
    for name, content in data.items():
        tidied = _tidied(name, content)
        if tidied.changes:
            mended[name] = tidied
    refused: set[str] = set()
    _, before = examine(data, facts, pages)
    for _ in range(ROUNDS):
        now = {**data, **{name: each.content for name, each in mended.items()}}
        _, problems = examine(now, facts, pages)
        worse = _worse(data, before, now, problems)
        if worse:
            refused |= worse
            mended = {name: each for name, each in mended.items() if name not in worse}
            continue
        found = _corrections(now, (each for each in problems if each.mark.file not in refused))
        if not found:
            break
        for name, each in found.items():
            earlier = mended[name].changes if name in mended else ()
            mended[name] = _Mended(each.content, (*earlier, *each.changes))
    else:
        now = {**data, **{name: each.content for name, each in mended.items()}}
        _, problems = examine(now, facts, pages)
        for name in _worse(data, before, now, problems):
            del mended[name]
    changes = sorted(change for each in mended.values() for change in each.changes)
    return {name: each.content for name, each in mended.items()}, changes


def _worse(
    was: Mapping[str, bytes],
    before: Sequence[Problem],
    now: Mapping[str, bytes],
    after: Sequence[Problem],
) -> set[str]:
    """Tell which changed files have more wrong where they changed.

    Elsewhere one that can be read at last may show more.
    """
    worse = set()
    for name in (name for name in now if now[name] != was[name]):
        pairs = zip(was[name].split(b"\n"), now[name].split(b"\n"), strict=False)
        lines = {number for number, (old, new) in enumerate(pairs, 1) if old != new}
        if _wrong(name, now[name], after, lines) > _wrong(name, was[name], before, lines):
            worse.add(name)
    return worse


def _wrong(
    name: str, content: bytes, problems: Sequence[Problem], lines: set[int]
) -> tuple[int, int]:
    """Count the problems of a file, those of reading before all, and those on some lines."""
    return len(reader.read({name: content}).problems), sum(
        each.mark.file == name and each.mark.line in lines for each in problems
    )


# --- white space ----------------------------------------------------------------------------------


def _tidied(name: str, content: bytes) -> _Mended:
    """Put the white space of a file in order, as far as its values stay what they were."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return _Mended(content, ())
    spaced, changes = _without_tabs(name, text)
    for step in (_with_plain_spaces, _without_trailing, _with_end):
        changed, more = step(name, spaced)
        if more and _means_the_same(name, spaced, changed):
            spaced, changes = changed, [*changes, *more]
    return _Mended(spaced.encode(), tuple(changes))


def _means_the_same(name: str, before: str, after: str) -> bool:
    """Tell whether the values stayed what they were, where they could be read before."""
    was, now = _read(name, before), _read(name, after)
    if name in was.values and was.values != now.values:
        return False
    return len(now.problems) <= len(was.problems)


def _read(name: str, text: str) -> reader.Written:
    return reader.read({name: text.encode()})


def _without_tabs(name: str, text: str) -> tuple[str, list[Change]]:
    """Turn tabs into spaces, if only one width makes sense of the file."""
    indents = [index for index, line in enumerate(text.split("\n")) if re.match(r" *\t", line)]
    if not indents and not any(each.code == "tab" for each in _read(name, text).problems):
        return text, []
    tried = {width: _untabbed(text, width) for width in WIDTHS}
    readable = {
        width: found.values
        for width, new in tried.items()
        if name in (found := _read(name, new)).values
    }
    if not readable:
        return text, []
    width, values = next(iter(readable.items()))
    if any(each != values for each in readable.values()):
        return text, []
    lines = [
        index + 1 for index, line in enumerate(text.split("\n")) if "\t" in line.partition("#")[0]
    ]
    changes = [Change(Mark(name, line, 1), SPACE, "the tab is now spaces") for line in lines]
    return tried[width], changes


def _untabbed(text: str, width: int) -> str:
    """Turn tabs that start lines into so many spaces, those after a colon or a dash into one."""
    lines = (
        re.sub(r"^[ \t]+", lambda found: found[0].replace("\t", " " * width), line)
        for line in text.split("\n")
    )
    return "\n".join(re.sub(r"(?<=[:-])[ \t]*\t[ \t]*", " ", line) for line in lines)


def _with_plain_spaces(name: str, text: str) -> tuple[str, list[Change]]:
    """Put an ordinary space where another stands between the words of the form."""
    marks = [each.mark for each in _read(name, text).problems if each.code == "odd-space"]
    lines = text.split("\n")
    changes = []
    for mark in marks:
        line = lines[mark.line - 1]
        head, rest = line[: mark.column - 1], line[mark.column - 1 :]
        mended = re.sub(r"^[^\S\t\r]+", lambda found: " " * len(found[0]), rest)
        if mended != rest:
            lines[mark.line - 1] = head + mended
            changes.append(Change(mark, SPACE, "the space is now an ordinary one"))
    return "\n".join(lines), changes


def _without_trailing(name: str, text: str) -> tuple[str, list[Change]]:
    """Take away spaces at the end of lines."""
    lines = text.split("\n")
    trimmed = [re.sub(r"[ \t]+(?=\r?$)", "", line) for line in lines]
    changes = [
        Change(
            Mark(name, index + 1, len(new.rstrip("\r")) + 1),
            SPACE,
            "the spaces at the end of the line are gone",
        )
        for index, (line, new) in enumerate(zip(lines, trimmed, strict=True))
        if line != new
    ]
    return "\n".join(trimmed), changes


def _with_end(name: str, text: str) -> tuple[str, list[Change]]:
    """End the last line."""
    if not text or text.endswith("\n"):
        return text, []
    mark = Mark(name, text.count("\n") + 1, len(text) - text.rfind("\n"))
    return text + "\n", [Change(mark, SPACE, "the last line now ends")]


# --- words ----------------------------------------------------------------------------------------


def _corrections(data: Mapping[str, bytes], problems: Iterator[Problem]) -> dict[str, _Mended]:
    """Write what was meant where a problem knows it."""
    by_file: dict[str, dict[Mark, tuple[str, str]]] = {}
    for problem in problems:
        correction = problem.correction or _truth(data, problem)
        if correction and problem.mark.file in data:
            by_file.setdefault(problem.mark.file, {})[problem.mark] = correction
    found = {name: _corrected(data[name], wanted) for name, wanted in by_file.items()}
    return {name: each for name, each in found.items() if each.changes}


def _truth(data: Mapping[str, bytes], problem: Problem) -> tuple[str, str] | None:
    """Find the truth that was written with a capital."""
    if problem.code != "true-or-false":
        return None
    line = data[problem.mark.file].decode().split("\n")[problem.mark.line - 1]
    found = re.match(r"\w+", line[problem.mark.column - 1 :])
    return (found[0], found[0].casefold()) if found else None


def _corrected(content: bytes, wanted: Mapping[Mark, tuple[str, str]]) -> _Mended:
    """Replace words at their places, the last of a line first, so that the others keep theirs."""
    mark_of_order = "\ufeff"
    text = content.decode()
    start = mark_of_order if text.startswith(mark_of_order) else ""
    lines = text.removeprefix(start).split("\n")
    changes = []
    for mark, (was, now) in sorted(wanted.items(), reverse=True):
        line, index = lines[mark.line - 1], mark.column - 1
        index += line[index : index + 1] in {'"', "'"}
        if line[index : index + len(was)] == was and not re.match(
            r"[\w-]", line[index + len(was) :]
        ):
            lines[mark.line - 1] = line[:index] + now + line[index + len(was) :]
            changes.append(Change(mark, was, now))
    return _Mended((start + "\n".join(lines)).encode(), tuple(changes))
