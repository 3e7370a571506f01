"""A placement that came on paper is entered by Försäkringskassan, stands as what it is, and never comes before one she made herself."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from time_machine import Traveller

from tests.desk.casework import lifts_secrecy, places, shares, withdraws
from tests.desk.conftest import Office
from tests.support.fixtures import both_databases
from tests.support.known import comes_in
from tests.support.page import Page, attribute
from tests.support.visit import Visit
from webapp.consent import queries as consent
from webapp.consent.values import Decision, Purpose, Way
from webapp.ground.clock import now
from webapp.people.models import Participant
from webapp.security.models import AuditEntry
from webapp.staircase import queries as staircase
from webapp.storage import reading

NEED = "Lugn start, och någon att ringa"
PAPER = {"place": "2-3", "need": NEED, "hours": "10-19", "share": "show_fk", "written_on": "2027-01-15"}


def enters(office: Office, status: int = 200, **otherwise: str) -> Visit:
    fk = office.sits(office.work.fk)
    fk.get(office.page)
    fk.click("För in en skattning på papper")
    fk.send("Spara skattningen", PAPER | otherwise, status=status)
    return fk


def her_page(office: Office, path: str) -> Page:
    return comes_in(Visit(office.app), participant_id=office.person).get(path)


def versions(office: Office) -> list[tuple[int, str | None, bool]]:
    """Newest first: number, need, and whether it came on paper."""
    with office.app.app_context():
        return [(one.number, one.need, one.entered_by is not None) for one in staircase.versions(reading(), office.person)]


@both_databases
def test_it_is_read_like_any_other_and_says_that_it_came_on_paper(office: Office) -> None:
    fk = enters(office)
    fk.send_again()
    for told in ("Mellan steg 2 och 3", NEED, "10 till 19 timmar", "Kom på papper skrivet 15 januari 2027"):
        assert told in fk.page.text, told
    box = fk.page.one("textarea[readonly]").to_text(strip=False).splitlines()
    assert "Kom på papper, skrivet 15 januari 2027" in box
    assert versions(office) == [(1, NEED, True)]
    assert fk.get("/mina-deltagare").texts("tbody td")[1] == "delad"


def test_not_ready_stands_on_a_row_of_its_own_after_the_steps(office: Office) -> None:
    """Beside a step it would look like one."""
    page = office.sits(office.work.fk).get(f"{office.page}/papper/trappan")
    last = page.all("input[name=place]")[-1]
    aside = [attribute(one, "value") for one in page.all("li.aside input")]
    assert (aside, attribute(last, "value")) == (["not-ready"], "not-ready")


@both_databases
def test_whom_it_is_shown_to_stands_in_the_same_ledger(office: Office) -> None:
    enters(office).send_again()
    with office.app.app_context():
        (entry,) = consent.history(reading(), office.person)
        assert (entry.purpose, entry.decision, entry.way, entry.agencies) == (Purpose.SHARING, Decision.GIVEN, Way.PAPER, "fk")
        assert entry.entered_by == office.work.fk
        assert consent.words(reading(), entry.text_sha256) == "Vem får läsa ditt svar?\n\nBara Försäkringskassan"
        audit = reading().scalars(select(AuditEntry).where(AuditEntry.act == "placement.paper")).all()
        assert {(one.staff_id, one.participant_id, one.detail) for one in audit} == {(office.work.fk, office.person, "")}


def test_she_sees_that_it_came_on_paper_and_who_entered_it(office: Office) -> None:
    enters(office)
    for path in ("/min-sida", "/min-sida/trappan", "/min-sida/trappan/visa", "/min-sida/allt"):
        page = her_page(office, path)
        assert "15 januari 2027, på papper" in page.text, path
        assert "12.00" not in page.text, path
    for path in ("/min-sida/trappan", "/min-sida/allt"):
        assert "Nils Ek på Försäkringskassan förde in ditt papper." in her_page(office, path).text, path
    assert "Du visar din plats sedan 15 januari 2027." in her_page(office, "/min-sida/trappan").text


def test_the_other_agency_may_be_chosen_only_while_secrecy_is_lifted(office: Office) -> None:
    fk = office.sits(office.work.fk)
    page = fk.get(f"{office.page}/papper/trappan")
    assert [one.attrs["value"] for one in page.all("input[name=share]")] == ["show_fk"]
    token = page.all("main input[name=csrf_token]")[0].attrs["value"] or ""
    fk.forge(f"{office.page}/papper/trappan", PAPER | {"share": "show_both", "csrf_token": token}, 422)
    assert versions(office) == []
    with office.elsewhere() as session:
        lifts_secrecy(session, office.person)
    enters(office, share="show_af")
    assert NEED in office.sits(office.work.af).get(office.page).text
    assert NEED not in office.sits(office.work.fk).get(office.page).html
    with office.elsewhere() as session:
        withdraws(session, office.person, Purpose.SECRECY)
    assert NEED not in office.sits(office.work.af).get(office.page).html


@both_databases
def test_an_older_paper_never_replaces_what_she_shows_herself(office: Office) -> None:
    with office.elsewhere() as session:
        shares(session, office.person, places(session, office.person, "4", need="Hennes eget"))
    fk = enters(office, 422)
    assert fk.page.text.count("Ett äldre papper ändrar det inte.") == 2
    assert NEED in fk.page.html
    assert versions(office) == [(1, "Hennes eget", False)]
    assert "Hennes eget" in fk.get(office.page).text


def test_a_paper_does_not_show_again_what_she_has_stopped_showing(office: Office) -> None:
    enters(office)
    with office.elsewhere() as session:
        withdraws(session, office.person, Purpose.SHARING)
    fk = enters(office, 422)
    assert "Ingen skattning delad." in fk.get(office.page).text


@both_databases
@pytest.mark.parametrize("day", ["2027-01-15", "2027-01-18"])
def test_what_she_has_placed_since_and_keeps_to_herself_stays_hers_and_first(office: Office, day: str) -> None:
    """Nothing that is said to the handler tells that it is there."""
    with office.elsewhere() as session:
        places(session, office.person, "4", need="Eget ett")
        places(session, office.person, "5", need="Eget två")
    fk = enters(office, written_on=day)
    assert NEED in fk.page.text
    assert "Eget" not in fk.page.html
    assert versions(office) == [(3, "Eget två", False), (2, "Eget ett", False), (1, NEED, True)]
    assert "Steg 5" in her_page(office, "/min-sida").text


def test_a_newer_paper_comes_first(office: Office, clock: Traveller) -> None:
    with office.elsewhere() as session:
        shares(session, office.person, places(session, office.person, "4", need="Hennes eget"))
    clock.shift(timedelta(days=3))
    assert NEED in enters(office, written_on="2027-01-20").page.text
    assert versions(office) == [(2, NEED, True), (1, "Hennes eget", False)]
    enters(office, 422, written_on="2027-01-19", need="Äldre papper")
    assert [need for _, need, _ in versions(office)] == [NEED, "Hennes eget"]


def test_a_paper_that_was_written_off_wrong_is_put_right(office: Office) -> None:
    enters(office, place="1")
    fk = enters(office)
    assert "Mellan steg 2 och 3" in fk.page.text
    assert len(versions(office)) == 2


def test_not_ready_and_nothing_more_is_a_full_answer(office: Office) -> None:
    page = enters(office, place="not-ready", need=" ", hours="").page
    assert "Jag är inte redo, eller vet inte" in page.text
    assert "Timmar i veckan" not in page.text


def test_a_new_paper_is_a_new_reading(office: Office) -> None:
    with office.elsewhere() as session:
        lifts_secrecy(session, office.person)
    enters(office, place="1", share="show_both")
    af = office.sits(office.work.af)
    af.get(office.page)
    enters(office, share="show_both")
    for _ in range(2):
        assert NEED in af.get(office.page).text
    with office.app.app_context():
        read = select(AuditEntry).where(AuditEntry.act == "placement.read", AuditEntry.staff_id == office.work.af)
        assert len(reading().scalars(read).all()) == 2


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"written_on": "2027-01-19"}, "Dagen ska ligga inom det senaste året. Är året rätt?"),
        ({"written_on": "igår"}, "Skriv dagen som år, månad och dag: 2027-03-02."),
        ({"need": "Ring 850101-1234"}, "Ta bort personnumret. Det får inte sparas här."),
        ({"need": "x" * 301}, "Behöver för att komma vidare: skriv högst 300 tecken."),
    ],
)
def test_what_cannot_be_entered_comes_back_with_the_reason(office: Office, wrong: dict[str, str], reason: str) -> None:
    assert enters(office, 422, **wrong).page.text.count(reason) == 2
    assert versions(office) == []


def test_an_empty_paper_is_refused(office: Office) -> None:
    fk = office.sits(office.work.fk)
    fk.get(f"{office.page}/papper/trappan")
    page = fk.send("Spara skattningen", status=422)
    for asked in ("Plats i trappan", "Vem får läsa det?"):
        assert f"Välj ett alternativ: {asked}" in page.text


@pytest.mark.parametrize(("who", "status"), [("af", 404), ("other_fk", 404), ("leader", 403)])
def test_nobody_else_enters_it(office: Office, who: str, status: int) -> None:
    office.sits(getattr(office.work, who)).get(f"{office.page}/papper/trappan", status=status)


def test_a_case_that_has_ended_takes_no_paper(office: Office) -> None:
    with office.elsewhere() as session:
        session.get_one(Participant, office.person).ended_at = now()
    office.sits(office.work.fk).get(f"{office.page}/papper/trappan", status=404)


def test_a_nameless_person_has_papers_too(office: Office) -> None:
    with office.elsewhere() as session:
        person = session.get_one(Participant, office.person)
        person.name = person.phone = None
        person.protected = True
    assert enters(office).page.heading == "Inför mötet: Deltagare 1"
    with office.app.app_context():
        placement = staircase.latest(reading(), office.person)
        assert placement is not None
        assert placement.written_at.date() == date(2027, 1, 15)
