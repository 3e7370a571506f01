"""A leader makes a course, moves its meetings, and sees counts."""

from collections.abc import Callable
from datetime import date, time

import pytest
from sqlalchemy.orm import Session

from tests.desk.course_desk import CourseDesk
from tests.support.fixtures import both_databases
from tests.support.forms import Given
from tests.support.together import together
from webapp.people import queries as people
from webapp.people import service
from webapp.people.values.calendar import is_odd

NEW: dict[str, Given] = {
    "Kursens namn": "Höstkursen",
    "Vilka kursen är för": "Aktivitetsersättning",
    "Kursen börjar": "2027-03-22",
    "Två veckodagar": ["Måndag", "Onsdag"],
    "Klockan": "13.00",
    "Plats": "Storgatan 1",
    "Den andra kursledaren": "Abbe Holm, Arbetsförmedlingen",
}


@both_databases
def test_a_leader_makes_a_course_that_walks_around_easter(desk: CourseDesk) -> None:
    maj = desk.sits(desk.maj)
    maj.get("/kurser")
    maj.click("Ny kurs")
    page = maj.send("Lägg upp kursen", NEW)
    assert page.heading == "Höstkursen"
    assert "onsdag 31 mars klockan 13.00" in page.text
    assert "29 mars" not in page.text
    assert "5. Första jobbet - vad kan det vara?" in page.text
    assert "Tillbaka" not in page.text
    abbe = desk.sits(desk.abbe)
    assert "Höstkursen" in abbe.get("/kurser").text


def test_a_refused_course_keeps_everything_that_was_written(desk: CourseDesk) -> None:
    maj = desk.sits(desk.maj)
    maj.get("/kurser/ny")
    page = maj.send("Lägg upp kursen", {**NEW, "Två veckodagar": ["Måndag"], "Kursen slutar senast": "2027-03-01"}, status=422)
    assert "Välj två veckodagar." in page.text
    page = maj.send("Lägg upp kursen", {"Två veckodagar": ["Måndag", "Onsdag"]}, status=422)
    assert "Kursen kan inte sluta innan den börjar." in page.text
    page = maj.send("Lägg upp kursen", {"Kursen slutar senast": ""})
    assert page.heading == "Höstkursen"


def test_an_empty_form_says_what_is_missing(desk: CourseDesk) -> None:
    maj = desk.sits(desk.maj)
    maj.get("/kurser/ny")
    page = maj.send("Lägg upp kursen", status=422)
    for reason in (
        "Skriv ett namn på kursen.",
        "Välj vilka kursen är för.",
        "Skriv dagen som",
        "Välj två veckodagar.",
        "Skriv tiden med",
    ):
        assert reason in page.text, reason
    led_to = [(link.attrs["href"] or "")[1:] for link in page.all("#errors a")]
    assert led_to == sorted(led_to, key=lambda field: page.html.index(f'id="{field}"'))


def test_odd_answers_are_refused_without_a_fault(desk: CourseDesk) -> None:
    maj = desk.sits(desk.maj)
    token = maj.get("/kurser/ny").one("main input[name=csrf_token]").attrs["value"] or ""
    odd = {
        "name": "\x00",
        "variant": "xx",
        "starts_on": "9999-99-99",
        "weekdays": "９",
        "begins": "25:61",
        "other_leader": "'",
        "video_link": "http://[",
    }
    assert maj.forge("/kurser/ny", {"csrf_token": token, **odd}, 422).title.startswith("Fel: ")
    odd = {
        **odd,
        "name": "A",
        "variant": "sp",
        "starts_on": "9999-12-31",
        "begins": "10:00",
        "other_leader": "",
        "video_link": "",
        "place": "B",
    }
    maj.forge("/kurser/ny", {"csrf_token": token, **odd}, 422)


def test_a_meeting_is_moved_and_the_course_ends_later(desk: CourseDesk) -> None:
    maj = desk.sits(desk.maj)
    maj.get(desk.page)
    maj.click("Flytta träff 8")
    page = maj.send("Flytta träffen", {"Dag": "2027-03-01"}, status=422)
    assert "Den dagen har kursen redan träff 7." in page.text
    page = maj.send("Flytta träffen", {"Dag": "2027-02-01"}, status=422)
    assert "Träff 8 måste komma efter träff 7, som är måndag 1 mars." in page.text
    page = maj.send("Flytta träffen", {"Dag": "2027-03-10", "Klockan": "09:30"})
    assert "onsdag 10 mars klockan 09.30" in page.text
    assert "8 februari 2027 till 10 mars 2027" in page.text


@pytest.mark.parametrize("number", [0, 9, 2**31, 2**63, 10**40])
def test_a_meeting_that_is_not_there_is_not_found(desk: CourseDesk, number: int) -> None:
    desk.sits(desk.maj).get(f"{desk.page}/traff/{number}", status=404)


def test_a_holiday_is_asked_about(desk: CourseDesk) -> None:
    maj = desk.sits(desk.maj)
    maj.get(f"{desk.page}/traff/8")
    page = maj.send("Flytta träffen", {"Dag": "2027-03-26"}, status=422)
    assert "Den dagen är en helgdag: Långfredagen. Ska träffen vara då?" in page.text
    page = maj.send("Flytta träffen", {"Ja, träffen är då.": True})
    assert "fredag 26 mars" in page.text


def test_a_weekend_and_an_odd_hour_are_asked_about(desk: CourseDesk) -> None:
    maj = desk.sits(desk.maj)
    maj.get(f"{desk.page}/traff/8")
    page = maj.send("Flytta träffen", {"Dag": "2027-03-13", "Klockan": "23.30"}, status=422)
    assert page.texts("#errors a") == ["Dagen är lördag 13 mars. Ska träffen vara då?", "Klockan är 23.30. Ska träffen börja då?"]
    assert "lördag 13 mars klockan 23.30" in maj.send("Flytta träffen", {"Ja, träffen är då.": True}).text
    maj.get("/kurser/ny")
    page = maj.send("Lägg upp kursen", {**NEW, "Klockan": "23.30"}, status=422)
    assert page.texts("#errors a") == ["Klockan är 23.30. Ska träffen börja då?"]
    assert maj.send("Lägg upp kursen", {"Ja, träffarna börjar då.": True}).heading == NEW["Kursens namn"]


@pytest.mark.parametrize(("begins", "odd"), [(time(6, 59), True), (time(7), False), (time(18), False), (time(18, 1), True)])
def test_from_seven_to_six_nobody_is_asked(begins: time, odd: bool) -> None:
    assert is_odd(begins) is odd


def test_a_course_gets_another_name_and_place(desk: CourseDesk) -> None:
    maj = desk.sits(desk.maj)
    maj.get(desk.page)
    maj.click("Ändra kursen")
    page = maj.send("Spara kursen", {"Plats": "", "Videolänk": "http://osäker.example"}, status=422)
    assert "Länken ska börja med https:// och vara hel." in page.text
    page = maj.send("Spara kursen", {"Kursens namn": "Vinterkursen", "Videolänk": "https://video.example/rum"})
    assert page.heading == "Vinterkursen"
    assert "https://video.example/rum" in page.text
    with desk.elsewhere() as session:
        assert {one.id for one in people.leaders(session, desk.course)} == {desk.maj, desk.abbe}


def test_a_course_without_a_leader_from_each_agency_says_so(desk: CourseDesk) -> None:
    page = desk.sits(desk.stina).get(f"/kurser/{desk.other_course}")
    assert "Kursen har ingen kursledare från Arbetsförmedlingen." in page.text
    assert "Kursen har ingen kursledare" not in desk.sits(desk.maj).get(desk.page).text


def test_the_list_shows_own_courses_alone(desk: CourseDesk) -> None:
    page = desk.sits(desk.stina).get("/kurser")
    assert len(page.all("tbody tr")) == 1
    assert str(desk.course) not in page.html
    assert "måndag 8 februari" in page.text


def test_a_course_that_is_over_has_no_next_meeting(desk: CourseDesk) -> None:
    with desk.elsewhere() as session:
        from_before = people.meetings(session, desk.other_course)
        for meeting in from_before:
            meeting.held_on = date(2026, 1, meeting.number)
            meeting.begins = time(9)
    assert "Kursen är slut" in desk.sits(desk.stina).get("/kurser").text


def test_staff_pages_speak_english(desk: CourseDesk) -> None:
    with desk.elsewhere() as session:
        account = people.staff(session, desk.maj)
        assert account
        account.locale = "en"
    assert desk.sits(desk.maj).get(desk.page).one("html").attrs["lang"] == "en"


@both_databases
def test_pressing_twice_makes_one_course(desk: CourseDesk) -> None:
    maj = desk.sits(desk.maj)
    maj.get("/kurser/ny")
    first = maj.send("Lägg upp kursen", NEW).url
    assert maj.send_again().url == first
    assert len(maj.get("/kurser").all("tbody tr")) == 2


@both_databases
def test_two_meetings_moved_to_one_day_at_once_do_not_meet(desk: CourseDesk) -> None:
    """The second waits for the first, and is told that the day is taken."""
    between = date(2027, 2, 16)

    def moves(number: int) -> Callable[[Session], None]:
        def move(session: Session) -> None:
            meeting = people.meeting(session, desk.course, number)
            assert meeting
            service.move_meeting(session, meeting, between, time(13))

        return move

    assert together(desk.app, moves(3), moves(4)) == ["CourseRefused"]
