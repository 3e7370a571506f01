"""Booking both meetings takes a handler a few keys, or three taps."""

from contextlib import nullcontext

from tests.browser.cast import untouched, with_handlers
from tests.browser.stage import State, Walker
from tests.browser.states import GO
from tests.support.browser import DESK
from webapp.ground.locales import SV

#: From the case, with the keyboard alone: follow the link, go past the header, choose the first pair, book.
KEYS = ("Enter", "Tab", "Enter", "Tab", "Tab", "Space", "Tab", "Enter")


def test_from_nytt_gk_par_to_booked_takes_under_ten_keys_and_three_taps(walker: Walker) -> None:
    booking = State("gk-par-bokas", "/mina-deltagare/{person}", who="fk", about=(untouched, with_handlers))
    page = walker.arrive(booking, SV)
    page.set_viewport_size(DESK)
    page.get_by_role("link", name="Nytt GK-par").focus()
    leaves = {0, len(KEYS) - 1}
    for place, key in enumerate(KEYS):
        with page.expect_navigation() if place in leaves else nullcontext():
            page.keyboard.press(key)
    assert page.get_by_role("status").inner_text() == "Båda mötena är bokade."
    assert len(KEYS) < 10
    taps = State("gk-par-bokas-med-fingret", "/mina-deltagare/{person}", who="fk", about=(untouched, untouched))
    page = walker.arrive(taps, SV)
    with page.expect_navigation():
        page.get_by_role("link", name="Nytt GK-par").tap()
    page.locator(".choices label").first.tap()
    with page.expect_navigation():
        page.locator(GO).tap()
    assert page.get_by_role("status").inner_text() == "Båda mötena är bokade."
