"""Where the data, the evidence and the prose lie, and what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from treatments.problems import Invalid, Mark, Problem

if TYPE_CHECKING:
    from pathlib import Path

ENDING = ".yml"


def data(root: Path) -> dict[str, bytes]:
    """Read every data file, by its path from the root; also those whose names end otherwise."""
    return _read(root, "data", "**/*.[yY][mM][lL]", "**/*.[yY][aA][mM][lL]")


def evidence(root: Path) -> dict[str, bytes]:
    """Read every file of facts, by its path from the root."""
    return _read(root, "evidence", "facts*.yml")


def unused(root: Path) -> bytes:
    """Read why facts are not used; without the file, no reason is given."""
    path = root / "evidence" / "unused.yml"
    return path.read_bytes() if path.is_file() else b"unused: {}"


def prose(root: Path) -> dict[str, bytes]:
    """Read every hand-written page, by its path from the root."""
    return _read(root, "docs", "**/*.md")


def cases(root: Path) -> dict[str, bytes]:
    """Read every golden case of the check, if there are any, by its path from the root."""
    return _read(root, "tests/cases", "*/*.yml")


def _read(root: Path, folder: str, *patterns: str) -> dict[str, bytes]:
    """Read the files of a folder that match a pattern.

    Raises:
        Invalid: with a problem for each that cannot be read.
    """
    contents: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path in sorted(path for pattern in patterns for path in (root / folder).glob(pattern)):
        name = path.relative_to(root).as_posix()
        try:
            contents[name] = path.read_bytes()
        except OSError as error:
            problems.append(Problem(Mark(name, 1, 1), "unreadable-file", *_why(error)))
    if problems:
        raise Invalid(problems)
    return contents


def _why(error: OSError) -> tuple[str, str]:
    """Say why a file cannot be read, and what to do about it."""
    match error:
        case IsADirectoryError():
            return "this is a folder, not a file", "give it a name that does not end like a file's"
        case PermissionError():
            return "this file may not be read", "give yourself the right to read it"
        case _:
            return "this leads to no file", "remove it, or put the file itself here"
