"""What the tests share: one built site, served, and a browser that looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.building import build
from tests.serving import serve
from tests.watching import Watch
from tools import browser as chromium

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class OpenPage(Protocol):
    """Opens a page in a context of its own, with Playwright's options for a context."""

    def __call__(self, **options: object) -> Page: ...


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, built once from this repository as it is published."""
    folder = tmp_path_factory.mktemp("built") / "site"
    build("mkdocs", folder)
    return folder


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The address at which the built site is served, with a slash at its end."""
    with serve(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A running Chromium. Without one the tests fail; `make test` sees to it."""
    program = chromium.find()
    assert program, "no browser; `make test` installs one, or set CHROMIUM to the path of one"
    # No name but the loopback address resolves, so nothing can be asked of another host.
    arguments = [*chromium.flags(), "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=arguments)
        yield running
        running.close()


@pytest.fixture
def watch(served: str) -> Watch:
    """What goes wrong on the pages of this test; see `Watch`."""
    return Watch(served)


@pytest.fixture
def open_page(browser: Browser, served: str, watch: Watch) -> Iterator[OpenPage]:
    """Open pages: `open_page(viewport={"width": 320, "height": 640}, color_scheme="dark")`.

    An address such as `/compare/` is one of the site. A test fails at its end if anything went
    wrong on one of its pages, or if one asked something of another host.
    """
    contexts = []

    def opened(**options: object) -> Page:
        context = browser.new_context(base_url=served, **options)  # type: ignore[arg-type]  # checked by Playwright
        contexts.append(context)
        watch.follow(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    watch.assert_quiet()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """One page of the size of a laptop's screen, in the light scheme."""
    return open_page(viewport={"width": 1280, "height": 800}, color_scheme="light")
