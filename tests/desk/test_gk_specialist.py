"""A specialist is asked for, of a kind that the file knows, and she reads on her card that one comes."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import update

from tests.assessments.test_pairs import OFFER
from tests.desk.casework import gk
from tests.desk.conftest import Office
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.assessments import queries, service
from webapp.assessments.models import GkMeeting
from webapp.assessments.service import Checklist
from webapp.ground import clock
from webapp.language import speaking
from webapp.language.speech import speak

GIVEN = {"Dag": "2027-01-26", "Klockan": "13:00", "Plats": "Kyrkogatan 2"}


def specialists(office: Office) -> list[str | None]:
    with office.elsewhere() as session:
        return [one.specialist for one in queries.meetings(session, office.person)]


def card(office: Office) -> str:
    phone = comes_in(Visit(office.app), participant_id=office.person)
    return phone.get("/min-sida").one("section.card").to_text()


def test_the_handler_asks_a_specialist_to_a_meeting(office: Office) -> None:
    desk = office.sits(office.work.fk)
    page = desk.get(f"{office.page}/gk/1")
    assert "Utkast: vilka specialister som finns är ännu inte beslutat." in page.text
    desk.send("Spara mötet", {**GIVEN, "Specialist": "en psykolog"})
    assert specialists(office) == ["psychologist"]
    assert "Specialist: en psykolog" in desk.page.one("section[aria-labelledby=meetings]").to_text()
    assert "Specialist: en psykolog" in desk.page.one("textarea").to_text()
    assert "en psykolog" in card(office)
    desk.click("Boka GK2")
    assert [e.attrs["value"] for e in desk.page.all("select[name=specialist] option[selected]")] == ["psychologist"]
    desk.get(f"{office.page}/gk/1")
    desk.send("Spara mötet", {"Specialist": "Ingen specialist"})
    assert specialists(office) == [None]
    assert "psykolog" not in card(office)


def test_whom_a_leader_asked_for_takes_part_in_both_meetings_of_a_pair(office: Office) -> None:
    with office.elsewhere() as session:
        at, work = clock.now(), office.work
        service.request_gk(session, office.person, Checklist(True, True, "physiotherapist"), by=work.leader, at=at)
        pair = service.publish(session, work.fk, OFFER, asked=uuid4(), at=at).id
    desk = office.sits(office.work.fk)
    assert "Specialist: en fysioterapeut" in desk.get(office.page).text
    with office.elsewhere() as session:
        service.book_pair(session, office.person, pair, by=office.work.fk, at=at)
    assert specialists(office) == ["physiotherapist", "physiotherapist"]


def test_a_page_from_before_keeps_the_specialist(office: Office) -> None:
    with office.elsewhere() as session:
        gk(session, office.person, 1, date(2027, 1, 26))
        session.execute(update(GkMeeting).values(specialist="psychologist"))
    desk = office.sits(office.work.fk)
    form = desk.get(f"{office.page}/gk/1").one("#form input[name=csrf_token]").attrs["value"]
    sent = {"csrf_token": form, "held_on": "2027-01-27", "begins": "13:00", "place": "Rum 9"}
    response = desk.client.post(f"{office.page}/gk/1", data=sent, base_url=desk.base_url, headers={"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 303
    assert specialists(office) == ["psychologist"]


def test_a_kind_that_is_in_the_file_no_more_is_still_a_specialist(office: Office) -> None:
    with office.elsewhere() as session:
        gk(session, office.person, 1, date(2027, 1, 26))
        session.execute(update(GkMeeting).values(specialist="dowser"))
    assert "en specialist" in card(office)
    desk = office.sits(office.work.fk)
    desk.get(f"{office.page}/gk/1")
    desk.send("Spara mötet", {"Plats": "Rum 9"})
    assert specialists(office) == ["dowser"]


def test_a_kind_that_nobody_offered_is_refused(office: Office) -> None:
    desk = office.sits(office.work.fk)
    form = desk.get(f"{office.page}/gk/1").one("#form input[name=csrf_token]").attrs["value"]
    sent = {"csrf_token": form, "held_on": "2027-01-27", "begins": "13:00", "place": "Rum 9", "specialist": "dowser"}
    response = desk.client.post(f"{office.page}/gk/1", data=sent, base_url=desk.base_url, headers={"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 422
    assert specialists(office) == []


@pytest.mark.usefixtures("engine")
def test_each_kind_has_a_name_in_every_language() -> None:
    for locale in ("sv", "sv@simple", "en", "ar"):
        with speaking(locale):
            assert all(speak(words) for words in queries.specialist_kinds().values())
