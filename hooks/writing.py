"""Writes files whole: the JSON Schema to where editors' tools look for it, and what was mended."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from treatments import schema

if TYPE_CHECKING:
    from treatments.catalogue import Catalogue


def write_schema(root: Path, catalogue: Catalogue) -> None:
    """Renew the schema if the ids or the model have changed; without room for it, leave it."""
    path = root / schema.FILE
    state = schema.fingerprint(catalogue)
    with suppress(OSError, ValueError):
        if state in path.read_text("utf-8")[:200]:
            return
    with suppress(OSError):  # the data can be right where nothing can be written
        path.parent.mkdir(exist_ok=True)
        made = {"$comment": state, **schema.schema(catalogue)}
        replace(path, json.dumps(made, ensure_ascii=False, indent=1).encode())


def replace(path: Path, content: bytes) -> None:
    """Put a whole file in the place of another, so that nobody reads half of it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        if path.exists():
            shutil.copymode(path, name)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
