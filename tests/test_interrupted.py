"""Wherever a build is interrupted, the last good site stays whole, and the next build clears up."""

from __future__ import annotations

import hashlib
import os
import random
import resource
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests import building, golden
from tools import publish

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TIMES = 20
PAGES = 60


def whole(site: Path) -> str:
    """One number for all that a site holds: names, contents, empty folders."""
    found = hashlib.sha256()
    for path in sorted(site.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        found.update(f"{path.relative_to(site)} {len(content)}\n".encode() + content)
    return found.hexdigest()


# Writes as many files as a real build, one after the other, and takes a moment for it.
STAND_IN = f"""
import pathlib, sys, time
site = pathlib.Path(sys.argv[-1])
for number in range({PAGES}):
    folder = site / f"page-{{number}}"
    folder.mkdir()
    (folder / "index.html").write_text(f"{{sys.argv[1]}} {{number}}" * 1000)
    time.sleep(0.002)
(site / "index.html").write_text(sys.argv[1])
"""


def command(site: Path, version: str) -> list[str]:
    build = [sys.executable, "-S", "-c", STAND_IN, version]
    return [sys.executable, publish.__file__, str(site), *build]


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A published site, and what each version of it comes to when it is whole."""
    site = tmp_path_factory.mktemp("published") / "site"
    known = {}
    for version in ("new", "old"):
        subprocess.run(command(site, version), check=True)
        known[version] = whole(site)
    return site, known


@pytest.mark.parametrize("seed", range(TIMES))
def test_a_build_that_is_killed_at_any_moment_leaves_a_whole_site(
    versions: tuple[Path, dict[str, str]], seed: int
) -> None:
    site, known = versions
    chance = random.Random(seed)  # noqa: S311  (for moments, not for secrets)
    with_all = seed % 2 == 0  # the build's own process, too, or the publishing alone
    running = subprocess.Popen(command(site, "new"), start_new_session=True)
    time.sleep(chance.uniform(0.0, 0.5))
    number = chance.choice((signal.SIGKILL, signal.SIGTERM, signal.SIGINT))
    os.killpg(running.pid, number) if with_all else running.send_signal(number)
    running.wait()
    assert whole(site) in known.values()
    # The next one waits for what is still at work, and leaves nothing of it behind.
    subprocess.run(command(site, "old"), check=True)
    assert whole(site) == known["old"]
    assert [path.name for path in site.parent.iterdir()] == ["site"]


@pytest.mark.parametrize("size", [0, 1, 1_000, 5_000])
def test_a_build_that_may_not_write_so_much_leaves_the_last_good_site(
    versions: tuple[Path, dict[str, str]], size: int
) -> None:
    site, known = versions
    done = limited(
        command(site, "new"), lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    )
    assert done.returncode != 0
    assert whole(site) == known["old"]
    subprocess.run(command(site, "old"), check=True)
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_a_build_that_may_not_open_a_file_leaves_the_last_good_site(
    versions: tuple[Path, dict[str, str]],
) -> None:
    site, known = versions
    done = limited(command(site, "new"), lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (8, 8)))
    assert whole(site) in known.values()
    assert done.returncode == 0 or whole(site) == known["old"]
    subprocess.run(command(site, "old"), check=True)
    assert whole(site) == known["old"]


def limited(arguments: list[str], limit: Callable[[], None]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        arguments,
        check=False,
        capture_output=True,
        text=True,
        preexec_fn=limit,
    )


@pytest.mark.parametrize("name", [".site-building", ".site-before"])
def test_a_file_in_the_place_where_a_build_is_made_is_said_or_cleared_away(
    tmp_path: Path, name: str
) -> None:
    site = tmp_path / "site"
    subprocess.run(command(site, "old"), check=True)
    before = whole(site)
    (tmp_path / name).write_text("in the way")
    done = limited(command(site, "new"), lambda: None)
    assert "Traceback" not in done.stderr
    assert done.returncode == 0 or (whole(site) == before and "not replaced" in done.stderr)


@pytest.mark.parametrize("place", ["file/site", "dangling", "long"])
def test_a_target_that_can_not_be_made_is_said_in_words(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "dangling").symlink_to(tmp_path / "file" / "nowhere")
    target = tmp_path / ("x" * 300 if place == "long" else place)
    done = limited(command(target, "new"), lambda: None)
    assert done.returncode == 1
    assert "The site was not replaced" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "file").read_text() == "mine"


# --- with the host's own build


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project of its own with a site built from it."""
    root = tmp_path_factory.mktemp("project")
    building.project(root, golden.base())
    assert make(root).wait() == 0
    return root


def make(root: Path, limit: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, publish.__file__, "site"],
        cwd=root,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        preexec_fn=limit,  # noqa: PLW1509  (no threads here)
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )


@pytest.mark.parametrize("seed", range(3))
def test_a_real_build_that_is_killed_leaves_a_whole_site(project: Path, seed: int) -> None:
    before = whole(project / "site")
    running = make(project)
    time.sleep(random.Random(seed).uniform(0.2, 2.0))  # noqa: S311  (for moments, not for secrets)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    assert whole(project / "site") == before  # old and new are the same: a build can be repeated


def test_a_real_build_that_may_not_write_so_much_leaves_the_last_good_site(project: Path) -> None:
    before = whole(project / "site")
    assert make(project, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, 9_000))).wait()
    assert whole(project / "site") == before


@pytest.mark.parametrize("name", ["data/treatments.yml", "evidence/facts.yml"])
def test_data_with_problems_changes_nothing_of_the_site(project: Path, name: str) -> None:
    before, good = whole(project / "site"), (project / name).read_bytes()
    (project / name).write_bytes(good + b"\n  - [}: \xff")
    try:
        assert make(project).wait() == 1
    finally:
        (project / name).write_bytes(good)
    assert whole(project / "site") == before


def test_after_all_that_the_next_build_clears_up(project: Path) -> None:
    before = whole(project / "site")
    assert make(project).wait() == 0
    assert whole(project / "site") == before
    assert not [path.name for path in project.iterdir() if path.name.startswith(".site")]
