"""The service answers browsers, and a window tells what went wrong inside it."""

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import NewWindow, Shoot
from tests.support.browser import DESK, PHONE, window
from tests.support.gate import assert_fit
from tests.support.live import Live
from tests.support.meter import Meter


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_a_page_that_is_not_there_says_so_kindly(new_window: NewWindow, shoot: Shoot, viewport: dict[str, int], language: str) -> None:
    page = new_window(viewport, language=language).open("/finns-inte")
    assert page.locator("html").get_attribute("lang") == language
    shoot(page, f"not-found-{language}-{viewport['width']}")
    assert_fit(page)


def test_a_page_reads_the_same_without_scripts(new_window: NewWindow) -> None:
    page = new_window(PHONE, scripts=False).open("/finns-inte")
    assert page.locator("h1").count() == 1


def test_a_first_page_is_light(new_window: NewWindow) -> None:
    opened = new_window(PHONE)
    meter = Meter(opened.page)
    opened.open("/finns-inte")
    opened.page.wait_for_load_state("networkidle")
    assert 0 < meter.bytes <= 14 * 1024
    assert 1 <= meter.requests <= 3
    assert meter.shift() == 0


def test_a_page_that_asks_elsewhere_is_told_on(browser: Browser, live: Live) -> None:
    def look() -> None:
        with window(browser, live.url, PHONE) as opened:
            opened.open("/s/finns-inte")
            opened.page.evaluate("fetch('https://other.example/a.json').catch(() => 0)")

    with pytest.raises(AssertionError, match=r"other\.example"):
        look()
