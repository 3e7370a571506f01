"""Jag kommer, jag kan inte komma: two taps behind the link, a receipt, and a reason only for those who want."""

from datetime import date, time, timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from tests.desk.casework import Casework, a_case, gk
from tests.support.fixtures import both_databases
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.assessments import service as assessments
from webapp.ground import clock as clocks
from webapp.ground.parties import Door
from webapp.invitations import service as invitations
from webapp.messages.models import OutboxMessage
from webapp.messages.values import Kind, State
from webapp.people.models import StaffAccount
from webapp.reminders.models import MeetingReply
from webapp.storage import reading, transaction

pytestmark = both_databases

GK_DAY = date(2027, 2, 1)
GK, COURSE = "/mote/gk-1", "/mote/course-1"
YES, NO = "Jag kommer", "Jag kan inte komma"


def books(app: Flask, person: UUID, begins: time = time(13)) -> None:
    with app.app_context(), transaction() as session:
        assessments.book(session, person, 1, held_on=GK_DAY, begins=begins, place="Kyrkogatan 2", at=clocks.now())


def kept(app: Flask) -> list[tuple[str, bool, str | None, bool]]:
    with app.app_context():
        rows = reading().scalars(select(MeetingReply).order_by(MeetingReply.meeting)).all()
        return [(row.meeting, row.coming, row.reason, row.reason_shown) for row in rows]


def test_she_says_that_she_comes_and_the_card_says_so(app: Flask, phone: Visit) -> None:
    phone.get("/min-sida")
    assert phone.page.texts(".card button") == [YES, NO]
    assert phone.send(YES).heading == "Du har sagt att du kommer"
    assert "Du har sagt att du kommer. Ändra" in phone.get("/min-sida").texts(".card")[0]
    assert kept(app) == [("course:1", True, None, False)]


def test_she_changes_her_answer(app: Flask, phone: Visit) -> None:
    phone.get("/min-sida")
    phone.send(YES)
    phone.click("Ändra mitt svar")
    assert phone.send(NO).heading == "Du har sagt att du inte kan komma"
    assert "Dina kursledare ser det nu. Du är välkommen till nästa träff." in phone.page.text
    assert kept(app) == [("course:1", False, None, False)]


def test_behind_the_link_it_is_two_taps(app: Flask, visit: Visit, person: UUID, clock: Traveller) -> None:
    clock.move_to(clocks.at(date(2027, 2, 5), time(10)))
    with app.app_context(), transaction() as session:
        path = invitations.address(invitations.link_for(session, person, at=clocks.now())).removeprefix(visit.base_url)
    visit.get(path)
    visit.send("Fortsätt")
    assert visit.send(NO).heading == "Du har sagt att du inte kan komma"
    assert kept(app) == [("course:1", False, None, False)]


def test_a_meeting_far_ahead_is_not_asked_about_on_the_way_in(visit: Visit, person: UUID) -> None:
    comes_in(visit, participant_id=person, door=Door.LINK)
    assert visit.get("/telefon").texts(".card") == []


def test_behind_the_link_alone_what_was_said_before_is_not_told(app: Flask, phone: Visit, person: UUID, clock: Traveller) -> None:
    books(app, person)
    phone.get("/min-sida")
    phone.send(NO)
    phone.send("Spara", {"reason": "Hemligtskäl"})
    other = comes_in(phone.another(), participant_id=person, door=Door.LINK)
    assert "Hemligtskäl" not in other.get(f"{GK}/varfor").html
    assert "Hemligtskäl" in phone.get(f"{GK}/varfor").html
    clock.shift(timedelta(minutes=10))
    assert other.get(GK).heading == "Kommer du?"
    assert other.get(f"{GK}/varfor").heading == "Kommer du?"
    assert phone.get(GK).heading == "Du har sagt att du inte kan komma"


def test_for_the_handlers_there_is_a_reason_if_she_wants(app: Flask, phone: Visit, person: UUID) -> None:
    books(app, person)
    phone.get("/min-sida")
    assert phone.send(NO).heading == "Vill du säga varför?"
    assert "Mår du mycket dåligt? Här finns hjälp nu." in phone.page.text
    assert kept(app) == [("gk:1", False, None, False)]
    phone.send("Spara", {"reason": "  Tandläkaren  kallar ", "shown": "Ja, de får läsa det"})
    assert kept(app) == [("gk:1", False, "Tandläkaren kallar", True)]
    assert "Din handläggare på Försäkringskassan ser det nu." in phone.page.text
    assert "Ring Nils Ek. 08-465 004 10" in phone.page.text


def test_a_course_meeting_asks_for_no_reason(phone: Visit) -> None:
    phone.get(COURSE)
    phone.send(NO)
    assert phone.get(f"{COURSE}/varfor").heading == "Du har sagt att du inte kan komma"


def test_pressing_twice_is_one_answer_and_back_is_no_harm(app: Flask, phone: Visit, person: UUID, work: Casework) -> None:
    with app.app_context(), transaction() as session:
        session.get_one(StaffAccount, work.leader).email = "maj@myndighet.example"
        app.extensions["letters"].setdefault(Kind.STAFF_CANNOT_COME, lambda *_: None)
    phone.get(COURSE)
    phone.send(NO)
    phone.send_again()
    assert kept(app) == [("course:1", False, None, False)]
    with app.app_context():
        rows = reading().scalars(select(OutboxMessage).where(OutboxMessage.kind == Kind.STAFF_CANNOT_COME)).all()
        assert [(row.staff_id, row.state is State.PENDING) for row in rows] == [(work.leader, False)]


def test_an_old_form_about_a_moved_meeting_answers_nothing(app: Flask, phone: Visit, person: UUID) -> None:
    books(app, person)
    phone.get(GK)
    books(app, person, time(15))
    page = phone.send(NO)
    assert page.heading == "Kommer du?"
    assert "måndag 1 februari klockan 15.00 Mötet har fått en ny tid. Därför frågar vi igen." in page.text
    assert kept(app) == []


def test_a_meeting_moved_while_she_writes_why_asks_again(app: Flask, phone: Visit, person: UUID) -> None:
    books(app, person)
    phone.get(GK)
    phone.send(NO)
    books(app, person, time(15))
    assert phone.send("Spara", {"reason": "Tandläkaren"}).heading == "Kommer du?"
    assert kept(app) == [("gk:1", False, None, False)]


def test_a_meeting_that_has_begun_says_so(app: Flask, phone: Visit, person: UUID, clock: Traveller) -> None:
    phone.get(COURSE)
    clock.move_to(clocks.at(date(2027, 2, 8), time(13)))
    comes_in(phone, participant_id=person)
    phone.send(YES, status=410)
    assert phone.page.heading == "Det mötet går inte att svara på"
    assert kept(app) == []


@pytest.mark.parametrize(("key", "status"), [("gk-7", 410), ("course-9", 410), ("gk-0", 404), ("lunch-1", 404), ("gk1", 404)])
def test_a_meeting_that_is_not_hers_is_not_there(app: Flask, phone: Visit, person: UUID, key: str, status: int) -> None:
    phone.get(COURSE)
    for path in (f"/mote/{key}", f"/mote/{key}/varfor"):
        assert phone.get(path, status=None).status == status
    phone.get(f"/mote/{key}/kalender.ics", status=404)
    assert kept(app) == []


def test_another_persons_meeting_with_her_handlers_is_not_hers(app: Flask, phone: Visit, work: Casework) -> None:
    with app.app_context(), transaction() as session:
        gk(session, a_case(session, work, "Ali"), 1, GK_DAY)
    assert phone.get(GK, status=410).heading == "Det mötet går inte att svara på"


@pytest.mark.parametrize(("reason", "why"), [("x" * 201, "högst 200 tecken"), ("850101-1234", "Ta bort personnumret")])
def test_what_may_not_be_kept_is_refused_and_stays_in_the_field(app: Flask, phone: Visit, person: UUID, reason: str, why: str) -> None:
    books(app, person)
    phone.get(GK)
    phone.send(NO)
    page = phone.send("Spara", {"reason": reason}, status=422)
    assert why in page.text
    assert reason in page.html
    assert kept(app) == [("gk:1", False, None, False)]


def test_she_can_leave_quickly_from_what_she_writes(app: Flask, phone: Visit, person: UUID) -> None:
    books(app, person)
    phone.get(GK)
    phone.send(NO)
    phone.send("Lämna sidan snabbt")
    assert phone.get(f"{GK}/varfor", status=401).status == 401


@pytest.mark.parametrize(
    ("language", "buttons"),
    [
        ("English", ["I am coming", "I cannot come"]),
        ("العربية", ["سأحضر", "لا يمكنني الحضور"]),
        ("Lättläst svenska", [YES, NO]),
    ],
)
def test_it_is_asked_in_her_language(phone: Visit, language: str, buttons: list[str]) -> None:
    phone.get(COURSE)
    phone.send(language)
    assert phone.page.texts("main form button") == buttons


def test_it_stands_with_all_that_is_kept_about_her(app: Flask, phone: Visit, person: UUID) -> None:
    books(app, person)
    phone.get(GK)
    phone.send(NO)
    phone.send("Spara", {"reason": "Tandläkaren"})
    assert "måndag 1 februari klockan 13.00: du kan inte komma Tandläkaren Bara du får läsa det." in phone.get("/min-sida/allt").text
