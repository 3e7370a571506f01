"""Making a known person nameless, and ending a case: asked first, done at once, on every phone."""

from uuid import UUID

import pytest

from tests.desk.conftest import Office
from tests.desk.course_desk import CourseDesk
from tests.support.fixtures import both_databases
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.ground import clock
from webapp.invitations import service as invitations
from webapp.people import queries as people
from webapp.storage import reading


def link_of(desk: CourseDesk, person: UUID) -> str:
    with desk.elsewhere() as session:
        return "/m/" + invitations.address(invitations.link_for(session, person, at=clock.now())).rpartition("/")[2]


def ends(desk: CourseDesk, person: UUID) -> Visit:
    maj = desk.sits(desk.maj)
    maj.get(f"{desk.page}/deltagare/{person}")
    maj.click("Avsluta ärendet")
    maj.send("Ja, avsluta ärendet")
    return maj


@both_databases
def test_a_known_person_can_be_protected_later(desk: CourseDesk) -> None:
    person = desk.puts_in("Amal")
    link, phone = link_of(desk, person), comes_in(Visit(desk.app), participant_id=person)
    maj = desk.sits(desk.maj)
    maj.get(f"{desk.page}/deltagare/{person}")
    maj.click("Skydda uppgifterna")
    page = maj.send("Ja, skydda uppgifterna")
    maj.send_again()
    assert "Amal" not in page.text
    assert "Bara papper" in page.text
    phone.get("/min-sida", status=401)
    dead = phone.get(link, status=410)
    assert dead.texts("main button") == []
    with desk.app.app_context():
        row = people.participant(reading(), person)
        assert row
        assert (row.protected, row.name, row.phone, row.email, row.address_hash) == (True, None, None, None, None)


def test_only_asking_protects_nobody(desk: CourseDesk) -> None:
    person = desk.puts_in("Amal")
    maj = desk.sits(desk.maj)
    maj.get(f"{desk.page}/deltagare/{person}/skydda")
    assert "Amal" in maj.click("Nej, gå tillbaka").text


@both_databases
def test_a_leader_can_end_a_case(desk: CourseDesk) -> None:
    person = desk.puts_in("Amal")
    link, phone = link_of(desk, person), comes_in(Visit(desk.app), participant_id=person)
    maj = ends(desk, person)
    assert "Ärendet är avslutat" in maj.page.text
    maj.send_again()
    phone.get("/min-sida", status=401)
    dead = phone.get(link, status=410)
    assert "Ditt ärende i Mellansteg är avslutat." in dead.text
    assert dead.texts("main button") == []


def test_nothing_more_is_done_with_an_ended_case(desk: CourseDesk) -> None:
    person = desk.puts_in("Amal")
    maj = desk.sits(desk.maj)
    page = maj.get(f"{desk.page}/deltagare/{person}")
    fields = {"csrf_token": str(page.all("input[name=csrf_token]")[0].attrs["value"])}
    ends(desk, person)
    assert "Ärendet är avslutat sedan" in maj.get(f"{desk.page}/deltagare/{person}").text
    for path in ("", "/skicka", "/byt-lank"):
        maj.forge(f"{desk.page}/deltagare/{person}{path}", fields, 404)
    assert "Amal" not in maj.get(f"{desk.page}/rummet").text


def test_the_handler_at_forsakringskassan_can_end_a_case(office: Office) -> None:
    fk, phone = office.sits(office.work.fk), comes_in(Visit(office.app), participant_id=office.person)
    fk.get(office.page)
    fk.click("Avsluta ärendet")
    assert "Kim" not in fk.send("Ja, avsluta ärendet").text
    fk.send_again()
    fk.get(office.page, status=404)
    phone.get("/min-sida", status=401)


@pytest.mark.parametrize("who", ["af", "other_fk"])
def test_nobody_else_can_end_it(office: Office, who: str) -> None:
    visit = office.sits(getattr(office.work, who))
    visit.get(f"{office.page}/avsluta", status=404)
