"""What a rule is: a sentence with a stable code that yields the places where it is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal

from treatments.catalogue import Catalogue, Path
from treatments.problems import Problem, with_rest

if TYPE_CHECKING:
    from treatments import model


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where a rule is broken, what is wrong there, and what to write instead."""

    path: Path
    message: str
    hint: str
    is_key: bool = False
    correction: tuple[str, str] | None = None


Needs = Literal["nothing", "files", "records"]
Check = Callable[[Catalogue], Iterator[Fault]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with its stable code, and what must have been read for it to make sense."""

    code: str
    says: str
    check: Check
    level: Literal["error", "warning"]
    needs: Needs
    may_be_excused: bool


RULES: list[Rule] = []
MAX_FAULTS = 10_000  # of one rule; far more than anybody reads before mending the first


def rule(
    code: str,
    *,
    level: Literal["error", "warning"] = "error",
    needs: Needs = "nothing",
    may_be_excused: bool = False,
) -> Callable[[Check], Check]:
    """Enter a check, whose docstring is the rule, among the rules."""

    def enter(check: Check) -> Check:
        says = " ".join((check.__doc__ or "").split())
        excusable = may_be_excused or level == "warning"
        RULES.append(Rule(code, says, check, level, needs, excusable))
        return check

    return enter


def problems(catalogue: Catalogue) -> list[Problem]:
    """Give everything that breaks a rule, but for what is excused."""
    return [
        problem
        for each in RULES
        if each.needs in catalogue.has
        for problem in _broken(each, catalogue)
    ]


def _broken(broken: Rule, catalogue: Catalogue) -> list[Problem]:
    faults = (
        fault
        for fault in broken.check(catalogue)
        if not any(
            excuses(excuse, broken, fault, catalogue) for excuse in catalogue.data.exceptions
        )
    )
    told = [
        Problem(
            catalogue.mark(fault.path, key=fault.is_key),
            broken.code,
            fault.message,
            fault.hint,
            broken.level,
            correction=fault.correction,
        )
        for fault in islice(faults, MAX_FAULTS)
    ]
    many = f"more than {MAX_FAULTS:,} places break the rule '{broken.code}'"
    return with_rest(told, many) if any(True for _ in faults) else told


def excuses(excuse: model.Excuse, broken: Rule, fault: Fault, catalogue: Catalogue) -> bool:
    """Tell whether an exception is made for a fault."""
    if excuse.code != broken.code or not broken.may_be_excused:
        return False
    return set(excuse.at.split("/")) <= catalogue.names(fault.path)
