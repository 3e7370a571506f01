"""The main job, as a participant and the database see it: a consent, a place on the staircase, a sharing."""

from uuid import UUID

from flask import Flask
from sqlalchemy import func, select

from tests.support.fixtures import both_databases
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.chat.models import Talk
from webapp.consent import queries as consent
from webapp.consent.models import ConsentEntry
from webapp.consent.values import Decision, Purpose
from webapp.ground.parties import Agency
from webapp.staircase import queries as staircase
from webapp.staircase.models import Placement
from webapp.storage import db

pytestmark = both_databases


def say_yes(phone: Visit) -> None:
    phone.get("/samtal/consent-secrecy")
    phone.send("Fortsätt")
    phone.send("Fortsätt", {"answer": "goes_on"})
    phone.send("Fortsätt", {"answer": "give"})
    phone.send("Fortsätt", {"name": "Ali", "agree": "y"})
    phone.send("Skicka mitt svar")


def place_between_two(phone: Visit, share: str) -> None:
    phone.get("/samtal/staircase")
    phone.send("Fortsätt", {"answer": "1-2"})
    phone.send("Fortsätt", {"answer": "Lugn och ro"})
    phone.send("Fortsätt", {"answer": "5-9"})
    phone.send("Fortsätt", {"answer": share})
    phone.send("Spara mitt svar")


def test_she_says_yes_and_shows_her_place_to_both(app: Flask, phone: Visit, person: UUID) -> None:
    say_yes(phone)
    assert phone.page.url.startswith("/samtal/consent-secrecy/klart/")
    place_between_two(phone, "show_both")
    with app.app_context():
        entry = consent.latest(db.session(), person, Purpose.SECRECY)
        assert entry is not None
        assert (entry.decision, entry.signature, entry.understood, entry.agencies) == (Decision.GIVEN, "Ali", "goes_on", "af fk")
        placed = staircase.latest(db.session(), person)
        assert placed is not None
        assert (placed.lower, placed.upper, placed.hours, placed.need) == (1, 2, "5-9", "Lugn och ro")
        assert consent.shown(db.session(), [person], Agency.FK) == {person: placed.id}
        assert consent.shown(db.session(), [person], Agency.AF) == {person: placed.id}


def test_without_her_yes_only_her_own_agency_can_be_chosen(app: Flask, phone: Visit, person: UUID) -> None:
    phone.get("/samtal/staircase")
    phone.send("Fortsätt", {"answer": "2"})
    phone.send("Hoppa över")
    phone.send("Vill inte svara")
    assert [field.attrs["value"] for field in phone.page.all("input[name=answer]")] == ["show_fk", "keep_private"]
    phone.send("Fortsätt", {"answer": "show_fk"})
    phone.send("Spara mitt svar")
    with app.app_context():
        assert list(consent.shown(db.session(), [person], Agency.FK)) == [person]
        assert consent.shown(db.session(), [person], Agency.AF) == {}


def test_withdrawing_closes_for_the_other_agency_and_stopping_for_both(app: Flask, phone: Visit, person: UUID) -> None:
    say_yes(phone)
    place_between_two(phone, "show_both")
    phone.get("/min-sida/samtycken")
    phone.click("Ta tillbaka mitt ja Myndigheterna får dela uppgifter")
    phone.send("Ja, ta tillbaka")
    with app.app_context():
        assert consent.shown(db.session(), [person], Agency.AF) == {}
        assert list(consent.shown(db.session(), [person], Agency.FK)) == [person]
    phone.get("/min-sida/trappan/sluta-visa")
    phone.send("Ja, sluta visa")
    with app.app_context():
        assert consent.shown(db.session(), [person], Agency.FK) == {}


def test_a_second_draft_leaves_what_is_shown_alone(app: Flask, phone: Visit, person: UUID) -> None:
    place_between_two(phone, "show_fk")
    phone.get("/samtal/staircase")
    phone.send("Fortsätt", {"answer": "not-ready"})
    phone.send("Hoppa över")
    phone.send("Fortsätt", {"answer": "keep_private"})
    phone.send("Spara mitt svar")
    with app.app_context():
        newest, oldest = staircase.versions(db.session(), person)
        assert (newest.lower, newest.upper) == (None, None)
        assert consent.shown(db.session(), [person], Agency.FK) == {person: oldest.id}


def test_the_last_form_sent_twice_does_it_once(app: Flask, phone: Visit) -> None:
    place_between_two(phone, "show_fk")
    receipt = phone.page.url
    phone.send_again()
    assert phone.page.url == receipt
    with app.app_context():
        assert [db.session().scalar(select(func.count()).select_from(table)) for table in (Placement, ConsentEntry, Talk)] == [1, 1, 1]


def test_refusing_needs_no_name_and_ends_nothing_else(app: Flask, phone: Visit, person: UUID) -> None:
    phone.get("/samtal/consent-secrecy")
    phone.send("Fortsätt")
    phone.send("Fortsätt", {"answer": "dont_know"})
    phone.send("Fortsätt", {"answer": "refuse"})
    phone.send("Skicka mitt svar")
    with app.app_context():
        entry = consent.latest(db.session(), person, Purpose.SECRECY)
        assert entry is not None
        assert (entry.decision, entry.signature) == (Decision.REFUSED, None)
    phone.get("/samtal/staircase/place")


def test_another_day_writes_nothing_in_the_ledger(app: Flask, phone: Visit) -> None:
    phone.get("/samtal/consent-statistics")
    phone.send("Fortsätt")
    phone.send("Fortsätt", {"answer": "can"})
    phone.send("Fortsätt", {"answer": "another_day"})
    with app.app_context():
        assert db.session().scalar(select(func.count()).select_from(ConsentEntry)) == 0
    assert "Säg ja eller nej till att räknas med i uppföljningen" in phone.get("/min-sida").texts("main a.other")


def test_she_goes_on_with_another_phone_where_she_was(phone: Visit, person: UUID) -> None:
    phone.get("/samtal/staircase")
    phone.send("Fortsätt", {"answer": "3"})
    other = comes_in(phone.another(), participant_id=person)
    assert other.get("/samtal/staircase").url == "/samtal/staircase/need"
    other.send("Hoppa över")
    assert phone.get("/samtal/staircase").url == "/samtal/staircase/hours"


def test_what_was_typed_is_kept_when_it_is_too_long_and_when_the_language_changes(phone: Visit) -> None:
    phone.get("/samtal/staircase")
    phone.send("Fortsätt", {"answer": "1"})
    long = "ord " * 100
    phone.send("Fortsätt", {"answer": long}, status=422)
    assert phone.page.title.startswith("Fel: ")
    assert phone.page.one("#answer").attrs["value"] == long


def test_a_language_chosen_in_the_middle_keeps_what_was_typed(phone: Visit) -> None:
    phone.get("/samtal/staircase")
    phone.send("Fortsätt", {"answer": "1"})
    phone.send("English", {"answer": "Lugn och ro"})
    assert phone.page.one("html").attrs["lang"] == "en"
    assert phone.page.one("#answer").attrs["value"] == "Lugn och ro"


def test_a_language_chosen_before_all_is_filled_in_is_no_fault(phone: Visit) -> None:
    phone.get("/samtal/staircase")
    phone.send("Fortsätt", {"answer": "1"})
    long = "ord " * 100
    phone.send("English", {"answer": long})
    assert (phone.page.title, phone.page.all("#errors, .error")) == ("What do you need to move on? - Mellansteg", [])
    assert phone.page.one("#answer").attrs["value"] == long
    phone.send("Continue", status=422)
    assert phone.page.title == "Error: What do you need to move on? - Mellansteg"


def test_a_signature_half_written_is_kept_in_another_language(phone: Visit) -> None:
    at_the_signature(phone)
    phone.send("English", {"name": "Ali"})
    assert (phone.page.all("#errors, .error"), signature(phone)) == ([], ("Ali", False))
    phone.send("Lättläst svenska", {"agree": "y"})
    assert signature(phone) == ("Ali", True)


def test_the_way_back_to_a_signature_finds_its_tick(phone: Visit) -> None:
    at_the_signature(phone)
    phone.send("Fortsätt", {"name": "Ali", "agree": "y"})
    phone.click("Tillbaka")
    assert (phone.page.heading, signature(phone)) == ("Vill du skriva under?", ("Ali", True))


def at_the_signature(phone: Visit) -> None:
    phone.get("/samtal/consent-secrecy")
    phone.send("Fortsätt")
    phone.send("Fortsätt", {"answer": "goes_on"})
    phone.send("Fortsätt", {"answer": "give"})


def signature(phone: Visit) -> tuple[str, bool]:
    """The name that stands in its field, and whether the tick is there."""
    return phone.page.one("#name").attrs["value"] or "", "checked" in phone.page.one("#agree").attrs
