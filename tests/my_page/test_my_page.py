"""Min sida and the pages behind it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from uuid import UUID

import pytest
from flask import Flask
from time_machine import Traveller

from tests.chat.test_journey import place_between_two, say_yes
from tests.people import some
from tests.support.fixtures import both_databases
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.assessments import service as assessments
from webapp.ground.clock import now
from webapp.ground.parties import Agency
from webapp.people import queries
from webapp.people import service as people
from webapp.people.values import Variant
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


def reads(app: Flask, person: UUID, *acts: str) -> None:
    """Her handler opens her case, once for each act in the log."""
    with app.app_context(), transaction() as session:
        nils = queries.handlers(session, person)[Agency.FK].id
        for act in acts:
            audit.record(session, act, at=now(), staff_id=nils, participant_id=person, detail="fk")


def test_the_first_thing_to_do_is_the_largest(phone: Visit) -> None:
    phone.get("/min-sida")
    assert phone.page.texts("main a.go") == ["Säg ja eller nej till att myndigheterna delar uppgifter"]


def test_the_next_meeting_says_who_what_where_and_how_long(phone: Visit) -> None:
    card = phone.get("/min-sida").texts(".card")[0]
    assert card == (
        "Nästa möte måndag 8 februari klockan 13.00 Vad Kursträff 1: Uppstart Vilka Du, Maj Lind och de andra i kursen Var Storgatan 1 "
        "Hur länge 120 minuter Du får ta paus. Du får ha någon med dig. "
        "Jag kommer Jag kan inte komma Lägg i kalendern"
    )


def test_those_at_a_joint_assessment_are_joined_as_each_language_does(app: Flask, phone: Visit, person: UUID) -> None:
    with app.app_context(), transaction() as session:
        some_one = queries.participant(session, person)
        assert some_one
        people.give_handler(session, some_one, Agency.AF, some.handler(session, "Sara Dahl", Agency.AF, "+46846500411"))
        assessments.book(session, person, 1, held_on=date(2027, 2, 1), begins=time(13), place="Kyrkogatan 2", at=now())
    joined = {"Svenska": "Du, Nils Ek och Sara Dahl", "English": "You, Nils Ek and Sara Dahl", "العربية": "أنت وNils Ek وSara Dahl"}
    phone.get("/min-sida")
    for language, who in joined.items():
        phone.send(language)
        assert phone.page.texts(".card dd")[1] == who


def test_she_sees_who_has_read_and_when(app: Flask, phone: Visit, person: UUID) -> None:
    assert "Ingen handläggare har öppnat ditt ärende" in phone.get("/min-sida/vem-har-last").text
    reads(app, person, "case.read", "placement.read")
    when = "Nils Ek Försäkringskassan, måndag 18 januari klockan 10.00"
    assert phone.get("/min-sida/vem-har-last").texts("main li") == [
        f"{when} Läste din plats i trappan.",
        f"{when} Öppnade ditt ärende. Din plats i trappan visades inte.",
    ]


def test_she_sees_every_reading_however_many(app: Flask, phone: Visit, person: UUID) -> None:
    reads(app, person, *["placement.read"] * 60)
    assert len(phone.get("/min-sida/vem-har-last").texts("main li")) == 60


def test_drafts_go_and_what_was_shown_stays(app: Flask, phone: Visit, person: UUID) -> None:
    place_between_two(phone, "show_fk")
    place_between_two(phone, "keep_private")
    phone.get("/min-sida/trappan")
    phone.click("Ta bort mina utkast")
    assert "Det är 1 plats i trappan" in phone.page.text
    phone.send("Ja, ta bort")
    with app.app_context():
        assert [one.number for one in staircase.versions(db.session(), person)] == [1]


def test_the_receipt_of_what_was_shown_stays_when_drafts_go(phone: Visit) -> None:
    place_between_two(phone, "show_fk")
    shown = phone.page.url
    place_between_two(phone, "keep_private")
    kept_private = phone.page.url
    phone.get("/min-sida/utkast")
    phone.send("Ja, ta bort")
    assert "Lugn och ro" in phone.get(shown).text
    phone.get(kept_private, 404)


def test_a_talk_that_is_only_begun_can_be_removed(phone: Visit) -> None:
    phone.get("/samtal/staircase")
    phone.send("Fortsätt", {"answer": "2"})
    phone.get("/min-sida/trappan")
    phone.click("Ta bort mina utkast")
    assert "0 platser" not in phone.page.text
    phone.send("Ja, ta bort")
    assert phone.get("/samtal/staircase").url == "/samtal/staircase/place"


def test_the_receipt_of_a_consent_is_found_again_with_the_whole_swedish_text(phone: Visit) -> None:
    say_yes(phone)
    receipt = phone.page.url
    phone.send("العربية")
    phone.get("/min-sida/samtycken")
    assert [link.attrs["href"] for link in phone.page.all("main a[href*='/klart/']")] == [receipt]
    page = phone.get(receipt)
    assert "Jag samtycker till att" in " ".join(page.texts("section [lang=sv]"))
    assert page.texts("main details") == []


def test_the_receipt_says_what_is_next_and_whom_to_ask(phone: Visit) -> None:
    say_yes(phone)
    assert "Du har inget möte med dina handläggare bokat här just nu." in phone.page.text
    assert "Har du frågor? Ring Maj Lind, 08-465 004 00." in phone.page.text


def test_nobody_asks_for_a_place_after_the_second_joint_assessment(app: Flask, phone: Visit, person: UUID, clock: Traveller) -> None:
    asks = "Visa var du är i trappan"
    with app.app_context(), transaction() as session:
        for number, day in enumerate((date(2027, 1, 25), date(2027, 2, 1)), 1):
            assessments.book(session, person, number, held_on=day, begins=time(13), place="Kyrkogatan 2", at=now())
    clock.move_to(datetime(2027, 2, 1, 12, 59, tzinfo=UTC))
    assert asks in phone.get("/min-sida").text
    clock.move_to(datetime(2027, 2, 1, 13, tzinfo=UTC))
    assert asks not in phone.get("/min-sida").text
    place_between_two(phone, "keep_private")


def test_the_fifth_meeting_has_the_theme_of_its_course(app: Flask, visit: Visit, clock: Traveller) -> None:
    with app.app_context(), transaction() as session:
        course = some.a_course(session, some.leader(session), plan=replace(some.PLAN, variant=Variant.AE))
        young = some.a_person(session, course.id).id
        fifth = queries.meetings(session, course.id)[4].held_on
    clock.move_to(datetime.combine(fifth, time(6), tzinfo=UTC))
    assert "Kursträff 5: Första jobbet" in comes_in(visit, participant_id=young).get("/min-sida").text


def test_her_staircase_tells_all_that_is_shown_with_it(phone: Visit) -> None:
    assert phone.get("/min-sida/trappan").texts("main a.go") == ["Välj plats i trappan"]
    place_between_two(phone, "show_fk")
    page = phone.get("/min-sida/trappan")
    hours = "Timmar i veckan som jag tror att jag klarar 5 till 9 timmar"
    assert page.texts(".card dl div") == [hours, "Det här behöver jag för att komma vidare Lugn och ro"]
    assert (page.texts("main a.go"), page.texts("main a.other")) == ([], ["Sluta visa", "Välj en ny plats"])


def test_her_staircase_says_that_she_has_stopped_showing_it(phone: Visit) -> None:
    place_between_two(phone, "show_fk")
    phone.get("/min-sida/trappan/sluta-visa")
    page = phone.send("Ja, sluta visa")
    assert page.texts(".who") == ["Du slutade visa din plats måndag 18 januari klockan 10.00. Bara du ser den här nu."]


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
    phone.forge("/sprak", {"csrf_token": token, "speak": "en", "back": "//evil.example/"}, 200)
    assert phone.page.url == "/"


def test_unset_facts_say_that_they_are_a_draft(visit: Visit) -> None:
    page = visit.get("/sa-hanterar-vi")
    assert page.texts(".draft") == ["Utkast: delar av texten kan ändras"]
    assert page.text.count("Utkast: det är inte bestämt än.") == 6


def test_nobody_is_asked_to_stop_showing_what_is_not_shown(phone: Visit) -> None:
    page = phone.get("/min-sida/trappan/sluta-visa")
    assert page.heading == "Du visar inte din plats nu"
    assert page.texts("main form button") == []
    phone.click("Till min trappa")
    assert phone.page.heading == "Min trappa"


@pytest.mark.parametrize("purpose", ["secrecy", "statistics"])
def test_back_after_taking_a_yes_back_shows_how_it_stands(phone: Visit, purpose: str) -> None:
    assert phone.get(f"/min-sida/samtycken/{purpose}/ta-tillbaka").url == "/min-sida/samtycken"
