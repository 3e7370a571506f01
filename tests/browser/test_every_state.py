"""Every page, in every language, on a phone and at a desk: fit to be used by somebody who is tired, blind, or in a hurry."""

import pytest

from tests.browser import checks
from tests.browser.conftest import Shoot
from tests.browser.staff_states import STAFF
from tests.browser.stage import State, Walker
from tests.browser.states import PARTICIPANT
from tests.support import gate
from webapp.ground.locales import AR, LOCALES, PSEUDO_LOCALES, STAFF_LOCALES, SV, Locale

every_participant_state = pytest.mark.parametrize("state", PARTICIPANT, ids=lambda state: state.name)
every_staff_state = pytest.mark.parametrize("state", STAFF, ids=lambda state: state.name)


def name(locale: Locale) -> str:
    return locale.id


def tell(state: State, locale: Locale, found: list[str]) -> None:
    """Nothing, or everything that is wrong with this page."""
    if found:
        pytest.fail("\n- ".join([f"{state.name} in {locale.id}", *dict.fromkeys(found)]), pytrace=False)


@pytest.mark.parametrize("locale", LOCALES, ids=name)
@every_participant_state
def test_a_participant_can_use(walker: Walker, shoot: Shoot, whole: bool, state: State, locale: Locale) -> None:
    page = walker.arrive(state, locale)
    shoot(page, f"{locale.tag}/{state.name}-360")
    found = checks.still(page) + checks.look(page, state, locale) + checks.focus(page) + checks.fits(page, state)
    found += checks.engine(page, state)
    if whole or locale is SV:
        found += checks.in_the_dark(page, lambda: shoot(page, f"{locale.tag}/{state.name}-360-dark"))
    if whole or locale in (SV, AR):
        found += checks.at_the_desk(page, state)
        shoot(page, f"{locale.tag}/{state.name}-1280")
    tell(state, locale, found + checks.words(page, state, locale))


@pytest.mark.parametrize("locale", STAFF_LOCALES, ids=name)
@every_staff_state
def test_staff_can_use(walker: Walker, shoot: Shoot, state: State, locale: Locale) -> None:
    page = walker.arrive(state, locale)
    found = checks.still(page) + checks.codes(page) + checks.focus(page) + checks.fits(page, state) + checks.engine(page, state)
    found += checks.at_the_desk(page, state)
    shoot(page, f"{locale.tag}/personal-{state.name}-1280")
    tell(state, locale, found)


@pytest.mark.parametrize("locale", PSEUDO_LOCALES, ids=name)
@every_participant_state
def test_longer_words_and_words_the_other_way_fit(walker: Walker, state: State, locale: Locale) -> None:
    page = walker.arrive(state, locale)
    found = checks.fits(page, state)
    tell(state, locale, found)


def test_the_walk_finds_what_is_wrong(walker: Walker) -> None:
    """The checks themselves: a page that is spoilt is told on, by each of them."""
    state = next(state for state in PARTICIPANT if state.name == "trappan-1-place")
    page = walker.arrive(state, SV)
    page.evaluate(
        """() => { const main = document.querySelector('main'); main.prepend(document.createElement('div'));
        main.firstChild.innerHTML = '<p>' + 'ord '.repeat(130) + '</p>'; main.querySelector('p').style.lineHeight = '1.1';
        document.documentElement.dir = 'rtl'; const style = new CSSStyleSheet();
        style.replaceSync('*, label:has(:focus-visible) {outline: 0 !important}'); document.adoptedStyleSheets = [style]; }"""
    )
    found = checks.look(page, state, SV) + checks.focus(page)
    for said in ("does not begin", "The lines of", "says dir=rtl", "The first answer ends", "has no ring"):
        assert [one for one in found if said in one], said
    page.evaluate("document.querySelector('h1').style.cssText = 'width: 60px; overflow: hidden; white-space: nowrap'")
    assert [one for one in checks.fits(page, state) if one.startswith("With text spacing: The text")]
    assert gate.layout(page, target=200) != []


def test_a_hard_sentence_is_found_on_its_page(walker: Walker) -> None:
    page = walker.arrive(PARTICIPANT[0], SV)
    page.evaluate("document.querySelector('main p').textContent = 'Myndighetsgemensamma kartläggningsinsatser, dvs. bedömningar!'")
    found = checks.words(page, PARTICIPANT[0], SV)
    assert any("utropstecken" in one for one in found)
    assert any("LIX" in one or "förkortningen" in one for one in found)
