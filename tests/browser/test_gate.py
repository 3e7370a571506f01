"""The gate itself is tested: every fault that is planted must turn it red."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser import PHONE
from tests.support.gate import axe, layout

GOOD = """<!doctype html><html lang="sv" dir="ltr"><head><title>Hej</title><meta name="viewport" content="width=device-width"><style>
body {font: 20px/1.5 sans-serif; color: #111; background: #fff} button {min-height: 48px; min-width: 48px; font-size: 20px}
</style></head><body><main><h1>Hej</h1><p>Det finns inget fel svar.</p><form><button>Fortsätt</button></form></main></body></html>"""

FAULTS = {
    "a picture without words": ("<p>", '<img src="data:," width="9"><p>', "image-alt"),
    "grey on white": ("<p>", '<p style="color:#767676">', "color-contrast-enhanced"),
    "a field without a label": ("<form>", '<form><input style="height:48px;font-size:20px">', "label"),
    "no language": (' lang="sv"', "", "html-has-lang"),
    "text outside every landmark": ("</main>", "</main><p>Hej då</p>", "region"),
}
MEASURES = {
    "a small button": ("<button>", '<button style="min-width:0;min-height:0;width:30px;height:30px;padding:0">', "The target"),
    "small text": ("<p>", '<p style="font-size:12px">', "is 12 px"),
    "sideways scrolling": ("<p>", '<p style="width:900px">', "The page is"),
    "cut-off text": ("<p>", '<p style="width:40px;white-space:nowrap;overflow:hidden">', "is cut off"),
}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport=PHONE)
    yield page
    page.close()


def test_a_good_page_passes(page: Page) -> None:
    page.set_content(GOOD)
    assert axe(page) + layout(page) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_axe_sees(page: Page, fault: str) -> None:
    before, after, rule = FAULTS[fault]
    page.set_content(GOOD.replace(before, after, 1))
    assert [line for line in axe(page) if line.startswith(f"{rule}:")]


@pytest.mark.parametrize("fault", MEASURES)
def test_we_measure(page: Page, fault: str) -> None:
    before, after, said = MEASURES[fault]
    page.set_content(GOOD.replace(before, after, 1))
    assert [line for line in layout(page) if said in line]
