"""A place she has stopped showing is shown again in two taps, as a new line in the ledger with the words she saw."""

from uuid import UUID

import pytest
from flask import Flask

from tests.chat.test_journey import place_between_two, say_yes
from tests.my_page.test_my_page import person as person
from tests.my_page.test_my_page import phone as phone
from tests.support.fixtures import both_databases
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.consent import queries as consent
from webapp.consent.values import Decision, Purpose
from webapp.ground.parties import Agency
from webapp.staircase import queries as staircase
from webapp.storage import db

pytestmark = both_databases
FK, BOTH = "Bara Försäkringskassan", "Försäkringskassan och Arbetsförmedlingen"


@pytest.fixture
def stopped(phone: Visit) -> Visit:
    """She showed her place, and has stopped."""
    place_between_two(phone, "show_fk")
    phone.get("/min-sida/trappan/sluta-visa")
    phone.send("Ja, sluta visa")
    return phone


def shows(app: Flask, person: UUID, agency: Agency) -> bool:
    with app.app_context():
        placed = staircase.latest(db.session(), person)
        assert placed
        return consent.shown(db.session(), [person], agency) == {person: placed.id}


def decisions(app: Flask, person: UUID) -> list[Decision]:
    with app.app_context():
        return [entry.decision for entry in consent.history(db.session(), person) if entry.purpose is Purpose.SHARING]


def test_the_same_place_is_shown_again_in_two_taps(app: Flask, stopped: Visit, person: UUID) -> None:
    assert not shows(app, person, Agency.FK)
    stopped.click(FK)
    assert stopped.page.texts(".who") == ["Nils Ek på Försäkringskassan kan läsa den."]
    for said in ("Mellan steg 1 och 2", "Lugn och ro", "5 till 9"):
        assert said in stopped.page.text
    stopped.send("Ja, visa")
    assert stopped.page.url == "/min-sida/trappan"
    assert "Försäkringskassan kan läsa den." in stopped.page.text
    assert shows(app, person, Agency.FK)
    assert decisions(app, person) == [Decision.GIVEN, Decision.WITHDRAWN, Decision.GIVEN]


def test_the_ledger_keeps_the_words_on_the_page(app: Flask, stopped: Visit, person: UUID) -> None:
    stopped.get("/min-sida/trappan/visa-for/fk")
    stopped.send("English")
    seen = [*stopped.page.texts("h1"), *stopped.page.texts(".answers div:first-child dt, .answers div:first-child dd"), "Yes, show it"]
    stopped.send("Yes, show it")
    with app.app_context():
        entry = consent.latest(db.session(), person, Purpose.SHARING)
        assert entry
        assert consent.words(db.session(), entry.shown_sha256).split("\n\n") == seen
        assert consent.words(db.session(), entry.text_sha256).split("\n\n") == [
            *("Vill du visa din plats?", "Vem får läsa ditt svar?", FK, "Ja, visa"),
        ]
        assert (entry.locale, entry.agencies, entry.flow) == ("en", "fk", "staircase")


def test_pressing_twice_is_one_decision(app: Flask, stopped: Visit, person: UUID) -> None:
    stopped.click(FK)
    stopped.send("Ja, visa")
    stopped.send_again()
    assert decisions(app, person) == [Decision.GIVEN, Decision.WITHDRAWN, Decision.GIVEN]


def test_the_other_agency_is_offered_only_while_her_yes_holds(app: Flask, stopped: Visit, person: UUID) -> None:
    assert stopped.page.texts("main .card a") == [FK]
    assert stopped.get("/min-sida/trappan/visa-for/both").url == "/min-sida/trappan"
    say_yes(stopped)
    assert stopped.get("/min-sida/trappan").texts("main .card a") == [BOTH, FK, "Bara Arbetsförmedlingen"]
    stopped.click(BOTH)
    assert stopped.page.texts(".who") == [
        (
            "Nils Ek på Försäkringskassan kan läsa den. Du har ingen handläggare på Arbetsförmedlingen än. "
            "Handläggaren som du får kan läsa den."
        ),
    ]
    other = comes_in(stopped.another(), participant_id=person)
    other.get("/min-sida/samtycken/secrecy/ta-tillbaka")
    other.send("Ja, ta tillbaka")
    stopped.send("Ja, visa")
    assert stopped.page.url == "/min-sida/trappan"
    assert decisions(app, person) == [Decision.WITHDRAWN, Decision.GIVEN]


def test_what_is_shown_is_what_stood_on_the_page(app: Flask, stopped: Visit, person: UUID) -> None:
    stopped.click(FK)
    other = comes_in(stopped.another(), participant_id=person)
    place_between_two(other, "keep_private")
    stopped.send("Ja, visa")
    assert stopped.page.url == "/min-sida/trappan/visa-for/fk"
    assert not shows(app, person, Agency.FK)
    stopped.send("Ja, visa")
    assert shows(app, person, Agency.FK)


def test_nothing_is_offered_while_a_place_is_shown_or_there_is_none(phone: Visit) -> None:
    assert phone.get("/min-sida/trappan").texts("main .card a") == []
    phone.get("/min-sida/trappan/visa-for/fk")
    assert phone.page.url == "/min-sida/trappan"
    phone.get("/min-sida/trappan/visa-for/alla", status=404)
    place_between_two(phone, "show_fk")
    assert phone.get("/min-sida/trappan").texts("main .card a") == []
