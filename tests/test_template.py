"""A new record begins as a template that holds, but for what is still to be written."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from treatments import files, template
from treatments.check import examine
from treatments.rules.coherence import TO_WRITE

from tests import golden

if TYPE_CHECKING:
    from treatments.catalogue import Catalogue

FILE = "data/new.yml"
NOTE = re.compile(r"^( +)# (?=[A-Za-z_-]+: )", re.MULTILINE)
RULES_OF_TEXT = {
    "unused-source",
    "number-not-in-fact",
    "dates-in-order",
    "future-date",
    "no-findings",
}


def base() -> Catalogue:
    data = {name: text for name, text in golden.base().items() if name.startswith("data/")}
    facts = {name: text for name, text in golden.base().items() if name.startswith("evidence/")}
    found, _ = examine(data, facts)
    assert found
    return found


def pasted(kind: str, text: str) -> dict[str, bytes]:
    """Put a template where it belongs: a file of its own, or a technique into a treatment."""
    if kind != "technique":
        part = template.KINDS[kind][1]
        return dict(golden.base()) | {FILE: f"{part}:\n{text}".encode()}
    name = "data/treatments.yml"
    before, cut, after = golden.base()[name].decode().partition("    techniques:\n")
    indented = re.sub(r"^(?=.)", "    ", text, flags=re.MULTILINE)
    return dict(golden.base()) | {name: f"{before}{cut}{indented}{after}".encode()}


def codes(contents: dict[str, bytes]) -> set[str]:
    return {problem.code for problem in golden.problems(contents)}


@pytest.mark.parametrize("kind", template.KINDS)
def test_a_template_holds_once_its_texts_are_written(kind: str) -> None:
    written = template.template(kind, base()).replace(TO_WRITE, "something")
    assert codes(pasted(kind, written)) <= RULES_OF_TEXT


@pytest.mark.parametrize("kind", template.KINDS)
def test_every_field_of_a_template_can_be_used_as_it_is_shown(kind: str) -> None:
    whole = NOTE.sub(r"\1", template.template(kind, base()))
    whole = whole.replace(TO_WRITE, "something")
    of_shape = {
        "missing-field",
        "unknown-field",
        "not-a-choice",
        "not-a-list",
        "not-text",
        "indentation",
    }
    assert not codes(pasted(kind, whole)) & (
        of_shape | {"wrong-form", "wrong-value", "not-a-group"}
    )


@pytest.mark.parametrize("kind", ["source", "notice", "study"])
def test_what_is_still_to_be_written_is_told(kind: str) -> None:
    assert "not-written" in codes(pasted(kind, template.template(kind, base())))


@pytest.mark.parametrize("kind", ["treatment", "technique", "criterion", "term", "question"])
def test_a_draft_may_wait(kind: str) -> None:
    assert codes(pasted(kind, template.template(kind, base()))) == set()


def test_the_command_prints_a_template_with_ids_that_are_there() -> None:
    command = [sys.executable, "hooks/command.py", "new", "treatment"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=golden.ROOT, check=True)
    found, _ = examine(files.data(golden.ROOT), files.evidence(golden.ROOT))
    assert found
    for criterion in found.criteria:
        assert f"      {criterion}: {{unknown: not_searched}}\n" in done.stdout


def test_a_template_of_what_there_is_not_is_a_question_of_use() -> None:
    command = [sys.executable, "hooks/command.py", "new", "potion"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=golden.ROOT, check=False)
    assert done.returncode == 2
    assert "technique" in done.stderr
