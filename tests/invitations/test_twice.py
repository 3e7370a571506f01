"""A button pressed twice leads where it leads when it is pressed once, on a slow line too, and lets in nobody else."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from tests.invitations.guests import Guest, a_guest, code_in, messages, wrong
from tests.support.fixtures import both_databases
from tests.support.visit import Visit
from webapp.ground import clock as now
from webapp.invitations import queries, service
from webapp.security import sessions
from webapp.storage import reading, transaction

pytestmark = both_databases
COOKIE = "__Host-mellansteg"


def test_the_first_button_pressed_again_leads_on(app: Flask, visit: Visit) -> None:
    visit.get(a_guest(app).path)
    visit.send("Fortsätt")
    for _ in range(2):
        assert visit.send_again().url == "/telefon"


def test_a_form_of_whoever_had_the_phone_before_is_not_taken_for_hers(app: Flask, visit: Visit) -> None:
    other = a_guest(app, "Bo", "070-1740613")
    visit.get(a_guest(app).path)
    visit.send("Jag lånar telefonen")
    open_still = str(visit.page.all("input[name=csrf_token]")[0].attrs["value"])
    visit.get(other.path)
    visit.send("Jag lånar telefonen")
    visit.forge("/telefon/i-rummet", {"csrf_token": open_still}, 400)


def test_a_right_code_pressed_again_leads_in(app: Flask, visit: Visit) -> None:
    _with_code(app, visit)
    assert visit.send_again().url == "/min-sida"


def test_a_right_code_whose_answer_was_lost_leads_in(app: Flask, visit: Visit) -> None:
    _with_code(app, visit, lost=True)
    assert visit.send_again().url == "/min-sida"


def test_right_words_pressed_again_lead_in(app: Flask, visit: Visit) -> None:
    _with_words(app, visit)
    assert visit.send_again().url == "/min-sida"


def test_right_words_whose_answer_was_lost_lead_in(app: Flask, visit: Visit) -> None:
    _with_words(app, visit, lost=True)
    assert visit.send_again().url == "/min-sida"


def test_a_second_tap_holds_for_a_minute(app: Flask, visit: Visit, clock: time_machine.Traveller) -> None:
    _with_code(app, visit, lost=True)
    clock.shift(timedelta(seconds=61))
    visit.send_again(status=401)


def test_a_second_tap_needs_the_right_code_too(app: Flask, visit: Visit) -> None:
    code = _with_code(app, visit, lost=True)
    csrf = visit._sent.fields["csrf_token"] if visit._sent else ""
    visit.forge("/telefon/kod", {"csrf_token": csrf, "code": wrong(code)}, 401)


@pytest.mark.parametrize("how", ["code", "words"])
def test_a_second_tap_opens_nothing_when_she_was_shut_out_meanwhile(app: Flask, visit: Visit, how: str) -> None:
    guest = a_guest(app)
    if how == "code":
        _with_code(app, visit, guest, lost=True)
    else:
        _with_words(app, visit, guest, lost=True)
    with app.app_context(), transaction() as session:
        sessions.end_all(session, guest.id, at=now.now())
    visit.send_again(status=401)


def _with_code(app: Flask, visit: Visit, guest: Guest | None = None, *, lost: bool = False) -> str:
    visit.get((guest or a_guest(app)).path)
    visit.send("Fortsätt")
    visit.send("Skicka en kod till •• 12")
    code = code_in(messages(app)[-1])
    _send(visit, {"code": code}, lost=lost)
    return code


def _with_words(app: Flask, visit: Visit, guest: Guest | None = None, *, lost: bool = False) -> None:
    guest = guest or a_guest(app)
    visit.get(guest.path)
    visit.send("Fortsätt")
    visit.send("Jag är i kursrummet")
    with app.app_context():
        pairing = queries.waiting(reading(), guest.course, at=now.now())[0].pairing_id
    with app.app_context(), transaction() as session:
        service.confirm_pairing(session, pairing, staff_id=guest.leader, at=now.now())
    _send(visit, {}, lost=lost)


def _send(visit: Visit, given: dict[str, str], *, lost: bool) -> None:
    """Press the button; with `lost` the phone never gets the answer, and so not the new cookie."""
    before = visit.client.get_cookie(COOKIE, domain="mellansteg.example")
    assert before
    visit.send("Fortsätt", given)
    assert visit.page.url == "/min-sida"
    if lost:
        visit.client.set_cookie(COOKIE, before.value, domain="mellansteg.example", secure=True)
        visit.get("/min-sida", status=401)
