"""Let Lighthouse judge one page of each kind as on a phone; 100 in all four categories is the goal.

    python -m tools.audit site
    python -m tools.audit site compare/ glossary/

Each page is served gzipped on this machine and judged three times; the middle one counts. Prints a
line a page and what keeps it below 100; exits with 1 if anything does.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median_low
from typing import TYPE_CHECKING, Any

from tests.serving import serve
from tools import browser
from tools.kinds import kinds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMES = 3
FULL = 100
NODE = Path(sys.executable).with_name("node")
LIGHTHOUSE = Path(__file__).parent / "audit/node_modules/lighthouse/cli/index.js"

Report = dict[str, Any]


def judged(address: str) -> Report:
    """What Lighthouse says of a page, once."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        flags = " ".join(["--headless=new", *browser.flags()])
        command = [
            *(str(NODE), str(LIGHTHOUSE), address, "--quiet", "--no-enable-error-reporting"),
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags={flags}",
            "--output=json",
            f"--output-path={report}",
        ]
        environment = {**os.environ, "CHROME_PATH": str(browser.find())}
        subprocess.run(command, check=True, env=environment)
        found: Report = json.loads(report.read_text("utf-8"))
    return found


def scores(reports: Sequence[Report]) -> dict[str, int]:
    """The middle score in each category."""
    return {
        name: round(FULL * median_low(each["categories"][name]["score"] or 0 for each in reports))
        for name in CATEGORIES
    }


def middle(reports: Sequence[Report]) -> Report:
    """The report whose performance, the one score that sways, is the middle one."""
    return sorted(reports, key=lambda each: each["categories"]["performance"]["score"] or 0)[1]


def lacking(report: Report, found: Mapping[str, int]) -> Iterator[str]:
    """What costs points in the categories that are not full."""
    for name in (name for name in CATEGORIES if found[name] < FULL):
        for part in report["categories"][name]["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 1:
                nodes = [
                    item["node"]["snippet"][:100]
                    for item in (audit.get("details") or {}).get("items", [])[:3]
                    if "node" in item
                ]
                shown = [audit["title"], audit.get("displayValue", ""), *nodes]
                yield f"{name}: {'; '.join(each for each in shown if each)}"


def say(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def main(arguments: Sequence[str]) -> int:
    """Judge the site in the folder that was named, or some of its pages."""
    site = Path(arguments[0])
    is_full = True
    say(*(f"{each:>14}" for each in CATEGORIES), " page")
    with serve(site) as base:
        for address in arguments[1:] or kinds(site):
            reports = [judged(base + address) for _ in range(TIMES)]
            found = scores(reports)
            say(*(f"{each:>14}" for each in found.values()), f" /{address}")
            for line in lacking(middle(reports), found):
                is_full = False
                say(f"  {line}")
    return 0 if is_full else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
