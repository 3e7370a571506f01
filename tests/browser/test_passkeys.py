"""Passkeys in a real browser, with a key that the browser plays: made at the invitation, used at the door, taken away again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import update

from tests.people import some
from tests.sign_in.offices import PASSWORD
from tests.support import live
from tests.support.browser import DESK, window
from tests.support.live import Live
from webapp.ground import clock
from webapp.ground.parties import Role
from webapp.sign_in import queries, service, tokens
from webapp.sign_in.models import Passkey
from webapp.sign_in.values import NewAccount
from webapp.storage import transaction

pytestmark = pytest.mark.browser
SENDS = "said => { const form = document.querySelector('form.passkey'); form.elements.credential.value = said; form.submit(); }"


@pytest.fixture(scope="module")
def here(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Passkeys belong to a name, never to a number: the service is called localhost."""
    with live.serve(demo_folder, tmp_path_factory.mktemp("passkeys"), host="localhost") as here:
        yield here


def invited(here: Live, name: str) -> str:
    with here.app.app_context(), transaction() as session:
        new = NewAccount(name, f"{name.lower()}@exempel.se", Role.EDITOR)
        staff_id = service.invite(session, some.an_area(session).id, new, at=clock.now())
        invite = queries.invite_of(session, staff_id, at=clock.now())
        assert invite
        return f"/inbjudan/{tokens.invite_token(invite.id)}"


@contextmanager
def somebody(here: Live, browser: Browser, *, scripts: bool = True) -> Iterator[tuple[Page, Callable[[bool], object]]]:
    """At a computer that has a place for passkeys. It knows her finger until it is told that it does not."""
    with window(browser, here.url, DESK, scripts=scripts) as opened:
        devices = opened.page.context.new_cdp_session(opened.page)
        devices.send("WebAuthn.enable")
        made = devices.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )
        one = {"authenticatorId": made["authenticatorId"]}
        yield opened.page, lambda knows: devices.send("WebAuthn.setUserVerified", {**one, "isUserVerified": knows})


def joins(page: Page, here: Live, link: str) -> None:
    page.goto(here.url + link)
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_label("Nytt lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_role("button", name="Gör en passkey").click()
    page.get_by_role("heading", name="Dina reservkoder").wait_for()
    page.get_by_role("button", name="Jag har sparat dem").click()


def signs_out(page: Page) -> None:
    page.locator("form[action='/logga-ut'] button").first.click()
    page.get_by_role("link", name="Öppna personalens sidor i provversionen").wait_for()


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


def test_a_passkey_is_made_and_lets_her_in(here: Live, browser: Browser) -> None:
    with somebody(here, browser) as (page, _):
        joins(page, here, invited(here, "Ett"))
        signs_out(page)
        page.goto(f"{here.url}/logga-in")
        page.get_by_role("button", name="Logga in med passkey").click()
        page.get_by_role("link", name="Mitt konto").click()
        assert page.locator("main p").first.inner_text() == "Ett, Redaktör"
        assert page.get_by_role("button", name="Ta bort passkey 1").count() == 1


def test_what_was_answered_once_is_worth_nothing_again(here: Live, browser: Browser) -> None:
    with somebody(here, browser) as (page, _):
        joins(page, here, invited(here, "Tva"))
        signs_out(page)
        page.goto(f"{here.url}/logga-in")
        with page.expect_request(lambda request: request.url.endswith("/logga-in/passkey")) as sent:
            page.get_by_role("button", name="Logga in med passkey").click()
        answer = parse_qs(sent.value.post_data)["credential"][0]
        page.get_by_role("link", name="Mitt konto").wait_for()
        signs_out(page)
        # Many passkeys count nothing, so that their counter refuses nobody.
        with here.app.app_context(), transaction() as session:
            session.execute(update(Passkey).values(sign_count=0))
        page.goto(f"{here.url}/logga-in")
        page.evaluate(SENDS, answer)
        page.get_by_text("Passkeyn gick inte att använda här.").first.wait_for()
        assert heading(page) == "Logga in"


def test_a_key_that_does_not_know_her_finger_lets_nobody_in(here: Live, browser: Browser) -> None:
    with somebody(here, browser) as (page, knows_her):
        joins(page, here, invited(here, "Tre"))
        signs_out(page)
        knows_her(False)
        page.goto(f"{here.url}/logga-in")
        page.get_by_role("button", name="Logga in med passkey").click()
        page.get_by_text("Det blev inget. Försök igen, eller välj ett annat sätt.").wait_for()
        assert page.url == f"{here.url}/logga-in"


def test_one_more_is_added_and_the_last_is_kept(here: Live, browser: Browser) -> None:
    with somebody(here, browser) as (page, _):
        joins(page, here, invited(here, "Fyra"))
        page.get_by_role("link", name="Mitt konto").click()
        page.get_by_role("button", name="Ta bort passkey 1").click()
        page.get_by_text("Den är din enda andra väg in.").wait_for()
        assert page.get_by_role("button", name="Ta bort passkey 1").count() == 1


def test_without_script_there_is_no_button_that_does_nothing(here: Live, browser: Browser) -> None:
    link = invited(here, "Fem")
    with somebody(here, browser, scripts=False) as (page, _):
        page.goto(f"{here.url}/logga-in")
        assert page.get_by_role("button", name="Logga in med passkey").count() == 0
        page.goto(here.url + link)
        page.get_by_role("button", name="Fortsätt").click()
        page.get_by_label("Nytt lösenord").fill(PASSWORD)
        page.get_by_role("button", name="Fortsätt").click()
        assert page.get_by_role("button", name="Gör en passkey").count() == 0
        assert page.get_by_role("button", name="Klart").count() == 1
