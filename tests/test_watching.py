"""The tests of the site rest on these: trouble on a page is noticed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.serving import serve

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.watching import Watch


def show(page: Page, folder: Path, html: str) -> None:
    (folder / "index.html").write_text(html)
    with serve(folder) as address:
        page.goto(address, wait_until="networkidle")


def test_an_error_is_noticed(page: Page, watch: Watch, tmp_path: Path) -> None:
    watch.served = "http://127.0.0.1:"
    show(page, tmp_path, "<script>console.error('one')</script><script>null.two</script>")
    assert re.search(r"one.*\n?.*null", "\n".join(watch.errors))
    watch.clear()


def test_a_broken_policy_is_noticed(page: Page, watch: Watch, tmp_path: Path) -> None:
    watch.served = "http://127.0.0.1:"
    policy = "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'\">"
    show(page, tmp_path, f"{policy}<p style='color: red'>x</p>")
    assert watch.violations[0].startswith("style-src-attr")
    watch.clear()


def test_a_request_to_another_host_is_noticed(page: Page, watch: Watch, tmp_path: Path) -> None:
    watch.served = "http://127.0.0.1:"
    show(page, tmp_path, "<img src='https://elsewhere.example/x.png'>")
    assert watch.elsewhere == ["https://elsewhere.example/x.png"]
    with pytest.raises(AssertionError):
        watch.assert_quiet()
    watch.clear()
