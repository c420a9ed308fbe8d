"""The command line of the editors: check the data without building a site.

`python hooks/command.py check` prints every problem and exits 1 if there is an error.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from treatments import files
from treatments.check import examine
from treatments.problems import worst_first


def check(root: Path) -> int:
    """Print every problem in the data, worst first."""
    _, problems = examine(files.data(root), files.evidence(root), files.prose(root))
    for problem in worst_first(problems):
        print(problem)
    errors = sum(problem.level == "error" for problem in problems)
    print(f"{errors} errors, {len(problems) - errors} warnings")
    return 1 if errors else 0


def main() -> int:
    """Run the command that was named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=["check"])
    parser.add_argument("--root", type=Path, default=Path(), help="the folder of the project")
    arguments = parser.parse_args()
    return check(arguments.root)


if __name__ == "__main__":
    sys.exit(main())
