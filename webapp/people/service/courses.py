"""Making a course and moving its meetings. The eight meetings always stand in order, on days of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID, uuid4, uuid5

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.language import LazyText, lazy
from webapp.language.dates import long_day
from webapp.messages import service as messages
from webapp.people import queries
from webapp.people.models import Area, Course, CourseLeader, CourseMeeting
from webapp.people.values import MEETING_MINUTES, MEETINGS, Variant
from webapp.people.values.calendar import lay_out

#: Further away than this from today, a year was mistyped.
FURTHEST = timedelta(days=730)


class CourseRefused(ValueError):
    """The course cannot be like that. `field` is what to change, `reason` says why in the reader's language."""

    def __init__(self, field: str, reason: LazyText) -> None:
        super().__init__(reason.context)
        self.field = field
        self.reason = reason


@dataclass(frozen=True, slots=True)
class CoursePlan:
    """What a leader decides about a new course. `weekdays` counts from Monday, which is 0."""

    name: str
    variant: Variant
    starts_on: date
    weekdays: frozenset[int]
    begins: time
    place: str | None = None
    video_link: str | None = None
    #: The last day there is a room for, when there is one.
    ends_by: date | None = None


def make_course(
    session: Session, area_id: UUID, plan: CoursePlan, leaders: Sequence[UUID], *, today: date, asked: UUID | None = None
) -> Course:
    """A course with its eight meetings on two weekdays, holidays skipped. Raises CourseRefused.

    The same plan `asked` for twice, as when a button is pressed twice, is one course.
    """
    days = _days(plan, today)
    session.get_one(Area, area_id, with_for_update=True)
    course_id = uuid5(asked, str(plan)) if asked else uuid4()
    if known := session.get(Course, course_id):
        return known
    course = Course(
        id=course_id,
        area_id=area_id,
        name=plan.name,
        variant=plan.variant,
        starts_on=days[0],
        ends_on=days[-1],
        place=plan.place,
        video_link=plan.video_link,
    )
    session.add(course)
    session.flush()
    for number, day in enumerate(days, 1):
        session.add(CourseMeeting(course_id=course.id, number=number, held_on=day, begins=plan.begins, minutes=MEETING_MINUTES))
    session.add_all(CourseLeader(course_id=course.id, staff_id=leader) for leader in dict.fromkeys(leaders))
    session.flush()
    return course


def _days(plan: CoursePlan, today: date) -> tuple[date, ...]:
    if len(plan.weekdays) != 2:
        raise CourseRefused("weekdays", lazy("desk.course.two-days", "Välj två veckodagar."))
    if abs(plan.starts_on - today) > FURTHEST:
        raise CourseRefused("starts_on", lazy("desk.course.far", "Dagen är mer än två år bort. Är året rätt?"))
    if plan.ends_by and plan.ends_by < plan.starts_on:
        raise CourseRefused("ends_by", lazy("desk.course.ends-first", "Kursen kan inte sluta innan den börjar."))
    days = lay_out(plan.starts_on, plan.weekdays)
    if plan.ends_by and plan.ends_by < days[-1]:
        reason = lazy("desk.course.no-room", "Åtta träffar får inte plats. Den sista skulle bli {day}.", day=long_day(days[-1]))
        raise CourseRefused("ends_by", reason)
    return days


def change_course(session: Session, course: Course, *, name: str, place: str | None, video_link: str | None) -> None:
    """What the course is called and where it is held."""
    course.name, course.place, course.video_link = name, place, video_link
    session.flush()


def set_leaders(session: Session, course_id: UUID, leaders: Sequence[UUID]) -> None:
    """Who leads the course from now on."""
    session.execute(delete(CourseLeader).where(CourseLeader.course_id == course_id))
    session.add_all(CourseLeader(course_id=course_id, staff_id=leader) for leader in dict.fromkeys(leaders))
    session.flush()


def move_meeting(session: Session, meeting: CourseMeeting, held_on: date, begins: time) -> None:
    """Another day or time for one meeting; the course ends when its last meeting is held. Raises CourseRefused."""
    course = session.get_one(Course, meeting.course_id, with_for_update=True)
    session.expire_all()  # two may be moving meetings of this course: look once more, now that the other is done
    others = {other.number: other.held_on for other in queries.meetings(session, course.id) if other.number != meeting.number}
    _check_move(meeting.number, held_on, others)
    meeting.held_on, meeting.begins = held_on, begins
    if meeting.number == 1:
        course.starts_on = held_on
    if meeting.number == MEETINGS:
        course.ends_on = held_on
    session.flush()
    messages.replan(session, *[person.id for person in queries.participants_in(session, course.id)])


def _check_move(number: int, held_on: date, others: dict[int, date]) -> None:
    """The numbers say the order, so meeting 5 stays between 4 and 6."""
    for other, day in others.items():
        if day == held_on:
            raise CourseRefused("held_on", lazy("desk.course.taken", "Den dagen har kursen redan träff {number}.", number=other))
    before, after = others.get(number - 1), others.get(number + 1)
    if before and held_on < before:
        raise CourseRefused("held_on", _order(number, number - 1, before, after=True))
    if after and held_on > after:
        raise CourseRefused("held_on", _order(number, number + 1, after, after=False))
    nearest = before or after
    if nearest and abs(held_on - nearest) > FURTHEST:
        raise CourseRefused("held_on", lazy("desk.course.far", "Dagen är mer än två år bort. Är året rätt?"))


def _order(number: int, other: int, day: date, *, after: bool) -> LazyText:
    values = {"number": number, "other": other, "day": long_day(day)}
    if after:
        return lazy("desk.course.must-follow", "Träff {number} måste komma efter träff {other}, som är {day}.", **values)
    return lazy("desk.course.must-precede", "Träff {number} måste komma före träff {other}, som är {day}.", **values)
