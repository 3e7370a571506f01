"""A handler's pages ask the database a constant number of questions, however many people there are."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, event, insert, select
from sqlalchemy.orm import Session

from tests.desk.casework import a_case, gk, lifts_secrecy, places, shares
from tests.desk.conftest import Office
from tests.support.visit import Visit
from webapp.assessments.models import GkMeeting
from webapp.ground import clock
from webapp.people.models import Area, CaseHandler, Course, Participant, StaffAccount
from webapp.plan import service as plan
from webapp.plan.values import Doer


@contextmanager
def counted() -> Iterator[list[tuple[str, Any]]]:
    """Every statement sent to the database, with what was put in it."""
    said: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, values: object, *_: object) -> None:
        said.append((statement, values))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def asked(desk: Visit, path: str) -> int:
    with counted() as said:
        desk.get(path)
    return len(said)


def busy(session: Session, office: Office, name: str) -> UUID:
    """A case with everything in it."""
    person = a_case(session, office.work, name)
    lifts_secrecy(session, person)
    for place in ("1", "2-3"):
        shares(session, person, places(session, person, place, need="Lugn"))
    gk(session, person, 1, date(2027, 1, 26))
    gk(session, person, 2, date(2027, 2, 2))
    return person


def test_the_list_asks_as_much_for_thirty_as_for_one(office: Office) -> None:
    with office.elsewhere() as session:
        lifts_secrecy(session, office.person)
    desks = [office.sits(office.work.fk), office.sits(office.work.af)]
    one = [asked(desk, "/mina-deltagare") for desk in desks]
    with office.elsewhere() as session:
        for number in range(29):
            busy(session, office, f"Person {number}")
    assert [asked(desk, "/mina-deltagare") for desk in desks] == one
    assert len(desks[0].page.all("tbody tr")) == 30
    assert max(one) <= 10


def test_the_page_asks_as_much_for_many_versions_and_meetings_as_for_one(office: Office) -> None:
    with office.elsewhere() as session:
        lifts_secrecy(session, office.person)
        shares(session, office.person, places(session, office.person))
    desk = office.sits(office.work.fk)
    desk.get(office.page)
    one = asked(desk, office.page)
    with office.elsewhere() as session:
        crowd = [busy(session, office, f"Person {number}") for number in range(29)]
        for number in range(1, 6):
            places(session, office.person, "1")
            gk(session, office.person, number, date(2027, 1, 26) + timedelta(days=number))
    assert asked(desk, office.page) == one
    assert crowd
    assert one <= 16


def test_the_page_asks_as_much_for_many_plans_by_two_as_for_one(office: Office) -> None:
    with office.elsewhere() as session:
        lifts_secrecy(session, office.person)
        plan.write(session, office.person, [plan.Step("Ringa", Doer.AF)], after=0, by=office.work.fk, at=clock.now())
    desk = office.sits(office.work.fk)
    desk.get(office.page)
    one = asked(desk, office.page)
    with office.elsewhere() as session:
        for number in range(1, 6):
            steps, by = [plan.Step(f"Steg {place}", Doer.FK) for place in range(number)], (office.work.fk, office.work.af)[number % 2]
            plan.write(session, office.person, steps, after=number, by=by, at=clock.now())
    assert asked(desk, office.page) == one


def _many(session: Session, office: Office, count: int) -> None:
    """So many people with handlers of their own, each with a meeting ahead."""
    area = session.scalars(select(Area.id)).first()
    course = session.scalars(select(Course.id)).first()
    mine = session.get_one(StaffAccount, office.work.fk)
    handler = StaffAccount(role=mine.role, agency=mine.agency, area_id=area, name="Lotta Wik")
    session.add(handler)
    session.flush()
    people = [uuid4() for _ in range(count)]
    session.execute(
        insert(Participant),
        [{"id": one, "course_id": course, "seat": seat, "locale": "sv", "protected": True} for seat, one in enumerate(people, 1000)],
    )
    session.execute(insert(CaseHandler), [{"participant_id": one, "agency": mine.agency, "staff_id": handler.id} for one in people])
    meeting = {"number": 1, "held_on": date(2027, 3, 1), "begins": time(13), "minutes": 60}
    session.execute(insert(GkMeeting), [{"id": uuid4(), "participant_id": one, **meeting} for one in people])


def test_ten_thousand_others_change_nothing(office: Office) -> None:
    with office.elsewhere() as session:
        busy(session, office, "Ada")
    desk = office.sits(office.work.fk)
    pages = ("/mina-deltagare", office.page)
    desk.get(office.page)
    few = [asked(desk, page) for page in pages]
    with office.elsewhere() as session:
        _many(session, office, 10_000)
    assert [asked(desk, page) for page in pages] == few
    assert desk.get("/mina-deltagare").texts("tbody th") == ["Ada", "Kim"]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_rows_are_found_by_index(office: Office) -> None:
    """No table of people, meetings or decisions is read from end to end."""
    with office.elsewhere() as session:
        busy(session, office, "Ada")
        _many(session, office, 2_000)
    desk = office.sits(office.work.fk)
    with counted() as said:
        desk.get("/mina-deltagare")
        desk.get(office.page)
    with office.elsewhere() as session:
        asked = [(statement, values) for statement, values in said if statement.startswith("SELECT")]
        steps = [str(row[3]) for one in asked for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {one[0]}", one[1])]
    assert any("SEARCH" in step for step in steps)
    # The end of the audit log is found by walking backwards one step.
    assert [step for step in steps if step.startswith("SCAN")] == ["SCAN audit_entry"]
