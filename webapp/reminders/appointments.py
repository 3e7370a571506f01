"""A participant's meetings, those of her course and those with her handlers: by what names they go, and whether she comes to them."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.assessments import queries as assessments
from webapp.assessments.models import GkMeeting
from webapp.ground import clock
from webapp.people import queries as people
from webapp.people.models import Course, CourseMeeting, Participant
from webapp.reminders.models import MeetingReply

KEY = re.compile(r"(?P<kind>course|gk):(?P<number>[1-9]\d?)")


class Whose(Enum):
    """Who calls to it: the leaders of the course, or her handlers."""

    COURSE = "course"
    GK = "gk"


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting as it stands now. `key` is what a reply to it is kept under: `course:3` or `gk:1`."""

    key: str
    id: UUID
    held_on: date
    begins: time
    minutes: int
    place: str | None
    video_link: str | None

    @property
    def starts_at(self) -> datetime:
        return clock.at(self.held_on, self.begins)

    @property
    def whose(self) -> Whose:
        return Whose(self.key.partition(":")[0])

    @property
    def is_gk(self) -> bool:
        return self.whose is Whose.GK

    @property
    def number(self) -> int:
        return int(self.key.partition(":")[2])

    @property
    def subject(self) -> str:
        """As a message names what it is about."""
        return subject_of(self.key, self.held_on, self.begins)

    @property
    def word(self) -> str:
        return in_an_address(self.key)

    @property
    def when(self) -> str:
        """What an answer is about, and nothing else."""
        return as_carried(self.held_on, self.begins)


def subject_of(key: str, held_on: date, begins: time) -> str:
    """A meeting at one time, `gk:1:2027-03-15T1000`. At another time it is something else to be told of."""
    return f"{key}:{held_on}T{begins:%H%M}"


def in_an_address(key: str) -> str:
    """`gk-1` for `gk:1`."""
    return key.replace(":", "-")


def named(word: str) -> str | None:
    """The key behind a word in an address, if there can be such a meeting."""
    key = word.replace("-", ":")
    return key if KEY.fullmatch(key) else None


def as_carried(held_on: date, begins: time) -> str:
    """A day and time as a form carries them."""
    return f"{held_on.isoformat()}T{begins:%H:%M}"


def find(session: Session, person: Participant, key: str, *, at: datetime) -> Meeting | None:
    """Her own meeting of that name, if it has not begun."""
    named = KEY.fullmatch(key)
    if named is None:
        return None
    number = int(named["number"])
    if Whose(named["kind"]) is Whose.COURSE:
        held, course = people.meeting(session, person.course_id, number), people.course(session, person.course_id)
        found = _of_course(held, course) if held and course else None
    else:
        found = next((_of_gk(row) for row in assessments.meetings(session, person.id) if row.number == number), None)
    return found if found and found.starts_at > at else None


def next_of(session: Session, person: Participant, whose: Whose, *, after: datetime) -> Meeting | None:
    """Her first of that kind that begins after this moment."""
    if whose is Whose.GK:
        booked = assessments.next_after(session, person.id, after)
        return _of_gk(booked) if booked else None
    held, course = people.next_meeting(session, person.course_id, after), people.course(session, person.course_id)
    return _of_course(held, course) if held and course else None


def numbers_in(about: str, whose: Whose) -> list[int]:
    """Which meetings of one kind a message is about. Whatever else it is about is not looked at."""
    subjects = (subject.split(":") for subject in about.split())
    return [int(subject[1]) for subject in subjects if subject[0] == whose.value]


def days(session: Session, person: Participant) -> frozenset[date]:
    """The days on which she meets somebody from here."""
    course = {row.held_on for row in people.meetings(session, person.course_id)}
    return frozenset(course | {row.held_on for row in assessments.meetings(session, person.id)})


def reply_to(session: Session, participant_id: UUID, key: str, held_on: date, begins: time) -> MeetingReply | None:
    """What she has said about this meeting at this time. What she said before it was moved is no answer to it."""
    mine = (MeetingReply.participant_id == participant_id) & (MeetingReply.meeting == key)
    return session.scalar(select(MeetingReply).where(mine, MeetingReply.held_on == held_on, MeetingReply.begins == begins))


def _of_course(row: CourseMeeting, course: Course) -> Meeting:
    return Meeting(f"{Whose.COURSE.value}:{row.number}", row.id, row.held_on, row.begins, row.minutes, course.place, course.video_link)


def _of_gk(row: GkMeeting) -> Meeting:
    return Meeting(f"{Whose.GK.value}:{row.number}", row.id, row.held_on, row.begins, row.minutes, row.place, row.video_link)
