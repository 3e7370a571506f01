"""A form that comes when the session is over waits for its owner, and for nobody else."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from tests.people import some
from tests.sign_in.offices import Office
from tests.support.page import attribute
from tests.support.visit import Visit
from webapp.ground.parties import Agency
from webapp.sign_in.models import ParkedForm
from webapp.storage import reading
from webapp.worker import sweep

WAITS = "Du höll på med något"
CANARY = "Kanariekursen"


@pytest.fixture
def mine(at_work: Office, clock: Traveller) -> Visit:
    """The leader has filled in a new course, and was away for half an hour before she pressed the button."""
    with at_work.elsewhere() as session:
        some.leader(session, "Eva Strand", Agency.AF)
    visit = at_work.enters(at_work.leader)
    visit.get("/kurser/ny")
    return visit


def sends(mine: Visit, clock: Traveller, *, after: timedelta = timedelta(minutes=31)) -> Visit:
    clock.shift(after)
    mine.send("Lägg upp kursen", {"name": CANARY, "place": "Kyrkogatan 2"})
    return mine


def test_a_form_that_came_too_late_leads_to_the_door_and_back(at_work: Office, mine: Visit, clock: Traveller) -> None:
    assert sends(mine, clock).page.heading == "Logga in"
    assert CANARY not in mine.page.html
    page = at_work.enters(at_work.leader, mine).page
    assert page.heading == WAITS
    page = mine.send("Fortsätt där du var")
    assert (page.url, page.status) == ("/kurser/ny", 200)
    assert [attribute(page.one(f"input[name={name}]"), "value") for name in ("name", "place")] == [CANARY, "Kyrkogatan 2"]
    assert mine.get("/kurser").text.count(CANARY) == 0


def test_once_it_is_given_back_it_waits_no_longer(at_work: Office, mine: Visit, clock: Traveller, app: Flask) -> None:
    at_work.enters(at_work.leader, sends(mine, clock))
    mine.send("Fortsätt där du var")
    assert waiting(app) == []
    assert mine.get("/fortsatt").heading == "Mina kurser"


def test_it_can_be_thrown_away(at_work: Office, mine: Visit, clock: Traveller, app: Flask) -> None:
    at_work.enters(at_work.leader, sends(mine, clock))
    assert mine.send("Kasta det jag skrev").heading == "Mina kurser"
    assert waiting(app) == []


def test_also_after_a_whole_day(at_work: Office, mine: Visit, clock: Traveller) -> None:
    for _ in range(36):
        clock.shift(timedelta(minutes=20))
        mine.client.get("/kurser", base_url=mine.base_url)
    assert at_work.enters(at_work.leader, sends(mine, clock, after=timedelta(minutes=1))).page.heading == WAITS


def test_on_another_computer_it_is_there_too_for_the_same_account_alone(at_work: Office, mine: Visit, clock: Traveller) -> None:
    sends(mine, clock)
    assert at_work.enters(at_work.admin, mine).page.heading == "Konton"
    assert CANARY not in mine.get("/").html
    assert at_work.enters(at_work.leader).page.heading == WAITS


def test_it_lies_sealed_and_not_for_long(mine: Visit, clock: Traveller, app: Flask) -> None:
    sends(mine, clock)
    assert len(waiting(app)) == 1
    with app.app_context():
        kept = str(reading().execute(select(ParkedForm.__table__)).all())
    assert [word for word in (CANARY, "Kyrkogatan", "kurser", "csrf") if word in kept] == []
    clock.shift(timedelta(hours=12))
    with app.app_context():
        sweep()
    assert waiting(app) == []


def test_whoever_has_signed_out_leaves_nothing_behind(mine: Visit, clock: Traveller, app: Flask) -> None:
    """Her session was ended, not forgotten: what comes then may be from somebody else."""
    cookie = mine.client.get_cookie("__Host-mellansteg", domain="mellansteg.example")
    assert cookie
    other = Visit(app)
    other.get("/")
    other.client.set_cookie(cookie.key, cookie.value, domain="mellansteg.example", secure=True)
    token = attribute(other.page.all("input[name=csrf_token]")[0], "value")
    mine.send("Logga ut")
    page = other.forge("/kurser/ny", {"csrf_token": token, "name": CANARY}, 401)
    assert (page.heading, page.texts(".kept blockquote")) == ("Logga in först", [CANARY])
    assert waiting(app) == []


def test_somebody_who_was_never_in_parks_nothing(visit: Visit, app: Flask) -> None:
    token = attribute(visit.get("/").all("input[name=csrf_token]")[0], "value")
    assert visit.forge("/kurser/ny", {"csrf_token": token, "name": CANARY}, 401).texts(".kept blockquote") == [CANARY]
    assert waiting(app) == []


def test_nothing_of_how_one_signs_in_is_kept(at_work: Office, mine: Visit, clock: Traveller, app: Flask) -> None:
    mine.get("/mitt-konto/losenord")
    clock.shift(timedelta(minutes=31))
    mine.send("Byt lösenord", {"Nytt lösenord": "hund lampa gren blek"}, status=401)
    assert "hund lampa" not in mine.page.html
    assert waiting(app) == []


def waiting(app: Flask) -> list[str]:
    with app.app_context():
        return [row.path for row in reading().scalars(select(ParkedForm))]
