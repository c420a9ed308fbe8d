"""`make check` answers at once, in a form that shows the place, and in those that tools read."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from treatments import report
from treatments.problems import Mark, Problem

from tests import golden

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

COMMAND = [sys.executable, "hooks/command.py", "check", "--today", "2026-11-22"]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=golden.ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def written(folder: Path, contents: Mapping[str, bytes]) -> Path:
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


@pytest.fixture
def mistaken(tmp_path: Path) -> Path:
    """The folder of a project with a mistake and a warning."""
    long = "Bread from the bag " + "that stands in the kitchen " * 5
    changes = [
        {"in": "data/findings.yml", "replace": "judged_by: eater", "by": "judged_by: eatre"},
        {"in": "data/treatments.yml", "replace": "Bread from the bag.", "by": long.strip() + "."},
    ]
    return written(tmp_path, golden.changed(changes))


def test_the_shipped_data_has_no_mistake() -> None:
    done = run()
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_a_problem_shows_its_line_what_to_write_and_where_to_read_on(mistaken: Path) -> None:
    done = run("--root", str(mistaken))
    assert done.returncode == 1
    line = (
        "- {answers: liked, measure: enjoyed, judged_by: eatre, count: 31 of 40 people, "
        "at: 10 minutes, fact:…"
    )
    assert done.stdout.splitlines()[:5] == [
        (
            "data/findings.yml:11:55: unlisted-id: "
            "judge 'eatre' is not listed under judges of the vocabulary"
        ),
        f"    {line}",
        f"    {' ' * line.index('eatre')}^^^^^",
        "    did you mean 'eater'?",
        "    help: /editing/#rule-unlisted-id",
    ]
    assert done.stdout.splitlines()[5].startswith("data/treatments.yml:52:12: long-sentence: ")
    assert done.stdout.splitlines()[5].endswith("(warning)")
    assert done.stdout.splitlines()[-1] == "1 error, 1 warning"


def test_a_warning_alone_lets_the_check_pass(tmp_path: Path) -> None:
    change = {"in": "data/treatments.yml", "replace": "Bread from", "by": "Bread " * 25 + "from"}
    done = run("--root", str(written(tmp_path, golden.changed([change]))))
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "0 errors, 1 warning")


def test_what_is_no_file_is_told_by_its_name(tmp_path: Path) -> None:
    root = written(tmp_path, golden.base())
    (root / "data" / "more.yml").mkdir()
    (root / "data" / "lost.yml").symlink_to("nowhere.yml")
    (root / "data" / "loop.yml").symlink_to("loop.yml")
    (root / "data" / "around").symlink_to(".")
    done = run("--root", str(root))
    assert (done.returncode, done.stderr) == (1, "")
    told = [line for line in done.stdout.splitlines() if ": unreadable-file: " in line]
    assert told == [
        "data/loop.yml:1:1: unreadable-file: this leads to no file",
        "data/lost.yml:1:1: unreadable-file: this leads to no file",
        "data/more.yml:1:1: unreadable-file: this is a folder, not a file",
    ]


def test_the_problem_of_a_field_leads_to_the_help_of_the_field(tmp_path: Path) -> None:
    change = {"in": "data/findings.yml", "replace": "count: 31 of 40 people", "by": "count: 31/40"}
    done = run("--root", str(written(tmp_path, golden.changed([change]))))
    assert "help: /editing/#field-finding-count\n" in done.stdout


def test_json_has_every_problem_with_its_place(mistaken: Path) -> None:
    told = json.loads(run("--root", str(mistaken), "--format", "json").stdout)
    assert (told["errors"], told["warnings"]) == (1, 1)
    assert told["problems"][0] == {
        "file": "data/findings.yml",
        "line": 11,
        "column": 55,
        "end_column": 60,
        "level": "error",
        "code": "unlisted-id",
        "message": "judge 'eatre' is not listed under judges of the vocabulary",
        "hint": "did you mean 'eater'?",
        "help": "/editing/#rule-unlisted-id",
    }


def test_in_a_workflow_a_problem_is_put_on_its_line(mistaken: Path) -> None:
    done = run("--root", str(mistaken), "--format", "github")
    first, second, *_ = done.stdout.splitlines()
    assert first == (
        "::error file=data/findings.yml,line=11,col=55,endColumn=60,title=unlisted-id::"
        "judge 'eatre' is not listed under judges of the vocabulary%0A"
        "did you mean 'eater'?%0Ahelp: /editing/#rule-unlisted-id"
    )
    assert second.startswith("::warning file=data/treatments.yml,line=52,")


def test_what_a_workflow_would_read_as_its_own_is_escaped() -> None:
    problem = Problem(Mark("data/a,b:c.yml", 1, 1), "code", "50%\n::error::x")
    [told, _] = report.github([problem], {}).splitlines()
    assert told.startswith("::error file=data/a%2Cb%3Ac.yml,line=1,")
    assert "::50%25%0A::error::x" in told


def test_a_terminal_is_never_told_what_to_do_by_the_data() -> None:
    problem = Problem(Mark("data/a.yml", 1, 1), "code", "it says '\x1b[2J'", "or \u202e")
    told = report.text([problem], {"data/a.yml": b"a: \x1b[2J\n"}, colour=False)
    assert "\x1b" not in told
    assert "\u202e" not in told


@pytest.mark.parametrize("arguments", [("--format", "xml"), ("--root", "no-such-folder"), ("--x",)])
def test_a_command_that_is_not_understood_exits_with_2(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert "usage:" in done.stderr


def on_a_terminal(folder: Path, **environment: str) -> str:
    """Give what the check prints where it finds a terminal."""
    inner, outer = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, "--root", str(folder)],
        cwd=golden.ROOT,
        env={key: value for key, value in os.environ.items() if key != "NO_COLOR"} | environment,
        stdout=outer,
    ):
        os.close(outer)
        told = b""
        while True:
            try:
                part = os.read(inner, 10_000)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            told += part
    os.close(inner)
    return told.decode()


def test_colours_are_for_terminals_whose_reader_wants_them(mistaken: Path) -> None:
    assert "\x1b[31m" in on_a_terminal(mistaken, TERM="xterm")
    assert "\x1b" not in on_a_terminal(mistaken, TERM="xterm", NO_COLOR="1")
    assert "\x1b" not in on_a_terminal(mistaken, TERM="dumb")
    assert "\x1b" not in run("--root", str(mistaken)).stdout


def test_of_many_problems_of_one_code_ten_are_shown_in_full_and_all_are_told() -> None:
    problems = [
        Problem(Mark("data/a.yml", line, 1), "code", "is wrong", "mend it") for line in range(1, 31)
    ]
    told = report.text(problems, {"data/a.yml": b"a: b\n" * 40}, colour=False)
    assert told.count("is wrong") == 30
    assert told.count("mend it") == 10
    assert told.endswith("30 errors, 0 warnings; of each code, 10 are shown in full")


def lines(template: str, number: int) -> bytes:
    return "".join(template.format(each) for each in range(number)).encode()


# What holds more mistakes than are told, by file, and what is said of the others.
CROWDED = {
    "this record has 150 problems": (
        "data/more.yml",
        b"terms:\n- id: crumb\n  name: Crumb\n  means: The soft inside of bread.\n"
        + lines("  own-{}: x\n", 150),
    ),
    "there are more than 1,000 problems in the records": (
        "data/more.yml",
        b"terms:\n" + lines("- {{id: crumb-{0}, name: Crumb {0}}}\n", 1_001),
    ),
    "more than 10,000 places break the rule 'not-written'": (
        "data/more.yml",
        b"terms:\n- id: crumb\n  name: Crumb\n  means: The soft inside.\n  forms:\n"
        + lines("  - TODO {}\n", 10_001),
    ),
    "this file has 101 problems": (
        "evidence/facts-more.yml",
        b"facts:\n" + lines("- {{id: crumb-{}}}\n", 101),
    ),
}


@pytest.mark.parametrize("said", CROWDED)
def test_where_problems_are_left_out_the_report_says_so_in_every_format(said: str) -> None:
    name, content = CROWDED[said]
    contents = {**golden.base(), name: content}
    problems = golden.problems(contents)
    told = f"{said}; the others are left out"
    [rest] = [each for each in problems if each.message == told]
    assert rest.mark == max(each.mark for each in problems if each.mark.file == name)
    assert told in report.text(problems, contents, colour=False)
    assert told in {
        each["message"] for each in json.loads(report.as_json(problems, contents))["problems"]
    }
    assert f"title=too-many-problems::{told}" in report.github(problems, contents)


def test_where_as_many_problems_are_told_as_may_be_none_is_left_out() -> None:
    name, content = CROWDED["this file has 101 problems"]
    problems = golden.problems(
        {**golden.base(), name: content.replace(b"}\n", b", source: x}\n", 1)}
    )
    assert "left out" not in "\n".join(map(str, problems))


@pytest.mark.parametrize(
    ("line", "column", "marked"),
    [
        ("    people: 40  # of them", 13, "40"),
        ("  - {a: one two, b: three}", 8, " one two"[1:]),
        ("  - {a: one two, b: three}", 21, "three"),
        ('  name: "a: b, c"', 9, '"a: b, c"'),
        ("  naem: Laser", 3, "naem"),
        ("  name: 皮膚 it", 9, "皮膚 it"),
        ("\tname: x", 2, "name"),
        ("  key:", 9, ""),
    ],
)
def test_the_mark_stands_under_the_value(line: str, column: int, marked: str) -> None:
    column = line.index(marked) + 1 if marked else column
    problem = Problem(Mark("data/a.yml", 1, column), "code", "is wrong")
    shown = report.text([problem], {"data/a.yml": line.encode()}, colour=False).splitlines()
    mark = next(each for each in shown if "^" in each)
    wide = sum(ord(letter) > 0x2E80 for letter in marked)
    assert mark.count("^") == max(1, len(marked) + wide)
    assert mark.index("^") == 4 + len(line[: column - 1].lstrip())


def test_the_check_does_not_wait_for_what_it_does_not_need() -> None:
    told = subprocess.run(
        [sys.executable, "-X", "importtime", *COMMAND[1:]],
        cwd=golden.ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    modules = set(re.findall(r"\| +(\S+)$", told, re.MULTILINE))
    assert "treatments.check" in modules
    assert not {
        name for name in modules if name.split(".")[0] in {"mkdocs", "jinja2", "markupsafe"}
    }
