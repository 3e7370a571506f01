"""What staff see at one look: the header in one order everywhere, and a case before the meeting on one screen."""

from itertools import pairwise

import pytest

from tests.browser.staff_states import STAFF
from tests.browser.stage import State, Walker
from tests.support.browser import DESK, PHONE
from webapp.ground.locales import SV

#: The name, the languages, the pages, and the way out, each as [left, top, bottom].
PARTS = """() => ['.brand', 'details', 'nav a', 'form[action="/logga-ut"] button'].flatMap(one =>
  [...document.querySelectorAll('header ' + one)].map(found => {
    const box = found.getBoundingClientRect(); return [box.left, box.top, box.bottom]; }))"""
#: In the order in which the keyboard comes to them.
NAMES = """() => [...document.querySelectorAll('header :is(.brand, summary, nav a, form[action="/logga-ut"] button)')].map(one =>
  one.innerText.trim())"""
TOPS = "() => ['placement', 'meetings', 'consents'].map(id => document.getElementById(id).getBoundingClientRect().top)"


def state(name: str) -> State:
    return next(one for one in STAFF if one.name == name)


@pytest.mark.parametrize(
    ("name", "pages"), [("kurser", ["Kurser", "Enkäter", "Resultat"]), ("infor-motet", ["Mina deltagare", "Lediga tider"])]
)
def test_the_header_is_read_from_the_name_to_the_way_out(walker: Walker, name: str, pages: list[str]) -> None:
    page = walker.arrive(state(name), SV)
    page.set_viewport_size(DESK)
    names = ["Mellansteg", "Språk", *pages, "Mitt konto", "Logga ut"]
    lefts = [left for left, _, _ in page.evaluate(PARTS)]
    assert (page.evaluate(NAMES), len(lefts)) == (names, len(names))
    assert lefts == sorted(lefts)
    page.set_viewport_size(PHONE)
    brand, languages, *below = page.evaluate(PARTS)
    assert brand[0] < languages[0]
    assert languages[1] < brand[2]
    assert all(top >= max(brand[2], languages[2]) for _, top, _ in below)
    for (left, _, bottom), (next_left, next_top, _) in pairwise(below):
        assert next_left > left or next_top >= bottom - 1


def test_what_is_read_before_the_meeting_stands_side_by_side(walker: Walker) -> None:
    page = walker.arrive(state("infor-motet"), SV)
    page.set_viewport_size(DESK)
    placement, meetings, consents = page.evaluate(TOPS)
    assert placement == pytest.approx(meetings, abs=1)
    assert meetings < consents < DESK["height"]
    page.set_viewport_size(PHONE)
    placement, meetings, consents = page.evaluate(TOPS)
    assert placement < meetings < consents
