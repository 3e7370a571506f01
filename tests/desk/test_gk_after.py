"""A handler cancels or moves a meeting with a reason, and writes down what was decided; the participant's page follows."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from time_machine import Traveller

from tests.desk.casework import gk, lifts_secrecy
from tests.desk.conftest import Office
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.assessments import queries
from webapp.assessments.models import GkChange
from webapp.assessments.values import Change, OutcomeKind, Why
from webapp.security import audit


def with_meetings(office: Office) -> Visit:
    with office.elsewhere() as session:
        gk(session, office.person, 1, date(2027, 1, 26))
        gk(session, office.person, 2, date(2027, 2, 2))
    desk = office.sits(office.work.fk)
    desk.get(office.page)
    return desk


def numbers(office: Office) -> list[int]:
    with office.elsewhere() as session:
        return [one.number for one in queries.meetings(session, office.person)]


def changes(office: Office) -> list[tuple[int, Change, Why]]:
    with office.elsewhere() as session:
        return [(one.number, one.what, one.why) for one in session.scalars(select(GkChange).order_by(GkChange.number))]


def outcome(office: Office) -> tuple[OutcomeKind, date, date | None, date | None] | None:
    with office.elsewhere() as session:
        found = queries.latest_outcome(session, office.person)
        return (found.kind, found.decided_on, found.starts_on, found.ends_on) if found else None


def phone(office: Office) -> Visit:
    return comes_in(Visit(office.app), participant_id=office.person)


@pytest.mark.parametrize(("said", "why"), [("Hälsa", Why.HEALTH), ("Annat", Why.OTHER), ("Ingen orsak anges", Why.NOT_SAID)])
def test_a_meeting_is_cancelled_with_a_reason_and_those_after_it_go_too(office: Office, said: str, why: Why) -> None:
    desk = with_meetings(office)
    desk.click("Flytta GK1")
    page = desk.click("Avboka GK1")
    assert "GK1, tisdag 26 januari klockan 13.00 GK2, tisdag 2 februari klockan 13.00" in page.text
    assert "Det är avbokat." in desk.send("Avboka", {"Varför avbokas det?": said}).text
    assert (numbers(office), changes(office)) == ([], [(1, Change.CANCELLED, why), (2, Change.CANCELLED, why)])
    assert "Inget GK är bokat." in desk.page.text
    desk.send_again()
    assert len(changes(office)) == 2


def test_without_a_choice_nothing_is_cancelled(office: Office) -> None:
    desk = with_meetings(office)
    desk.get(f"{office.page}/gk/2/avboka")
    desk.send("Avboka", status=422)
    assert numbers(office) == [1, 2]


def test_what_has_begun_meanwhile_stands(office: Office, clock: Traveller) -> None:
    desk = with_meetings(office)
    desk.get(f"{office.page}/gk/1/avboka")
    clock.move_to("2027-01-26T13:00+01:00")
    with office.elsewhere():
        desk = office.sits(office.work.fk)
    assert desk.get(f"{office.page}/gk/1/avboka").heading == "Inför mötet: Kim"
    assert numbers(office) == [1, 2]


def test_her_page_and_her_link_say_that_it_is_cancelled(office: Office) -> None:
    desk = with_meetings(office)
    hers = phone(office)
    assert "tisdag 26 januari" in hers.get("/min-sida").one("section.card").to_text()
    desk.get(f"{office.page}/gk/2/avboka")
    desk.send("Avboka", {"Varför avbokas det?": "Hälsa"})
    text = hers.get("/min-sida").text
    assert "Mötet tisdag 2 februari klockan 13.00 är inställt." in text
    assert "Hälsa" not in text
    assert "Eller så är det inställt." in hers.get("/mote/gk-2", 410).text
    hers.get("/mote/gk-2/kalender.ics", 404)
    assert "Skäl: hälsa" in hers.get("/min-sida/allt").text


def test_a_meeting_is_moved_with_a_reason(office: Office) -> None:
    desk = with_meetings(office)
    desk.click("Flytta GK1")
    desk.send("Spara mötet", {"Dag": "2027-01-27", "Om den flyttas, varför?": "Hälsa"})
    assert changes(office) == [(1, Change.MOVED, Why.HEALTH)]
    assert "onsdag 27 januari klockan 13.00" in phone(office).get("/min-sida").one("section.card").to_text()


def test_the_first_time_a_meeting_is_booked_no_reason_is_asked_for(office: Office) -> None:
    desk = office.sits(office.work.fk)
    page = desk.get(f"{office.page}/gk/1")
    assert "varför" not in page.text
    assert "Avboka" not in page.text


def test_what_was_decided_is_written_down_and_stands_there(office: Office, clock: Traveller) -> None:
    desk = with_meetings(office)
    assert "Inget är inskrivet ännu." in desk.page.text
    clock.shift(timedelta(days=16))
    desk = office.sits(office.work.fk)
    desk.get(office.page)
    desk.click("Skriv in vad ni kom fram till")
    given = {"Vad kom ni fram till?": "Arbetsförberedande insats planerad", "Börjar": "2027-02-15", "Slutar": "2027-05-15"}
    desk.send("Spara", given)
    assert outcome(office) == (OutcomeKind.PREPARATORY, date(2027, 2, 3), date(2027, 2, 15), date(2027, 5, 15))
    said = "Arbetsförberedande insats planerad, bestämt 3 februari 2027"
    assert f"Efter GK {said} Börjar 15 februari 2027 Slutar 15 maj 2027" in desk.page.text
    assert f"- {said}" in desk.page.one("textarea").to_text()
    text = phone(office).get("/min-sida/allt").text
    assert "Bestämt 3 februari 2027: En insats för att förbereda arbete är planerad." in text
    desk.click("Ändra vad ni kom fram till")
    desk.send("Spara", {"Vad kom ni fram till?": "Går in i samarbetet", "Slutar": ""})
    assert outcome(office) == (OutcomeKind.COOPERATION, date(2027, 2, 3), date(2027, 2, 15), None)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"Slutar": "2027-02-14"}, "Slutet ligger före början. Kontrollera dagarna."),
        ({"Börjar": "2027-02-02"}, "Början ligger före dagen då ni bestämde det."),
        ({"Börjar": ""}, "Skriv också dagen då det börjar."),
        ({"När bestämde ni det?": "2027-02-04"}, "Dagen har inte varit än. Skriv dagen då ni bestämde det."),
        ({"När bestämde ni det?": "2027-01-25"}, "Dagen ligger före GK1. Kontrollera dagen."),
        ({"När bestämde ni det?": "i går"}, "Skriv dagen som år, månad och dag: 2027-03-02."),
        ({"Slutar": "maj"}, "Skriv dagen som år, månad och dag: 2027-03-02."),
        ({"Vad kom ni fram till?": "Ordinarie insatser"}, "Det du valde har ingen början och inget slut. Ta bort dagarna."),
    ],
)
def test_days_out_of_order_come_back_with_the_reason(office: Office, clock: Traveller, change: dict[str, str], reason: str) -> None:
    with_meetings(office)
    clock.shift(timedelta(days=16))
    desk = office.sits(office.work.fk)
    desk.get(f"{office.page}/efter-gk")
    given = {"Vad kom ni fram till?": "Går in i samarbetet", "Börjar": "2027-02-15", "Slutar": "2027-05-15"}
    assert desk.send("Spara", {**given, **change}, status=422).text.count(reason) == 2
    assert outcome(office) is None


def test_two_handlers_at_once_lose_nothing_in_silence(office: Office, clock: Traveller) -> None:
    with_meetings(office)
    with office.elsewhere() as session:
        lifts_secrecy(session, office.person)
    clock.shift(timedelta(days=16))
    nils, sara = office.sits(office.work.fk), office.sits(office.work.af)
    for desk in (nils, sara):
        desk.get(f"{office.page}/efter-gk")
    nils.send("Spara", {"Vad kom ni fram till?": "Går in i samarbetet"})
    page = sara.send("Spara", {"Vad kom ni fram till?": "Ordinarie insatser"}, status=422)
    assert page.text.count("En kollega har skrivit in något annat sedan du öppnade sidan. Spara igen om ditt ska gälla.") == 2
    assert outcome(office) == (OutcomeKind.COOPERATION, date(2027, 2, 3), None, None)
    sara.send("Spara")
    assert outcome(office) == (OutcomeKind.ORDINARY, date(2027, 2, 3), None, None)


def test_it_is_in_the_audit_log_who_cancelled_and_decided(office: Office, clock: Traveller) -> None:
    desk = with_meetings(office)
    desk.get(f"{office.page}/gk/2/avboka")
    desk.send("Avboka", {"Varför avbokas det?": "Hälsa"})
    clock.shift(timedelta(days=9))
    desk = office.sits(office.work.fk)
    desk.get(f"{office.page}/efter-gk")
    desk.send("Spara", {"Vad kom ni fram till?": "Åter till Försäkringskassan"})
    with office.elsewhere() as session:
        found = audit.readings_of(session, office.person, "gk.cancelled", "gk.outcome")
        assert [(one.act, one.detail, one.staff_id) for one in found] == [
            ("gk.outcome", "back_to_fk", office.work.fk),
            ("gk.cancelled", "gk2", office.work.fk),
        ]
