"""My participants: soonest meeting first, and no more than the consent allows."""

from datetime import date, timedelta

from time_machine import Traveller

from tests.desk.casework import AF, FK, a_case, gk, lifts_secrecy, places, shares
from tests.desk.conftest import Office
from tests.support.page import Page
from webapp.consent.values import Decision
from webapp.ground.clock import now
from webapp.people.models import Participant


def rows(page: Page) -> list[list[str]]:
    """What stands in the table, row by row."""
    cells = page.texts("tbody th, tbody td")
    wide = len(page.all("tbody tr"))
    return [cells[n * len(cells) // wide : (n + 1) * len(cells) // wide] for n in range(wide)] if wide else []


def names(page: Page) -> list[str]:
    return page.texts("tbody th")


def test_the_soonest_meeting_stands_first_and_those_without_last(office: Office) -> None:
    with office.elsewhere() as session:
        later, sooner, past = (a_case(session, office.work, name) for name in ("Ada", "Bo", "Ceci"))
        gk(session, later, 1, date(2027, 3, 2))
        gk(session, sooner, 1, date(2027, 2, 2))
        gk(session, past, 1, date(2027, 1, 18))
    assert names(office.sits(office.work.fk).get("/mina-deltagare")) == ["Ceci", "Bo", "Ada", "Kim"]


def test_a_meeting_that_has_been_is_not_next(office: Office, clock: Traveller) -> None:
    with office.elsewhere() as session:
        gk(session, office.person, 1, date(2027, 1, 19))
    monday = rows(office.sits(office.work.fk).get("/mina-deltagare"))
    assert monday == [["Kim", "GK1 tisdag 19 januari klockan 13.00", "ingen skattning delad", "Vårkursen"]]
    clock.shift(timedelta(days=2))
    assert rows(office.sits(office.work.fk).get("/mina-deltagare"))[0][1] == "Inte bokat Nytt GK-par"


def test_names_are_in_swedish_order(office: Office) -> None:
    with office.elsewhere() as session:
        for name in ("Örjan", "Åke", "Ärla", "anna"):
            a_case(session, office.work, name)
    assert names(office.sits(office.work.fk).get("/mina-deltagare")) == ["anna", "Kim", "Åke", "Ärla", "Örjan"]


def test_shared_or_not_and_never_that_somebody_has_not_answered(office: Office) -> None:
    with office.elsewhere() as session:
        shown, draft = a_case(session, office.work, "Ada"), a_case(session, office.work, "Bo")
        shares(session, shown, places(session, shown), {FK})
        places(session, draft)
    page = office.sits(office.work.fk).get("/mina-deltagare")
    assert [row[2] for row in rows(page)] == ["delad", "ingen skattning delad", "ingen skattning delad"]
    assert "svar" not in page.text
    assert [len(row.query("svg")) for row in page.all("tbody tr")] == [1, 0, 0]


def test_the_other_agency_sees_name_and_course_until_secrecy_is_lifted(office: Office) -> None:
    with office.elsewhere() as session:
        gk(session, office.person, 1, date(2027, 2, 2))
        shares(session, office.person, places(session, office.person))
    desk = office.sits(office.work.af)
    page = desk.get("/mina-deltagare")
    assert rows(page) == [["Kim", "Bara namn och kurs", "Vårkursen"]]
    assert "Inget samtycke som häver sekretessen gäller för dem nu." in page.text
    with office.elsewhere() as session:
        lifts_secrecy(session, office.person)
    page = desk.get("/mina-deltagare")
    assert rows(page) == [["Kim", "GK1 tisdag 2 februari klockan 13.00", "delad", "Vårkursen"]]
    assert "sekretessen" not in page.text


def test_the_order_tells_nothing_of_meetings_that_may_not_be_seen(office: Office) -> None:
    with office.elsewhere() as session:
        hidden = a_case(session, office.work, "Ylva")
        gk(session, hidden, 1, date(2027, 1, 20))
        lifts_secrecy(session, hidden, Decision.REFUSED)
        lifts_secrecy(session, office.person)
        gk(session, office.person, 1, date(2027, 6, 1))
        a_case(session, office.work, "Ada")
    assert names(office.sits(office.work.af).get("/mina-deltagare")) == ["Kim", "Ada", "Ylva"]


def test_only_my_own_open_cases(office: Office) -> None:
    with office.elsewhere() as session:
        ended = a_case(session, office.work, "Ended")
        session.get_one(Participant, ended).ended_at = now()
    assert names(office.sits(office.work.fk).get("/mina-deltagare")) == ["Kim"]
    page = office.sits(office.work.other_fk).get("/mina-deltagare")
    assert "Du har inga deltagare ännu." in page.text
    assert "Kim" not in page.html


def test_shared_with_one_agency_is_shared_with_that_one(office: Office) -> None:
    with office.elsewhere() as session:
        lifts_secrecy(session, office.person)
        shares(session, office.person, places(session, office.person), {AF})
    assert rows(office.sits(office.work.fk).get("/mina-deltagare"))[0][2] == "ingen skattning delad"
    assert rows(office.sits(office.work.af).get("/mina-deltagare"))[0][2] == "delad"
