"""Min sida and the pages behind it."""

from uuid import UUID

import pytest
from flask import Flask

from tests.chat.test_journey import place_between_two
from tests.people import some
from tests.support.fixtures import both_databases
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.ground import clock
from webapp.ground.parties import Agency
from webapp.people import queries
from webapp.people import service as people
from webapp.security import audit
from webapp.staircase import queries as staircase
from webapp.storage import db, transaction

pytestmark = both_databases


@pytest.fixture
def person(app: Flask) -> UUID:
    with app.app_context(), transaction() as session:
        course = some.a_course(session, some.leader(session))
        person = some.a_person(session, course.id)
        people.give_handler(session, person, Agency.FK, some.handler(session, "Nils Ek", Agency.FK))
        return person.id


@pytest.fixture
def phone(visit: Visit, person: UUID) -> Visit:
    return comes_in(visit, participant_id=person)


def test_the_first_thing_to_do_is_the_largest(phone: Visit) -> None:
    phone.get("/min-sida")
    assert phone.page.texts("main a.go") == ["Säg ja eller nej till att myndigheterna delar uppgifter"]


def test_the_next_meeting_says_who_what_where_and_how_long(phone: Visit) -> None:
    card = phone.get("/min-sida").texts(".card")[0]
    assert card == (
        "Nästa möte måndag 8 februari klockan 13.00 Vad Kursträff 1: Uppstart Vilka Du och Maj Lind Var Storgatan 1 "
        "Hur länge 120 minuter Du får ta paus. Du får ha någon med dig."
    )


def test_she_sees_who_has_read_and_when(app: Flask, phone: Visit, person: UUID) -> None:
    assert "Ingen annan har läst" in phone.get("/min-sida/vem-har-last").text
    with app.app_context(), transaction() as session:
        nils = queries.handlers(session, person)[Agency.FK].id
        audit.record(session, "placement.read", at=clock.now(), staff_id=nils, participant_id=person, detail="fk")
    assert phone.get("/min-sida/vem-har-last").texts("main li") == ["Nils Ek Försäkringskassan, måndag 18 januari klockan 10.00"]


def test_drafts_go_and_what_was_shown_stays(app: Flask, phone: Visit, person: UUID) -> None:
    place_between_two(phone, "show_fk")
    place_between_two(phone, "keep_private")
    phone.get("/min-sida/trappan")
    phone.click("Ta bort mina utkast")
    assert "Det är 1 plats i trappan" in phone.page.text
    phone.send("Ja, ta bort")
    with app.app_context():
        assert [one.number for one in staircase.versions(db.session(), person)] == [1]


def test_everything_that_is_kept_stands_on_one_page(phone: Visit) -> None:
    place_between_two(phone, "show_fk")
    text = phone.get("/min-sida/allt").text
    for kept in ("Namn: Ali", "+46701740605", "Mellan steg 1 och 2", "Lugn och ro", "Visa din plats i trappan: Ja", "Samtal här: 1"):
        assert kept in text


def test_larger_text_is_remembered_on_this_phone(phone: Visit) -> None:
    phone.get("/min-sida")
    phone.send("Större text")
    assert phone.page.one("html").attrs.get("class") == "large"
    phone.send("Vanlig text")
    assert phone.page.one("html").attrs.get("class") is None


def test_a_language_is_remembered_with_the_person(phone: Visit, person: UUID) -> None:
    phone.get("/min-sida")
    phone.send("العربية")
    assert phone.page.one("html").attrs["dir"] == "rtl"
    assert comes_in(phone.another(), participant_id=person).get("/min-sida").one("html").attrs["lang"] == "ar"


def test_nobody_is_sent_to_a_foreign_address_after_choosing_a_language(phone: Visit) -> None:
    token = str(phone.get("/min-sida").all("input[name=csrf_token]")[0].attrs["value"])
    phone.forge("/sprak", {"csrf_token": token, "locale": "en", "back": "//evil.example/"}, 200)
    assert phone.page.url == "/"


def test_unset_facts_say_that_they_are_a_draft(visit: Visit) -> None:
    page = visit.get("/sa-hanterar-vi")
    assert page.texts(".draft") == ["Utkast"]
    assert page.text.count("Utkast: det är inte bestämt än.") == 5
