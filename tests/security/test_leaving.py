"""Leaving quickly: Back finds the page closed, on any phone. Her own phone opens again with her link, and nothing else of hers does."""

from datetime import timedelta

import pytest
from flask import Flask
from time_machine import Traveller

from tests.invitations.guests import Guest, a_guest, code_in, everything, messages
from tests.support.fixtures import both_databases
from tests.support.known import comes_in
from tests.support.page import attribute
from tests.support.visit import Visit
from webapp import worker
from webapp.ground import clock as now
from webapp.security import sessions
from webapp.storage import transaction

pytestmark = both_databases
OWN, BORROWED, LEAVE = "Fortsätt", "Jag lånar telefonen", "Lämna sidan snabbt"
COOKIE, HOST = "__Host-mellansteg", "mellansteg.example"


def inside(app: Flask, visit: Visit, guest: Guest, whose: str = OWN) -> Visit:
    """She has opened her link and confirmed the phone, and stands at the second question of the staircase."""
    visit.get(guest.path)
    visit.send(whose)
    visit.send("Skicka en kod till •• 12")
    visit.send("Fortsätt", {"code": code_in(messages(app)[-1])})
    visit.get("/samtal/staircase")
    visit.send("Fortsätt", {"answer": "2"})
    return visit


@pytest.mark.parametrize("whose", [OWN, BORROWED])
def test_back_finds_every_page_closed(app: Flask, visit: Visit, whose: str) -> None:
    inside(app, visit, a_guest(app), whose)
    visit.send(LEAVE)
    assert visit.page.url == "/lamna"
    assert "Mellansteg" not in visit.page.text
    for before in ("/samtal/staircase/need", "/samtal/staircase/place", "/min-sida", "/telefon", "/min-sida/trappan"):
        assert visit.get(before, status=401).heading == "Öppna din länk igen"


def test_nothing_she_has_answered_is_lost_and_her_own_phone_opens_with_her_link(app: Flask, visit: Visit) -> None:
    guest = a_guest(app)
    inside(app, visit, guest)
    visit.send(LEAVE)
    visit.get(guest.path)
    assert visit.send(OWN).url == "/min-sida"
    assert visit.get("/samtal/staircase").url == "/samtal/staircase/need"


def test_a_borrowed_phone_needs_a_code_again(app: Flask, visit: Visit) -> None:
    guest = a_guest(app)
    inside(app, visit, guest, BORROWED)
    visit.send(LEAVE)
    assert not visit.client.get_cookie(COOKIE, domain=HOST)
    visit.get(guest.path)
    assert visit.send(OWN).url == "/telefon"


def test_only_this_phone_is_closed(app: Flask, visit: Visit) -> None:
    guest = a_guest(app)
    other = comes_in(visit.another(), participant_id=guest.id)
    inside(app, visit, guest).send(LEAVE)
    assert other.get("/min-sida").heading == "Min sida"


def test_whoever_says_that_the_phone_is_borrowed_does_not_open_hers(app: Flask, visit: Visit) -> None:
    guest = a_guest(app)
    inside(app, visit, guest).send(LEAVE)
    visit.get(guest.path)
    assert visit.send(BORROWED).url == "/telefon"
    visit.get(guest.path)
    assert visit.send(OWN).url == "/telefon"


def test_somebody_elses_link_does_not_open_it(app: Flask, visit: Visit) -> None:
    guest, other = a_guest(app), a_guest(app, "Bo", "070-1740613")
    inside(app, visit, guest).send(LEAVE)
    visit.get(other.path)
    assert visit.send(OWN).url == "/telefon"
    visit.get(guest.path)
    assert visit.send(OWN).url == "/telefon"


def test_a_phone_that_was_shut_out_meanwhile_stays_out(app: Flask, visit: Visit) -> None:
    guest = a_guest(app)
    inside(app, visit, guest).send(LEAVE)
    with app.app_context(), transaction() as session:
        sessions.end_all(session, guest.id, at=now.now())
    visit.get(guest.path)
    assert visit.send(OWN).url == "/telefon"


def test_her_own_phone_rests_for_weeks(app: Flask, visit: Visit, clock: Traveller) -> None:
    guest = a_guest(app)
    inside(app, visit, guest).send(LEAVE)
    clock.shift(timedelta(days=20))
    with app.app_context():
        worker.sweep()
    visit.get(guest.path)
    assert visit.send(OWN).url == "/min-sida"


@pytest.mark.parametrize("whose", [OWN, BORROWED])
def test_both_buttons_may_be_pressed_twice(app: Flask, visit: Visit, whose: str) -> None:
    guest = a_guest(app)
    inside(app, visit, guest, whose)
    visit.send(LEAVE)
    assert visit.send_again().url == "/lamna"
    visit.get(guest.path)
    visit.send(OWN)
    assert visit.send_again().url == ("/min-sida" if whose == OWN else "/telefon")


def test_waking_whose_answer_was_lost_leads_in(app: Flask, visit: Visit) -> None:
    guest = a_guest(app)
    inside(app, visit, guest).send(LEAVE)
    resting = visit.client.get_cookie(COOKIE, domain=HOST)
    assert resting
    visit.get(guest.path)
    visit.send(OWN)
    visit.client.set_cookie(COOKIE, resting.value, domain=HOST, secure=True)
    visit.get("/min-sida", status=401)
    visit.get(guest.path)
    assert visit.send(OWN).url == "/min-sida"


def test_a_stranger_and_staff_lose_nothing(app: Flask, visit: Visit) -> None:
    leader = comes_in(visit.another(), staff_id=a_guest(app).leader)
    for who, page in ((visit, "/"), (leader, "/kurser")):
        csrf = attribute(who.get(page).all("input[name=csrf_token]")[0], "value")
        before = everything(app)
        assert who.forge("/lamna", {"csrf_token": csrf}, 200).url == "/lamna"
        assert everything(app) == before
        assert who.get(page).url == page
