"""Staff who are told that somebody cannot come find out who in their list, and give a new time from her page."""

from datetime import date, time

import pytest
from sqlalchemy.orm import Session

from tests.desk.casework import a_case, gk, lifts_secrecy
from tests.desk.conftest import Office
from tests.support.fixtures import both_databases
from webapp.assessments import service as assessments
from webapp.ground.clock import now
from webapp.people import queries as people
from webapp.people.models import Participant
from webapp.reminders import replies

pytestmark = both_databases
MARKS = "tbody td strong"
GK1, GK2 = date(2027, 1, 26), date(2027, 2, 2)


def says(session: Session, office: Office, key: str, when: str, *, coming: bool = False, reason: str | None = None) -> None:
    replies.answer_meeting(session, office.person, key, when, coming=coming, at=now())
    if reason:
        replies.explain(session, office.person, key, when, reason, shown=True, at=now())


@pytest.fixture
def booked(office: Office) -> Office:
    """Kim and Ada, each with two meetings."""
    with office.elsewhere() as session:
        for person in (office.person, a_case(session, office.work, "Ada")):
            gk(session, person, 1, GK1)
            gk(session, person, 2, GK2)
    return office


def test_the_list_says_who_cannot_come_and_to_which_meeting(booked: Office) -> None:
    desk = booked.sits(booked.work.fk)
    assert desk.get("/mina-deltagare").texts(MARKS) == []
    with booked.elsewhere() as session:
        says(session, booked, "gk:1", "2027-01-26T13:00", coming=True)
        says(session, booked, "gk:2", "2027-02-02T13:00", reason="Tandläkaren")
    page = desk.get("/mina-deltagare")
    assert [len(row.query("strong")) for row in page.all("tbody tr")] == [0, 1]
    assert page.texts("tbody th") == ["Ada", "Kim"]
    assert page.texts(MARKS) == ["Kan inte komma till GK2"]
    assert "Tandläkaren" not in page.html


def test_what_she_said_of_another_time_is_not_in_the_list(booked: Office) -> None:
    with booked.elsewhere() as session:
        says(session, booked, "gk:2", "2027-02-02T13:00")
        assessments.book(session, booked.person, 2, held_on=GK2, begins=time(14), place="Torget 1", at=now())
    assert booked.sits(booked.work.fk).get("/mina-deltagare").texts(MARKS) == []


def test_the_other_agency_learns_it_only_while_secrecy_is_lifted(booked: Office) -> None:
    with booked.elsewhere() as session:
        says(session, booked, "gk:1", "2027-01-26T13:00")
    desk = booked.sits(booked.work.af)
    assert desk.get("/mina-deltagare").texts(MARKS) == []
    with booked.elsewhere() as session:
        lifts_secrecy(session, booked.person)
    assert desk.get("/mina-deltagare").texts(MARKS) == ["Kan inte komma till GK1"]


def test_her_page_offers_a_new_time_for_that_meeting(booked: Office) -> None:
    with booked.elsewhere() as session:
        says(session, booked, "gk:1", "2027-01-26T13:00")
    desk = booked.sits(booked.work.fk)
    links = desk.get(booked.page).texts("section[aria-labelledby=meetings] a")
    assert links == ["Ge en ny tid för GK1", "Flytta GK2", "Boka GK3"]
    desk.click("Ge en ny tid för GK1")
    desk.send("Spara mötet", {"Dag": "2027-01-27"})
    assert desk.page.texts("section[aria-labelledby=meetings] a") == ["Flytta GK1", "Flytta GK2", "Boka GK3"]


def test_a_leader_sees_in_which_course_somebody_cannot_come(office: Office) -> None:
    desk = office.sits(office.work.leader)
    with office.elsewhere() as session:
        first = people.meetings(session, office.work.course)[0]
        when = f"{first.held_on}T{first.begins:%H:%M}"
        says(session, office, "course:1", when, coming=True)
    assert desk.get("/kurser").texts(MARKS) == []
    with office.elsewhere() as session:
        says(session, office, "course:1", when)
    assert desk.get("/kurser").texts(MARKS) == ["Någon kan inte komma"]
    with office.elsewhere() as session:
        session.get_one(Participant, office.person).ended_at = now()
    assert desk.get("/kurser").texts(MARKS) == []
