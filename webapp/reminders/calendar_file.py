"""One meeting as a file for her calendar (RFC 5545). It says when and where, and nothing of what it is about.

The file of a meeting that was moved takes the place of the one before: the same UID, and a number that has grown.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from uuid import UUID, uuid5

from icalendar import Calendar, Component, Event, Timezone
from sqlalchemy.orm import Session

from webapp.ground import clock
from webapp.language import spoken_locale, t
from webapp.people.models import Participant
from webapp.reminders.appointments import Meeting
from webapp.security import audit

STOCKHOLM = """BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""
BOOKED, MOVED, CHANGED = "gk.booked", "course.meeting-moved", "course.changed"


def moved_detail(course_id: UUID, number: int) -> str:
    """What the audit log says of a course meeting that gets another time."""
    return f"{number} {course_id}"


def written(session: Session, person: Participant, meeting: Meeting, *, at: datetime) -> bytes:
    """The file. Its number is how often the meeting has been changed, as the audit log has it."""
    changes = _changes(session, person, meeting)
    event = Event()
    event.add("uid", str(uuid5(meeting.id, "calendar")))
    event.add("dtstamp", at)
    event.add("sequence", len(changes))
    if changes:
        event.add("last-modified", max(changes))
    begins = meeting.starts_at.astimezone(clock.STOCKHOLM)
    event.add("dtstart", begins)
    event.add("dtend", (meeting.starts_at + timedelta(minutes=meeting.minutes)).astimezone(clock.STOCKHOLM))
    summary = t("calendar.meeting", "Möte") if meeting.is_gk else t("calendar.course", "Träff")
    event.add("summary", summary, {"language": spoken_locale().tag})
    if where := meeting.place or meeting.video_link:
        event.add("location", where)
    if meeting.video_link:
        event.add("url", meeting.video_link)
    event.add("status", "CONFIRMED")
    event.add("class", "PRIVATE")
    return _file(_stockholm(), event)


def days(known: Iterable[tuple[UUID, date]], *, at: datetime) -> bytes:
    """Whole days that are hers to remember, by what they are known by. A file says no more of a step than its day."""
    events = []
    for one, day in known:
        event = Event()
        event.add("uid", str(uuid5(one, "calendar")))
        event.add("dtstamp", at)
        event.add("dtstart", day)
        event.add("summary", t("calendar.step", "Kom ihåg"), {"language": spoken_locale().tag})
        event.add("transp", "TRANSPARENT")
        event.add("class", "PRIVATE")
        events.append(event)
    return _file(*events)


def _file(*parts: Component) -> bytes:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Mellansteg//SV")
    calendar.add("method", "PUBLISH")
    for part in parts:
        calendar.add_component(part)
    return bytes(calendar.to_ical())


def _changes(session: Session, person: Participant, meeting: Meeting) -> list[datetime]:
    """When it was changed. A meeting of the course also changes with the place of the course; booking a GK is no change of it."""
    if meeting.is_gk:
        booked = [entry for entry in audit.readings_of(session, person.id, BOOKED) if entry.detail == f"gk{meeting.number}"]
        return [entry.at for entry in booked[:-1]]
    course = str(person.course_id)
    return audit.moments(session, {MOVED: moved_detail(person.course_id, meeting.number), CHANGED: course})


@cache
def _stockholm() -> Timezone:
    found = Timezone.from_ical(STOCKHOLM)
    if not isinstance(found, Timezone):
        raise TypeError("this is a time zone")
    return found
