"""The pictures that the README shows, small enough to be loaded by anybody."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize

from tests.browser.staff_states import STAFF
from tests.browser.stage import Stage, State, Walker
from tests.browser.states import PARTICIPANT
from webapp.ground.locales import AR, SV, Locale

HERE = Path(__file__).parents[2] / "docs" / "pictures"
LARGEST = 60_000
PHONE, TABLE = ViewportSize(width=360, height=640), ViewportSize(width=820, height=560)


@dataclass(frozen=True)
class Picture:
    """One state as it is shown."""

    name: str
    state: str
    locale: Locale = SV
    size: ViewportSize | None = None
    dark: bool = False


PICTURES = (
    Picture("staircase", "trappan-1-vald"),
    Picture("staircase-arabic-dark", "trappan-1-vald", AR, dark=True),
    Picture("my-page", "min-sida-mote"),
    Picture("before-the-meeting", "infor-motet", size=TABLE),
    Picture("the-room", "rummet", size=TABLE),
)


def state_of(picture: Picture) -> State:
    return next(state for state in (*PARTICIPANT, *STAFF) if state.name == picture.state)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_for_the_readme(request: pytest.FixtureRequest, browser: Browser, stage: Stage, tmp_path: Path, picture: Picture) -> None:
    """Kept beside the README by `make shots`; otherwise only taken and weighed."""
    folder = HERE if request.config.getoption("--shots") else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    walker = Walker(browser, stage)
    try:
        page = walker.arrive(state_of(picture), picture.locale)
        page.set_viewport_size(picture.size or PHONE)
        page.emulate_media(color_scheme="dark" if picture.dark else "light")
        page.evaluate("document.activeElement.blur()")
        page.screenshot(path=folder / f"{picture.name}.png")
    finally:
        walker.context.close()
    assert 3_000 < (folder / f"{picture.name}.png").stat().st_size < LARGEST
