"""Whoever holds what is no longer hers is shut out at once, and nobody comes in through a door that is being closed."""

from datetime import timedelta

import time_machine
from flask import Flask

from tests.invitations.guests import Guest, a_guest, code_in, messages
from tests.support.fixtures import both_databases
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.ground import clock as now
from webapp.invitations import service
from webapp.people.models import Participant
from webapp.storage import transaction

pytestmark = both_databases


def test_a_lost_phone_is_shut_out_whatever_link_it_came_through(app: Flask, visit: Visit, clock: time_machine.Traveller) -> None:
    guest = _in(app, visit)
    clock.shift(timedelta(days=366))
    with app.app_context(), transaction() as session:
        assert service.link_for(session, guest.id, at=now.now()).id != guest.link
    leader = _leader(visit, guest)
    leader.get(f"/kurser/{guest.course}/deltagare/{guest.id}/byt-lank")
    leader.send("Byt länken", {"why": "lost"})
    visit.get("/min-sida", status=401)


def test_it_is_not_me_shuts_out_every_phone(app: Flask, visit: Visit, clock: time_machine.Traveller) -> None:
    guest = _in(app, visit)
    clock.shift(timedelta(days=366))
    with app.app_context(), transaction() as session:
        newer = service.address(service.link_for(session, guest.id, at=now.now()))
    stranger = visit.another()
    stranger.get(newer.removeprefix(visit.base_url))
    stranger.send("Det är inte jag")
    visit.get("/min-sida", status=401)


def test_a_mended_address_shuts_out_whoever_had_the_wrong_one(app: Flask, visit: Visit) -> None:
    guest = _in(app, visit)
    _mend(visit, guest, {"address": "070-1740699"})
    visit.get("/min-sida", status=401)


def test_an_address_taken_away_shuts_out_whoever_had_it(app: Flask, visit: Visit) -> None:
    guest = _in(app, visit)
    _mend(visit, guest, {"no_address": "y"})
    visit.get("/min-sida", status=401)


def test_a_code_sent_to_the_wrong_address_opens_nothing(app: Flask, visit: Visit) -> None:
    guest, code = _at_the_code(app, visit)
    _mend(visit, guest, {"address": "070-1740699"})
    visit.send("Fortsätt", {"code": code}, status=401)


def test_other_changes_shut_nobody_out(app: Flask, visit: Visit) -> None:
    guest = _in(app, visit)
    _mend(visit, guest, {"name": "Ali B"})
    visit.get("/min-sida")


def test_a_first_address_shuts_nobody_out(app: Flask, visit: Visit) -> None:
    guest = a_guest(app)
    with app.app_context(), transaction() as session:
        person = session.get_one(Participant, guest.id)
        person.phone = person.address_hash = None
    comes_in(visit, participant_id=guest.id)
    _mend(visit, guest, {"address": "070-1740699"})
    visit.get("/min-sida")


def _at_the_code(app: Flask, visit: Visit) -> tuple[Guest, str]:
    guest = a_guest(app)
    visit.get(guest.path)
    visit.send("Fortsätt")
    visit.send("Skicka en kod till •• 12")
    return guest, code_in(messages(app)[-1])


def _in(app: Flask, visit: Visit) -> Guest:
    guest, code = _at_the_code(app, visit)
    visit.send("Fortsätt", {"code": code})
    assert visit.page.url == "/min-sida"
    return guest


def _leader(visit: Visit, guest: Guest) -> Visit:
    return comes_in(visit.another(), staff_id=guest.leader)


def _mend(visit: Visit, guest: Guest, given: dict[str, str]) -> None:
    leader = _leader(visit, guest)
    leader.get(f"/kurser/{guest.course}/deltagare/{guest.id}")
    leader.send("Spara", given)
