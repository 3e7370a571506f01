"""Filling an empty service with the demo's people, once. Everything goes through the rooms' own services."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.assessments import service as assessments
from webapp.chat import service as chat
from webapp.demo.people import ANSWERED, AREA, COURSES, FREE_TIMES, OVER, PAST, PEOPLE, RUNNING, STAFF, Person, Talk
from webapp.demo.people import Course as WrittenCourse
from webapp.demo.survey import hold_survey
from webapp.ground import clock
from webapp.ground.parties import Agency
from webapp.invitations import service as invitations
from webapp.language import speaking
from webapp.messages import service as messages
from webapp.people import service as people
from webapp.people.addresses import parse_address
from webapp.people.models import Area, Course, Participant, StaffAccount
from webapp.people.service import CoursePlan, Newcomer
from webapp.people.values.calendar import day_off
from webapp.security import audit
from webapp.storage import reading, transaction

GK_BEGINS, GK_PLACE = time(10), "Försäkringskassan, Kyrkogatan 8, rum 3"
#: How long before a GK meeting it was booked.
BOOKED = timedelta(days=20)
SATURDAY, JUNE = 5, 6


class Unsaid(Exception):
    """The demo answers something that the flow does not ask."""


def seed(*, at: datetime) -> bool:
    """Make everybody, unless there is somebody already. Says whether it did."""
    if reading().scalar(select(StaffAccount.id).limit(1)):
        return False
    with transaction() as session:
        area = Area(name=AREA)
        session.add(area)
        session.flush()
        staff = _staff(session, area.id)
        today = clock.day(at)
        courses = {written.name: _course(session, area.id, written, staff, today) for written in COURSES}
        courses |= {written.name: _course(session, area.id, written, staff, _half_year_ended(today)) for written in PAST}
        invited = [message for written in PEOPLE for message in _person(session, written, courses[written.course], staff, at)]
        _free_times(session, courses[RUNNING], staff, at)
        over = {name: courses[name].id for name in (*(written.name for written in PAST), OVER)}
    for message in invited:
        messages.send_now(message, at=at)
    for name, course_id in over.items():
        hold_survey(course_id, ANSWERED[name], at=at)
    return True


def _staff(session: Session, area_id: UUID) -> Mapping[str, StaffAccount]:
    accounts = {
        one.name: StaffAccount(role=one.role, agency=one.agency, area_id=area_id, name=one.name, phone=one.phone, email=one.email)
        for one in STAFF
    }
    session.add_all(accounts.values())
    session.flush()
    return accounts


def _course(session: Session, area_id: UUID, written: WrittenCourse, staff: Mapping[str, StaffAccount], counted_from: date) -> Course:
    starts_on = counted_from + timedelta(days=written.starts)
    plan = CoursePlan(written.name, written.variant, starts_on, written.weekdays, written.begins, place=written.place)
    return people.make_course(session, area_id, plan, [staff[name].id for name in written.leaders], today=counted_from)


def _half_year_ended(today: date) -> date:
    """The last day of the half-year before this one."""
    return date(today.year, 6, 30) if today.month > JUNE else date(today.year - 1, 12, 31)


def _person(session: Session, written: Person, course: Course, staff: Mapping[str, StaffAccount], at: datetime) -> Iterator[UUID]:
    """One person with handlers, GK meetings and talks; yields the messages to send afterwards."""
    address = parse_address(written.address) if written.address else None
    newcomer = Newcomer(written.name, address, written.locale, written.benefit, written.sex, protected=written.name is None)
    person = people.add_participants(session, course.id, [newcomer])[0]
    for name in written.handlers:
        people.give_handler(session, person, staff[name].agency or Agency.FK, staff[name].id)
    if not person.protected:
        invitations.link_for(session, person.id, at=at)
    for number, days in enumerate(written.gk, 1):
        held_on = _suitable(clock.day(at) + timedelta(days=days), course, later=days > 0)
        before = clock.at(held_on, GK_BEGINS) - BOOKED
        assessments.book(session, person.id, number, held_on=held_on, begins=GK_BEGINS, place=GK_PLACE, at=min(before, at))
    if written.requested_by:
        asked = assessments.Checklist(consent_attached=True, week_ahead=True)
        assessments.request_gk(session, person.id, asked, by=staff[written.requested_by].id, at=at)
    for talk in written.talks:
        _talk(session, person, talk, at)
    if written.read_by:
        reader = staff[written.read_by]
        audit.record(
            session, "placement.read", at=at, staff_id=reader.id, participant_id=person.id, detail=(reader.agency or Agency.FK).value
        )
    if written.invited:
        yield invitations.invite(session, person.id, at=at)


def _free_times(session: Session, course: Course, staff: Mapping[str, StaffAccount], at: datetime) -> None:
    """Pairs of times that can be booked."""
    name, other, pairs = FREE_TIMES
    for first, second, begins in pairs:
        days = [_suitable(clock.day(at) + timedelta(days=days), course, later=True) for days in (first, second)]
        offer = assessments.Offer(days[0], begins, days[1], begins, place=GK_PLACE, other_staff_id=staff[other].id)
        assessments.publish(session, staff[name].id, offer, asked=uuid4(), at=at)


def _suitable(day: date, course: Course, *, later: bool) -> date:
    """The nearest day when people work and the course does not meet."""
    free = day.weekday() < SATURDAY and day_off(day) is None
    meets = {0, 3} if course.variant.value == "sp" else {1, 3}
    return day if free and day.weekday() not in meets else _suitable(day + timedelta(days=1 if later else -1), course, later=later)


def _talk(session: Session, person: Participant, talk: Talk, at: datetime) -> None:
    """Hold the talk through the chat, a minute between answers, in the person's own language."""
    talk_id, moment = uuid4(), at - timedelta(days=talk.days_ago)
    with speaking(person.locale):
        for number, (step, raw) in enumerate(talk.said.items()):
            taken = chat.answer(session, person.id, talk.flow, chat.Posted(talk_id, step, raw), at=moment + timedelta(minutes=number))
            if taken.refusal:
                raise Unsaid(f"{talk.flow}.{step}: {taken.refusal.code}")
