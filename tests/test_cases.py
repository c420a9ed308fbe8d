"""Each mistake that an editor can make ends in the right line and in words that mend it.

The mistakes are in `cases/`, one to a file, in folders named by the code of their problem.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from treatments import rules

from tests import golden

if TYPE_CHECKING:
    from treatments.problems import Problem

CASES = golden.cases()
CODE = re.compile(r"[a-z]+(-[a-z0-9]+)*")
READERS = ("reader", "shape", "catalogue", "evidence", "prose", "check", "files")
REPORTERS = {"_report", "_stop", "_fault", "_Fault", "Problem"}

# Codes of files too big to be a case that is read.
BIG = {"file-too-big", "too-many-problems", "too-many-values"}
# What is left when no fault of syntax that we know of fits; nothing is known to lead to it.
REST = {"syntax"}
# What is no content of a file; see `test_check`.
OUTSIDE = {"unreadable-file"}


def codes(module: str) -> set[str]:
    """Find the codes of the problems that a module reports."""
    tree = ast.parse((golden.ROOT / "hooks" / "treatments" / f"{module}.py").read_text("utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (name := _name(node.func)) in REPORTERS:
            found.update(_texts(node.args)[1:2] if name == "_Fault" else _texts(node.args)[:1])
        elif isinstance(node, ast.Tuple) and len(node.elts) in {3, 4}:
            code, message = _texts(node.elts[-3:-2]), _texts(node.elts[-2:-1])
            found.update(code if not any(map(CODE.fullmatch, message)) else ())
    return {each for each in found if CODE.fullmatch(each)}


def _name(function: ast.expr) -> str:
    return str(
        function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    )


def _texts(nodes: list[ast.expr]) -> list[str]:
    constants = [node.value for node in nodes if isinstance(node, ast.Constant)]
    return [value for value in constants if isinstance(value, str)]


ALL_CODES = {rule.code for rule in rules.RULES}.union(*map(codes, READERS))


def test_the_data_that_the_cases_change_has_no_problem() -> None:
    assert golden.shown(golden.problems(golden.base()), "error") == golden.NONE
    assert golden.shown(golden.problems(golden.base()), "warning") == golden.NONE


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mistake_is_told_as_its_case_says(case: golden.Case) -> None:
    assert golden.shown(golden.told(case), "error") == case.problems, case.reads
    assert golden.shown(golden.told(case), "warning") == case.warnings, case.reads


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_reads_as_a_rule_and_stands_in_the_folder_of_its_code(case: golden.Case) -> None:
    assert re.fullmatch(r"[A-Z].*\.", case.reads), "a sentence says the rule"
    found = {each.code for each in golden.told(case)}
    match case.code:
        case "fine":
            assert not found
        case "several":
            assert len(found) > 1
        case code:
            assert code in found


def test_every_code_has_a_case_so_that_no_rule_can_be_switched_off_unseen() -> None:
    assert ALL_CODES - {case.code for case in CASES} == BIG | REST | OUTSIDE
    assert {case.code for case in CASES} - ALL_CODES == {"fine", "several"}
    tests_of_the_reader = Path(__file__).with_name("test_reader.py").read_text("utf-8")
    assert all(code in tests_of_the_reader for code in BIG)


def line_of(case: golden.Case, problem: Problem) -> str:
    """Give the line to which a problem points."""
    content = golden.changed(case.changes).get(problem.mark.file, b"")
    return content.decode("utf-8", "replace").split("\n")[problem.mark.line - 1]


def test_there_are_a_hundred_mistakes_and_no_two_of_the_same_rule_and_kind_of_value() -> None:
    mistakes = [case for case in CASES if case.code != "fine"]
    assert len(mistakes) >= 100
    told = Counter(
        same
        for case in mistakes
        for same in {
            (problem.code, problem.message, line_of(case, problem))
            for problem in golden.told(case)
            if problem.code == case.code
        }
    )
    assert [same for same, number in told.items() if number > 1] == []


def test_every_place_that_a_problem_names_is_there() -> None:
    for case in CASES:
        for problem in golden.told(case):
            if problem.code != "missing-part":  # it is nowhere
                assert problem.mark.column <= len(line_of(case, problem)) + 1, case.name


def test_every_problem_says_what_to_do_about_it() -> None:
    bare = {
        (problem.code, problem.message)
        for case in CASES
        for problem in golden.told(case)
        if not problem.hint
    }
    assert bare == set()
