"""Everything works without the script, and shows the same."""

import re

from playwright.sync_api import Page

from tests.browser.conftest import NewWindow
from tests.browser.journey import TAPS, Guest, invited, take
from tests.support.browser import PHONE
from tests.support.live import Live
from webapp.consent import queries as consent
from webapp.ground.parties import Agency
from webapp.staircase import queries as staircase
from webapp.storage import db

#: What differs from one visit to the next whoever it is: tokens, ids, moments; and where the script puts the focus.
PASSING = re.compile(
    r'value="[\w.-]{60,}"|[0-9a-f]{8}-[0-9a-f-]{27}|klockan \d\d\.\d\d|/m/[a-z2-7]{26}|(?<=/enkat/tack/)\d+'
    r'|(?<=<h1) tabindex="-1"|(?<=<h1 class="official") tabindex="-1"|(?<=name="seen" value=")[0-9a-f]{16}'
    r'|(?<=id="errors") tabindex="-1"|(?<=dir="...") class=""'
)


def html(page: Page) -> str:
    return PASSING.sub("", page.content())


def pages(page: Page, live: Live, guest: Guest) -> dict[str, str]:
    """The whole journey: page -> its HTML as it then stands."""
    page.goto(live.url + guest.path)
    seen = {"länken": html(page)}
    for tap in TAPS:
        take(page, live, tap)
        seen[tap.name] = html(page)
    return seen


def test_the_whole_journey_works_without_script_and_every_page_is_the_same(live: Live, new_window: NewWindow) -> None:
    with_script = pages(new_window(PHONE).page, live, invited(live))
    guest = invited(live)
    without = pages(new_window(PHONE, scripts=False).page, live, guest)
    assert list(without) == list(with_script)
    for name, page in without.items():
        assert page.splitlines() == with_script[name].splitlines(), name
    with live.app.app_context():
        placed = staircase.latest(db.session(), guest.id)
        assert placed is not None
        for agency in Agency:
            assert consent.shown(db.session(), [guest.id], agency) == {guest.id: placed.id}


def test_pages_that_differ_are_told_apart(live: Live, new_window: NewWindow) -> None:
    page = new_window(PHONE).open(invited(live).path)
    before = html(page)
    page.evaluate("document.querySelector('main p').append('.')")
    assert html(page) != before


def test_the_other_ways_work_without_script(live: Live, new_window: NewWindow) -> None:
    """A refused form, another language, larger text, a way out."""
    page = new_window(PHONE, scripts=False).page
    page.goto(live.url + invited(live).path)
    for tap in TAPS[:3]:
        take(page, live, tap)
    page.get_by_role("button", name="Större text").click()
    assert page.locator("html").get_attribute("class") == "large"
    page.locator("main .now a.other").first.click()
    page.locator("main .go").click()
    assert page.title().startswith("Fel: ")
    page.locator(".errors a").first.click()
    assert page.locator(":focus").get_attribute("name") == "answer"
    page.locator(".languages summary").click()
    page.get_by_role("button", name="العربية").click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.locator(".leave button").click()
    assert page.url == f"{live.url}/lamna"
