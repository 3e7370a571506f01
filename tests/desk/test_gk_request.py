"""A leader asks for a joint assessment, and the handlers see it in their list until a meeting is booked."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from time_machine import Traveller

from tests.desk.casework import AF, FK, gk, lifts_secrecy
from tests.desk.course_desk import CourseDesk
from tests.people import some
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.assessments import service as assessments
from webapp.assessments.models import GkRequest
from webapp.assessments.values import OutcomeKind
from webapp.ground import clock as now
from webapp.people import service
from webapp.people.models import Participant

CONSENT, WEEK = "Samtycke är bifogat", "Begäran kommer minst en vecka före GK1"
BOTH = {CONSENT: True, WEEK: True}


@dataclass(frozen=True)
class Asking:
    """A leader on the page where she asks, and the two handlers of Amal."""

    desk: CourseDesk
    maj: Visit
    nils_id: UUID
    sara_id: UUID
    person: UUID

    @property
    def nils(self) -> Visit:
        return self.desk.sits(self.nils_id)

    @property
    def requests(self) -> list[tuple[date, bool, bool]]:
        with self.desk.elsewhere() as session:
            rows = session.scalars(select(GkRequest).order_by(GkRequest.requested_on))
            return [(one.requested_on, one.consent_attached, one.week_ahead) for one in rows]

    @property
    def case(self) -> str:
        return f"/mina-deltagare/{self.person}"


@pytest.fixture
def asking(desk: CourseDesk) -> Asking:
    person = desk.puts_in()
    with desk.elsewhere() as session:
        nils, sara = some.handler(session), some.handler(session, "Sara Dahl", AF)
        amal = session.get_one(Participant, person)
        service.give_handler(session, amal, FK, nils)
        service.give_handler(session, amal, AF, sara)
    maj = desk.sits(desk.maj)
    maj.get(f"{desk.page}/deltagare/{person}")
    maj.click("Begär GK")
    return Asking(desk, maj, nils, sara, person)


def test_the_request_stands_in_the_handlers_list_and_on_her_page(asking: Asking) -> None:
    assert "Begäran går till: Nils Ek Sara Dahl" in asking.maj.page.text
    page = asking.maj.send("Skicka begäran", BOTH)
    assert "Begäran om GK är skickad." in page.text
    assert "GK är begärt 18 januari 2027." in page.text
    assert asking.requests == [(date(2027, 1, 18), True, True)]
    assert "GK begärt 18 januari 2027 Nytt GK-par" in asking.nils.get("/mina-deltagare").text
    text = asking.nils.get(asking.case).text
    assert "Maj Lind begärde GK 18 januari 2027. Samtycke är bifogat. Begäran kommer minst en vecka före GK1." in text


def test_what_is_not_in_place_is_asked_about_and_told(asking: Asking) -> None:
    page = asking.maj.send("Skicka begäran", {WEEK: True}, status=422)
    assert page.text.count("Det här är inte ikryssat: Samtycke är bifogat.") == 2
    asking.maj.send("Skicka ändå", {WEEK: False}, status=422)
    assert asking.requests == []
    asking.maj.send("Skicka ändå")
    assert asking.requests == [(date(2027, 1, 18), False, False)]
    assert "Samtycke är inte bifogat. Det kan bli mindre än en vecka till GK1." in asking.nils.get(asking.case).text


def test_asking_twice_the_same_day_is_one_request(asking: Asking) -> None:
    asking.maj.send("Skicka begäran", BOTH)
    asking.maj.send_again()
    asking.maj.click("Begär GK")
    assert [e.attrs.get("name") for e in asking.maj.page.all("main input[checked]")] == ["consent_attached", "week_ahead"]
    asking.maj.send("Skicka begäran", {CONSENT: False}, status=422)
    asking.maj.send("Skicka ändå")
    assert asking.requests == [(date(2027, 1, 18), False, True)]


def test_arbetsformedlingen_sees_it_when_the_consent_holds(asking: Asking) -> None:
    asking.maj.send("Skicka begäran", BOTH)
    sara = asking.desk.sits(asking.sara_id)
    assert "GK begärt" not in sara.get("/mina-deltagare").text
    assert "begärde GK" not in sara.get(asking.case).text
    with asking.desk.elsewhere() as session:
        lifts_secrecy(session, asking.person)
    assert "GK begärt 18 januari 2027" in sara.get("/mina-deltagare").text


def test_a_booking_answers_it_and_a_later_request_waits_anew(asking: Asking, clock: Traveller) -> None:
    asking.maj.send("Skicka begäran", BOTH)
    with asking.desk.elsewhere() as session:
        gk(session, asking.person, 1, date(2027, 1, 19))
    assert "begärt" not in asking.nils.get("/mina-deltagare").text
    clock.shift(timedelta(days=2))
    assert "begärt" not in asking.nils.get("/mina-deltagare").text
    maj = asking.desk.sits(asking.desk.maj)
    maj.get(f"{asking.desk.page}/deltagare/{asking.person}/begar-gk")
    maj.send("Skicka begäran", BOTH)
    assert "GK begärt 20 januari 2027" in asking.nils.get("/mina-deltagare").text
    assert [day for day, *_ in asking.requests] == [date(2027, 1, 18), date(2027, 1, 20)]


def test_an_outcome_answers_it_too(asking: Asking, clock: Traveller) -> None:
    asking.maj.send("Skicka begäran", BOTH)
    clock.shift(timedelta(minutes=5))
    with asking.desk.elsewhere() as session:
        over = assessments.Outcome(OutcomeKind.CANCELLED, date(2027, 1, 18))
        assessments.record_outcome(session, asking.person, over, seen=0, by=asking.nils_id, at=now.now())
    assert "begärt" not in asking.nils.get("/mina-deltagare").text


def test_those_who_wait_stand_before_those_who_do_not(asking: Asking) -> None:
    with asking.desk.elsewhere() as session:
        service.give_handler(session, some.a_person(session, asking.desk.course, "Aa", "070-1740699"), FK, asking.nils_id)
    names = [row.split()[0] for row in asking.nils.get("/mina-deltagare").texts("tbody th")]
    assert names == ["Aa", "Amal"]
    asking.maj.send("Skicka begäran", BOTH)
    assert [row.split()[0] for row in asking.nils.get("/mina-deltagare").texts("tbody th")] == ["Amal", "Aa"]


def test_without_handlers_the_page_says_what_to_do(desk: CourseDesk) -> None:
    person, maj = desk.puts_in(), desk.sits(desk.maj)
    text = maj.get(f"{desk.page}/deltagare/{person}/begar-gk").text
    assert "Ingen handläggare är vald ännu. Begäran syns för dem när du har valt dem på deltagarens sida." in text
    for who in (desk.abbe, desk.stina):
        desk.sits(who).get(f"{desk.page}/deltagare/{person}/begar-gk", 404)


def test_she_can_read_who_asked(asking: Asking) -> None:
    asking.maj.send("Skicka begäran", BOTH)
    text = comes_in(Visit(asking.desk.app), participant_id=asking.person).get("/min-sida/allt").text
    assert "Maj Lind bad om gemensam kartläggning 18 januari 2027. Ditt samtycke följde med." in text
