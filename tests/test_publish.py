"""A published site is always a whole one."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tools import publish


def build(then: str = "") -> list[str]:
    """A stand-in for the host: writes a page that says "new", and then does what is given."""
    code = f"""
import pathlib, signal, os, sys, time
site = pathlib.Path(sys.argv[-1])
assert sys.argv[-2] == "--site-dir"
assert list(site.iterdir()) == []
(site / "index.html").write_text("new")
{then}
"""
    return [sys.executable, "-c", code]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that was published before."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text("old")
    (folder / "gone.html").write_text("old")
    return folder


def said(site: Path) -> str:
    return (site / "index.html").read_text()


def around(site: Path) -> list[str]:
    return sorted(path.name for path in site.parent.iterdir())


def test_a_good_build_replaces_the_site_whole(site: Path) -> None:
    assert publish.publish(site, build()) == 0
    assert said(site) == "new"
    assert not (site / "gone.html").exists()
    assert around(site) == ["site"]


def test_the_first_build_makes_the_site_and_the_folders_above_it(tmp_path: Path) -> None:
    site = tmp_path / "a" / "b" / "site"
    assert publish.publish(site, build()) == 0
    assert said(site) == "new"


def test_the_site_may_be_named_from_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert publish.publish(Path("public/site"), build()) == 0
    assert said(tmp_path / "public" / "site") == "new"


def test_a_failed_build_leaves_the_last_good_site(site: Path) -> None:
    assert publish.publish(site, build("sys.exit(3)")) == 3
    assert said(site) == "old"
    assert around(site) == ["site"]


def test_a_killed_build_leaves_the_last_good_site(site: Path) -> None:
    assert publish.publish(site, build("os.kill(os.getpid(), signal.SIGKILL)")) == 128 + 9
    assert said(site) == "old"


def test_a_build_that_says_it_succeeded_but_wrote_no_page_is_not_published(site: Path) -> None:
    with pytest.raises(publish.Unpublished, match="wrote no"):
        publish.publish(site, build("(site / 'index.html').unlink()"))
    assert said(site) == "old"


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_killing_the_publishing_itself_leaves_the_last_good_site(
    site: Path, number: signal.Signals
) -> None:
    working = site.parent / ".site-building" / "index.html"
    running = subprocess.Popen(
        [sys.executable, publish.__file__, str(site), *build("time.sleep(2)")]
    )
    while not working.exists():
        time.sleep(0.01)
    running.send_signal(number)
    assert running.wait() in {-number, 128 + number}
    assert said(site) == "old"
    # The next build first waits for what the killed one left running, then clears it away.
    assert publish.publish(site, build()) == 0
    assert said(site) == "new"
    assert around(site) == ["site"]


def test_what_a_killed_build_left_is_cleared_away(site: Path) -> None:
    left = site.parent / ".site-building" / "half" / "written"
    left.mkdir(parents=True)
    assert publish.publish(site, build()) == 0
    assert around(site) == ["site"]


def test_two_builds_beside_one_site_wait_for_each_other(
    site: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    # Another process holds the lock for a moment.
    held = os.open(site.parent, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(0.5)"], pass_fds=[held]):
        os.close(held)
        assert publish.publish(site, build()) == 0
    assert "waiting" in capfd.readouterr().err


def test_where_folders_cannot_be_swapped_at_once_they_are_renamed(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish, "exchange_at_once", lambda *_: False)
    assert publish.publish(site, build()) == 0
    assert said(site) == "new"
    assert around(site) == ["site"]


def test_a_build_killed_between_the_two_renames_is_recovered_from(site: Path) -> None:
    site.rename(site.with_name(".site-before"))
    assert publish.publish(site, build("sys.exit(1)")) == 1
    assert said(site) == "old"
    assert around(site) == ["site"]


def test_a_build_killed_after_the_two_renames_is_cleared_away(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish, "exchange_at_once", lambda *_: False)
    left = site.with_name(".site-before")
    left.mkdir()
    (left / "index.html").write_text("older")
    assert publish.publish(site, build()) == 0
    assert said(site) == "new"
    assert around(site) == ["site"]


@pytest.mark.skipif(sys.platform not in publish.EXCHANGE, reason="the system has no such call")
def test_folders_are_swapped_in_one_step(site: Path) -> None:
    new = site.with_name("new")
    new.mkdir()
    if not publish.exchange_at_once(new, site):
        pytest.skip("the file system of the temporary folder cannot do that")
    assert (new / "gone.html").exists()
    assert list(site.iterdir()) == []


def test_a_place_that_cannot_be_written_to_is_said_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert publish.main([str(tmp_path / "file" / "site")]) == 1
    assert f"The site was not replaced: {tmp_path / 'file'}" in capsys.readouterr().err


def test_a_file_in_the_place_of_the_site_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    with pytest.raises(publish.Unpublished, match="is a file"):
        publish.publish(tmp_path / "site", build())
    assert (tmp_path / "site").read_text() == "mine"


def test_a_folder_that_is_not_a_site_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(publish.Unpublished, match="not an earlier build"):
        publish.publish(tmp_path, build())
    assert (tmp_path / "notes.txt").read_text() == "mine"
