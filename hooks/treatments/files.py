"""Where the data, the evidence and the prose lie, and what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def data(root: Path) -> dict[str, bytes]:
    """Read every data file, by its path from the root."""
    return _read(root, "data", "**/*.yml")


def evidence(root: Path) -> dict[str, bytes]:
    """Read every file of facts, by its path from the root."""
    return _read(root, "evidence", "facts*.yml")


def unused(root: Path) -> bytes:
    """Read why facts are not used; without the file, no reason is given."""
    path = root / "evidence" / "unused.yml"
    return path.read_bytes() if path.is_file() else b"unused: {}"


def prose(root: Path) -> dict[str, bytes]:
    """Read every hand-written page, by its path from the root."""
    return _read(root, "docs", "**/*.md")


def cases(root: Path) -> dict[str, bytes]:
    """Read every golden case of the check, if there are any, by its path from the root."""
    return _read(root, "tests/cases", "*/*.yml")


def _read(root: Path, folder: str, pattern: str) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted((root / folder).glob(pattern))
    }
