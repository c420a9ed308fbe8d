"""What a page may run and load: its own files, and nothing that somebody slipped in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from treatments import policy

from tests import using
from tools.kinds import NOT_FOUND, kinds

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page, Route

    from tests.conftest import OpenPage
    from tests.watching import Watch

META = re.compile(r'<head[^>]*><meta http-equiv="Content-Security-Policy" content="([^"]+)">')
SLIPPED_IN = (
    '<script>window.slippedIn = true</script><img src="x:" onerror="window.slippedIn = true">'
)


def policies(site: Path) -> dict[str, str]:
    found = {path: META.search(path.read_text("utf-8")) for path in site.rglob("*.html")}
    return {str(path): match[1] for path, match in found.items() if match}


def test_every_page_begins_with_a_policy_that_trusts_no_inline_code(site: Path) -> None:
    found = policies(site)
    assert set(found) == {str(path) for path in site.rglob("*.html")}
    assert all(each.startswith("default-src 'none';") for each in found.values())
    assert not [each for each in found.values() if "unsafe" in each or "http" in each]


def test_a_host_that_reads_headers_gets_the_same_policy(site: Path) -> None:
    sent = (site / "_headers").read_text("utf-8")
    rules = dict(
        rule.split(" ", 1) for rule in sent.partition("Policy: ")[2].splitlines()[0].split("; ")
    )
    for own in policies(site).values():
        for rule in own.split("; "):
            name, allowed = rule.split(" ", 1)
            assert set(allowed.split()) <= set(rules[name].split())
    assert "unsafe" not in sent


def test_a_page_says_what_it_is_encoded_in_where_browsers_look_for_it(site: Path) -> None:
    late = [path for path in site.rglob("*.html") if b"charset" not in path.read_bytes()[:1024]]
    assert late == []


def test_all_that_a_reader_can_do_on_every_kind_of_page_is_allowed(
    open_page: OpenPage, site: Path, watch: Watch
) -> None:
    page = open_page(viewport={"width": 1280, "height": 800})
    for address in kinds(site):
        page.goto(f"/{address}", wait_until="load")
        use(page)
        watch.assert_quiet()


def use(page: Page) -> None:
    """Open what opens, choose what can be chosen, search, and look at it as paper."""
    for summary in page.locator("main summary:visible").all()[:3]:
        summary.click()
    for within in ("main", *using.panels(page)):
        for box in page.locator(f"{within} input[type=checkbox]:visible").all()[:2]:
            box.click()
        for choice in page.locator(f"{within} select:visible").all()[:3]:
            choice.select_option(index=choice.locator("option").count() - 1)
    for button in page.locator("main button:visible").element_handles():
        if button.is_visible():  # one may take another away
            button.click()
    using.search(page)
    page.keyboard.press("Escape")
    page.emulate_media(media="print")
    page.emulate_media(media="screen")


def test_all_that_a_reader_can_do_on_a_phone_is_allowed(open_page: OpenPage, watch: Watch) -> None:
    page = open_page(viewport={"width": 320, "height": 640})
    for using_it in (using.menu, using.found, using.nothing_found, using.comparison):
        using_it(page)
        watch.assert_quiet()
    page.get_by_label("Second option").select_option(index=3)
    page.go_back()


@pytest.mark.parametrize("address", ["", NOT_FOUND])
def test_a_script_that_was_slipped_into_a_page_does_not_run(
    page: Page, watch: Watch, address: str
) -> None:
    def slip(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(
            response=answer, body=answer.text().replace("</main>", f"{SLIPPED_IN}</main>")
        )

    page.route(f"**/{address}", slip)
    page.goto(f"/{address}", wait_until="load")
    assert page.locator("img[src='x:']").count() == 1
    assert page.evaluate("window.slippedIn") is None
    assert [each.split()[0] for each in watch.violations][:1] == ["script-src-elem"]
    assert "script-src-attr" in " ".join(watch.violations)
    watch.clear()


def test_only_scripts_that_a_browser_would_run_are_allowed_by_their_hash() -> None:
    page = (
        '<head><script>one()</script><script type="module">two()</script>'
        '<script src="three.js"></script><script type="application/json">{}</script></head>'
    )
    assert len(policy.hashes(page)) == 2
    assert policy.hashes("<script>one()</script>") < policy.hashes(page)
    assert policy.hashes("<script>one( )</script>").isdisjoint(policy.hashes(page))
    assert policy.protect(page).count("sha256-") == 2
