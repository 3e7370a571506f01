"""What staff see of an answer about a meeting: those it concerns, and nothing that she has not chosen to show."""

from datetime import date, time
from uuid import UUID

from flask import Flask

from tests.desk.casework import Casework, lifts_secrecy
from tests.support.fixtures import both_databases
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.assessments import service as assessments
from webapp.ground import clock as clocks
from webapp.storage import transaction

pytestmark = both_databases

GK, COURSE = "/mote/gk-1", "/mote/course-1"
YES, NO = "Jag kommer", "Jag kan inte komma"


def books(app: Flask, person: UUID, begins: time = time(13)) -> None:
    with app.app_context(), transaction() as session:
        assessments.book(session, person, 1, held_on=date(2027, 2, 1), begins=begins, place="Kyrkogatan 2", at=clocks.now())


def staff_page(visit: Visit, staff: UUID, path: str) -> str:
    return comes_in(visit.another(), staff_id=staff).get(path).text


def test_nobody_reads_the_reason_unless_she_chooses_it(app: Flask, phone: Visit, person: UUID, work: Casework) -> None:
    books(app, person)
    phone.get("/min-sida")
    phone.send(NO)
    phone.send("Spara", {"reason": "Hemligtskäl"})
    page = staff_page(phone, work.fk, f"/mina-deltagare/{person}")
    assert "Deltagaren har sagt att hen inte kan komma 1 februari 2027." in page
    assert "Hemligtskäl" not in page
    phone.get(f"{GK}/varfor")
    phone.send("Spara", {"shown": "yes"})
    assert staff_page(phone, work.fk, f"/mina-deltagare/{person}").count("Hemligtskäl") == 2  # on the page, and in the text to copy


def test_the_other_agency_sees_it_only_while_secrecy_is_lifted(app: Flask, phone: Visit, person: UUID, work: Casework) -> None:
    books(app, person)
    phone.get("/min-sida")
    phone.send(NO)
    phone.send("Spara", {"reason": "Mittskäl", "shown": "yes"})
    where = f"/mina-deltagare/{person}"
    assert "kan komma" not in staff_page(phone, work.af, where)
    with app.app_context(), transaction() as session:
        lifts_secrecy(session, person)
    assert "Mittskäl" in staff_page(phone, work.af, where)
    assert "Dina handläggare ser det nu." in phone.get(GK).text


def test_her_leaders_see_that_she_cannot_come_and_nothing_of_the_handlers(app: Flask, phone: Visit, person: UUID, work: Casework) -> None:
    books(app, person)
    for path in (GK, COURSE):
        phone.get(path)
        phone.send(NO)
    phone.get(f"{GK}/varfor")
    phone.send("Spara", {"reason": "Mittskäl", "shown": "yes"})
    page = staff_page(phone, work.leader, f"/kurser/{work.course}")
    assert page.count("Kim har sagt att hen inte kan komma") == 1
    assert "Mittskäl" not in page
    assert "inte kan komma 8 februari" not in staff_page(phone, work.fk, f"/mina-deltagare/{person}")


def test_a_moved_meeting_has_no_answer_on_any_page(app: Flask, phone: Visit, person: UUID, work: Casework) -> None:
    books(app, person)
    phone.get(GK)
    phone.send(NO)
    books(app, person, time(15))
    assert phone.get("/min-sida").texts(".card button") == [YES, NO]
    assert "inte kan komma" not in staff_page(phone, work.fk, f"/mina-deltagare/{person}")
