"""A handler publishes pairs of times, and she or a leader books GK1 and GK2 for a person in a few presses."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from uuid import UUID, uuid4

from tests.assessments.test_pairs import OFFER
from tests.desk.casework import AF, FK, gk, lifts_secrecy
from tests.desk.conftest import Office
from tests.desk.course_desk import CourseDesk
from tests.people import some
from tests.support.visit import Visit
from webapp.assessments import queries, service
from webapp.assessments.models import GkPair
from webapp.assessments.service import Offer
from webapp.ground import clock
from webapp.people import queries as people
from webapp.people import service as change

GIVEN = {"GK1, dag": "2027-01-26", "GK1, klockan": "10.00", "GK2, dag": "2027-02-02", "GK2, klockan": "13.00", "Plats": "Rum 4"}
PAIR = "tisdag 26 januari klockan 10.00, och tisdag 2 februari klockan 13.00"


def pairs(office: Office, staff: UUID) -> list[tuple[date, time, date, time, str | None]]:
    with office.elsewhere() as session:
        found = queries.published_by(session, staff, clock.now())
        return [(one.first_on, one.first_begins, one.second_on, one.second_begins, one.place) for one, _ in found]


def publishes(office: Office | CourseDesk, staff: UUID, offer: Offer = OFFER) -> UUID:
    with office.elsewhere() as session:
        return service.publish(session, staff, offer, asked=uuid4(), at=clock.now()).id


def booked(office: Office | CourseDesk, person: UUID) -> list[tuple[int, date, str | None]]:
    with office.elsewhere() as session:
        return [(m.number, m.held_on, m.place) for m in queries.meetings(session, person)]


def published(office: Office, given: Mapping[str, str], button: str = "Lägg ut tiderna", status: int = 200) -> Visit:
    desk = office.sits(office.work.fk)
    desk.get("/lediga-tider")
    desk.send(button, given, status=status)
    return desk


def test_a_pair_is_published_and_stands_there(office: Office) -> None:
    desk = office.sits(office.work.fk)
    assert "Du har inga tider ute. Lägg ut ett par" in desk.get("/lediga-tider").text
    desk.send("Lägg ut tiderna", {**GIVEN, "Tillsammans med": "Sara Dahl"})
    assert "tisdag 26 januari klockan 10.00 tisdag 2 februari klockan 13.00 Rum 4 Sara Dahl Ledig" in desk.page.text
    desk.send_again()
    assert (
        pairs(office, office.work.fk)
        == pairs(office, office.work.af)
        == [(date(2027, 1, 26), time(10), date(2027, 2, 2), time(13), "Rum 4")]
    )
    assert [e.attrs.get("value") for e in desk.page.all("main input[name=place]")] == ["Rum 4"]


def test_gk2_is_two_weeks_later_at_the_same_time_when_nothing_is_said(office: Office) -> None:
    published(office, {"GK1, dag": "2027-01-26", "GK1, klockan": "10.00", "Plats": "Rum 4"})
    assert pairs(office, office.work.fk) == [(date(2027, 1, 26), time(10), date(2027, 2, 9), time(10), "Rum 4")]


def test_more_than_14_days_between_is_asked_about_and_said(office: Office) -> None:
    desk = published(office, GIVEN | {"GK2, dag": "2027-02-10"}, status=422)
    assert desk.page.text.count("Mer än 14 dagar efter mötet före.") == 2
    assert pairs(office, office.work.fk) == []
    desk.send("Spara ändå")
    assert "Mer än 14 dagar mellan mötena." in desk.page.text
    desk.get(f"{office.page}/gk-par")
    assert "Mer än 14 dagar mellan mötena." in desk.page.text


def test_a_pair_that_clashes_is_refused_with_the_reason(office: Office) -> None:
    publishes(office, office.work.fk)
    desk = published(office, GIVEN | {"GK1, klockan": "11.00"}, status=422)
    assert desk.page.text.count("En av tiderna krockar med ett annat GK-par. Välj en annan tid.") == 2
    assert len(pairs(office, office.work.fk)) == 1


def test_what_cannot_be_read_is_said(office: Office) -> None:
    for change_, reason in (
        ({"GK1, dag": ""}, "Skriv dagen som år, månad och dag: 2027-03-02."),
        ({"GK2, dag": "2/2"}, "Skriv dagen som år, månad och dag: 2027-03-02."),
        ({"GK2, dag": "2027-01-25"}, "GK2 måste börja efter att GK1 och stunden för reflektion är slut."),
        ({"GK1, dag": "9999-12-31", "GK2, dag": ""}, "Dagen ligger mer än ett år fram. Kontrollera årtalet."),
    ):
        assert reason in published(office, {**GIVEN, **change_}, status=422).page.text
    assert pairs(office, office.work.fk) == []


def test_from_nytt_gk_par_to_booked_is_three_presses(office: Office) -> None:
    publishes(office, office.work.fk)
    desk = office.sits(office.work.fk)
    desk.get("/mina-deltagare")
    desk.click("Nytt GK-par för Kim")
    assert desk.page.heading == "Nytt GK-par för Kim"
    desk.send("Boka båda mötena", {"Vilket par?": f"{PAIR}, Nils Ek, Rum 4."})
    assert "Båda mötena är bokade." in desk.page.text
    assert "tisdag 26 januari klockan 10.00 till 11.00" in desk.page.text
    assert booked(office, office.person) == [(1, date(2027, 1, 26), "Rum 4"), (2, date(2027, 2, 2), "Rum 4")]
    assert "Nytt GK-par" not in desk.page.text
    assert f"{'tisdag 2 februari klockan 13.00'} Rum 4 Kim" in desk.get("/lediga-tider").text


def test_a_press_without_a_choice_asks_for_one(office: Office) -> None:
    publishes(office, office.work.fk)
    desk = office.sits(office.work.fk)
    desk.get(f"{office.page}/gk-par")
    assert desk.send("Boka båda mötena", status=422).text.count("Välj ett av paren.") == 2
    assert booked(office, office.person) == []


def test_who_comes_second_is_told_so_and_sees_what_is_left(office: Office) -> None:
    pair = publishes(office, office.work.fk)
    publishes(office, office.work.fk, replace(OFFER, first_begins=time(8), second_begins=time(8)))
    desk = office.sits(office.work.fk)
    desk.get(f"{office.page}/gk-par")
    with office.elsewhere() as session:
        course = some.a_person(session, office.work.course, "Bo", "070-1740606").id
        change.give_handler(session, people.participant(session, course), FK, office.work.fk)  # type: ignore[arg-type]
        service.book_pair(session, course, pair, by=office.work.fk, at=clock.now())
    page = desk.send("Boka båda mötena", {"Vilket par?": f"{PAIR}, Nils Ek, Rum 4."}, status=422)
    assert page.text.count("Någon annan hann före. Välj ett annat par.") == 2
    assert len(page.all("main input[type=radio]")) == 1
    assert booked(office, office.person) == []


def test_when_the_last_one_is_gone_the_page_says_what_to_do(office: Office) -> None:
    pair = publishes(office, office.work.fk)
    desk = office.sits(office.work.fk)
    desk.get(f"{office.page}/gk-par")
    with office.elsewhere() as session:
        service.take_back(session, session.get_one(GkPair, pair))
    page = desk.send("Boka båda mötena", {"Vilket par?": f"{PAIR}, Nils Ek, Rum 4."})
    assert "Tiderna hann bli bokade eller borttagna." in page.text
    assert "Deltagarens handläggare har inga lediga tider ute." in page.text


def test_without_times_the_page_says_what_to_do(office: Office) -> None:
    desk = office.sits(office.work.fk)
    page = desk.get(f"{office.page}/gk-par")
    assert "Deltagarens handläggare har inga lediga tider ute." in page.text
    assert desk.click("Lägg ut tider").heading == "Lediga tider"


def test_a_free_pair_is_taken_back_and_a_booked_one_stays(office: Office) -> None:
    pair = publishes(office, office.work.fk)
    desk, again = office.sits(office.work.fk), office.sits(office.work.fk)
    again.get("/lediga-tider")
    desk.get("/lediga-tider")
    assert "Tiderna är borttagna." in desk.send("Ta bort tisdag 26 januari klockan 10.00").text
    assert pairs(office, office.work.fk) == []
    again.send("Ta bort tisdag 26 januari klockan 10.00", status=404)
    pair = publishes(office, office.work.fk)
    desk.get("/lediga-tider")
    with office.elsewhere() as session:
        service.book_pair(session, office.person, pair, by=office.work.fk, at=clock.now())
    assert "Tiderna hann bli bokade och står kvar." in desk.send("Ta bort tisdag 26 januari klockan 10.00").text
    assert len(pairs(office, office.work.fk)) == 1


def test_arbetsformedlingen_sees_for_whom_only_while_the_consent_holds(office: Office) -> None:
    pair = publishes(office, office.work.af)
    desk = office.sits(office.work.af)
    with office.elsewhere() as session:
        service.book_pair(session, office.person, pair, by=office.work.fk, at=clock.now())
    page = desk.get("/lediga-tider")
    assert "Rum 4 Bokad" in page.text
    assert "Kim" not in page.text
    desk.get(f"{office.page}/gk-par")
    assert desk.page.heading == "Kim"
    with office.elsewhere() as session:
        lifts_secrecy(session, office.person)
    assert "Rum 4 Kim" in desk.get("/lediga-tider").text


def test_a_meeting_that_is_booked_by_hand_stands_in_the_way(office: Office) -> None:
    publishes(office, office.work.fk)
    desk = office.sits(office.work.fk)
    desk.get(f"{office.page}/gk-par")
    with office.elsewhere() as session:
        gk(session, office.person, 1, date(2027, 1, 27))
    page = desk.send("Boka båda mötena", {"Vilket par?": f"{PAIR}, Nils Ek, Rum 4."}, status=422)
    assert "Deltagaren har redan ett möte bokat. Flytta eller avboka det." in page.text


def test_a_leader_books_a_pair_and_is_told_nothing_else(desk: CourseDesk) -> None:
    with desk.elsewhere() as session:
        nils, sara = some.handler(session), some.handler(session, "Sara Dahl", AF)
    person, maj = desk.puts_in(), desk.sits(desk.maj)
    maj.get(f"{desk.page}/deltagare/{person}")
    page = maj.click("Nytt GK-par")
    assert "Be en handläggare att lägga ut tider. Saknas handläggare väljer du en på deltagarens sida." in page.text
    with desk.elsewhere() as session:
        change.give_handler(session, people.participant(session, person), FK, nils)  # type: ignore[arg-type]
        change.give_handler(session, people.participant(session, person), AF, sara)  # type: ignore[arg-type]
    publishes(desk, nils, replace(OFFER, other_staff_id=sara))
    maj.get(f"{desk.page}/deltagare/{person}/gk-par")
    maj.send("Boka båda mötena", {"Vilket par?": f"{PAIR}, Nils Ek, Sara Dahl, Rum 4."})
    assert "Båda mötena är bokade." in maj.page.text
    assert "26 januari" not in maj.page.text
    assert len(booked(desk, person)) == 2
    publishes(desk, nils, replace(OFFER, first_begins=time(15), second_begins=time(15)))
    maj.get(f"{desk.page}/deltagare/{person}/gk-par")
    page = maj.send("Boka båda mötena", {"Vilket par?": maj.page.texts("main .choices label")[0]}, status=422)
    assert "Det går inte att boka här. Fråga deltagarens handläggare." in page.text


def test_a_leader_of_arbetsformedlingen_or_of_another_course_books_nothing(desk: CourseDesk) -> None:
    person = desk.puts_in()
    for who in (desk.abbe, desk.stina):
        desk.sits(who).get(f"{desk.page}/deltagare/{person}/gk-par", 404)


def test_a_meeting_that_stands_in_the_way_of_a_pair_is_asked_about(office: Office) -> None:
    with office.elsewhere() as session:
        gk(session, office.person, 1, date(2027, 2, 2))
    desk = published(office, GIVEN, status=422)
    assert desk.page.text.count("En av handläggarna har redan ett annat möte då.") == 2
    assert pairs(office, office.work.fk) == []
    desk.send("Spara ändå")
    assert len(pairs(office, office.work.fk)) == 1


def test_a_meeting_on_top_of_a_published_time_is_asked_about(office: Office) -> None:
    publishes(office, office.work.fk)
    desk = office.sits(office.work.fk)
    desk.get(f"{office.page}/gk/1")
    given = {"Dag": "2027-01-26", "Klockan": "10.30", "Plats": "Rum 9"}
    assert desk.send("Spara mötet", given, status=422).text.count("En av handläggarna har redan ett annat möte då.") == 2
    desk.send("Spara ändå", {"Klockan": "10.45"}, status=422)
    desk.send("Spara ändå")
    assert booked(office, office.person) == [(1, date(2027, 1, 26), "Rum 9")]
