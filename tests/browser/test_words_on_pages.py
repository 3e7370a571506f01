"""What stands on every page, read as a whole: easy Swedish is easy, and everyday Swedish is everyday."""

import pytest

from tests.browser import checks
from tests.browser.stage import State, Walker
from tests.browser.states import PARTICIPANT
from webapp.ground.locales import LOCALES, SV, Locale

#: An almanac has no sentences.
READ = [state for state in PARTICIPANT if state.path != "/lamna"]


@pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: locale.id)
@pytest.mark.parametrize("state", READ, ids=lambda state: state.name)
def test_a_page_is_as_easy_to_read_as_we_have_promised(walker: Walker, state: State, locale: Locale) -> None:
    page = walker.arrive(state, locale)
    page.evaluate(checks.UNFOLD)
    assert "\n".join(checks.words(page, locale)) == ""


def test_a_hard_sentence_is_found_on_its_page(walker: Walker) -> None:
    start = PARTICIPANT[0]
    page = walker.arrive(start, SV)
    page.evaluate("document.querySelector('main p').textContent = 'Myndighetsgemensamma kartläggningsinsatser, dvs. bedömningar!'")
    found = checks.words(page, SV)
    assert any("utropstecken" in one for one in found)
    assert any("LIX" in one or "förkortningen" in one for one in found)
