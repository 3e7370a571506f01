"""What the ledger keeps of a decision: what was signed, what was on screen, and in which language."""

from uuid import UUID

import pytest
from flask import Flask

from tests.chat.test_journey import place_between_two
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.chat import service
from webapp.consent import queries as consent
from webapp.consent.models import ConsentEntry
from webapp.consent.values import Purpose
from webapp.ground import clock
from webapp.storage import db, transaction
from webapp.surveys.engine import library


def entry_of(app: Flask, person_id: UUID, purpose: Purpose = Purpose.SECRECY) -> tuple[ConsentEntry, str, str]:
    """The entry, its Swedish text, and what was on screen."""
    entry = consent.latest(db.session(), person_id, purpose)
    assert entry is not None
    return entry, consent.words(db.session(), entry.text_sha256), consent.words(db.session(), entry.shown_sha256)


def say_yes_up_to_the_check(phone: Visit) -> None:
    phone.get("/samtal/consent-secrecy")
    phone.send("Fortsätt")
    phone.send("Fortsätt", {"answer": "goes_on"})
    phone.send("Fortsätt", {"answer": "give"})
    phone.send("Fortsätt", {"name": "Ali", "agree": "y"})


def test_the_ledger_holds_the_question_the_answer_and_the_tick(app: Flask, phone: Visit, person: UUID) -> None:
    say_yes_up_to_the_check(phone)
    phone.send("Skicka mitt svar")
    with app.app_context():
        entry, signed, shown = entry_of(app, person)
        assert entry.locale == "sv"
        for text in (signed, shown):
            assert "Jag har läst texten och säger ja." in text
            assert "Ja, de får dela" in text
        assert "Jag samtycker till att Försäkringskassan och Arbetsförmedlingen lämnar uppgifter" in signed
        assert "Kursen fortsätter ändå." in shown


def test_the_language_is_the_one_it_was_read_in(app: Flask, phone: Visit, person: UUID) -> None:
    say_yes_up_to_the_check(phone)
    phone.send("English")
    phone.send("Send my answer")
    with app.app_context():
        entry, _, shown = entry_of(app, person)
        assert entry.locale == "sv"
        assert "Kursen fortsätter ändå." in shown


def test_the_follow_up_names_no_agency(app: Flask, phone: Visit, person: UUID) -> None:
    phone.get("/samtal/consent-statistics")
    phone.send("Fortsätt")
    phone.send("Fortsätt", {"answer": "can"})
    phone.send("Fortsätt", {"answer": "refuse"})
    phone.send("Skicka mitt svar")
    with app.app_context():
        assert entry_of(app, person, Purpose.STATISTICS)[0].agencies == ""


def test_what_is_sent_is_what_was_checked(app: Flask, phone: Visit, person: UUID) -> None:
    phone.get("/samtal/staircase")
    for given in ({"answer": "1"}, {"answer": "Lugn"}, {"answer": "0"}, {"answer": "keep_private"}):
        phone.send("Fortsätt", given)
    other = comes_in(phone.another(), participant_id=person)
    other.get("/samtal/staircase/share")
    other.send("Fortsätt", {"answer": "show_fk"})
    phone.send("Spara mitt svar")
    assert phone.page.url == "/samtal/staircase/check"
    assert "Bara Försäkringskassan" in phone.page.text
    phone.send("Spara mitt svar")
    assert phone.page.url.startswith("/samtal/staircase/klart/")


@pytest.mark.parametrize("finished", [True, False], ids=["finished", "gone another way"])
def test_a_form_that_comes_too_late_gives_back_what_was_typed(phone: Visit, person: UUID, finished: bool) -> None:
    phone.get("/samtal/staircase")
    phone.send("Fortsätt", {"answer": "1"})
    late = comes_in(phone.another(), participant_id=person)
    late.get("/samtal/staircase/need")
    if finished:
        phone.send("Hoppa över")
        for button, given in (("Fortsätt", {"answer": "0"}), ("Fortsätt", {"answer": "keep_private"}), ("Spara mitt svar", {})):
            phone.send(button, given)
    else:
        late.send("Fortsätt", {"answer": "Lugn"})
        late.get("/samtal/staircase/hours")
        phone.get("/samtal/staircase/place")
        phone.send("Fortsätt", {"answer": "not-ready"})
    late.send("Fortsätt", {"answer": "Min långa rad" if finished else "5-9"}, status=409)
    assert late.page.heading == "Samtalet har gått vidare"
    assert ("Min långa rad" in late.page.text) is finished


def test_a_survey_that_is_answered_may_not_vanish(app: Flask, phone: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    place_between_two(phone, "keep_private")
    monkeypatch.setattr(library, "shipped", lambda: library.Library({}))
    with app.app_context(), transaction() as session, pytest.raises(service.PublishedOtherwise, match=r"staircase-1\.yaml"):
        service.publish(session, at=clock.now())
