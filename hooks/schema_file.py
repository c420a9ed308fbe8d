"""Writes the JSON Schema of the data to where the tools of editors look for it."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from treatments import schema

if TYPE_CHECKING:
    from treatments.catalogue import Catalogue


def write(root: Path, catalogue: Catalogue) -> None:
    """Renew the schema if the ids or the model have changed; without room for it, leave it."""
    path = root / schema.FILE
    state = schema.fingerprint(catalogue)
    try:
        if state in path.read_text("utf-8")[:200]:
            return
    except (OSError, ValueError):
        pass
    try:
        path.parent.mkdir(exist_ok=True)
        made = {"$comment": state, **schema.schema(catalogue)}
        _replace(path, json.dumps(made, ensure_ascii=False, indent=1))
    except OSError:
        pass  # the data can be right where nothing can be written


def _replace(path: Path, content: str) -> None:
    """Put a whole file in the place of another, so that nobody reads half of it."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(content)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
