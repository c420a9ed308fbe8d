"""Reads the golden cases: a small change to `cases/base/`, and every problem that must come of it.

`python -m tests.golden` writes what comes out today into every case, to be read with `git diff`.
The editors' guide shows the cases as a table of mistakes and answers.
"""

from __future__ import annotations

import itertools
import textwrap
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from treatments import files
from treatments.check import examine
from treatments.problems import Problem, worst_first

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases"
WORDS = "data/words.yml"
CHANGED_WORDS = ("colon", "at_time", "months")  # by a case
NONE = "none"


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One mistake. Its folder is the code of its problem, its name the kind of value."""

    path: Path
    reads: str
    changes: tuple[Mapping[str, Any], ...]
    problems: str
    warnings: str

    @property
    def code(self) -> str:
        """The code that the case is about, or `fine` or `several`."""
        return self.path.parent.name

    @property
    def name(self) -> str:
        return f"{self.code}/{self.path.stem}"


def load(path: Path) -> Case:
    written = yaml.safe_load(path.read_text("utf-8"))
    change = written.pop("change")
    return Case(
        path=path,
        reads=written.pop("reads"),
        changes=tuple(change) if isinstance(change, list) else (change,),
        problems=written.pop("problems", NONE).strip(),
        warnings=written.pop("warnings", NONE).strip(),
        **written,  # nothing else has a place in a case
    )


def cases() -> list[Case]:
    return [load(path) for path in sorted(CASES.glob("*/*.yml"))]


@cache
def base() -> Mapping[str, bytes]:
    """The files that the cases change: valid data on a subject of no importance."""
    folder = CASES / "base"
    return files.data(folder) | {WORDS: _words()} | files.evidence(folder)


def _words() -> bytes:
    """Take the words of the site, those first that a case changes, so that their lines stay."""
    lines = [*files.data(ROOT)[WORDS].decode().splitlines(keepends=True), ""]
    words = lines[lines.index("words:\n") + 1 :]
    first = [line for line in words if line.strip().startswith(CHANGED_WORDS)]
    return "".join(["words:\n", *first, *(line for line in words if line not in first)]).encode()


def changed(changes: Sequence[Mapping[str, Any]]) -> dict[str, bytes]:
    """Give the files of the base with the changes of a case."""
    found = dict(base())
    for change in changes:
        match change:
            case {"remove": name}:
                del found[name]
            case {"in": name, "replace": old, **new}:
                before = found[name]
                assert before.count(old.encode()) == 1, f"not once in {name}: {old}"
                found[name] = before.replace(old.encode(), _content(new, "by"))
            case {"file": name, **new}:
                found[name] = _content(new, "text")
            case _:
                raise AssertionError(change)
    return found


def _content(new: Mapping[str, Any], key: str) -> bytes:
    """Take the new text, or the bytes for which there is no text, each written as a letter."""
    times = int(new.get("times", 1))
    content: bytes = new["bytes"].encode("latin-1") if "bytes" in new else new[key].encode()
    return content * times


@cache
def told(case: Case) -> tuple[Problem, ...]:
    """Give every problem of the data as the case changes it, the worst first."""
    return problems(changed(case.changes))


def problems(contents: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """Give every problem of these files, the worst first."""
    data = {name: content for name, content in contents.items() if name.startswith("data/")}
    facts = {name: content for name, content in contents.items() if name.startswith("evidence/")}
    pages = {name: content for name, content in contents.items() if name.startswith("docs/")}
    _, found = examine(data, facts, pages)
    return worst_first(found)


def shown(found: Sequence[Problem], level: str) -> str:
    """Print the problems of a level as the editor sees them."""
    return "\n".join(str(each) for each in found if each.level == level) or NONE


def _rewritten(case: Case, found: Sequence[Problem]) -> str:
    kept = itertools.takewhile(
        lambda line: not line.startswith(("problems:", "warnings:")),
        case.path.read_text("utf-8").splitlines(),
    )
    return "\n".join(
        [*kept, *_block("problems", found, "error"), *_block("warnings", found, "warning"), ""]
    )


def _block(key: str, found: Sequence[Problem], level: str) -> list[str]:
    text = shown(found, level)
    if text != NONE:
        return [f"{key}: |", textwrap.indent(text, "  ")]
    return [f"{key}: {NONE}"] if key == "problems" else []


if __name__ == "__main__":
    assert not problems(base()), "the base itself has problems; nothing was written"
    for each in cases():
        each.path.write_text(_rewritten(each, told(each)), "utf-8")
