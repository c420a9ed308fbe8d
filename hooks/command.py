"""The command line of the editors: what can be done with the data without building a site.

Exits with 0 if there is no error (there may be warnings), with 1 if there is one, and with 2 if the
command is not understood.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from pathlib import Path

from treatments import files, report
from treatments.check import examine


def check(arguments: argparse.Namespace) -> int:
    """Print every problem in the data, worst first."""
    root: Path = arguments.root
    data, facts, pages = files.data(root), files.evidence(root), files.prose(root)
    _, problems = examine(data, facts, pages)
    contents = data | facts | pages
    match arguments.format:
        case "json":
            print(report.as_json(problems, contents))
        case "github":
            print(report.github(problems, contents))
        case _:
            print(report.text(problems, contents, colour=_is_colourful()))
    return 1 if any(problem.level == "error" for problem in problems) else 0


def _is_colourful() -> bool:
    """Tell whether the reader sees colours and wants them (see no-color.org)."""
    return (
        sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )


def main() -> int:
    """Run the command that was named."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")

    checking = commands.add_parser("check", help=check.__doc__)
    checking.add_argument("--root", type=_project, default=".", help="the folder of the project")
    checking.add_argument("--format", choices=["text", "json", "github"], default="text")
    checking.set_defaults(run=check)

    arguments = parser.parse_args()
    code: int = arguments.run(arguments)
    return code


def _project(name: str) -> Path:
    root = Path(name)
    if not (root / "data").is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder '{root / 'data'}'")
    return root


if __name__ == "__main__":
    gc.disable()  # nothing that is read is let go before the end; looking for it takes a third of the time
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # an old terminal prints ? for a letter
    sys.exit(main())
