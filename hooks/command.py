"""The command line of the editors: what can be done with the data without building a site.

Exits with 0 if there is no error (there may be warnings), with 1 if there is one, and with 2 if the
command is not understood.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

# Before what follows: nothing that is read is let go before the end, and pydantic has no plugins
# here; looking for the one and the other would take a third of the time.
gc.disable()
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"

import writing
from treatments import files, freshness, report
from treatments.check import check as checked
from treatments.check import examine
from treatments.problems import Invalid

if TYPE_CHECKING:
    from treatments.catalogue import Catalogue
    from treatments.problems import Problem

    Files = dict[str, bytes]


# What can be new; see `treatments.template`, which `check` is not to wait for.
KINDS = ("treatment", "technique", "criterion", "study", "source", "notice", "term", "question")


def check(arguments: argparse.Namespace) -> int:
    """Print every problem in the data, worst first."""
    try:
        problems, contents = _examined(arguments)
    except Invalid as unreadable:
        problems, contents = [*unreadable.problems], {}
    match arguments.format:
        case "json":
            print(report.as_json(problems, contents))
        case "github":
            print(report.github(problems, contents))
        case _:
            print(report.text(problems, contents, colour=_is_colourful()))
    return 1 if any(problem.level == "error" for problem in problems) else 0


def _examined(arguments: argparse.Namespace) -> tuple[list[Problem], Files]:
    """Give every problem of the data, and the contents of the files."""
    root: Path = arguments.root
    data, facts, pages = files.data(root), files.evidence(root), files.prose(root)
    if arguments.fix:
        data |= _mended(root, data, facts, pages)
    found, problems = examine(data, facts, pages)
    if found and "records" in found.has:
        today = arguments.today or _today()
        problems += freshness.problems(found, today, "error" if arguments.due else "warning")
    if found and "files" in found.has:
        writing.write_schema(root, found)
    return problems, data | facts | pages


def new(arguments: argparse.Namespace) -> int:
    """Print a new record to fill in."""
    # Not at the top: as below.
    from treatments.template import template  # noqa: PLC0415

    root: Path = arguments.root
    found, _ = examine(files.data(root), files.evidence(root), files.prose(root))
    if found is None:
        raise SystemExit("the data cannot be read; see `make check`")
    print(template(arguments.kind, found), end="")
    return 0


def _mended(root: Path, data: Files, facts: Files, pages: Files) -> Files:
    """Write what was surely meant into the files, say so, and give what they hold now."""
    # Not at the top: as below.
    from treatments import fix  # noqa: PLC0415

    mended, changes = fix.mend(data, facts, pages)
    for name, content in mended.items():
        writing.replace(root / name, content)
    for change in changes:
        print(f"mended: {change}", file=sys.stderr)
    return mended


def coverage(arguments: argparse.Namespace) -> int:
    """Print what is answered, how surely and why not, and which facts are not used."""
    # Not at the top: `check` is to stay quick, and needs none of it.
    from treatments.coverage import reasons, report, unaccounted  # noqa: PLC0415
    from treatments.view import Site  # noqa: PLC0415
    from treatments.wording import Wording  # noqa: PLC0415

    catalogue = _catalogue(arguments.root)
    why = reasons(files.unused(arguments.root))
    words = Wording(catalogue.data.words, catalogue.data.vocabulary)
    print(report(Site(catalogue, words), why))
    return 1 if any(unaccounted(catalogue, why)) else 0


def reading(arguments: argparse.Namespace) -> int:
    """Print how hard every page is to read, and what is too hard."""
    from treatments import readability  # noqa: PLC0415  (as above)

    catalogue = _catalogue(arguments.root)
    names = readability.Names.of(catalogue)
    texts = list(readability.texts(catalogue, files.prose(arguments.root)))
    print(readability.report(texts, names))
    return 1 if any(readability.too_hard(texts, names)) else 0


def diff(arguments: argparse.Namespace) -> int:
    """Print what a reader will find otherwise than at a revision in git."""
    # Not at the top: as above.
    import revision  # noqa: PLC0415
    from treatments import difference  # noqa: PLC0415

    root: Path = arguments.root
    try:
        before = revision.contents(root, arguments.base)
    except revision.Unknown as unknown:
        print(f"The files at '{arguments.base}' could not be read: {unknown}", file=sys.stderr)
        return 2
    after = files.data(root), files.evidence(root), files.prose(root)
    tell = difference.markdown if arguments.format == "markdown" else difference.text
    print(tell(difference.between(before, after, arguments.base)))
    return 0


def _today() -> date:
    """Look at the clock; nothing else in the project does."""
    return datetime.now().astimezone().date()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day such as 2026-11-22") from None


def _catalogue(root: Path) -> Catalogue:
    try:
        found, _ = checked(files.data(root), files.evidence(root), files.prose(root))
    except Invalid as invalid:
        raise SystemExit(f"{len(invalid.problems)} problems; see `make check`") from None
    return found


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
    checking.add_argument("--fix", action="store_true", help="mend what was surely meant")
    checking.add_argument("--today", type=_day, help="the day to reckon with, if not the real one")
    checking.add_argument("--due", action="store_true", help="an overdue answer is an error")
    checking.set_defaults(run=check)

    writing_new = commands.add_parser("new", help=new.__doc__)
    writing_new.add_argument("kind", choices=KINDS, help="what it is")
    writing_new.add_argument("--root", type=_project, default=".", help="the folder of the project")
    writing_new.set_defaults(run=new)

    for run in (coverage, reading):
        telling = commands.add_parser(run.__name__, help=run.__doc__)
        telling.add_argument("--root", type=_project, default=".", help="the folder of the project")
        telling.set_defaults(run=run)

    comparing = commands.add_parser("diff", help=diff.__doc__)
    comparing.add_argument("--root", type=_project, default=".", help="the folder of the project")
    comparing.add_argument("--base", default="HEAD", help="the revision in git to compare with")
    comparing.add_argument("--format", choices=["text", "markdown"], default="text")
    comparing.set_defaults(run=diff)

    arguments = parser.parse_args()
    try:
        code: int = arguments.run(arguments)
    except Invalid as unreadable:
        raise SystemExit(report.text(unreadable.problems, {}, colour=False)) from None
    return code


def _project(name: str) -> Path:
    root = Path(name)
    if not (root / "data").is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder '{root / 'data'}'")
    return root


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # an old terminal prints ? for a letter
    sys.exit(main())
