"""Everything in this folder happens in a browser, against the running service."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser.stage import Stage, Walker
from tests.support.browser import DESK, PHONE, Window, chromium, window
from tests.support.live import Live, serve
from webapp.ground.parties import Door
from webapp.security.access import allow
from webapp.security.throttle import TooOften

HERE = Path(__file__).parent
NewWindow = Callable[..., Window]
Shoot = Callable[[Page, str], None]
Say = Callable[[str], None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright, chromium(playwright) as opened:
        yield opened


@pytest.fixture
def live(demo_folder: Path, tmp_path: Path) -> Iterator[Live]:
    """The service with the demo's people, as new for every test."""
    with serve(demo_folder, tmp_path / "data") as running:
        yield running


@pytest.fixture(scope="session")
def stage(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One service with people in every situation, for all tests that only look."""
    with serve(demo_folder, tmp_path_factory.mktemp("stage") / "data", PSEUDO_LOCALES="1") as running:
        _can_break(running.app)
        yield Stage(running)


@pytest.fixture(scope="session")
def walker(browser: Browser, stage: Stage) -> Iterator[Walker]:
    walking = Walker(browser, stage)
    yield walking
    walking.context.close()


def _can_break(app: Flask) -> None:
    """Two addresses that go wrong on purpose, so that the pages for that can be looked at."""
    faults = {"trasig": RuntimeError, "for-ofta": TooOften}

    @allow(Door.OPEN)
    def go_wrong(how: str) -> str:
        raise faults[how]

    app.add_url_rule("/prov/<how>", "prov", go_wrong)


@pytest.fixture
def new_window(browser: Browser, live: Live) -> Iterator[NewWindow]:
    """`new_window(PHONE, scripts=False, language="ar")`: another person, another machine."""
    with ExitStack() as stack:

        def open_one(viewport: ViewportSize = PHONE, **more: bool | str) -> Window:
            return stack.enter_context(window(browser, live.url, viewport, **more))  # type: ignore[arg-type]

        yield open_one


@pytest.fixture
def phone(new_window: NewWindow) -> Window:
    return new_window(PHONE)


@pytest.fixture
def plain_phone(new_window: NewWindow) -> Window:
    """A phone with scripts off."""
    return new_window(PHONE, scripts=False)


@pytest.fixture
def desk(new_window: NewWindow) -> Window:
    return new_window(DESK)


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Print something that was measured, whether the test passes or not."""

    def speak(text: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{text}\n")

    return speak


@pytest.fixture
def whole(request: pytest.FixtureRequest) -> bool:
    """Whether to look at everything everywhere, or at a part in every language (`--whole`)."""
    return bool(request.config.getoption("--whole"))


@pytest.fixture
def shoot(request: pytest.FixtureRequest) -> Shoot:
    """`shoot(page, "ar/trappan-1-place-360")` keeps a picture when `--shots FOLDER` was given (`make shots`)."""
    folder = request.config.getoption("--shots")

    def keep(page: Page, name: str) -> None:
        if folder:
            path = Path(folder) / f"{name}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = false)")
            page.screenshot(path=path, full_page=True)

    return keep
