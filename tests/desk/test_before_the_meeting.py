"""One page that is read in a minute before a meeting, and only by those she shows it to."""

from datetime import date

import pytest

from tests.desk.casework import AF, BOTH, FK, gk, lifts_secrecy, places, shares, withdraws
from tests.desk.conftest import Office
from webapp.consent.values import Decision, Purpose
from webapp.ground.clock import now
from webapp.ground.parties import Agency
from webapp.people.models import Participant

NEED = "En lugn start och en fast kontakt"


def test_what_a_handler_reads_in_a_minute(office: Office) -> None:
    with office.elsewhere() as session:
        lifts_secrecy(session, office.person)
        shares(session, office.person, places(session, office.person, need=NEED))
        gk(session, office.person, 1, date(2027, 1, 26))
    page = office.sits(office.work.fk).get(office.page)
    assert page.heading == "Inför mötet: Kim"
    for told in (
        "Mellan steg 2 och 3",
        "10 till 19 timmar",
        NEED,
        "Delad med Försäkringskassan 18 januari 2027",
        "tisdag 26 januari klockan 13.00 till 14.00 Kyrkogatan 2, rum 4",
        "Sekretessen mellan Försäkringskassan och Arbetsförmedlingen får hävas, sedan 18 januari 2027",
        "Självskattningen får läsas av er, sedan 18 januari 2027",
        "Nils Ek, Försäkringskassan, 08-465 004 10",
        "Sara Dahl, Arbetsförmedlingen",
        "En låg skattning kan vara lågt självförtroende, inte låg förmåga.",
        "Deltagaren ser på sin sida att du har läst självskattningen, och när.",
    ):
        assert told in page.text, told
    assert [(e.attrs["class"] or "").split() for e in page.all("svg.stair")] == [["stair", "astride"]]


def test_the_page_as_text_for_the_agencys_own_records(office: Office) -> None:
    with office.elsewhere() as session:
        shares(session, office.person, places(session, office.person, "3", need=NEED))
        gk(session, office.person, 1, date(2027, 1, 26))
    box = office.sits(office.work.fk).get(office.page).one("textarea[readonly]")
    assert box.to_text(strip=False).strip().splitlines() == [
        "Inför mötet: Kim",
        "Kurs: Vårkursen",
        "Hämtat ur Mellansteg 18 januari 2027",
        "",
        "Självskattning, delad med Försäkringskassan 18 januari 2027",
        "Plats i trappan: Steg 3",
        "  Steg 3: Jag klarar arbete på bestämda tider, minst 10 timmar i veckan.",
        "Utkast: trappans ord är ännu inte beslutade.",
        "Timmar i veckan som deltagaren tror på: 10 till 19 timmar",
        f"Behöver, med egna ord: {NEED}",
        "En låg skattning kan vara lågt självförtroende, inte låg förmåga.",
        "",
        "Möten",
        "- GK1: tisdag 26 januari klockan 13.00 till 14.00, Kyrkogatan 2, rum 4",
        "",
        "Samtycken som gäller nu och nämner Försäkringskassan",
        "- Självskattningen får läsas av er, sedan 18 januari 2027",
    ]


def test_the_way_to_the_text_stands_above_everything_there_is_to_read(office: Office) -> None:
    with office.elsewhere() as session:
        shares(session, office.person, places(session, office.person, "3", need=NEED))
    page = office.sits(office.work.fk).get(office.page)
    assert page.texts('a.noprint[href="#copy"]') == page.texts("#copy") == ["Kopiera som text"]
    assert page.html.index('href="#copy"') < page.html.index("<h2")


def test_what_is_printed_says_when_it_was_fetched(office: Office) -> None:
    assert office.sits(office.work.fk).get(office.page).texts("article .onlyprint") == ["Hämtat ur Mellansteg 18 januari 2027"]


def test_not_ready_is_a_full_answer(office: Office) -> None:
    with office.elsewhere() as session:
        shares(session, office.person, places(session, office.person, "not-ready", hours=None))
    page = office.sits(office.work.fk).get(office.page)
    assert "Jag är inte redo, eller vet inte" in page.text
    assert "Inget svar" not in page.text


def test_nothing_shared_is_said_without_blame(office: Office) -> None:
    with office.elsewhere() as session:
        places(session, office.person, need=NEED)
    page = office.sits(office.work.fk).get(office.page)
    assert "Ingen skattning delad." in page.text
    assert "har inte svarat" not in page.text
    assert NEED not in page.html
    assert page.all("svg.stair") == []


def test_only_the_version_she_shows_and_none_of_the_others(office: Office) -> None:
    with office.elsewhere() as session:
        places(session, office.person, "1", need="utkast-kanarie")
        old = places(session, office.person, "4", need="gammal-kanarie")
        shares(session, office.person, old)
        shares(session, office.person, places(session, office.person, "2", need="visad"))
        places(session, office.person, "5", need="ny-kanarie", hours="30-40")
    page = office.sits(office.work.fk).get(office.page)
    assert "visad" in page.text
    for hidden in ("kanarie", "30 till 40", "Steg 1", "Steg 4", "Steg 5"):
        assert hidden not in page.html, hidden


@pytest.mark.parametrize("who", ["other_fk", "other_af"])
@pytest.mark.parametrize("path", ["", "/gk/1"])
def test_somebody_elses_case_is_not_there(office: Office, who: str, path: str) -> None:
    with office.elsewhere() as session:
        lifts_secrecy(session, office.person)
        shares(session, office.person, places(session, office.person, need=NEED))
    page = office.sits(getattr(office.work, who)).get(office.page + path, 404)
    assert "Kim" not in page.html
    assert NEED not in page.html


def test_a_case_that_has_ended_is_closed(office: Office) -> None:
    with office.elsewhere() as session:
        shares(session, office.person, places(session, office.person, need=NEED))
        session.get_one(Participant, office.person).ended_at = now()
    assert NEED not in office.sits(office.work.fk).get(office.page, 404).html


@pytest.mark.parametrize("decision", [None, Decision.REFUSED, Decision.WITHDRAWN])
def test_without_the_consent_the_other_agency_sees_name_and_course_and_why(office: Office, decision: Decision | None) -> None:
    with office.elsewhere() as session:
        shares(session, office.person, places(session, office.person, need=NEED))
        gk(session, office.person, 1, date(2027, 1, 26))
        if decision is Decision.WITHDRAWN:
            lifts_secrecy(session, office.person)
            withdraws(session, office.person, Purpose.SECRECY)
        elif decision:
            lifts_secrecy(session, office.person, decision)
    page = office.sits(office.work.af).get(office.page)
    assert page.texts("article > *") == [
        "Kim",
        "Kurs: Vårkursen",
        "Du ser bara namn och kurs. Inget samtycke som häver sekretessen mellan Försäkringskassan och Arbetsförmedlingen gäller nu.",
        "Det är frivilligt att samtycka. Kursen fortsätter som vanligt.",
    ]
    for hidden in (NEED, "Kyrkogatan", "26 januari", "2027-01-26", "Nils Ek", "Mellan steg", "textarea", "/gk/"):
        assert hidden not in page.html, hidden


@pytest.mark.parametrize(("agencies", "readers"), [(BOTH, {"fk", "af"}), (frozenset({FK}), {"fk"}), (frozenset({AF}), {"af"})])
def test_each_agency_reads_what_is_shown_to_it(office: Office, agencies: frozenset[Agency], readers: set[str]) -> None:
    with office.elsewhere() as session:
        lifts_secrecy(session, office.person)
        shares(session, office.person, places(session, office.person, need=NEED), agencies)
    seen = {who for who in ("fk", "af") if NEED in office.sits(getattr(office.work, who)).get(office.page).html}
    assert seen == readers


def test_to_stop_showing_takes_effect_at_the_next_request(office: Office) -> None:
    with office.elsewhere() as session:
        lifts_secrecy(session, office.person)
        shares(session, office.person, places(session, office.person, need=NEED))
    desks = [office.sits(office.work.fk), office.sits(office.work.af)]
    assert all(NEED in desk.get(office.page).html for desk in desks)
    with office.elsewhere() as session:
        withdraws(session, office.person, Purpose.SHARING)
    for desk in desks:
        page = desk.get(office.page)
        assert "Ingen skattning delad." in page.text
        assert NEED not in page.html
        assert "Självskattningen får läsas" not in page.html


def test_withdrawing_the_consent_closes_the_case_for_the_other_agency_alone(office: Office) -> None:
    with office.elsewhere() as session:
        lifts_secrecy(session, office.person)
        shares(session, office.person, places(session, office.person, need=NEED))
    fk, af = office.sits(office.work.fk), office.sits(office.work.af)
    assert NEED in af.get(office.page).html
    with office.elsewhere() as session:
        withdraws(session, office.person, Purpose.SECRECY)
    assert NEED not in af.get(office.page).html
    assert NEED in fk.get(office.page).html
    assert "Sekretessen är inte hävd." in fk.page.text


def test_a_handler_is_not_told_what_the_other_agency_may_read(office: Office) -> None:
    with office.elsewhere() as session:
        lifts_secrecy(session, office.person)
        shares(session, office.person, places(session, office.person), [AF])
    page = office.sits(office.work.fk).get(office.page)
    assert "Självskattningen" not in page.text
    assert "Ingen skattning delad." in page.text


def test_nameless_people_are_called_by_their_seat(office: Office) -> None:
    with office.elsewhere() as session:
        person = session.get_one(Participant, office.person)
        person.name = person.phone = None
        person.protected = True
    desk = office.sits(office.work.fk)
    assert desk.get("/mina-deltagare").texts("tbody th") == ["Deltagare 1"]
    assert desk.get(office.page).heading == "Inför mötet: Deltagare 1"
