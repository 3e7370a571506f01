"""The survey in a browser: few taps, the same without script, nothing lost by Back or reload, and nothing sent twice."""

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import func, select

from tests.browser.conftest import NewWindow, Say
from tests.browser.journey import Guest, fill, take
from tests.browser.survey_journey import ANSWERS, BEGIN, SEND, SURVEY_TAPS, answer, asked
from tests.browser.survey_states import QUESTIONS
from tests.browser.test_journey_bytes import COLD, COLD_REQUESTS, NEXT
from tests.browser.test_without_script import html
from tests.support.browser import PHONE, window
from tests.support.live import Live
from tests.support.meter import Meter
from webapp.course_survey.models import Envelope
from webapp.ground.locales import LOCALES, Locale
from webapp.invitations.models import Ballot
from webapp.storage import db

both_ways = pytest.mark.parametrize("scripts", [True, False], ids=["with script", "without script"])
LAST = ANSWERS[-1].name


def sent(live: Live) -> tuple[int, int]:
    """How many ballots are spent, and how many envelopes there are."""
    with live.app.app_context():
        ballots = select(func.count()).select_from(Ballot).where(Ballot.spent)
        return tuple(db.session().scalar(count) or 0 for count in (ballots, select(func.count()).select_from(Envelope)))  # type: ignore[return-value]


def arrived(live: Live, new_window: NewWindow, scripts: bool, until: str) -> tuple[Page, Guest]:
    guest = asked(live)
    page = new_window(PHONE, scripts=scripts).page
    answer(page, live, guest, until=until)
    return page, guest


def checked(page: Page) -> str | None:
    return page.locator("main input:checked").get_attribute("value")


def test_part_a_is_at_most_its_questions_and_three_page_turns() -> None:
    assert len(SURVEY_TAPS) <= len(QUESTIONS) + 3
    assert [tap for tap in SURVEY_TAPS if any(text for text in tap.fill.values())] == [], "nothing is typed"


def test_every_page_is_the_same_without_script(live: Live, new_window: NewWindow) -> None:
    seen: list[dict[str, str]] = []
    for scripts in (True, False):
        guest, page = asked(live), new_window(PHONE, scripts=scripts).page
        page.goto(live.url + guest.path)
        pages = {"länken": html(page)}
        for tap in SURVEY_TAPS:
            take(page, live, tap)
            pages[tap.name] = html(page)
        seen.append(pages)
    for name, with_script in seen[0].items():
        assert seen[1][name].splitlines() == with_script.splitlines(), name
    assert sent(live) == (2, 2)


@both_ways
def test_back_shows_the_earlier_answer_and_forward_goes_on(live: Live, new_window: NewWindow, scripts: bool) -> None:
    page, _ = arrived(live, new_window, scripts, ANSWERS[1].name)
    page.locator("a.back").click()
    page.wait_for_url("**/q2")
    assert checked(page) == "2"
    page.go_back()
    page.go_back()
    page.wait_for_url("**/q2")
    assert checked(page) == "2"
    page.locator("main .go").click()
    page.wait_for_url("**/q3")


@both_ways
def test_reload_loses_nothing(live: Live, new_window: NewWindow, scripts: bool) -> None:
    page, _ = arrived(live, new_window, scripts, LAST)
    said = page.locator("main").inner_text()
    page.reload()
    assert page.locator("main").inner_text() == said
    page.locator(".answers a").nth(3).click()
    page.wait_for_url("**/q5")
    page.reload()
    assert checked(page) == "8"


@both_ways
def test_reload_back_and_two_quick_taps_send_once(live: Live, new_window: NewWindow, scripts: bool) -> None:
    page, _ = arrived(live, new_window, scripts, LAST)
    page.locator("main .go").dblclick(no_wait_after=True)
    page.wait_for_url("**/enkat/*a*/*")
    page.locator("main h1").wait_for()
    assert sent(live) == (1, 1)
    page.reload()
    page.go_back()
    page.locator("main h1").wait_for()
    page.go_forward()
    page.locator("main h1").wait_for()
    assert sent(live) == (1, 1)


@both_ways
def test_her_link_opened_again_goes_on_where_she_was(live: Live, new_window: NewWindow, scripts: bool) -> None:
    page, guest = arrived(live, new_window, scripts, ANSWERS[2].name)
    page.goto(live.url + guest.path)
    page.locator("main .go").first.click()
    page.wait_for_url("**/enkat/q5")
    page.locator("a.back").click()
    page.wait_for_url("**/q3")
    assert checked(page) == "5"


@both_ways
def test_somebody_elses_link_on_the_same_phone_begins_with_nothing(live: Live, new_window: NewWindow, scripts: bool) -> None:
    page, _ = arrived(live, new_window, scripts, ANSWERS[2].name)
    page.goto(live.url + asked(live).path)
    page.locator("main .go").first.click()
    page.wait_for_url("**/enkat/q1")
    assert page.locator("main input:checked").count() == 0


@both_ways
def test_another_language_keeps_what_was_chosen(live: Live, new_window: NewWindow, scripts: bool) -> None:
    page, _ = arrived(live, new_window, scripts, BEGIN.name)
    page.locator("main [value='4']").check()
    page.locator(".languages summary").click()
    page.get_by_role("button", name="العربية").click()
    page.locator("html[dir=rtl]").wait_for()
    assert checked(page) == "4"


def test_a_lost_connection_keeps_the_answer(live: Live, new_window: NewWindow) -> None:
    opened, guest = new_window(PHONE), asked(live)
    page = opened.page
    answer(page, live, guest, until=BEGIN.name)
    fill(page, live, ANSWERS[0])
    page.context.set_offline(True)
    page.locator("main .go").click()
    page.locator("#lost[role=alert]").wait_for()
    assert checked(page) == "1"
    page.context.set_offline(False)
    opened.wrong.clear()
    page.locator("main .go").click()
    page.wait_for_url("**/q2")


@pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: locale.id)
def test_the_survey_is_light(browser: Browser, live: Live, say: Say, locale: Locale) -> None:
    guest = asked(live, locale.id)
    with window(browser, live.url, PHONE, language=locale.tag, cached=True) as opened:
        meter = Meter(opened.page)
        opened.page.goto(live.url + guest.path, wait_until="networkidle")
        costs = {"länken": (meter.requests, meter.bytes)}
        for tap in SURVEY_TAPS:
            meter.reset()
            take(opened.page, live, tap)
            opened.page.wait_for_load_state("networkidle")
            costs[tap.name] = (meter.requests, meter.bytes)
    say(f"{locale.id}: " + "  ".join(f"{name.removeprefix('enkät: ')} {size:,}" for name, (_, size) in costs.items()))
    assert costs["länken"][0] <= COLD_REQUESTS
    assert costs["länken"][1] <= COLD
    assert {name: cost for name, cost in costs.items() if name != "länken" and not (cost[0] <= 2 and 0 < cost[1] <= NEXT)} == {}
    assert SEND.name in costs


@pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: locale.id)
def test_who_sees_what_and_the_button_are_seen_without_scrolling(live: Live, new_window: NewWindow, locale: Locale) -> None:
    page = new_window(PHONE, language=locale.tag).open(asked(live, locale.id).path)
    assert page.locator("main > .lines li").count() == 3
    below = page.locator("main .go").evaluate("button => button.getBoundingClientRect().bottom")
    assert below <= PHONE["height"]
