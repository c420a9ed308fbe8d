"""The preview, as an editor runs it: it shows what she saved, or says on the page what is wrong."""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING
from urllib.error import HTTPError

import pytest
import serving
from playwright.sync_api import Page, expect

from tests.building import EDIT_URI_TEMPLATE, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

PATIENCE = 60.0  # a build on a machine that is busy with other tests
FILES = ("mkdocs.yml", "data", "docs", "evidence", "hooks", "overrides")
TREATMENTS = "data/treatments.yml"


@dataclass
class Preview:
    """A copy of the tree, and the preview of it that is running."""

    root: Path
    address: str
    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    def write(self, name: str, change: Callable[[str], str]) -> None:
        """Save a file of the copy with a change."""
        path = self.root / name
        text = path.read_text("utf-8")
        changed = change(text)
        assert changed != text
        path.write_text(changed, "utf-8")

    def said(self, words: str, times: int = 1) -> None:
        """Wait until it has said something so often."""
        end = time.monotonic() + PATIENCE
        while sum(words in line for line in self.lines) < times:
            assert time.monotonic() < end, "\n".join(self.lines)
            assert self.process.poll() is None, "\n".join(self.lines)
            time.sleep(0.02)

    def builds(self) -> int:
        return sum("Reloading browsers" in line for line in self.lines)

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as answer:  # noqa: S310  (our own)
            text: str = answer.read().decode()
        return text

    def listen(self, output: IO[str]) -> None:
        self.lines += iter(output.readline, "")


def copied(folder: Path) -> Path:
    for name in FILES:
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


@contextmanager
def serve(root: Path, engine: str = "mkdocs") -> Iterator[Preview]:
    """Run the preview of a tree on a free port, and end it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    process = subprocess.Popen(
        [sys.executable, "-m", engine, "serve", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=root,
        env={
            **os.environ,
            "SITE_URL": address,
            "EDIT_URI_TEMPLATE": EDIT_URI_TEMPLATE,
            "NO_MKDOCS_2_WARNING": "1",
            "DISABLE_MKDOCS_2_WARNING": "true",
            "PYTHONUNBUFFERED": "1",
            "TMPDIR": str(root.parent),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    preview = Preview(root, address, process)
    assert process.stdout
    listening = threading.Thread(target=preview.listen, args=[process.stdout], daemon=True)
    listening.start()
    try:
        yield preview
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)
        listening.join(PATIENCE)
        process.stdout.close()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    folder = tmp_path_factory.mktemp("previewed") / "tree"
    folder.mkdir()
    with serve(copied(folder)) as preview:
        preview.said("Serving on")
        yield preview


@pytest.fixture
def preview(running: Preview) -> Iterator[Preview]:
    """The running preview; what a test saved is put back after it."""
    kept = {
        path: path.read_bytes()
        for folder in ("data", "docs")
        for path in (running.root / folder).rglob("*")
        if path.is_file()
    }
    yield running
    before = running.builds()
    changed = [path for path, content in kept.items() if path.read_bytes() != content]
    for path in changed:
        path.write_bytes(kept[path])
    if changed:
        running.said("Reloading browsers", before + 1)


@pytest.fixture
def looking(browser: Browser) -> Iterator[Page]:
    """A page of a browser, as patient as a person."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE * 1000)
    expect.set_options(timeout=PATIENCE * 1000)
    yield context.new_page()
    context.close()
    expect.set_options(timeout=5000)


def first(text: str, key: str) -> str:
    """The first value of a key."""
    found = re.search(rf"^ +{key}: (.*)$", text, re.MULTILINE)
    assert found
    return found[1]


def with_plain(words: str) -> Callable[[str], str]:
    """Give the first treatment other words."""
    return lambda text: text.replace(f"plain: {first(text, 'plain')}", f"plain: {words}", 1)


def mistaken(text: str) -> str:
    return text.replace("    shape: ", "    shaep: ", 1)


def address_of(preview: Preview) -> str:
    """The page of the first treatment."""
    text = (preview.root / TREATMENTS).read_text("utf-8")
    found = re.search(r"^ *- id: (\S+)", text, re.MULTILINE)
    assert found
    return f"{preview.address}treatments/{found[1]}/"


def checked(preview: Preview) -> str:
    """What the check says of the copy."""
    return subprocess.run(
        [sys.executable, "hooks/command.py", "check", "--today", "2000-01-01"],
        cwd=preview.root,
        check=False,
        capture_output=True,
        text=True,
    ).stdout


def test_a_saved_change_shows_without_a_hand_on_the_browser(
    preview: Preview, looking: Page
) -> None:
    looking.goto(address_of(preview))
    preview.write(TREATMENTS, with_plain("What was just saved."))
    expect(looking.get_by_text("What was just saved.").first).to_be_visible()
    assert looking.locator(".preview-fault").count() == 0


def test_a_mistake_shows_on_the_page_in_the_words_of_the_check_until_it_is_mended(
    preview: Preview, looking: Page
) -> None:
    looking.goto(address_of(preview))
    heading = looking.locator("h1").inner_text()
    preview.write(TREATMENTS, mistaken)
    panel = looking.locator(".preview-fault")
    expect(panel).to_be_visible()
    errors = [
        line
        for line in checked(preview).splitlines()
        if "checked-too-early" not in line and "warning" not in line
    ]
    shown = panel.locator("pre").inner_text()
    assert "unknown-field: 'shaep' is not a field here" in shown
    assert "did you mean 'shape'?" in shown
    assert re.search(r"data/treatments\.yml:\d+:5: unknown-field", shown)
    assert re.search(r"\n +\^{5}\n", shown)  # the mark under the word
    for line in shown.splitlines()[:-1]:  # the last counts, and here nothing is due
        assert line in errors
    # What was there before is still there, below.
    assert looking.locator("h1").inner_text() == heading
    preview.write(TREATMENTS, lambda text: text.replace("shaep", "shape"))
    expect(panel).to_have_count(0)


def test_every_page_of_the_last_good_site_can_still_be_reached(
    preview: Preview, looking: Page
) -> None:
    looking.goto(address_of(preview))
    preview.write(TREATMENTS, mistaken)
    panel = looking.locator(".preview-fault")
    expect(panel).to_be_visible()
    panel.locator("summary").click()  # it folds away
    expect(panel.locator("pre")).to_be_hidden()
    for path in ("", "compare/", "glossary/", "about/"):
        page = preview.get(path)
        assert "preview-fault" in page
        assert "<h1" in page
        assert "put off" not in page
    panel.locator("summary").click()
    panel.get_by_role("link").first.click()  # the help of the rule
    expect(looking.locator("h1")).to_be_visible()
    assert "/editing/#" in looking.url


def test_a_second_mistake_takes_the_place_of_the_first(preview: Preview, looking: Page) -> None:
    looking.goto(preview.address)
    preview.write(TREATMENTS, mistaken)
    expect(looking.locator(".preview-fault pre")).to_contain_text("shaep")
    preview.write(TREATMENTS, lambda text: text.replace("shaep", "shaqe"))
    expect(looking.locator(".preview-fault pre")).to_contain_text("shaqe")
    expect(looking.locator(".preview-fault pre")).not_to_contain_text("shaep")


def test_what_the_data_says_cannot_become_markup_of_the_message(
    preview: Preview, looking: Page
) -> None:
    looking.goto(preview.address)
    preview.write(
        TREATMENTS,
        lambda text: text.replace("    shape: ", "    shape: <img src=x onerror=alert(1)> ", 1),
    )
    expect(looking.locator(".preview-fault pre")).to_contain_text("<img src=x")
    assert looking.locator(".preview-fault img").count() == 0


def test_a_mistake_in_a_page_written_by_hand_shows_too_and_keeps_the_last_site(
    preview: Preview, looking: Page
) -> None:
    looking.goto(preview.address + "about/")
    preview.write("docs/about/index.md", lambda text: text + "\n[Leads nowhere](nowhere.md)\n")
    panel = looking.locator(".preview-fault")
    expect(panel).to_contain_text("nowhere.md")
    assert "Leads nowhere" not in looking.locator("article").inner_text()


def test_a_change_is_built_even_while_a_mistake_stands_in_another_file(
    preview: Preview, looking: Page
) -> None:
    looking.goto(address_of(preview))
    preview.write("data/glossary.yml", lambda text: text.replace("means:", "maens:", 1))
    expect(looking.locator(".preview-fault pre")).to_contain_text("maens")
    preview.write(TREATMENTS, with_plain("Saved beside a mistake."))
    preview.write("data/glossary.yml", lambda text: text.replace("maens:", "means:", 1))
    expect(looking.get_by_text("Saved beside a mistake.").first).to_be_visible()


def test_files_that_are_made_when_asked_for_are_those_of_a_build(
    preview: Preview, site: Path
) -> None:
    columns = sorted((site / "compare" / "columns").glob("*.js"))
    assert columns
    assert preview.get(f"compare/columns/{columns[0].name}") == columns[0].read_text("utf-8")
    index = "search/search_index.json"
    assert json.loads(preview.get(index)) == json.loads((site / index).read_text("utf-8"))


@pytest.mark.parametrize("address", ["", "safety/", "about/", "treatments/laser/"])
def test_a_page_that_is_printed_when_asked_for_is_that_of_a_build(
    preview: Preview, site: Path, address: str
) -> None:
    shown, built = preview.get(address), (site / address / "index.html").read_text("utf-8")
    for part in ("title", "article", "nav"):  # the last marks where the reader is
        pattern = rf"<{part}\b.*</{part}>"
        wanted, found = (re.findall(pattern, html, re.DOTALL) for html in (built, shown))
        assert found == wanted


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_a_preview_that_starts_with_a_mistake_says_so_and_goes_on_when_it_is_mended(
    tmp_path: Path, looking: Page, engine: str
) -> None:
    root = tmp_path / "tree"
    root.mkdir()
    path = copied(root) / TREATMENTS
    good = path.read_text("utf-8")
    path.write_text(mistaken(good), "utf-8")
    with serve(root, engine) as preview:
        preview.said("unknown-field")
        preview.said("There is no site yet")
        looking.goto(preview.address)
        panel = looking.locator(".preview-fault")
        expect(panel).to_contain_text("did you mean 'shape'?")
        expect(panel).to_contain_text("There is no site to show yet")
        path.write_text(good.replace("    shape: ", "    shaqe: ", 1), "utf-8")
        expect(panel).to_contain_text("shaqe")
        path.write_text(good, "utf-8")
        expect(looking.locator(".md-header")).to_be_visible()
        expect(panel).to_have_count(0)
    assert [each.name for each in tmp_path.iterdir()] == ["tree"]  # nothing is left behind
    assert "Traceback" not in "\n".join(preview.lines)


def test_who_asks_in_the_moment_of_mending_still_sees_what_was_wrong(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.INFO, "mkdocs.treatments")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    answers: list[str] = []

    class Asking(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.getMessage() == "Mended":
                with pytest.raises(HTTPError) as caught:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/")
                answers.append(caught.value.read().decode())

    states = iter(["wrong", "right"])
    asking = Asking()
    serving.log.addHandler(asking)
    try:
        faults = {"wrong": "fans.yml:1:1: wrong", "right": ""}
        serving.Preview().wait("127.0.0.1", port, lambda: next(states), faults.__getitem__)
    finally:
        serving.log.removeHandler(asking)
    assert ["fans.yml:1:1: wrong" in each for each in answers] == [True]
    assert "Traceback" not in capfd.readouterr().err
