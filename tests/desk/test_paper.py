"""A decision that came on paper is entered by Försäkringskassan, and stands as what it is."""

from datetime import date

import pytest

from tests.desk.casework import lifts_secrecy
from tests.desk.conftest import Office
from tests.desk.course_desk import CourseDesk
from tests.support.fixtures import both_databases
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.consent import queries as consent
from webapp.consent.values import Decision, Purpose, Way
from webapp.ground import clock
from webapp.people.models import Participant
from webapp.people.service import protect
from webapp.storage import reading

YES = {"purpose": "secrecy", "decided": "yes", "signed_on": "2027-01-15"}


def enters(office: Office, given: dict[str, str], status: int = 200) -> Visit:
    fk = office.sits(office.work.fk)
    fk.get(office.page)
    fk.click("För in ett svar på papper")
    fk.send("Spara svaret", given, status=status)
    return fk


@both_databases
def test_a_yes_on_paper_lifts_secrecy_and_says_how_it_came(office: Office) -> None:
    fk = enters(office, YES)
    fk.send_again()
    with office.app.app_context():
        entries = consent.history(reading(), office.person)
        assert [(one.purpose, one.decision, one.way, one.entered_by) for one in entries] == [
            (Purpose.SECRECY, Decision.GIVEN, Way.PAPER, office.work.fk)
        ]
        assert clock.day(entries[0].decided_at) == date(2027, 1, 15)
        assert "10 kap. 1" in consent.words(reading(), entries[0].text_sha256)
    assert "Inget GK är bokat." in office.sits(office.work.af).get(office.page).text
    phone = comes_in(Visit(office.app), participant_id=office.person)
    assert "Du svarade på papper." in phone.get("/min-sida/allt").text
    assert "på papper" in phone.get("/min-sida/samtycken").text
    assert "12.00" not in phone.page.text


def test_a_no_on_paper_closes_it_again(office: Office) -> None:
    enters(office, YES)
    enters(office, {**YES, "decided": "no", "signed_on": "2027-01-16"})
    assert "Du ser bara namn och kurs." in office.sits(office.work.af).get(office.page).text


def test_an_older_paper_changes_nothing_that_was_decided_since(office: Office) -> None:
    with office.elsewhere() as session:
        lifts_secrecy(session, office.person, Decision.REFUSED)
    fk = enters(office, YES, status=422)
    assert "Ett äldre papper ändrar det inte." in fk.page.text
    assert "18 januari" not in fk.page.text
    with office.app.app_context():
        assert not consent.is_given(reading(), office.person, Purpose.SECRECY)


@pytest.mark.parametrize("day", ["2027-01-19", "2025-01-15", "", "igår"])
def test_a_day_that_cannot_be_is_refused(office: Office, day: str) -> None:
    enters(office, {**YES, "signed_on": day}, status=422)


def test_an_empty_paper_is_refused(office: Office) -> None:
    fk = office.sits(office.work.fk)
    fk.get(f"{office.page}/papper")
    fk.send("Spara svaret", status=422)


@pytest.mark.parametrize("who", ["af", "other_fk"])
def test_nobody_else_enters_it(office: Office, who: str) -> None:
    office.sits(getattr(office.work, who)).get(f"{office.page}/papper", status=404)


def test_the_words_that_are_signed_stand_on_the_page(office: Office) -> None:
    page = office.sits(office.work.fk).get(f"{office.page}/papper")
    assert "10 kap. 1 § och 12 kap. 2 §" in page.texts("details div[lang=sv]")[0]
    assert len(page.all("main details")) == 2
    assert "Deltagaren ser svaret på sin sida" in page.text


def test_whoever_is_protected_has_no_page_to_see_it_on(desk: CourseDesk) -> None:
    person, maj = desk.puts_in(), desk.sits(desk.maj)
    with desk.elsewhere() as session:
        protect(session, session.get_one(Participant, person))
    page = maj.get(f"{desk.page}/deltagare/{person}/papper")
    assert "Personen har ingen egen sida. Ge en kopia av papperet." in page.text
    assert "Deltagaren ser svaret på sin sida" not in page.text


def test_the_leader_from_forsakringskassan_enters_it_too(desk: CourseDesk) -> None:
    person, maj = desk.puts_in(), desk.sits(desk.maj)
    maj.get(f"{desk.page}/deltagare/{person}")
    maj.click("För in ett svar på papper")
    maj.send("Spara svaret", {**YES, "purpose": "statistics"})
    desk.sits(desk.abbe).get(f"{desk.page}/deltagare/{person}/papper", status=404)
    with desk.app.app_context():
        assert consent.is_given(reading(), person, Purpose.STATISTICS)
