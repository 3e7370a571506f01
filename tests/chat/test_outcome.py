"""What is said once a choice is made: who reads it, before which meeting, and what holds from now on."""

from datetime import date, time
from uuid import UUID

import pytest
from flask import Flask

from tests.chat.conftest import COUNTS
from tests.chat.test_journey import place_between_two, say_yes
from tests.desk.casework import withdraws
from tests.support.fixtures import both_databases
from tests.support.visit import Visit
from webapp.assessments import service as assessments
from webapp.consent.values import Purpose
from webapp.ground.clock import now
from webapp.storage import transaction

pytestmark = both_databases
NILS, SARA = "Nils Ek på Försäkringskassan", "Sara Dahl på Arbetsförmedlingen"
ASK = "Har du frågor? Ring Maj Lind, 08-465 004 00."
UNBOOKED = "Du har inget möte med dina handläggare bokat här just nu."


def books_gk(app: Flask, person: UUID) -> str:
    """A joint assessment before the first course meeting."""
    with app.app_context(), transaction() as session:
        assessments.book(session, person, 1, held_on=date(2027, 2, 1), begins=time(13), place="Kyrkogatan 2", at=now())
    return "måndag 1 februari klockan 13.00"


def comes_to_check(phone: Visit, share: str) -> str:
    phone.get("/samtal/staircase")
    for given in ({"answer": "1-2"}, {"answer": "Lugn och ro"}, {"answer": "5-9"}, {"answer": share}):
        phone.send("Fortsätt", given)
    return phone.page.texts(".who")[0]


def decides(phone: Visit, flow: str, answer: str) -> None:
    """Up to the page after the decision."""
    phone.get(f"/samtal/{flow}/read")
    for given in ({}, {"answer": "dont_know"}, {"answer": answer}):
        phone.send("Fortsätt", given)


def what_is_next(phone: Visit) -> str:
    return phone.page.texts("main section")[0]


@pytest.mark.parametrize(
    ("share", "line"),
    [
        ("show_fk", f"{NILS} får läsa det. Arbetsförmedlingen får inte läsa det."),
        ("show_af", f"{SARA} får läsa det. Försäkringskassan får inte läsa det."),
        ("show_both", f"{NILS} får läsa det. {SARA} får läsa det."),
        ("keep_private", "Bara du ser det här svaret."),
    ],
)
def test_the_page_to_check_says_who_was_chosen(phone: Visit, share: str, line: str) -> None:
    say_yes(phone)
    assert comes_to_check(phone, share) == line


def test_after_a_yes_nothing_is_said_about_a_no(phone: Visit) -> None:
    line = f"{NILS} ser ditt ja. {SARA} ser ditt ja. {COUNTS}"
    decides(phone, "consent-secrecy", "give")
    assert phone.page.texts(".who") == [line]
    phone.send("Fortsätt", {"name": "Ali", "agree": "y"})
    assert phone.page.texts(".who") == [line]


def test_after_a_no_nothing_is_said_about_a_yes(phone: Visit) -> None:
    decides(phone, "consent-secrecy", "refuse")
    assert phone.page.texts(".who") == [f"En handläggare ser bara att det inte finns något ja. {COUNTS}"]


def test_a_name_is_told_as_a_name_and_not_as_an_answer_to_whether_she_signs(phone: Visit) -> None:
    decides(phone, "consent-secrecy", "give")
    phone.send("Fortsätt", {"name": "Ali", "agree": "y"})
    assert phone.page.texts("dl.answers dt")[-1] == "Ditt namn"
    phone.send("Skicka mitt svar")
    assert phone.page.texts("dl.answers div")[-1] == "Ditt namn Ali"


def test_the_receipt_of_a_place_names_its_readers_and_the_meeting_with_them(app: Flask, phone: Visit, person: UUID) -> None:
    when = books_gk(app, person)
    say_yes(phone)
    place_between_two(phone, "show_both")
    read = f"{NILS} kan läsa det. {SARA} kan läsa det. Nästa möte med dina handläggare är {when}."
    assert what_is_next(phone) == f"Vad händer nu? {read} {ASK}"


def test_without_a_booked_meeting_no_other_meeting_is_named(phone: Visit) -> None:
    place_between_two(phone, "show_fk")
    assert what_is_next(phone) == f"Vad händer nu? {NILS} kan läsa det. Mötet är inte bokat än. {ASK}"


def test_a_receipt_names_nobody_who_may_not_read_any_more(phone: Visit) -> None:
    place_between_two(phone, "show_fk")
    receipt = phone.page.url
    phone.get("/min-sida/trappan/sluta-visa")
    phone.send("Ja, sluta visa")
    phone.get(receipt)
    assert what_is_next(phone) == f"Vad händer nu? {UNBOOKED} {ASK}"


def test_the_receipt_of_a_yes_says_who_sees_it_and_when_they_meet(app: Flask, phone: Visit, person: UUID) -> None:
    when = books_gk(app, person)
    say_yes(phone)
    seen = f"{NILS} ser ditt ja. {SARA} ser ditt ja."
    assert what_is_next(phone) == f"Vad händer nu? {seen} Nästa möte med dina handläggare är {when}. {ASK}"


def test_the_receipt_about_being_counted_says_what_a_yes_starts(phone: Visit) -> None:
    decides(phone, "consent-statistics", "give")
    phone.send("Fortsätt", {"name": "Ali", "agree": "y"})
    phone.send("Skicka mitt svar")
    counted = "Du räknas nu med i uppföljningen. Samordningsförbundet får siffror utan namn."
    assert what_is_next(phone) == f"Vad händer nu? {counted} Ditt nästa möte är måndag 8 februari klockan 13.00. {ASK}"


@pytest.mark.parametrize(("flow", "purpose"), [("consent-secrecy", Purpose.SECRECY), ("consent-statistics", Purpose.STATISTICS)])
def test_a_receipt_says_nothing_of_a_yes_that_is_taken_back(app: Flask, phone: Visit, person: UUID, flow: str, purpose: Purpose) -> None:
    decides(phone, flow, "give")
    phone.send("Fortsätt", {"name": "Ali", "agree": "y"})
    receipt = phone.send("Skicka mitt svar").url
    for gone in (False, True):
        if gone:
            with app.app_context(), transaction() as session:
                withdraws(session, person, purpose)
        phone.get(receipt)
        assert [said in what_is_next(phone) for said in ("ser ditt ja", "Du räknas nu med")] == [
            purpose is one and not gone for one in (Purpose.SECRECY, Purpose.STATISTICS)
        ]


def test_a_receipt_is_headed_by_what_happened_and_not_by_the_question(phone: Visit) -> None:
    decides(phone, "consent-statistics", "another_day")
    assert phone.page.heading == "Du svarar en annan dag"
    assert "Sparat" not in phone.page.text
    decides(phone, "consent-statistics", "refuse")
    phone.send("Skicka mitt svar")
    assert phone.page.heading == "Ditt svar är sparat"


def test_a_consent_that_is_opened_again_says_what_was_answered(phone: Visit) -> None:
    assert phone.get("/samtal/consent-statistics").texts(".calm") == []
    decides(phone, "consent-statistics", "refuse")
    phone.send("Skicka mitt svar")
    again = phone.get("/samtal/consent-statistics/check")
    assert again.url == "/samtal/consent-statistics/read"
    assert again.texts(".calm") == ["Du svarade nej den 18 januari 2027. Svarar du igen gäller det nya svaret."]
