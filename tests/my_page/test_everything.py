"""What is kept about her stands on one page, whatever table it lies in."""

from datetime import date, time
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import event

from tests.chat.test_journey import place_between_two, say_yes
from tests.people import some
from tests.support.fixtures import both_databases
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.assessments import service as assessments
from webapp.ground.clock import now
from webapp.ground.parties import Agency
from webapp.messages.models import OutboxMessage
from webapp.messages.values import Kind, State
from webapp.my_page import about
from webapp.people import service as people
from webapp.people.models import Participant
from webapp.storage import Base, db, reading, transaction

pytestmark = both_databases

#: Tables that name a participant and are not on the page, each with the reason.
LEFT_OUT = {"replan": "for a minute, that her messages are to be planned anew"}
#: Table -> what the privacy page says of it.
TOLD = {
    "agenda_box": "Vad du vill prata om, i Mina rutor",
    "audit_entry": "Vem som har öppnat ditt ärende här",
    "ballot": "Att du har ett svarsblad",
    "case_handler": "vilka som arbetar med dig",
    "consent_entry": "Dina svar om samtycke",
    "gk_change": "Om ett möte är flyttat eller inställt",
    "gk_outcome": "vad ni kom fram till efteråt",
    "gk_pair_booking": "Vem som har bokat två möten åt dig",
    "gk_request": "Vem som har bett om gemensam kartläggning",
    "gk_meeting": "när dina möten är",
    "joint_plan": "Planen från mötena",
    "meeting_reply": "Om du kommer till dina möten",
    "message_choice": "Hur och när du vill bli påmind",
    "outbox_message": "hur många meddelanden du har fått",
    "placement": "Dina platser i trappan",
    "talk": "Svar i samtal som du har börjat",
}
#: What lets her in, and is not about her.
UNTOLD = {"pairing", "personal_link", "visitor_session", "replan"}


@pytest.fixture
def person(app: Flask) -> UUID:
    with app.app_context(), transaction() as session:
        course = some.a_course(session, some.leader(session))
        person = some.a_person(session, course.id)
        people.give_handler(session, person, Agency.FK, some.handler(session, "Nils Ek", Agency.FK))
        assessments.book(session, person.id, 1, held_on=date(2027, 2, 1), begins=time(13), place="Kyrkogatan 77", at=now())
        return person.id


@pytest.fixture
def phone(visit: Visit, person: UUID) -> Visit:
    return comes_in(visit, participant_id=person)


def test_every_table_that_names_her_is_read(app: Flask, person: UUID) -> None:
    asked: list[str] = []
    with app.test_request_context():
        event.listen(db.engine, "before_cursor_execute", lambda _1, _2, statement, *_: asked.append(" ".join(statement.split())))
        about.everything(reading(), reading().get_one(Participant, person))
    naming = {table.name for table in Base.metadata.tables.values() if "participant_id" in table.columns}
    assert naming >= {"talk", "placement", "consent_entry"}
    assert {name for name in naming if not any(f"FROM {name}" in statement for statement in asked)} == set(LEFT_OUT)


def test_what_she_said_and_what_was_shown_stands_there(phone: Visit) -> None:
    place_between_two(phone, "show_fk")
    text = phone.get("/min-sida/allt").text
    for kept in ("Namn Ali", "+46701740605", "Mellan steg 1 och 2", "Lugn och ro", "Visa din plats i trappan: Ja"):
        assert kept in text


def test_her_course_her_handlers_and_their_meetings_stand_there(phone: Visit) -> None:
    text = phone.get("/min-sida/allt").text
    for kept in ("Kurs Vårkursen", "Handläggare på Försäkringskassan Nils Ek", "måndag 1 februari klockan 13.00 Kyrkogatan 77"):
        assert kept in text


def test_her_signature_and_what_she_understood_stand_there(phone: Visit) -> None:
    phone.get("/samtal/consent-secrecy")
    phone.send("Fortsätt")
    phone.send("Fortsätt", {"answer": "ends"})
    phone.send("Fortsätt", {"answer": "give"})
    phone.send("Fortsätt", {"name": "Zara Underskrift", "agree": "y"})
    phone.send("Skicka mitt svar")
    text = phone.get("/min-sida/allt").text
    assert "Namnet du skrev under med: Zara Underskrift" in text
    pairs = phone.page.texts("dl.answers div")
    assert "Vad händer med kursen om du säger nej? Jag får sluta kursen" in pairs
    assert "Ditt namn Zara Underskrift" in pairs


def test_an_answer_in_a_talk_that_is_not_finished_stands_there(phone: Visit) -> None:
    phone.get("/samtal/staircase")
    phone.send("Fortsätt", {"answer": "2"})
    phone.send("Fortsätt", {"answer": "En halvfärdig rad"})
    assert "inte klart" in phone.get("/min-sida/allt").text
    assert "En halvfärdig rad" in phone.page.text


def test_her_number_keeps_its_direction(phone: Visit) -> None:
    phone.get("/min-sida/allt")
    phone.send("العربية")
    assert '<bdi dir="ltr">+46701740605</bdi>' in phone.page.html


def test_a_line_of_arabic_has_arabic_commas(phone: Visit) -> None:
    say_yes(phone)
    place_between_two(phone, "show_fk")
    phone.get("/min-sida/allt")
    phone.send("العربية")
    assert "نعم، الاثنين" in phone.page.text
    assert "," not in phone.page.one("main").to_text()


def test_a_message_that_is_only_planned_is_not_counted_as_sent(app: Flask, phone: Visit, person: UUID) -> None:
    with app.app_context(), transaction() as session:
        session.add_all(_message(person, state) for state in State)
    lines = [line for line in phone.get("/min-sida/allt").texts("main p") if line.startswith("Meddelanden")]
    assert lines == [
        "Meddelanden som vi har skickat, eller försökt skicka: 5. Adress och text sparas inte där.",
        "Meddelanden som väntar, eller som inte behövdes: 4",
    ]


def _message(person: UUID, state: State) -> OutboxMessage:
    return OutboxMessage(
        kind=Kind.REMINDER, participant_id=person, state=state, dedupe=state.value, made_at=now(), due_at=now(), useless_at=now()
    )


def test_the_privacy_page_tells_of_every_table_that_names_her(visit: Visit) -> None:
    """A new table makes this fail until the page says what stands in it."""
    naming = {table.name for table in Base.metadata.tables.values() if "participant_id" in table.columns}
    assert {*TOLD, *UNTOLD} == naming
    page = visit.get("/sa-hanterar-vi").text
    assert [words for words in TOLD.values() if words not in page] == []
