"""The budgets are measured and printed beside what each may be; how long it takes is no test."""

from __future__ import annotations

import re
import subprocess
import sys

from tests.building import ROOT
from tools.bench import Markdown, Measured

LINE = re.compile(r" *\d+\.\d\d  of (?P<budget>[\d.]+) +(?P<what>\w.*?)(  OVER)?")


def test_every_budget_is_printed_beside_what_was_measured() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.bench", "6", "8"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    lines = [LINE.fullmatch(line) for line in done.stdout.splitlines()]
    assert all(lines), done.stdout + done.stderr
    told = {line["what"]: float(line["budget"]) for line in lines if line}
    assert told == {
        "of the time that MkDocs takes for the pages of 6 treatments as Markdown": 0.35,
        "MB of memory for 6 treatments": 150,
        "times the time for 1.33333 times the treatments": 3.2,
        "of the time that yaml.load with libyaml takes for 6 treatments": 1,
        "seconds to check 6 treatments": 5,
        "seconds to check the shipped data": 1,
    }
    assert done.returncode == ("OVER" in done.stdout)


def test_what_is_over_its_budget_says_so() -> None:
    assert str(Measured("MB of memory", 151, 150)).endswith("  OVER")
    assert "OVER" not in str(Measured("MB of memory", 150, 150))


def test_a_page_is_written_as_its_author_would_have_in_markdown() -> None:
    html = """
    <h2 id="how">How it <em>works</em></h2><p>Bread goes in.</p><ul><li>White</li><li>Rye</li></ul>
    <svg><text>drawn</text></svg>
    <table><tr><th>Bread</th><th>Time</th></tr><tr><td><p>White</p></td><td>2</td></tr></table>
    """
    assert str(Markdown(html)).splitlines() == [
        "## How it works",
        "",
        "Bread goes in.",
        "",
        "- White",
        "- Rye",
        "",
        "| Bread| Time|",
        "|---|---|",
        "| White| 2|",
    ]


def test_what_is_not_two_numbers_is_refused_with_what_to_write() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.bench", "many"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "python -m tools.bench 100 300" in done.stderr
