"""Where the data, the evidence and the prose lie, and what they hold."""

from __future__ import annotations

import re
from pathlib import Path

CITATION = re.compile(r"\[@([A-Za-z0-9_]+)\]")


def data(root: Path) -> dict[str, bytes]:
    """Read every data file, by its path from the root."""
    return _read(root, "data", "**/*.yml")


def evidence(root: Path) -> dict[str, bytes]:
    """Read every file of facts, by its path from the root."""
    return _read(root, "evidence", "facts*.yml")


def cited_in_prose(root: Path) -> frozenset[str]:
    """Give the sources that the hand-written pages cite."""
    texts = (path.read_text("utf-8", errors="replace") for path in (root / "docs").rglob("*.md"))
    return frozenset(found for text in texts for found in CITATION.findall(text))


def _read(root: Path, folder: str, pattern: str) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted((root / folder).glob(pattern))}
