"""The files of the project as they were at a revision in git."""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PARTS = (r"data/.*\.yml", r"evidence/facts[^/]*\.yml", r"docs/.*\.md")


class Unknown(Exception):
    """Git does not know the revision, or there is no git."""


def contents(root: Path, revision: str) -> tuple[dict[str, bytes], ...]:
    """Read the data, the evidence and the pages written by hand, each by path from the root.

    Raises:
        Unknown: with the reason, in the words of git.
    """
    if revision.startswith("-"):
        raise Unknown(f"'{revision}' is not the name of a revision")
    try:
        done = subprocess.run(  # noqa: S603  # the revision cannot be taken for an option
            ["git", "archive", "--format=tar", revision],  # noqa: S607  # found on PATH on purpose
            cwd=root,
            capture_output=True,
            check=True,
        )
    except OSError:
        raise Unknown("git was not found") from None
    except subprocess.CalledProcessError as error:
        raise Unknown(error.stderr.decode(errors="replace").strip()) from None
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        found = {
            member.name: file.read()
            for member in archive
            if any(re.fullmatch(part, member.name) for part in PARTS)
            and (file := archive.extractfile(member))
        }
    return tuple(
        {name: found[name] for name in sorted(found) if re.fullmatch(part, name)} for part in PARTS
    )
