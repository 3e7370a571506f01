"""A link in wrong hands cannot be used to wear anybody out, and says so clearly."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from tests.invitations.guests import Guest, a_guest, everything, messages
from tests.support.fixtures import both_databases
from tests.support.visit import Visit
from webapp.ground import clock as now
from webapp.invitations import queries, service
from webapp.invitations.word_list import WORDS
from webapp.storage import reading, transaction

pytestmark = both_databases


def test_one_phone_waits_for_each_link_and_it_is_the_latest(app: Flask, visit: Visit) -> None:
    guest = a_guest(app)
    for phone in (visit, second := visit.another()):
        _asks_for_words(phone, guest)
    with app.app_context():
        assert [one.words for one in queries.waiting(reading(), guest.course, at=now.now())] == [second.page.one(".words").to_text()]
    assert visit.get("/telefon/ord").url == "/telefon"


def test_words_cannot_be_asked_for_without_end(app: Flask, visit: Visit) -> None:
    guest = a_guest(app)
    for _ in range(10):
        _asks_for_words(visit.another(), guest)
    _asks_for_words(visit, guest, status=429)
    _asks_for_words(visit.another(), a_guest(app, "Bo", "070-1740613"))


def test_a_link_is_not_opened_without_end(app: Flask, visit: Visit) -> None:
    guest = a_guest(app)
    for status in [200] * 20 + [429] * 5:
        phone = visit.another()
        phone.get(guest.path)
        phone.send("Fortsätt", status=status)
    assert len(everything(app)["visitor_session"]) == 20
    neighbour = visit.another()
    neighbour.get(a_guest(app, "Bo", "070-1740613").path)
    neighbour.send("Fortsätt")


def test_a_room_with_no_words_left_asks_her_to_wait(app: Flask, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.invitations.service.pairing.WORDS", WORDS[:2])
    guest = a_guest(app)
    _asks_for_words(visit, guest)
    _asks_for_words(visit.another(), a_guest(app, "Bo", "070-1740613", course=guest.course), status=429)


def test_ten_codes_a_day_are_enough(app: Flask, visit: Visit, clock: time_machine.Traveller) -> None:
    guest = a_guest(app)
    for _ in range(10):
        clock.shift(timedelta(minutes=61))
        _asks_for_code(visit.another(), guest)
    clock.shift(timedelta(minutes=61))
    page = _asks_for_code(visit, guest, status=429)
    assert "Försök igen i morgon" in page
    assert "Jag är i kursrummet" in page
    assert len(messages(app)) == 10
    clock.shift(timedelta(days=1))
    _asks_for_code(visit.another(), guest)


def test_a_new_link_has_its_own_ten_codes(app: Flask, visit: Visit, clock: time_machine.Traveller) -> None:
    guest = a_guest(app)
    for _ in range(10):
        clock.shift(timedelta(minutes=61))
        _asks_for_code(visit.another(), guest)
    with app.app_context(), transaction() as session:
        path = service.address(service.replace(session, guest.id, at=now.now())).removeprefix(visit.base_url)
    visit.get(path)
    visit.send("Fortsätt")
    visit.send("Skicka en kod till •• 12")


def _asks_for_words(phone: Visit, guest: Guest, status: int = 200) -> None:
    phone.get(guest.path)
    phone.send("Fortsätt")
    phone.send("Jag är i kursrummet", status=status)


def _asks_for_code(phone: Visit, guest: Guest, status: int = 200) -> str:
    phone.get(guest.path)
    phone.send("Fortsätt")
    return phone.send("Skicka en kod till •• 12", status=status).text
