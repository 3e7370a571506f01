"""In the room: two words on a phone, and a leader who says that they are right."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask

from tests.invitations.guests import Guest, a_guest, everything
from tests.support.fixtures import both_databases
from tests.support.visit import Visit
from webapp.ground import clock as now
from webapp.invitations import queries, service
from webapp.invitations.service import NothingToConfirm
from webapp.invitations.word_list import WORDS
from webapp.people.models import Participant
from webapp.storage import reading, transaction

pytestmark = both_databases


def test_the_leader_sees_the_words_and_opens_the_phone(app: Flask, visit: Visit) -> None:
    guest = a_guest(app)
    shown = _words_on(visit, guest)
    assert _waiting(app, guest.course) == [(guest.id, shown)]
    assert "har inte sagt ja än" not in visit.page.text
    visit.send("Fortsätt")
    assert "har inte sagt ja än" in visit.page.text
    assert shown in visit.page.text
    _confirm(app, guest)
    visit.send("Fortsätt")
    assert visit.page.url == "/min-sida"
    assert _waiting(app, guest.course) == []


def test_somebody_without_an_address_is_only_paired(app: Flask, visit: Visit) -> None:
    guest = a_guest(app)
    with app.app_context(), transaction() as session:
        person = session.get_one(Participant, guest.id)
        person.phone = person.address_hash = None
    visit.get(guest.path)
    page = visit.send("Fortsätt")
    assert page.texts("main button") == ["Jag är i kursrummet", "Klar, stäng sidan"]
    visit.forge("/telefon/skicka-kod", {"csrf_token": _csrf(visit)}, status=200)
    assert visit.page.url == "/telefon"
    assert everything(app)["outbox_message"] == []


def test_the_words_stay_when_the_button_is_pressed_again(app: Flask, visit: Visit) -> None:
    guest = a_guest(app)
    shown = _words_on(visit, guest)
    visit.get("/telefon")
    assert visit.send("Jag är i kursrummet").one(".words").to_text() == shown


def test_words_are_gone_after_half_an_hour(app: Flask, visit: Visit, clock: time_machine.Traveller) -> None:
    guest = a_guest(app)
    _words_on(visit, guest)
    with app.app_context():
        pairing = queries.waiting(reading(), guest.course, at=now.now())[0].pairing_id
    clock.shift(timedelta(minutes=15))
    visit.get("/telefon/ord")
    clock.shift(timedelta(minutes=15))
    assert _waiting(app, guest.course) == []
    with app.app_context(), pytest.raises(NothingToConfirm), transaction() as session:
        service.confirm_pairing(session, pairing, staff_id=guest.leader, at=now.now())
    assert visit.send("Fortsätt").url == "/telefon"


def test_words_that_were_confirmed_too_late_open_nothing(app: Flask, visit: Visit, clock: time_machine.Traveller) -> None:
    guest = a_guest(app)
    _words_on(visit, guest)
    _confirm(app, guest)
    clock.shift(timedelta(minutes=20))
    visit.get("/telefon/ord")
    clock.shift(timedelta(minutes=11))
    assert visit.send("Fortsätt").url == "/telefon"


def test_one_phone_is_opened_and_not_the_other(app: Flask, visit: Visit) -> None:
    guest, other = a_guest(app), visit.another()
    neighbour = a_guest(app, "Bo", "070-1740613", course=guest.course)
    _words_on(visit, guest)
    _words_on(other, neighbour)
    _confirm(app, guest)
    assert "har inte sagt ja än" in other.send("Fortsätt").text
    visit.send("Fortsätt")
    assert visit.page.url == "/min-sida"


def test_words_are_confirmed_once(app: Flask, visit: Visit) -> None:
    guest = a_guest(app)
    _words_on(visit, guest)
    pairing = _confirm(app, guest)
    with app.app_context(), pytest.raises(NothingToConfirm), transaction() as session:
        service.confirm_pairing(session, pairing, staff_id=guest.leader, at=now.now())


def test_a_phone_that_left_waits_no_more(app: Flask, visit: Visit) -> None:
    guest = a_guest(app)
    _words_on(visit, guest)
    visit.get("/telefon")
    visit.send("Klar, stäng sidan")
    assert _waiting(app, guest.course) == []


def test_no_two_phones_in_a_room_show_the_same_words(app: Flask, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    """With three words to choose from there are three pairs, and three phones get one each."""
    monkeypatch.setattr("webapp.invitations.service.pairing.WORDS", WORDS[:3])
    guest = a_guest(app)
    room = [guest, *(a_guest(app, f"Person {n}", f"070-17406{n}", course=guest.course) for n in (20, 21))]
    shown = {frozenset(_words_on(visit.another(), one).split()) for one in room}
    assert len(shown) == 3


def test_the_words_are_swedish_in_every_language(app: Flask, visit: Visit) -> None:
    guest, arabic = a_guest(app, locale="ar"), visit.another(language="ar")
    arabic.get(guest.path)
    arabic.client.post(guest.path, base_url=visit.base_url, data={"csrf_token": _csrf(arabic), "own": "yes"})
    arabic.get("/telefon")
    arabic.client.post("/telefon/i-rummet", base_url=visit.base_url, data={"csrf_token": _csrf(arabic)})
    words = arabic.get("/telefon/ord").one(".words")
    assert words.attrs["lang"] == "sv"
    assert set(words.to_text().split()) <= set(WORDS)


def _words_on(visit: Visit, guest: Guest) -> str:
    visit.get(guest.path)
    visit.send("Fortsätt")
    return visit.send("Jag är i kursrummet").one(".words").to_text()


def _waiting(app: Flask, course: UUID) -> list[tuple[UUID, str]]:
    with app.app_context():
        return [(one.participant_id, one.words) for one in queries.waiting(reading(), course, at=now.now())]


def _confirm(app: Flask, guest: Guest) -> UUID:
    with app.app_context(), transaction() as session:
        pairing = next(one for one in queries.waiting(session, guest.course, at=now.now()) if one.participant_id == guest.id).pairing_id
        assert service.confirm_pairing(session, pairing, staff_id=guest.leader, at=now.now()) == guest.id
        return pairing


def _csrf(visit: Visit) -> str:
    return str(visit.page.all('input[name="csrf_token"]')[0].attrs["value"])
