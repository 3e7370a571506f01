"""A handler books and moves the meetings of a case."""

from datetime import date

import pytest

from tests.desk.casework import gk, lifts_secrecy, withdraws
from tests.desk.conftest import Office
from tests.support.fixtures import both_databases
from tests.support.visit import Visit
from webapp.assessments import queries
from webapp.consent.values import Purpose

GIVEN = {"Dag": "2027-01-26", "Klockan": "13:00", "Plats": "Kyrkogatan 2"}


def booked(office: Office) -> list[tuple[int, date, str | None]]:
    with office.elsewhere() as session:
        return [(m.number, m.held_on, m.place) for m in queries.meetings(session, office.person)]


def opened(office: Office) -> Visit:
    desk = office.sits(office.work.fk)
    desk.get(office.page)
    return desk


def test_two_meetings_are_booked_one_after_the_other(office: Office) -> None:
    desk = opened(office)
    desk.click("Boka GK1")
    assert desk.page.heading == "GK1 för Kim"
    assert "tisdag 26 januari klockan 13.00 till 14.00 Kyrkogatan 2" in desk.send("Spara mötet", GIVEN).text
    desk.click("Boka GK2")
    desk.send("Spara mötet", {"Dag": "2027-02-08", "Klockan": "9.30"})
    assert booked(office) == [(1, date(2027, 1, 26), "Kyrkogatan 2"), (2, date(2027, 2, 8), "Kyrkogatan 2")]
    assert "klockan 09.30" in desk.page.text


def test_moving_shows_what_is_booked_and_changes_it(office: Office) -> None:
    with office.elsewhere() as session:
        gk(session, office.person, 1, date(2027, 1, 26))
    desk = opened(office)
    page = desk.click("Flytta GK1")
    assert [e.attrs.get("value") for e in page.all("main input:not([type=hidden])")] == ["2027-01-26", "13:00", "Kyrkogatan 2, rum 4", ""]
    desk.send("Spara mötet", {"Dag": "2027-01-27"})
    assert booked(office) == [(1, date(2027, 1, 27), "Kyrkogatan 2, rum 4")]


def test_the_same_form_twice_books_once(office: Office) -> None:
    desk = opened(office)
    desk.click("Boka GK1")
    desk.send("Spara mötet", GIVEN)
    desk.send_again()
    assert booked(office) == [(1, date(2027, 1, 26), "Kyrkogatan 2")]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"Dag": ""}, "Skriv dagen som år, månad och dag: 2027-03-02."),
        ({"Dag": "26/1"}, "Skriv dagen som år, månad och dag: 2027-03-02."),
        ({"Klockan": "ett"}, "Skriv tiden med timme och minut: 13.00."),
        ({"Dag": "2027-01-17"}, "Den tiden har redan varit. Välj en tid som kommer."),
        ({"Dag": "2037-01-17"}, "Dagen ligger mer än ett år fram. Kontrollera årtalet."),
        ({"Plats": " "}, "Skriv en plats eller en videolänk."),
        ({"Plats": "x" * 201}, "Plats: skriv högst 200 tecken."),
        ({"Videolänk": "mote.example"}, "Länken ska börja med https:// och vara hel."),
        ({"Videolänk": "http://mote.example/a"}, "Länken ska börja med https:// och vara hel."),
        ({"Videolänk": "https://[broken"}, "Länken ska börja med https:// och vara hel."),
    ],
)
def test_what_cannot_be_booked_comes_back_with_the_reason(office: Office, change: dict[str, str], reason: str) -> None:
    desk = opened(office)
    desk.click("Boka GK1")
    page = desk.send("Spara mötet", GIVEN | change, status=422)
    assert page.text.count(reason) == 2
    assert page.title == "Fel: GK1 för Kim - Mellansteg"
    assert booked(office) == []


def test_a_second_meeting_before_the_first_is_refused(office: Office) -> None:
    with office.elsewhere() as session:
        gk(session, office.person, 1, date(2027, 1, 26))
    desk = opened(office)
    desk.click("Boka GK2")
    assert "Mötet måste ligga efter det förra mötet." in desk.send("Spara mötet", GIVEN | {"Dag": "2027-01-25"}, status=422).text
    desk.get(f"{office.page}/gk/3", 404)
    assert len(booked(office)) == 1


def test_what_is_worth_a_second_look_is_said_and_stays(office: Office) -> None:
    with office.elsewhere() as session:
        gk(session, office.person, 1, date(2027, 3, 5))
    desk = opened(office)
    desk.click("Boka GK2")
    given = {"Dag": "2027-03-26", "Klockan": "09.30", "Plats": "Torget 1", "Videolänk": "https://mote.example/a"}
    page = desk.send("Spara mötet", given, status=422)
    assert page.text.count("Mer än 14 dagar efter mötet före.") == page.text.count("Dagen är en helgdag: Långfredagen.") == 2
    assert [e.attrs.get("value") for e in page.all("main input:not([type=hidden])")] == list(given.values())
    assert [number for number, *_ in booked(office)] == [1]
    desk.send("Spara ändå")
    assert booked(office)[1:] == [(2, date(2027, 3, 26), "Torget 1")]
    desk.send_again()
    for page in (desk.page, desk.get(office.page)):
        assert "Mer än 14 dagar efter mötet före." in page.text
        assert "Dagen är en helgdag: Långfredagen." in page.text


def test_another_day_than_the_one_that_was_asked_about_is_asked_about_again(office: Office) -> None:
    desk = opened(office)
    desk.click("Boka GK1")
    desk.send("Spara mötet", GIVEN | {"Dag": "2027-01-30"}, status=422)
    assert "Dagen är en lördag eller söndag." in desk.send("Spara ändå", {"Dag": "2027-01-31"}, status=422).text
    assert booked(office) == []
    desk.send("Spara ändå", {"Dag": "2027-02-01"})
    assert booked(office) == [(1, date(2027, 2, 1), "Kyrkogatan 2")]


def test_moving_the_first_meeting_far_from_the_second_is_asked_about_too(office: Office) -> None:
    with office.elsewhere() as session:
        gk(session, office.person, 1, date(2027, 2, 1))
        gk(session, office.person, 2, date(2027, 2, 10))
    desk = opened(office)
    desk.click("Flytta GK1")
    assert "Mer än 14 dagar före nästa möte." in desk.send("Spara mötet", {"Dag": "2027-01-26"}, status=422).text
    assert booked(office)[0][1] == date(2027, 2, 1)
    desk.send("Spara ändå")
    assert booked(office)[0][1] == date(2027, 1, 26)


def test_a_day_that_stands_already_is_not_asked_about_when_the_place_changes(office: Office) -> None:
    with office.elsewhere() as session:
        gk(session, office.person, 1, date(2027, 1, 30))
    desk = opened(office)
    desk.click("Flytta GK1")
    desk.send("Spara mötet", {"Plats": "Torget 1"})
    assert booked(office) == [(1, date(2027, 1, 30), "Torget 1")]


def test_what_cannot_be_booked_is_refused_before_anything_is_asked(office: Office) -> None:
    desk = opened(office)
    desk.click("Boka GK1")
    page = desk.send("Spara mötet", GIVEN | {"Dag": "2027-01-17"}, status=422)
    assert "Den tiden har redan varit." in page.text
    assert "lördag eller söndag" not in page.text


@both_databases
def test_nobody_saves_a_doubtful_day_with_the_first_button(office: Office) -> None:
    desk = opened(office)
    desk.click("Boka GK1")
    for _ in range(2):
        desk.send("Spara mötet", GIVEN | {"Dag": "2027-01-30"}, status=422)
        desk.get(f"{office.page}/gk/1")
    assert booked(office) == []


def test_the_other_agency_books_only_while_the_consent_holds(office: Office) -> None:
    with office.elsewhere() as session:
        lifts_secrecy(session, office.person)
    desk = office.sits(office.work.af)
    desk.get(office.page)
    desk.click("Boka GK1")
    with office.elsewhere() as session:
        withdraws(session, office.person, Purpose.SECRECY)
    assert "Du ser bara namn och kurs." in desk.send("Spara mötet", GIVEN).text
    assert "Du ser bara namn och kurs." in desk.get(f"{office.page}/gk/1").text
    assert booked(office) == []


def test_a_form_for_somebody_elses_case_books_nothing(office: Office) -> None:
    stranger = office.sits(office.work.other_fk)
    page = stranger.get("/mina-deltagare")
    token = next(token.attrs["value"] or "" for token in page.all("input[name=csrf_token]"))
    stranger.forge(f"{office.page}/gk/1", {"held_on": "2027-01-26", "begins": "13:00", "place": "x", "csrf_token": token}, 404)
    assert booked(office) == []


def test_a_meeting_does_not_begin_before_the_one_before_it_has_ended(office: Office) -> None:
    with office.elsewhere() as session:
        gk(session, office.person, 1, date(2027, 1, 26))
    desk = opened(office)
    desk.click("Boka GK2")
    page = desk.send("Spara mötet", {"Dag": "2027-01-26", "Klockan": "13.59"}, status=422)
    assert "Mötet måste ligga efter det förra mötet." in page.text
    desk.send("Spara mötet", {"Klockan": "14.00"})
    desk.click("Flytta GK1")
    assert "Mötet måste ligga före nästa möte." in desk.send("Spara mötet", {"Klockan": "13.01"}, status=422).text
    assert [one[0] for one in booked(office)] == [1, 2]


def test_an_odd_hour_is_asked_about_and_saved_when_it_is_meant(office: Office) -> None:
    desk = opened(office)
    desk.click("Boka GK1")
    page = desk.send("Spara mötet", GIVEN | {"Klockan": "23.00"}, status=422)
    assert page.texts("#begins-error, .error") == ["Klockslaget är ovanligt för ett möte."]
    assert booked(office) == []
    desk.send("Spara ändå", {"Klockan": "22.00"}, status=422)
    desk.send("Spara ändå")
    assert booked(office) == [(1, date(2027, 1, 26), "Kyrkogatan 2")]
    desk.click("Flytta GK1")
    desk.send("Spara mötet", {"Plats": "Torget 1"})
    assert booked(office) == [(1, date(2027, 1, 26), "Torget 1")]
