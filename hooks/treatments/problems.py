"""What is wrong with the data, where, and what to write instead."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

GUIDE = "/editing/"
LONGEST = 600  # characters of a message or a hint; a value can have 10,000
SHORT_WORD, LONG_WORD = 4, 8  # letters
ALIKE, BEGUN_ALIKE = 0.72, 0.6  # of two words, 1 being the same; of two that begin alike
SHORT_BEGINNING = 3  # letters
LONGEST_WORD = 100  # difflib takes quadratic time, and nobody mistypes a name longer than this


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in a file; the first character is line 1, column 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake, in words for the person who edits the data."""

    mark: Mark
    code: str
    message: str
    hint: str = ""
    level: Literal["error", "warning"] = "error"
    # the anchor of the field's help, where the fault lies in how a field was filled
    field: str = ""
    # what stands there, and what surely was meant
    correction: tuple[str, str] | None = None

    def __post_init__(self) -> None:
        """Leave out the middle of what nobody would read to its end."""
        object.__setattr__(self, "message", _shortened(self.message))
        object.__setattr__(self, "hint", _shortened(self.hint))

    @property
    def help(self) -> str:
        """The address of the help in the editors' guide."""
        return f"{GUIDE}#{self.field or rule_anchor(self.code)}"

    def __str__(self) -> str:
        line = f"{self.mark}: {self.code}: {self.message}"
        return f"{line}\n    {self.hint}" if self.hint else line


class Invalid(Exception):
    """The data can not be used; carries every problem, the worst first, then by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = worst_first(problems)
        super().__init__(self.problems)

    def __eq__(self, other: object) -> bool:
        """Tell the same twice: a preview asks whether anything has changed."""
        return isinstance(other, Invalid) and other.problems == self.problems

    def __hash__(self) -> int:
        """Go with what is equal."""
        return hash(self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        title = f"{count} problem{'' if count == 1 else 's'} in the data"
        return "\n".join([title, *map(str, self.problems)])


def _shortened(text: str) -> str:
    half = LONGEST // 2
    return text if len(text) <= LONGEST else f"{text[:half]} … {text[-half:]}"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Find the one known word that is a slip away.

    A slip is two letters swapped, or one that is wrong, missing or too many. In long words two
    slips are let pass. A number is never a slip of another. None if there are two such words.
    """
    slips = 1 if len(word) < LONG_WORD else 2
    if len(word) < SHORT_WORD or len(word) > LONGEST_WORD:
        return None
    near = {
        each
        for each in known
        if _slips(word.casefold(), each.casefold(), slips) <= slips
        and _numbers(word) == _numbers(each)
    }
    return near.pop() if len(near) == 1 else None


def _numbers(word: str) -> list[int]:
    return [int(number) for number in re.findall(r"[0-9]+", word)]


def _slips(one: str, other: str, most: int) -> int:
    """Count the slips between two words (optimal string alignment), up to a limit."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, against in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def rule_anchor(code: str) -> str:
    """Give the place of a rule in the editors' guide."""
    return f"rule-{code}"


def field_anchor(record: str, name: str) -> str:
    """Give the place of a field in the editors' guide."""
    return f"field-{record.lower()}-{name}"


def worst_first(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort errors before warnings, and each of them by place."""
    return tuple(sorted(problems, key=lambda problem: (problem.level != "error", problem.mark)))


def with_rest(told: Sequence[Problem], many: str) -> list[Problem]:
    """Add, after the last problem that is told, that there are more; `many` says how many."""
    last = max(told, key=lambda problem: problem.mark)
    message = f"{many}; the others are left out"
    rest = Problem(last.mark, "too-many-problems", message, "mend these first", last.level)
    return [*told, rest]


def closest(word: str, known: Iterable[str]) -> str | None:
    """Find the known word that was probably meant, whatever its capitals."""
    if not word.strip() or len(word) > LONGEST_WORD:
        return None
    spelled = {candidate.casefold(): candidate for candidate in known}
    wanted = word.strip().casefold()
    found = difflib.get_close_matches(wanted, spelled, n=1, cutoff=ALIKE) or [
        each for each in spelled if len(each) >= SHORT_BEGINNING and _slips(wanted, each, 1) <= 1
    ]
    begun = [each for each in spelled if each[:SHORT_BEGINNING] == wanted[:SHORT_BEGINNING]]
    found = found or difflib.get_close_matches(wanted, begun, n=1, cutoff=BEGUN_ALIKE)
    return spelled[found[0]] if found else None
