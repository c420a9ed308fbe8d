"""A machine without a browser gets one; a test never passes for want of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tools import browser

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which nothing is installed but what the test puts into this folder."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    # Playwright runs but once in a process, and the fixture of the real browser runs it.
    monkeypatch.setattr(browser, "playwrights", lambda: tmp_path / "playwright" / "chrome")
    return tmp_path


def program(path: Path, code: int = 0) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\nexit {code}\n")
    path.chmod(0o755)
    return path


def test_the_browser_that_is_installed_is_used(bare: Path) -> None:
    assert browser.find() is None
    for name in ("playwright/chrome", "google-chrome", "chromium"):  # each before the last
        found = program(bare / name)
        assert browser.find() == found


def test_the_browser_that_is_named_goes_before_all(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(bare / "chromium")
    named = program(bare / "mine")
    monkeypatch.setenv("CHROMIUM", str(named))
    assert browser.find() == named


def test_a_program_that_does_not_start_is_no_browser(bare: Path) -> None:
    program(bare / "chromium", code=1)
    assert browser.find() is None


def test_where_there_is_none_it_is_installed_from_playwright_or_else_from_the_system(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = []

    def run(command: Sequence[str], seconds: float) -> bool:  # noqa: ARG001  # as the real one
        asked.append(" ".join(command))
        if "apt-get" in command and "install" in command:
            program(bare / "chromium")
        return "--version" in command

    monkeypatch.setattr(browser, "run", run)
    program(bare / "apt-get")
    assert browser.main() == 0
    assert capsys.readouterr().out == f"Browser: {bare / 'chromium'}\n"
    assert [line for line in asked if "playwright install chromium" in line]
    assert [line for line in asked if "apt-get install -y chromium" in line]


def test_where_none_can_be_had_that_is_a_failure_in_words(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHROMIUM", str(bare / "not-there"))
    assert browser.main() == 1
    assert "set CHROMIUM" in capsys.readouterr().err
