"""A meeting in her own calendar: one that stays the same, follows when it is moved, and says nothing of what it is about."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import vobject
from flask import Flask
from icalendar import Calendar
from time_machine import Traveller

from tests.desk.casework import Casework, a_case
from tests.support.fixtures import both_databases
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.assessments import service as assessments
from webapp.ground import clock as clocks
from webapp.ground.parties import Door
from webapp.people import queries as people
from webapp.reminders import appointments, calendar_file
from webapp.storage import reading, transaction

pytestmark = both_databases

GK, COURSE = "/mote/gk-1/kalender.ics", "/mote/course-1/kalender.ics"
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def books(app: Flask, person: UUID, on: date, begins: time = time(13), place: str | None = "Kyrkogatan 2", link: str | None = None) -> None:
    with app.app_context(), transaction() as session:
        assessments.book(session, person, 1, held_on=on, begins=begins, place=place, video_link=link, at=clocks.now())


def event_in(visit: Visit, path: str) -> Any:
    """The one event, as a calendar program reads it. Its properties are of many types."""
    (event,) = Calendar.from_ical(visit.get(path).response.data).events
    return event


def raw(visit: Visit, path: str) -> list[str]:
    """The lines as they are sent, put together again where they were folded (RFC 5545 3.1), read without any library."""
    data: bytes = visit.get(path).response.data
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    return data.decode("utf-8").replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def test_the_card_leads_to_the_file(phone: Visit) -> None:
    phone.get("/min-sida")
    page = phone.click("Lägg i kalendern")
    assert page.url == COURSE
    assert page.response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert page.response.headers["Content-Disposition"] == "attachment; filename=kalender.ics"


def test_it_says_when_and_where_and_nothing_of_what_it_is_about(phone: Visit) -> None:
    event = event_in(phone, COURSE)
    assert (event.start, event.end) == (datetime(2027, 2, 8, 13, tzinfo=STOCKHOLM), datetime(2027, 2, 8, 15, tzinfo=STOCKHOLM))
    assert {name: str(event[name]) for name in ("SUMMARY", "LOCATION", "STATUS", "SEQUENCE")} == {
        "SUMMARY": "Träff",
        "LOCATION": "Storgatan 1",
        "STATUS": "CONFIRMED",
        "SEQUENCE": "0",
    }
    assert sorted(event) == ["CLASS", "DTEND", "DTSTAMP", "DTSTART", "LOCATION", "SEQUENCE", "STATUS", "SUMMARY", "UID"]
    assert event["DTSTAMP"].dt == datetime(2027, 1, 18, 9, tzinfo=UTC)


def test_read_without_a_library_it_is_what_the_rules_ask_for(app: Flask, phone: Visit, person: UUID) -> None:
    place = "Kyrkogatan 2; rum 4, våning \\3\n" + "ö" * 60
    books(app, person, date(2027, 2, 1), place=place, link="https://video.example/rum?a=1,2;3")
    lines = raw(phone, GK)
    assert lines[:4] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Mellansteg//SV", "METHOD:PUBLISH"]
    assert "DTSTART;TZID=Europe/Stockholm:20270201T130000" in lines
    assert "DTEND;TZID=Europe/Stockholm:20270201T140000" in lines
    assert "SUMMARY;LANGUAGE=sv:Möte" in lines
    assert "LOCATION:Kyrkogatan 2\\; rum 4\\, våning \\\\3\\n" + "ö" * 60 in lines
    assert "URL:https://video.example/rum?a=1,2;3" in lines
    assert [line for line in lines if line.startswith(("BEGIN", "END"))] == [
        "BEGIN:VCALENDAR",
        *("BEGIN:VTIMEZONE", "BEGIN:DAYLIGHT", "END:DAYLIGHT", "BEGIN:STANDARD", "END:STANDARD", "END:VTIMEZONE"),
        *("BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR"),
    ]
    assert event_in(phone, GK)["LOCATION"] == place


def test_another_calendar_program_reads_the_same(app: Flask, phone: Visit, person: UUID) -> None:
    """A second library, which shares no line with the one that wrote it, and which knows the time zone only by what the file says of it."""
    for day, hours in ((date(2027, 3, 26), 1), (date(2027, 3, 29), 2)):
        books(app, person, day, place="Kyrkogatan 2; rum 4, våning \\3", link="https://video.example/rum")
        read = vobject.readOne(phone.get(GK).response.text)
        begins, ends = read.vevent.dtstart.value, read.vevent.dtend.value
        assert (begins.astimezone(UTC), ends - begins) == (
            datetime(day.year, day.month, day.day, 13 - hours, tzinfo=UTC),
            timedelta(hours=1),
        )
        assert {name: read.vevent.contents[name][0].value for name in ("summary", "location", "url", "status", "class")} == {
            "summary": "Möte",
            "location": "Kyrkogatan 2; rum 4, våning \\3",
            "url": "https://video.example/rum",
            "status": "CONFIRMED",
            "class": "PRIVATE",
        }
        assert (read.vevent.uid.value, read.version.value, read.method.value) == (str(event_in(phone, GK)["UID"]), "2.0", "PUBLISH")


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2027, 3, 26), 1), (date(2027, 3, 29), 2), (date(2027, 10, 29), 2), (date(2027, 11, 1), 1)],
)
def test_the_hour_is_right_on_both_sides_of_the_change(app: Flask, phone: Visit, person: UUID, day: date, hours: int) -> None:
    """By the file's own time zone, for programs that know no other."""
    books(app, person, day)
    data = phone.get(GK).response.data
    (zone,) = Calendar.from_ical(data).timezones
    own, begins = zone.to_tz(lookup_tzid=False), event_in(phone, GK).start
    assert begins.astimezone(UTC) == datetime(day.year, day.month, day.day, 13 - hours, tzinfo=UTC)
    assert own.utcoffset(begins.replace(tzinfo=None)) == timedelta(hours=hours)


def test_it_is_the_same_meeting_for_everybody_and_names_nobody(app: Flask, phone: Visit, person: UUID, work: Casework) -> None:
    with app.app_context(), transaction() as session:
        neighbour = a_case(session, work, "Ali")
    other = comes_in(phone.another(), participant_id=neighbour)
    assert event_in(phone, COURSE)["UID"] == event_in(other, COURSE)["UID"] == event_in(phone, COURSE)["UID"]
    with app.app_context():
        meeting = people.meeting(reading(), work.course, 1)
        assert meeting
        ids = {str(person), str(neighbour), str(work.course), str(meeting.id)}
    sent = phone.get(COURSE).response.text
    assert [one for one in ids if one in sent or one.replace("-", "") in sent] == []
    assert re.findall(r"Kim|Maj|kassan|förmedling|kurs|rehab", sent, re.IGNORECASE) == []


def test_a_course_meeting_that_is_moved_takes_the_place_of_the_one_before(
    app: Flask, phone: Visit, work: Casework, clock: Traveller
) -> None:
    before = event_in(phone, COURSE)
    clock.shift(timedelta(hours=1))
    desk = comes_in(phone.another(), staff_id=work.leader)
    desk.get(f"/kurser/{work.course}/traff/1")
    desk.send(None, {"begins": "14:00"})
    desk.get(f"/kurser/{work.course}/traff/2")
    desk.send(None, {"begins": "09:00"})
    after = event_in(phone, COURSE)
    assert (after["UID"], after["SEQUENCE"], after.start.hour) == (before["UID"], 1, 14)
    assert after["LAST-MODIFIED"].dt == clocks.now()
    desk.get(f"/kurser/{work.course}/andra")
    desk.send(None, {"place": "Nygatan 3"})
    moved = event_in(phone, COURSE)
    assert (moved["UID"], moved["SEQUENCE"], moved["LOCATION"]) == (before["UID"], 2, "Nygatan 3")
    assert event_in(phone, "/mote/course-3/kalender.ics")["SEQUENCE"] == 1


def test_a_meeting_with_the_handlers_that_is_moved_grows(app: Flask, phone: Visit, person: UUID, work: Casework) -> None:
    desk = comes_in(phone.another(), staff_id=work.fk)
    desk.get(f"/mina-deltagare/{person}/gk/1")
    desk.send(None, {"held_on": "2027-02-01", "begins": "13:00", "place": "Kyrkogatan 2"})
    before = event_in(phone, GK)
    desk.get(f"/mina-deltagare/{person}/gk/1")
    desk.send(None, {"begins": "15:00"})
    after = event_in(phone, GK)
    assert (before["SEQUENCE"], "LAST-MODIFIED" in before) == (0, False)
    assert (after["UID"], after["SEQUENCE"], after.start.hour) == (before["UID"], 1, 15)


def test_the_file_is_for_her_own_phone(phone: Visit, person: UUID) -> None:
    assert comes_in(phone.another(), participant_id=person, door=Door.LINK).get(COURSE).url == "/telefon"
    phone.another().get(COURSE, status=401)


@pytest.mark.parametrize(("language", "summary"), [("English", "Get-together"), ("العربية", "لقاء")])
def test_it_is_in_her_language(phone: Visit, language: str, summary: str) -> None:
    phone.get("/min-sida")
    phone.send(language)
    assert str(event_in(phone, COURSE)["SUMMARY"]) == summary


def test_only_a_video_link_is_where_it_is(app: Flask, phone: Visit, person: UUID) -> None:
    books(app, person, date(2027, 2, 1), place=None, link="https://video.example/rum")
    event = event_in(phone, GK)
    assert (str(event["LOCATION"]), str(event["URL"])) == ("https://video.example/rum", "https://video.example/rum")


def test_a_file_holds_for_as_long_as_the_meeting_is_ahead(app: Flask, person: UUID) -> None:
    with app.test_request_context():
        someone = people.participant(reading(), person)
        assert someone
        found = appointments.find(reading(), someone, "course:8", at=clocks.now())
        assert found
        first, again = (calendar_file.written(reading(), someone, found, at=clocks.now()) for _ in range(2))
        assert first == again
