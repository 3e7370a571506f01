"""What the main job costs somebody with little data left, in bytes on the wire with headers."""

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Say
from tests.browser.journey import TAPS, invited, take
from tests.browser.stage import Stage, Walker
from tests.browser.states import PARTICIPANT
from tests.browser.survey_journey import SURVEY_TAPS, open_for
from tests.support.browser import PHONE, window
from tests.support.live import Live
from tests.support.meter import Meter
from webapp.ground.locales import AR, LOCALES, SV, Locale

COLD, COLD_REQUESTS, NEXT, JOURNEY = 14 * 1024, 3, 4 * 1024, 60 * 1024
#: With the survey it should weigh no more than JOURNEY either. That is NOT MET without script, where every page comes with its frame.
#: This sees to it that it does not grow.
WITHOUT_SCRIPT = 75 * 1024


#: Arabic weighs most, so it stands for all without script.
WAYS = [*((locale, True) for locale in LOCALES), (AR, False)]


@pytest.mark.parametrize(("locale", "scripts"), WAYS, ids=[f"{one.id} {'with' if scripts else 'without'} script" for one, scripts in WAYS])
def test_the_journey_is_light(browser: Browser, live: Live, say: Say, locale: Locale, scripts: bool) -> None:
    guest = invited(live, locale=locale.id)
    with window(browser, live.url, PHONE, language=locale.tag, scripts=scripts, cached=True) as opened:
        meter = Meter(opened.page)
        opened.page.goto(live.url + guest.path, wait_until="networkidle")
        costs = {"länken": (meter.requests, meter.bytes)}
        for tap in TAPS:
            meter.reset()
            take(opened.page, live, tap)
            opened.page.wait_for_load_state("networkidle")
            costs[tap.name] = (meter.requests, meter.bytes)
        shared = sum(size for _, size in costs.values())
        open_for(live.app, guest)
        meter.reset()
        opened.page.goto(live.url + guest.path, wait_until="networkidle")
        costs["enkät: länken"] = (meter.requests, meter.bytes)
        for tap in SURVEY_TAPS:
            meter.reset()
            take(opened.page, live, tap)
            opened.page.wait_for_load_state("networkidle")
            costs[tap.name] = (meter.requests, meter.bytes)
    total = sum(size for _, size in costs.values())
    say(f"{locale.id}, {'with' if scripts else 'without'} script\n" + _table(costs, shared, total))
    assert 0 < costs["länken"][1] <= COLD
    assert costs["länken"][0] <= COLD_REQUESTS
    assert {name: size for name, (_, size) in costs.items() if name != "länken" and not 0 < size <= NEXT} == {}
    assert {name: requests for name, (requests, _) in costs.items() if name != "länken" and requests > 2} == {}
    assert shared <= JOURNEY
    assert total <= (JOURNEY if scripts else WITHOUT_SCRIPT)


def _table(costs: dict[str, tuple[int, int]], shared: int, total: int) -> str:
    rows = [f"{name:26}{requests:9}{size:9,}" for name, (requests, size) in costs.items()]
    return "\n".join(
        [
            f"{'page':26}{'requests':>9}{'bytes':>9}",
            *rows,
            f"{'until she shares':26}{'':9}{shared:9,}",
            f"{'with the survey':26}{'':9}{total:9,}",
        ]
    )


def _cold(browser: Browser, stage: Stage, locale: Locale) -> dict[str, tuple[int, int]]:
    """Every page that can be opened by its address, by somebody who has never been here."""
    walker = Walker(browser, stage, scripts=True)
    try:
        meter = Meter(walker.page)
        costs = {}
        for state in PARTICIPANT:
            if not state.press:
                meter.reset()
                walker.arrive(state, locale).wait_for_load_state("networkidle")
                costs[state.name] = (meter.requests, meter.bytes)
        return costs
    finally:
        walker.context.close()


@pytest.mark.parametrize("locale", [SV, AR], ids=lambda locale: locale.id)
def test_every_page_opened_cold_is_light(browser: Browser, stage: Stage, say: Say, locale: Locale) -> None:
    costs = _cold(browser, stage, locale)
    heaviest = max(costs, key=lambda name: costs[name][1])
    say(f"{locale.id}: the heaviest of {len(costs)} pages is {heaviest} with {costs[heaviest][1]:,} bytes")
    assert {name: size for name, (_, size) in costs.items() if not 2000 < size <= COLD} == {}
    assert {name: requests for name, (requests, _) in costs.items() if not 1 <= requests <= COLD_REQUESTS} == {}
