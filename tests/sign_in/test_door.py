"""The door: an address, a password and a second step. A wrong one of them is told apart from another by nobody."""

from datetime import timedelta
from time import perf_counter

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from tests.sign_in.offices import PASSWORD, Office
from tests.support.visit import Visit
from webapp.security.models import VisitorSession
from webapp.sign_in import passwords, tokens
from webapp.sign_in.models import RecoveryCode
from webapp.storage import reading

WRONG = "Adressen, lösenordet eller koden stämmer inte. En kod går bara att använda en gång."


def test_the_right_three_lead_to_ones_own_desk(at_work: Office) -> None:
    assert at_work.enters(at_work.leader).page.heading == "Mina kurser"
    assert at_work.enters(at_work.admin).page.heading == "Konton"
    assert at_work.acts()[-2:] == [("staff.signed-in", "totp")] * 2


@pytest.mark.parametrize(
    "given",
    [
        {"E-post": "ingen@exempel.se"},
        {"E-post": "inte en adress"},
        {"Lösenord": "fyra gröna tekoppar"},
        {"Lösenord": "x" * 300},
        {"Kod": "000000"},
        {"Kod": "nej"},
        {"E-post": "ingen@exempel.se", "Lösenord": "fel", "Kod": "fel"},
    ],
    ids=" ".join,
)
def test_whatever_is_wrong_the_answer_is_the_same(at_work: Office, visit: Visit, given: dict[str, str]) -> None:
    right = {"E-post": at_work.leader.email, "Lösenord": PASSWORD, "Kod": at_work.leader.code()}
    visit.get("/logga-in")
    page = visit.send("Logga in", right | given, status=422)
    assert page.texts(".errors li") == [WRONG]
    assert visit.get("/mitt-konto", status=401).heading == "Logga in först"


def test_what_is_left_out_is_asked_for(at_work: Office, visit: Visit) -> None:
    visit.get("/logga-in")
    page = visit.send("Logga in", {"E-post": at_work.leader.email}, status=422)
    assert page.texts(".errors li") == ["Lösenord: fyll i det här.", "Kod: fyll i det här."]


def test_capitals_and_spaces_in_the_address_are_no_fault(at_work: Office, visit: Visit) -> None:
    visit.get("/logga-in")
    page = visit.send("Logga in", {"E-post": " Maj@Exempel.se ", "Lösenord": PASSWORD, "Kod": at_work.leader.code()})
    assert page.heading == "Mina kurser"


def test_a_code_opens_once(at_work: Office, clock: Traveller) -> None:
    code = at_work.leader.code()
    at_work.enters(at_work.leader, code=code)
    assert at_work.enters(at_work.leader, code=code, status=422).page.texts(".errors li") == [WRONG]
    clock.shift(timedelta(seconds=30))
    at_work.enters(at_work.leader)


def test_a_phone_whose_clock_is_a_little_off_still_opens(at_work: Office, clock: Traveller) -> None:
    ahead = at_work.leader.code()
    clock.shift(timedelta(seconds=-30))
    at_work.enters(at_work.leader, code=ahead)
    at_work.enters(at_work.admin, code=f"{at_work.admin.code()[:3]} {at_work.admin.code()[3:]}")


def test_a_recovery_code_opens_once_however_it_is_written(at_work: Office, app: Flask) -> None:
    with app.app_context():
        rows = reading().scalars(select(RecoveryCode).where(RecoveryCode.staff_id == at_work.leader.id).order_by(RecoveryCode.number)).all()
        written = [tokens.recovery_code(row.id) for row in rows]
    assert len(written) == 10
    at_work.enters(at_work.leader, code=f"{written[0][:4]}-{written[0][4:8]} {written[0][8:].upper()}")
    at_work.enters(at_work.leader, code=written[0], status=422)
    at_work.enters(at_work.leader, code=written[1])
    at_work.enters(at_work.admin, code=written[2], status=422)


def test_guessing_is_held_back_and_the_owner_is_not(at_work: Office, clock: Traveller) -> None:
    """Her own browser has its own count, so nobody shuts her out by trying her address."""
    own = at_work.enters(at_work.leader)
    own.send("Logga ut")
    clock.shift(timedelta(minutes=10))
    thief = Visit(at_work.app)
    for _ in range(10):
        at_work.enters(at_work.leader, thief, password="fyra gröna tekoppar", status=422)
    assert at_work.enters(at_work.leader, thief, status=429).page.heading == "Vänta en stund"
    assert at_work.enters(at_work.leader, own).page.heading == "Mina kurser"
    assert at_work.enters(at_work.admin, Visit(at_work.app)).page.heading == "Konton"
    clock.shift(timedelta(minutes=10))
    at_work.enters(at_work.leader, thief)


def test_an_office_that_comes_at_eight_is_not_held_back(at_work: Office, clock: Traveller) -> None:
    for _ in range(12):
        clock.shift(timedelta(seconds=30))
        at_work.enters(at_work.leader)


def test_when_too_many_passwords_are_tried_at_once_one_is_asked_to_wait(
    at_work: Office, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "PATIENCE", 0.01)
    with passwords._turn(), passwords._turn():
        assert at_work.enters(at_work.leader, visit, status=429).page.heading == "Vänta en stund"
    at_work.enters(at_work.leader, visit)


def test_an_address_nobody_has_costs_as_much_time(at_work: Office) -> None:
    def spent(stored: str | None) -> float:
        began = perf_counter()
        assert not passwords.fits(stored, "fyra gröna tekoppar")
        return perf_counter() - began

    kept = passwords.kept(PASSWORD)
    spent(None)
    known, unknown = (min(spent(stored) for _ in range(3)) for stored in (kept, None))
    assert 0.5 < known / unknown < 2


def test_signing_in_is_a_new_session_and_the_one_before_is_dead(at_work: Office, app: Flask) -> None:
    first = at_work.enters(at_work.leader)
    before = first.client.get_cookie("__Host-mellansteg", domain="mellansteg.example")
    at_work.enters(at_work.admin, _signed_out(first))
    after = first.client.get_cookie("__Host-mellansteg", domain="mellansteg.example")
    assert before
    assert after
    assert before.value != after.value
    with app.app_context():
        assert len(reading().scalars(select(VisitorSession).where(VisitorSession.ended_at.is_(None))).all()) == 1


def test_whoever_is_in_is_not_asked_again(at_work: Office) -> None:
    visit = at_work.enters(at_work.leader)
    assert visit.get("/logga-in").heading == "Mina kurser"


def _signed_out(visit: Visit) -> Visit:
    visit.send("Logga ut")
    return visit
