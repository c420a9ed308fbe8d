"""What a person comes for, found on a phone within three taps from the home page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    page = open_page(viewport=PHONE)
    page.goto("/")
    return page


def taps(page: Page, *names: str) -> None:
    """Follow links by their visible names, three at most."""
    assert len(names) <= 3
    for name in names:
        page.get_by_role("link", name=name, exact=True).locator("visible=true").first.click()


def test_the_safety_notice_on_rf_microneedling_is_on_the_home_page(phone: Page) -> None:
    notice = phone.get_by_role("complementary").filter(has_text="RF microneedling").first
    assert notice.is_visible()
    assert "US Food and Drug Administration" in notice.inner_text()


def test_who_said_that_ultrasound_helped_is_one_tap_away(phone: Page) -> None:
    taps(phone, "Ultrasound")
    answer = phone.locator("section.answer", has=phone.locator("#does-it-work"))
    assert "Their own view" in answer.inner_text()
    answer.locator("summary").first.click()
    studies = answer.locator(".finding", has_text="patients")
    assert studies.count() >= 2
    assert "of 93 people" in studies.filter(has_text="65.6%").first.inner_text()


def test_how_long_redness_lasts_after_laser_is_one_tap_away(phone: Page) -> None:
    taps(phone, "Laser")
    answer = phone.locator("section.answer", has=phone.locator("#redness-lasts"))
    assert "months" in answer.locator(".cell__verdict").inner_text()


def test_that_nobody_knows_is_said_in_words(phone: Page) -> None:
    taps(phone, "Laser")
    answer = phone.locator("section.answer", has=phone.locator("#fat-loss"))
    assert "Not known" in answer.inner_text()
