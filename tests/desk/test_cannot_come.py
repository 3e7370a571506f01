"""Whoever it concerns sees that somebody cannot come, and why only when she wants it; a new time is the answer to it."""

from datetime import date

import pytest

from tests.desk.casework import gk, lifts_secrecy
from tests.desk.conftest import Office
from tests.support.fixtures import both_databases
from tests.support.page import Page
from webapp.ground import clock
from webapp.reminders import replies

pytestmark = both_databases
DAY = date(2027, 2, 1)
SAID = "Deltagaren har sagt att hen inte kan komma 1 februari"


@pytest.fixture
def booked(office: Office) -> Office:
    with office.elsewhere() as session:
        gk(session, office.person, 1, DAY)
    return office


def says_no(office: Office, key: str, when: str, *, why: str | None = None, shown: bool = False) -> None:
    with office.elsewhere() as session:
        replies.answer_meeting(session, office.person, key, when, coming=False, at=clock.now())
        if why:
            replies.explain(session, office.person, key, when, why, shown=shown, at=clock.now())


def noted(page: Page) -> bool:
    """On the page itself, and in the text that can be taken along."""
    beside, within = (any(SAID in text for text in page.texts(where)) for where in ("section[aria-labelledby=meetings] p.note", "textarea"))
    assert beside == within
    return beside


@pytest.mark.parametrize("shown", [True, False])
def test_the_handlers_see_it_and_read_why_only_if_she_lets_them(booked: Office, shown: bool) -> None:
    says_no(booked, "gk:1", "2027-02-01T13:00", why="Tandläkaren", shown=shown)
    fk = booked.sits(booked.work.fk).get(booked.page)
    assert (noted(fk), "Tandläkaren" in fk.html) == (True, shown)
    closed = booked.sits(booked.work.af).get(booked.page)
    assert (noted(closed), "Tandläkaren" in closed.html) == (False, False)
    with booked.elsewhere() as session:
        lifts_secrecy(session, booked.person)
    af = booked.sits(booked.work.af).get(booked.page)
    assert (noted(af), "Tandläkaren" in af.html) == (True, shown)


def test_a_new_time_is_one_click_away_and_is_about_another_time(booked: Office) -> None:
    says_no(booked, "gk:1", "2027-02-01T13:00", why="Tandläkaren", shown=True)
    desk = booked.sits(booked.work.fk)
    desk.get(booked.page)
    desk.click("Ge en ny tid för GK1")
    desk.send("Spara mötet", {"Dag": "2027-02-02"})
    page = desk.get(booked.page)
    assert ("inte kan komma" in page.text, "Tandläkaren" in page.html) == (False, False)


def test_the_leader_sees_who_cannot_come_to_which_meeting_until_she_changes_her_mind(booked: Office) -> None:
    course, when = booked.work.course, "2027-02-08T13:00"
    says_no(booked, "course:1", when)
    desk = booked.sits(booked.work.leader)
    lines = [row for row in desk.get(f"/kurser/{course}").texts("table.list tbody tr") if "inte kan komma" in row]
    assert len(lines) == 1
    assert "Kim har sagt att hen inte kan komma" in lines[0]
    assert "8 februari" in lines[0]
    with booked.elsewhere() as session:
        replies.answer_meeting(session, booked.person, "course:1", when, coming=True, at=clock.now())
    assert "inte kan komma" not in desk.get(f"/kurser/{course}").text
