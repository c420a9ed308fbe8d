"""Builds the site the way a person does, with the command of the host."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parent.parent

# What the published site would know about itself; addresses that nobody owns.
SITE_URL = "https://example.org/"
EDIT_URI_TEMPLATE = "https://forge.example/edit/main/docs/{path}"


def build(engine: str, folder: Path, root: Path = ROOT) -> None:
    """Build the tree at `root` into `folder` with `mkdocs` or `properdocs`, or fail the test."""
    environment = {
        **os.environ,
        "SITE_URL": SITE_URL,
        "EDIT_URI_TEMPLATE": EDIT_URI_TEMPLATE,
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
    }
    done = subprocess.run(
        [sys.executable, "-m", engine, "build", "--strict", "--site-dir", str(folder)],
        cwd=root,
        env=environment,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, f"{engine} build exited with {done.returncode}:\n{done.stdout}"


def project(root: Path, contents: Mapping[str, bytes]) -> None:
    """Make a whole project of other data, such as that of the golden cases."""
    shutil.copytree(ROOT / "tests" / "other-subject" / "docs", root / "docs")
    about = root / "docs" / "about" / "index.md"
    about.write_text(about.read_text("utf-8").replace("[@council_soil]", ""), "utf-8")
    shutil.copytree(ROOT / "docs" / "assets", root / "docs" / "assets")
    for name, content in contents.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    for name in ("hooks", "overrides"):
        (root / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")
