"""Handing over to a colleague: everything stays, the giver is out at once, and the participant sees the new name."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.desk.casework import gk, lifts_secrecy, places, shares
from tests.desk.conftest import Office
from tests.desk.course_desk import CourseDesk
from tests.people import some
from tests.support.fixtures import both_databases
from tests.support.known import comes_in
from tests.support.page import attribute
from tests.support.visit import Visit
from webapp.ground.parties import Agency, Role
from webapp.people.models import StaffAccount
from webapp.security.models import AuditEntry
from webapp.storage import Base, reading

#: What a handing over changes: whose it is, and the line in the log.
CHANGES = {"case_handler", "course_leader", "audit_entry", "visitor_session"}


def everything(desk: Office | CourseDesk) -> dict[str, list[str]]:
    with desk.app.app_context():
        tables = [table for table in Base.metadata.sorted_tables if table.name not in CHANGES]
        return {table.name: sorted(str(tuple(row)) for row in reading().execute(select(table))) for table in tables}


def logged(desk: Office | CourseDesk, act: str) -> list[tuple[UUID | None, UUID | None, str]]:
    with desk.app.app_context():
        rows = reading().scalars(select(AuditEntry).where(AuditEntry.act == act))
        return [(row.staff_id, row.participant_id, row.detail) for row in rows]


def gives_case(office: Office, giver: UUID, to: str) -> Visit:
    visit = office.sits(giver)
    visit.get(office.page)
    visit.click("Lämna över ärendet")
    visit.send("Lämna över ärendet nu", {"Vem tar över?": to})
    return visit


@both_databases
def test_a_handler_hands_a_case_over(office: Office) -> None:
    with office.elsewhere() as session:
        lifts_secrecy(session, office.person)
        shares(session, office.person, places(session, office.person, "2-3", need="Lugn och ro"))
        gk(session, office.person, 1, date(2027, 1, 26))
    phone = comes_in(Visit(office.app), participant_id=office.person)
    assert "Nils Ek" in phone.get("/min-sida").text
    before, old = everything(office), office.sits(office.work.fk)
    page = gives_case(office, office.work.fk, "Olle Berg").page
    assert page.texts("main p.calm") == ["Ärendet är överlämnat. Du ser det inte längre."]
    assert everything(office) == before
    for address in (office.page, f"{office.page}/gk/2", f"{office.page}/lamna-over", f"{office.page}/avsluta"):
        old.get(address, status=404)
    assert "Kim" not in old.get("/mina-deltagare").text
    assert "Lugn och ro" in office.sits(office.work.other_fk).get(office.page).text
    seen = phone.get("/min-sida").text
    assert "Olle Berg" in seen
    assert "Nils Ek" not in seen
    assert logged(office, "case.handed-over") == [(office.work.fk, office.person, f"{office.work.fk} {office.work.other_fk}")]


def test_pressing_twice_hands_over_once(office: Office) -> None:
    visit = gives_case(office, office.work.fk, "Olle Berg")
    assert visit.send_again().heading == "Mina deltagare"
    assert len(logged(office, "case.handed-over")) == 1


def test_without_consent_a_case_is_handed_over_by_name_and_course_alone(office: Office) -> None:
    gives_case(office, office.work.af, "Mona Falk")
    page = office.sits(office.work.other_af).get(office.page)
    assert page.heading == "Kim"
    assert "Du ser bara namn och kurs." in page.text


def test_only_colleagues_of_the_same_agency_role_and_area_are_offered(office: Office) -> None:
    with office.elsewhere() as session:
        some.handler(session, "Åsa Bergslag")
        some.staff(session, "Tor Fjärran", Role.HANDLER, Agency.FK, area="Bergslagen")
        some.staff(session, "Siv Special", Role.SPECIALIST, Agency.FK)
        left = session.get_one(StaffAccount, some.handler(session, "Lena Slutat"))
        left.active = False
    page = office.sits(office.work.fk).get(f"{office.page}/lamna-over")
    assert page.texts(".choices span") == ["Olle Berg", "Åsa Bergslag"]


@pytest.mark.parametrize("whom", ["af", "other_af", "fk", "leader", "nobody"])
def test_nobody_else_can_be_given_it(office: Office, whom: str) -> None:
    visit = office.sits(office.work.fk)
    token = attribute(visit.get(f"{office.page}/lamna-over").all("input[name=csrf_token]")[0], "value")
    to = str(getattr(office.work, whom, UUID(int=1)))
    page = visit.forge(f"{office.page}/lamna-over", {"csrf_token": token, "to": to}, 422)
    assert page.texts(".errors li") == ["Välj den som tar över. Hon eller han måste ha konto."]
    assert logged(office, "case.handed-over") == []


def test_somebody_elses_case_is_nobodys_to_give(office: Office) -> None:
    visit = office.sits(office.work.other_fk)
    token = attribute(visit.get("/mina-deltagare").all("input[name=csrf_token]")[0], "value")
    visit.get(f"{office.page}/lamna-over", status=404)
    visit.forge(f"{office.page}/lamna-over", {"csrf_token": token, "to": str(office.work.other_fk)}, 404)
    assert logged(office, "case.handed-over") == []


@both_databases
def test_a_leader_hands_a_course_over(desk: CourseDesk) -> None:
    person = desk.puts_in("Amal")
    phone, old = comes_in(Visit(desk.app), participant_id=person), desk.sits(desk.maj)
    assert "Maj Lind" in phone.get("/min-sida").text
    before, maj = everything(desk), desk.sits(desk.maj)
    maj.get(desk.page)
    maj.click("Lämna över kursen")
    page = maj.send("Lämna över kursen nu", {"Vem tar över?": "Stina Ås"})
    assert page.texts("main p.calm") == ["Kursen är överlämnad. Du ser den inte längre."]
    assert maj.send_again().heading == "Mina kurser"
    assert everything(desk) == before
    for address in (desk.page, f"{desk.page}/deltagare/{person}", f"{desk.page}/lamna-over"):
        old.get(address, status=404)
    assert "Amal" in desk.sits(desk.stina).get(desk.page).text
    assert "Amal" in desk.sits(desk.abbe).get(desk.page).text
    seen = phone.get("/min-sida").text
    assert "Stina Ås" in seen
    assert "Maj Lind" not in seen
    assert logged(desk, "course.handed-over") == [(desk.maj, None, f"{desk.course} {desk.maj} {desk.stina}")]


def test_whoever_is_alone_is_told_whom_to_ask(desk: CourseDesk) -> None:
    page = desk.sits(desk.abbe).get(f"{desk.page}/lamna-over")
    assert page.texts(".choices") == []
    assert "Be en administratör bjuda in någon." in page.text
