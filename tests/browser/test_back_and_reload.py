"""Back, reload, two taps, another language, and a tunnel: nothing is lost and nothing is sent twice."""

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import func, select

from tests.browser.conftest import NewWindow
from tests.browser.journey import TAPS, Guest, fill, invited, take, walk
from tests.support.browser import PHONE
from tests.support.live import Live
from webapp.chat.models import Talk
from webapp.consent.models import ConsentEntry
from webapp.staircase.models import Placement
from webapp.storage import db

both_ways = pytest.mark.parametrize("scripts", [True, False], ids=["with script", "without script"])
NAMES = [tap.name for tap in TAPS]


def arrived(live: Live, new_window: NewWindow, scripts: bool, until: str) -> tuple[Page, Guest]:
    guest = invited(live)
    page = new_window(PHONE, scripts=scripts).page
    walk(page, live, guest, until=until)
    return page, guest


def tap(name: str) -> int:
    return NAMES.index(name)


def stored(live: Live) -> tuple[int, ...]:
    """How many talks, decisions and placements there are."""
    with live.app.app_context():
        return tuple(db.session().scalar(select(func.count()).select_from(table)) or 0 for table in (Talk, ConsentEntry, Placement))


@both_ways
def test_back_shows_the_earlier_answer_and_forward_goes_on(live: Live, new_window: NewWindow, scripts: bool) -> None:
    page, _ = arrived(live, new_window, scripts, "trappan: behov")
    take(page, live, TAPS[tap("trappan: timmar")])
    page.go_back()
    page.wait_for_url("**/need")
    assert page.locator("main [name=answer]").input_value() == TAPS[tap("trappan: timmar")].fill["[name=answer]"]
    page.locator("a.back").click()
    page.wait_for_url("**/place")
    assert page.locator("main input:checked").get_attribute("value") == "2-3"
    page.locator("main .go").click()
    page.wait_for_url("**/hours")


@both_ways
def test_an_answer_changed_after_back_is_the_one_that_counts(live: Live, new_window: NewWindow, scripts: bool) -> None:
    page, _ = arrived(live, new_window, scripts, "trappan: kolla")
    page.locator(".answers a").first.click()
    page.wait_for_url("**/place")
    page.locator("main [value='4']").check()
    page.locator("main .go").click()
    page.wait_for_url("**/check")
    take(page, live, TAPS[-1])
    with live.app.app_context():
        placed = db.session().scalars(select(Placement)).one()
        assert (placed.lower, placed.upper) == (4, 4)


@both_ways
def test_a_receipt_that_is_reloaded_sends_nothing_again(live: Live, new_window: NewWindow, scripts: bool) -> None:
    page, _ = arrived(live, new_window, scripts, "")
    before, receipt, said = stored(live), page.url, page.locator("main").inner_text()
    page.reload()
    assert (page.url, page.locator("main").inner_text()) == (receipt, said)
    assert stored(live) == before == (2, 2, 1)


@both_ways
def test_back_from_the_receipt_sends_nothing_again(live: Live, new_window: NewWindow, scripts: bool) -> None:
    page, _ = arrived(live, new_window, scripts, "")
    before = stored(live)
    page.go_back()
    page.locator("main h1").wait_for()
    page.go_forward()
    page.locator("main h1").wait_for()
    assert stored(live) == before


@both_ways
def test_two_quick_taps_send_once(live: Live, new_window: NewWindow, scripts: bool) -> None:
    page, _ = arrived(live, new_window, scripts, "trappan: kolla")
    page.locator("main .go").dblclick(no_wait_after=True)
    page.wait_for_url("**/klart/*")
    assert stored(live) == (2, 2, 1)


@both_ways
def test_another_language_in_the_middle_keeps_what_was_typed(live: Live, new_window: NewWindow, scripts: bool) -> None:
    page, _ = arrived(live, new_window, scripts, "trappan: behov")
    page.locator("main [name=answer]").fill("Lugn och ro")
    page.locator(".languages summary").click()
    page.get_by_role("button", name="English").click()
    page.locator("html[lang=en]").wait_for()
    assert page.locator("main [name=answer]").input_value() == "Lugn och ro"
    page.locator(".languages summary").click()
    page.get_by_role("button", name="العربية").click()
    page.locator("html[dir=rtl]").wait_for()
    assert page.locator("main [name=answer]").input_value() == "Lugn och ro"


@both_ways
def test_another_language_at_a_door_keeps_what_was_typed(new_window: NewWindow, scripts: bool) -> None:
    page = new_window(PHONE, scripts=scripts).open("/ny-lank")
    page.locator("#address").fill("kim@post")
    page.locator(".languages summary").click()
    page.get_by_role("button", name="العربية").click()
    page.locator("html[dir=rtl]").wait_for()
    assert page.locator("#address").input_value() == "kim@post"
    page.locator("#address").press("Enter")
    page.locator("#errors").wait_for()
    assert page.locator("html").get_attribute("lang") == "ar"


def test_a_lost_connection_keeps_the_answer_and_says_so(live: Live, new_window: NewWindow) -> None:
    opened, guest = new_window(PHONE), invited(live)
    page = opened.page
    walk(page, live, guest, until="trappan: behov")
    turn = TAPS[tap("trappan: timmar")]
    fill(page, live, turn)
    page.context.set_offline(True)
    page.locator("main .go").click()
    said = page.locator("#lost[role=alert]")
    said.wait_for()
    assert "Ditt svar är kvar här" in said.inner_text()
    assert page.locator("main [name=answer]").input_value() == turn.fill["[name=answer]"]
    page.context.set_offline(False)
    assert opened.wrong.pop() == "The console says: Failed to load resource: net::ERR_INTERNET_DISCONNECTED"
    page.locator("main .go").click()
    page.wait_for_url("**/hours")
    assert page.locator("#lost").count() == 0


@both_ways
@pytest.mark.parametrize("own", [True, False], ids=["own phone", "borrowed phone"])
def test_leaving_quickly_closes_every_page_that_back_can_reach(live: Live, new_window: NewWindow, scripts: bool, own: bool) -> None:
    guest = invited(live)
    page = new_window(PHONE, scripts=scripts).page
    if own:
        walk(page, live, guest, until="samtycke: svara")
    else:
        page.goto(live.url + guest.path)
        page.locator("main [value=no]").click()
        page.wait_for_url("**/telefon")
        for turn in TAPS[1:6]:
            take(page, live, turn)
    page.locator(".leave button").click()
    page.wait_for_url(f"{live.url}/lamna")
    for _ in range(4):
        page.go_back()
        page.wait_for_load_state()
        page.get_by_role("heading", name="Öppna din länk igen").wait_for()
        assert page.locator("main form").count() == 0
    page.goto(live.url + guest.path)
    page.locator("main .go").first.click()
    page.wait_for_url("**/min-sida" if own else "**/telefon")


def test_leaving_quickly_empties_the_screen_at_once_and_nothing_under_way_fills_it(live: Live, new_window: NewWindow) -> None:
    page, _ = arrived(live, new_window, True, "samtycke: svara")
    answers: list[Route] = []

    def hold(route: Route) -> None:
        answers.append(route)

    page.route("**/decide", hold)
    page.locator("[name=answer][value=give]").check()
    page.locator("main .go").click()
    expect(page.locator("form[aria-busy]")).to_be_attached()
    held = "form => { form.addEventListener('submit', event => event.preventDefault()); form.requestSubmit(); }"
    page.locator(".leave").evaluate(held)
    with page.expect_response("**/sign"):
        answers[0].continue_()
    expect(page.locator("form[aria-busy]")).not_to_be_attached()
    assert page.locator("main").is_hidden()
