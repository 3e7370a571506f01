"""The joint plan: written by handlers from GK2 on, read by the participant, who says whether it is what was said."""

from datetime import date, datetime
from uuid import UUID

import icalendar
import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from tests.desk.casework import Casework, gk, lifts_secrecy, one_case, places, shares
from tests.support.fixtures import both_databases
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.ground.clock import STOCKHOLM
from webapp.plan import queries
from webapp.plan.models import Plan
from webapp.plan.values import Fits
from webapp.security.models import AuditEntry
from webapp.storage import reading, transaction

pytestmark = both_databases

GK2 = date(2027, 2, 15)


@pytest.fixture
def case(app: Flask, clock: Traveller) -> tuple[Casework, UUID]:
    """Both meetings are booked, and it is the day of the second."""
    work, person = one_case(app)
    with app.app_context(), transaction() as session:
        lifts_secrecy(session, person)
        shares(session, person, places(session, person, hours="10-19"))
        gk(session, person, 1, date(2027, 2, 1))
        gk(session, person, 2, GK2)
    clock.move_to(datetime(2027, 2, 15, 15, tzinfo=STOCKHOLM))
    return work, person


def page_of(person: UUID) -> str:
    return f"/mina-deltagare/{person}/plan"


def sits(app: Flask, staff: UUID) -> Visit:
    return comes_in(Visit(app), staff_id=staff)


def writes(desk: Visit, person: UUID, what: str, *, by: str = "2027-03-01", status: int = 200) -> None:
    desk.get(page_of(person))
    desk.send("Spara planen", {"what_1": what, "doer_1": "af", "by_1": by}, status=status)


def kept(app: Flask) -> list[tuple[int, list[tuple[str, str, date | None]]]]:
    with app.app_context():
        plans = reading().scalars(select(Plan).order_by(Plan.number)).all()
        steps = queries.steps(reading(), [one.id for one in plans])
        return [(one.number, [(step.what, step.doer.value, step.by) for step in steps[one.id]]) for one in plans]


def test_a_plan_is_written_and_read_on_her_page_and_in_the_case(app: Flask, case: tuple[Casework, UUID]) -> None:
    work, person = case
    desk = sits(app, work.fk)
    desk.get(f"/mina-deltagare/{person}")
    desk.click("Skriv planen")
    assert "Timmar i veckan som deltagaren tror på: 10 till 19 timmar" in desk.page.text
    rows = {"what_1": "Ringa praktikplatsen", "doer_1": "af", "by_1": "2027-03-01", "what_3": "Gå ut varje dag", "doer_3": "participant"}
    desk.send("Spara planen", rows)
    assert kept(app) == [(1, [("Ringa praktikplatsen", "af", date(2027, 3, 1)), ("Gå ut varje dag", "participant", None)])]
    steps = ["Ringa praktikplatsen Arbetsförmedlingen, senast måndag 1 mars", "Gå ut varje dag Deltagaren"]
    assert desk.page.texts("section[aria-labelledby=plan] li") == steps
    phone = comes_in(Visit(app), participant_id=person)
    phone.get("/min-sida")
    phone.click("Min plan: säg om den stämmer")
    assert phone.page.texts("main ol li") == [steps[0], "Gå ut varje dag Du"]
    with app.app_context():
        acts = select(AuditEntry.act, AuditEntry.staff_id, AuditEntry.detail).where(AuditEntry.act == "plan.written")
        assert [tuple(row) for row in reading().execute(acts)] == [("plan.written", work.fk, "plan1")]


def test_she_says_whether_it_fits_and_the_handlers_read_it(app: Flask, case: tuple[Casework, UUID]) -> None:
    work, person = case
    writes(sits(app, work.fk), person, "Ringa")
    phone = comes_in(Visit(app), participant_id=person)
    phone.get("/min-sida/plan")
    phone.send("Skicka svaret", {"fits": "partly", "line": "Jag sa två dagar"})
    assert phone.page.one(".calm").to_text(separator=" ", strip=True) == "Ditt svar: Delvis"
    for staff in (work.fk, work.af):
        text = sits(app, staff).get(f"/mina-deltagare/{person}").text
        assert "Stämmer planen med det ni sa? Delvis Jag sa två dagar" in text
    assert "Min plan" in phone.get("/min-sida/allt").text
    assert "Ditt svar: Delvis Jag sa två dagar" in phone.page.text


def test_a_new_plan_takes_the_place_of_the_old_which_is_kept(app: Flask, case: tuple[Casework, UUID]) -> None:
    work, person = case
    writes(sits(app, work.fk), person, "Ringa")
    desk = sits(app, work.af)
    desk.get(page_of(person))
    assert desk.page.one("[name=what_1]").attrs["value"] == "Ringa"
    desk.send("Spara planen", {"what_1": "Skriva", "doer_1": "fk"})
    assert [(number, steps[0][0]) for number, steps in kept(app)] == [(1, "Ringa"), (2, "Skriva")]
    assert desk.page.texts("section[aria-labelledby=plan] details li") == ["Ringa Arbetsförmedlingen, senast måndag 1 mars"]


def test_two_who_write_at_once_lose_nothing(app: Flask, case: tuple[Casework, UUID]) -> None:
    work, person = case
    slow, quick = sits(app, work.fk), sits(app, work.af)
    slow.get(page_of(person))
    writes(quick, person, "Den snabba")
    page = slow.send("Spara planen", {"what_1": "Den långsamma", "doer_1": "fk"}, status=409)
    assert "Sara Dahl har sparat en annan plan medan du skrev" in page.text
    assert "Den snabba" in page.text
    assert page.one("[name=what_1]").attrs["value"] == "Den långsamma"
    assert len(kept(app)) == 1
    slow.send("Spara planen")
    assert [(number, steps[0][0]) for number, steps in kept(app)] == [(1, "Den snabba"), (2, "Den långsamma")]


def test_her_answer_is_about_the_plan_she_read(app: Flask, case: tuple[Casework, UUID]) -> None:
    work, person = case
    writes(sits(app, work.fk), person, "Ringa")
    phone = comes_in(Visit(app), participant_id=person)
    phone.get("/min-sida/plan")
    writes(sits(app, work.fk), person, "Skriva")
    page = phone.send("Skicka svaret", {"fits": "yes"}, status=409)
    assert ("Planen har ändrats." in page.text, "Skriva" in page.text) == (True, True)
    phone.send("Skicka svaret")
    with app.app_context():
        assert [one.fits for one in queries.of_person(reading(), person)] == [Fits.YES, None]


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ({}, "Skriv minst ett steg."),
        ({"what_1": "x" * 141, "doer_1": "fk"}, "Steg 1: skriv högst 140 tecken."),
        ({"what_1": "Ring 19640823-3234", "doer_1": "fk"}, "Ta bort personnumret."),
        ({"what_1": "Ring", "doer_1": "fk", "by_2": "2027-03-01"}, "Skriv vad som ska göras den dagen, eller ta bort dagen."),
        ({"what_1": "Ring", "doer_1": "fk", "by_1": "snart"}, "Skriv dagen som år, månad och dag: 2027-03-02."),
    ],
)
def test_what_cannot_be_saved_is_said_and_kept(app: Flask, case: tuple[Casework, UUID], rows: dict[str, str], fault: str) -> None:
    work, person = case
    desk = sits(app, work.fk)
    desk.get(page_of(person))
    page = desk.send("Spara planen", rows, status=422)
    assert fault in page.text
    assert {name: page.one(f"[name={name}]").attrs["value"] for name in rows if not name.startswith("doer")} == {
        name: value for name, value in rows.items() if not name.startswith("doer")
    }
    assert kept(app) == []


@pytest.mark.parametrize(("by", "asked"), [("2027-06-01", "En plan är högst tre månader."), ("2027-02-01", "Dagen har redan varit.")])
def test_a_day_that_looks_wrong_is_asked_about(app: Flask, case: tuple[Casework, UUID], by: str, asked: str) -> None:
    work, person = case
    desk = sits(app, work.fk)
    writes(desk, person, "Ringa", by=by, status=422)
    assert (asked in desk.page.text, kept(app)) == (True, [])
    desk.send("Spara ändå")
    assert kept(app) == [(1, [("Ringa", "af", date.fromisoformat(by))])]


def test_before_gk2_and_for_others_there_is_no_plan_to_write(app: Flask, case: tuple[Casework, UUID], clock: Traveller) -> None:
    work, person = case
    sits(app, work.other_fk).get(page_of(person), status=404)
    comes_in(Visit(app), participant_id=person).get("/min-sida/plan", status=404)
    clock.move_to(datetime(2027, 2, 14, 15, tzinfo=STOCKHOLM))
    desk = sits(app, work.fk)
    assert desk.get(page_of(person)).url == f"/mina-deltagare/{person}"
    assert desk.page.all("#plan") == []


def test_its_days_can_be_put_in_a_calendar_which_says_no_more(app: Flask, case: tuple[Casework, UUID]) -> None:
    work, person = case
    writes(sits(app, work.fk), person, "Ringa")
    phone = comes_in(Visit(app), participant_id=person)
    phone.get("/min-sida/plan")
    page = phone.click("Lägg i kalendern")
    (event,) = icalendar.Calendar.from_ical(page.response.data).walk("VEVENT")
    assert (event.decoded("dtstart"), str(event["summary"]), "Ringa" in page.html) == (date(2027, 3, 1), "Kom ihåg", False)
