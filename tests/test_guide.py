"""The editors' guide tells every field and rule; its examples are as right and wrong as it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from treatments import files, guide, problems

from tests import golden
from tests.test_cases import ALL_CODES

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES: list[dict[str, Any]] = yaml.safe_load(guide.EXAMPLES.read_text("utf-8"))
MISTAKES = guide.mistakes(files.cases(golden.ROOT))
SHOWN = [each for each in EXAMPLES if "wrong" in each]


def told(example: dict[str, Any], way: str) -> set[str]:
    """Give the codes of the problems that come of an example, written right or wrong."""
    changes = [example["given"]] if "given" in example else []
    if "file" in example:
        changes.append({"file": example["file"], "text": example[way]})
    else:
        changes.append({"in": example["in"], "replace": example["right"], "by": example[way]})
    return {problem.code for problem in golden.problems(golden.changed(changes))}


@pytest.mark.parametrize("example", SHOWN, ids=lambda example: example["code"])
def test_the_wrong_example_of_a_code_breaks_its_rule_and_the_right_one_breaks_none(
    example: dict[str, Any],
) -> None:
    assert example["code"] in told(example, "wrong")
    assert not told(example, "right")


def test_the_guide_tells_every_code() -> None:
    assert {rule.code for rule in guide.all_rules()} >= ALL_CODES


def test_a_code_without_an_example_is_one_that_no_few_lines_can_show() -> None:
    bare = {rule.code for rule in guide.all_rules() if not rule.wrong}
    assert bare <= {
        "file-too-big",
        "missing-part",
        "not-utf-8",
        "syntax",
        "text-too-long",
        "too-many-problems",
        "too-many-values",
        "unreadable-file",
        "wrong-name",
    }


def test_every_field_is_explained_where_its_problem_leads() -> None:
    anchors = [field.anchor for record in guide.records() for field in record.fields]
    assert len(anchors) == len(set(anchors))
    assert problems.field_anchor("Statement", "amount") in anchors
    assert all(field.form for record in guide.records() for field in record.fields)


def test_every_case_of_a_mistake_is_a_row_with_the_answer_of_the_check() -> None:
    rows = {(each.code, each.reads): each for each in MISTAKES}
    assert len(MISTAKES) >= 100
    for case in golden.cases():
        found = next((each for each in golden.told(case) if each.code == case.code), None)
        if found:
            row = rows[case.code, case.reads]
            assert row.message == found.message
            assert row.hint == " ".join(found.hint.split())


def test_the_table_of_mistakes_stands_in_the_guide(site: Path) -> None:
    page = (site / "editing" / "index.html").read_text("utf-8")
    table = page[page.index('id="mistakes"') :]
    table = table[table.index("<details") : table.rindex("</details>")]
    rows = [row for row in table.split("<tr>") if row.count("<td>") == 2]
    assert len(rows) == len(MISTAKES)
    anchors = set(re.findall(r'href="#(rule-[^"]+)"', table))
    assert anchors == {anchor for anchor in anchors if f'id="{anchor}"' in page}
