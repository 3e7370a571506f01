"""Taking up an invitation: a link that is good once, a password, a second step, and ten codes on paper."""

from datetime import timedelta

import pyotp
import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from tests.security.addresses import token
from tests.sign_in.offices import PASSWORD, Office, account_of, key_on
from tests.support.page import attribute
from tests.support.visit import Visit
from webapp.ground import clock as now
from webapp.sign_in import passwords, tokens
from webapp.sign_in.models import RecoveryCode, StaffDoors, StaffInvite
from webapp.storage import reading

WORTHLESS = "Länken gäller inte"


@pytest.fixture
def link(at_work: Office) -> str:
    """Nils is invited as a handler."""
    desk = at_work.enters(at_work.admin)
    desk.click("Bjud in någon")
    desk.send("Bjud in", {"Namn": "Nils Ek", "E-post": "nils@exempel.se", "Roll": "Handläggare", "Myndighet": "Försäkringskassan"})
    return at_work.link_of(account_of(at_work.app, "nils@exempel.se"))


def to_the_second_step(visit: Visit, link: str) -> Visit:
    visit.get(link)
    visit.send("Fortsätt")
    visit.send("Fortsätt", {"Nytt lösenord": PASSWORD})
    return visit


def test_from_the_link_to_ones_own_desk(visit: Visit, link: str) -> None:
    to_the_second_step(visit, link)
    page = visit.send("Klart", {"Kod": pyotp.TOTP(key_on(visit)).at(now.now())})
    assert page.heading == "Dina reservkoder"
    assert len(set(page.texts("main .codes li"))) == 10
    assert visit.get("/mitt-konto/reservkoder").texts("main .codes li") == page.texts("main .codes li")
    assert visit.send("Jag har sparat dem").heading == "Mina deltagare"
    page = visit.get("/mitt-konto/reservkoder")
    assert page.texts("main .codes li") == []
    assert "Du har 10 reservkoder som inte är använda." in page.text


def test_the_codes_on_the_page_are_those_that_open(visit: Visit, link: str) -> None:
    to_the_second_step(visit, link)
    page = visit.send("Klart", {"Kod": pyotp.TOTP(key_on(visit)).at(now.now())})
    for code in (page.texts("main .codes li")[0], page.texts("main .codes li")[9]):
        other = visit.another()
        other.get("/logga-in")
        assert other.send("Logga in", {"E-post": "nils@exempel.se", "Lösenord": PASSWORD, "Kod": code}).heading == "Mina deltagare"


def test_the_codes_are_shown_for_half_an_hour_at_most(visit: Visit, link: str, clock: Traveller) -> None:
    to_the_second_step(visit, link)
    visit.send("Klart", {"Kod": pyotp.TOTP(key_on(visit)).at(now.now())})
    clock.shift(timedelta(minutes=20))
    assert len(visit.get("/mitt-konto/reservkoder").texts("main .codes li")) == 10
    clock.shift(timedelta(minutes=11))
    assert visit.get("/mitt-konto/reservkoder").texts("main .codes li") == []


def test_the_link_is_good_once(visit: Visit, link: str) -> None:
    to_the_second_step(visit, link)
    visit.send("Klart", {"Kod": pyotp.TOTP(key_on(visit)).at(now.now())})
    assert visit.another().get(link, status=410).heading == WORTHLESS
    assert visit.another().get("/valkommen", status=410).heading == WORTHLESS


def test_two_browsers_with_one_link_are_one_account(visit: Visit, link: str) -> None:
    first, second = to_the_second_step(visit, link), to_the_second_step(visit.another(), link)
    first.send("Klart", {"Kod": pyotp.TOTP(key_on(first)).at(now.now())})
    assert second.send("Klart", {"Kod": pyotp.TOTP(key_on(second)).at(now.now())}, status=410).heading == WORTHLESS


def test_looking_at_the_link_uses_nothing_up(visit: Visit, link: str) -> None:
    for _ in range(3):
        visit.get(link)
        visit.client.head(link, base_url=visit.base_url)
    assert visit.another().get("/valkommen", status=410).heading == WORTHLESS
    visit.send("Fortsätt")
    assert link.rpartition("/")[2] not in visit.page.html


def test_after_seven_days_it_is_worth_nothing(visit: Visit, link: str, clock: Traveller) -> None:
    to_the_second_step(visit, link)
    clock.shift(timedelta(days=7, seconds=-1))
    visit.get(link)
    clock.shift(timedelta(seconds=1))
    assert visit.get(link, status=410).heading == WORTHLESS
    assert visit.get("/valkommen/andra-steget", status=410).heading == WORTHLESS


@pytest.mark.parametrize("made_up", ["a" * 26, "x", "%00", "å"])
def test_no_other_link_is_an_invitation(at_work: Office, visit: Visit, made_up: str) -> None:
    assert visit.get(f"/inbjudan/{made_up}", status=410).heading == WORTHLESS
    visit.forge(f"/inbjudan/{made_up}", {"csrf_token": token(visit)}, 410)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("elva tecken", "Lösenordet är för kort. Skriv minst 12 tecken."),
        ("x" * 201, "Lösenordet är för långt. Skriv högst 200 tecken."),
        ("administrator", str(passwords.KNOWN)),
        ("ADMINISTRATOR", str(passwords.KNOWN)),
        ("password123456789", str(passwords.GUESSED)),
        ("nils@exempel.se", str(passwords.GUESSED)),
        ("abcdefghijkl", str(passwords.GUESSED)),
    ],
)
def test_a_password_that_others_would_try_is_refused(visit: Visit, link: str, password: str, reason: str) -> None:
    visit.get(link)
    visit.send("Fortsätt")
    page = visit.send("Fortsätt", {"Nytt lösenord": password}, status=422)
    assert page.texts(".errors li") == [reason]
    assert attribute(page.one("input[type=password]"), "value") == ""


def test_no_kind_of_sign_is_asked_for(visit: Visit, link: str) -> None:
    visit.get(link)
    visit.send("Fortsätt")
    assert visit.send("Fortsätt", {"Nytt lösenord": "hund lampa gren blek"}).heading == "Det andra steget"
    field = visit.get("/valkommen").one("input[type=password]")
    assert (attribute(field, "autocomplete"), "maxlength" in field.attrs, "onpaste" in field.attrs) == ("new-password", False, False)


def test_the_second_step_comes_after_the_first(visit: Visit, link: str) -> None:
    visit.get(link)
    visit.send("Fortsätt")
    assert visit.get("/valkommen/andra-steget").heading == "Välj ett lösenord"


def test_a_wrong_code_shows_the_same_key_again(visit: Visit, link: str) -> None:
    to_the_second_step(visit, link)
    key = key_on(visit)
    assert visit.send("Klart", {"Kod": "000000"}, status=422).title.startswith("Fel: ")
    assert key_on(visit) == key
    assert visit.send("Klart", {"Kod": pyotp.TOTP(key).at(now.now())}).heading == "Dina reservkoder"


def test_a_key_of_ones_own_making_is_not_taken(visit: Visit, link: str) -> None:
    to_the_second_step(visit, link)
    forged = {
        "csrf_token": token(visit),
        "key": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
        "code": pyotp.TOTP("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP").at(now.now()),
    }
    assert visit.forge("/valkommen/andra-steget", forged, 422).heading == "Det andra steget"


def test_in_another_language_the_same_key_stands_there(visit: Visit, link: str) -> None:
    to_the_second_step(visit, link)
    key = key_on(visit)
    visit.send("English")
    assert key_on(visit) == key


def test_of_what_opens_only_a_hash_or_a_sealed_text_is_kept(visit: Visit, link: str, app: Flask) -> None:
    to_the_second_step(visit, link)
    key = key_on(visit)
    page = visit.send("Klart", {"Kod": pyotp.TOTP(key).at(now.now())})
    codes = [line.replace(" ", "") for line in page.texts("main .codes li")]
    with app.app_context():
        kept = str([reading().execute(select(model.__table__)).all() for model in (RecoveryCode, StaffDoors, StaffInvite)])
        hashes = {row.code_hash for row in reading().scalars(select(RecoveryCode))}
        assert {tokens.recovery_hash(account_of(app, "nils@exempel.se"), code) for code in codes} <= hashes
    assert [secret for secret in (*codes, key, link.rpartition("/")[2], PASSWORD, "$argon2", "nils@exempel.se") if secret in kept] == []
