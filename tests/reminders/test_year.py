"""A year, hour by hour, with both changes of the clock, holidays, moved meetings and people who change their minds.

The service plans ahead and follows what happens; `reference` decides each hour anew. They agree to the hour, for everybody.
"""

import random
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.messages.box import Hands
from tests.people import some
from tests.reminders.reference import STOCKHOLM, Somebody
from webapp import worker
from webapp.agenda import service as agenda
from webapp.assessments import service as assessments
from webapp.ground import clock as now
from webapp.invitations import queries as links
from webapp.invitations import service as invitations
from webapp.messages import carriers
from webapp.messages import service as messages
from webapp.messages.models import OutboxMessage
from webapp.messages.values import Kind, State
from webapp.people import queries as people
from webapp.people import service as courses
from webapp.people.models import Participant
from webapp.reminders import reconciling
from webapp.reminders.models import MessageChoice
from webapp.reminders.values import Channel, Hour
from webapp.staircase import service as staircase
from webapp.staircase.service import SelfRating
from webapp.storage import reading, transaction
from webapp.surveys.engine.place import Place

HOUR = timedelta(hours=1)
BEGINS = datetime(2027, 1, 4, 6, tzinfo=UTC)
#: Around the change in March, around Easter and May, around the change in October, and around Christmas.
STARTS = (date(2027, 1, 11), date(2027, 3, 15), date(2027, 4, 26), date(2027, 10, 11), date(2027, 11, 29))
HOURS = {Hour.MORNING: 9, Hour.NOON: 12, Hour.AFTERNOON: 15}
ENDED = {State.SENT, State.CANCELLED, State.EXPIRED}
Told = list[tuple[datetime, UUID, tuple[str, ...]]]


@dataclass
class Year:
    """The service and the reference, through the same year."""

    app: Flask
    hands: Hands
    dice: random.Random
    late: random.Random
    known: dict[UUID, Somebody] = field(default_factory=dict)
    courses: dict[UUID, list[UUID]] = field(default_factory=dict)
    expected: Told = field(default_factory=list)
    told: Told = field(default_factory=list)

    def begin(self, starts_on: date, count: int) -> None:
        with self.app.app_context(), transaction() as session:
            course = some.a_course(session, plan=replace(some.PLAN, name=str(starts_on), starts_on=starts_on))
            there = some.people(session, course.id, count, first=10 * len(self.courses))
            held = {meeting.number: (meeting.held_on, meeting.begins) for meeting in people.meetings(session, course.id)}
            self.courses[course.id] = [person.id for person in there]
            for person in there:
                link = invitations.link_for(session, person.id, at=now.now())
                self.known[person.id] = Somebody(course=dict(held), link=link.id.hex[:8], link_made=now.today())

    def hour(self) -> None:
        at = now.now()
        with self.app.app_context():
            for part in (worker.follow_plans, worker.remind, worker.send_due):
                part()
            if len(self.hands.carried) > len(self.told):
                self.told += sorted((at, who, about) for who, about in self._sent_at(at))
        self.expected += sorted((at, one, about) for one, known in self.known.items() if (about := known.told_now(at)))

    def _sent_at(self, at: datetime) -> list[tuple[UUID, tuple[str, ...]]]:
        sent = (OutboxMessage.state == State.SENT) & (OutboxMessage.settled_at == at)
        rows = reading().execute(select(OutboxMessage.participant_id, OutboxMessage.about).where(sent))
        return [(who, tuple(about.split())) for who, about in rows if who]

    def something_happens(self) -> None:
        who = self.dice.choice(list(self.known))
        act = self.dice.choice(
            [books, books, books, moves, moves, places, writes, opens, falls_silent, comes_back, asks_for_later, other_hour, leaves]
        )
        self._does(act, who)

    def somebody_is_called(self) -> None:
        """Who has had today's message already gets a time tomorrow."""
        told = [who for who, known in self.known.items() if now.today() in known.said.values()]
        if told and self.late.random() < 0.04:
            self._does(books_for_tomorrow, self.late.choice(told))

    def _does(self, act: Callable[["Year", Session, UUID, Somebody], None], who: UUID) -> None:
        with self.app.app_context(), transaction() as session:
            act(self, session, who, self.known[who])


def choice_of(session: Session, who: UUID) -> MessageChoice:
    found = session.scalar(select(MessageChoice).where(MessageChoice.participant_id == who))
    if found is None:
        found = MessageChoice(participant_id=who, hour=Hour.MORNING)
        session.add(found)
    messages.replan(session, who)
    return found


def books(year: Year, session: Session, who: UUID, known: Somebody) -> None:
    """GK1, GK2 or a third one, or one of them at another time."""
    number = year.dice.randint(1, min(3, len(known.gk) + 1))
    held_on, begins = now.today() + timedelta(days=year.dice.randint(0, 24)), time(year.dice.randint(8, 16))
    with suppress(assessments.CannotBook):
        assessments.book(session, who, number, held_on=held_on, begins=begins, place="Rum 4", at=now.now())
        known.gk[number] = (held_on, begins)


def books_for_tomorrow(year: Year, session: Session, who: UUID, known: Somebody) -> None:
    """The next meeting with her handlers."""
    number, held_on, begins = min(3, len(known.gk) + 1), now.today() + timedelta(days=1), time(year.late.randint(8, 16))
    with suppress(assessments.CannotBook):
        assessments.book(session, who, number, held_on=held_on, begins=begins, place="Rum 4", at=now.now())
        known.gk[number] = (held_on, begins)


def moves(year: Year, session: Session, who: UUID, _known: Somebody) -> None:
    """One of the eight meetings, for everybody in the course."""
    course = session.get_one(Participant, who).course_id
    meeting = year.dice.choice(people.meetings(session, course))
    held_on, begins = meeting.held_on + timedelta(days=year.dice.randint(-3, 6)), time(year.dice.randint(8, 16))
    with suppress(courses.CourseRefused):
        courses.move_meeting(session, meeting, held_on, begins)
        for one in year.courses[course]:
            year.known[one].course[meeting.number] = (held_on, begins)


def places(year: Year, session: Session, who: UUID, known: Somebody) -> None:
    staircase.place(session, who, uuid4(), SelfRating(Place.parse(str(year.dice.randint(1, 5)))), survey_version=1, at=now.now())
    known.placed = True


def writes(_year: Year, session: Session, who: UUID, known: Somebody) -> None:
    agenda.write(session, who, "work", None, begins=True, shown=False, at=now.now())
    known.boxed = True


def opens(_year: Year, session: Session, who: UUID, known: Somebody) -> None:
    if link := links.living(session, who):
        invitations.note_opened(session, link, at=now.now())
        known.opened = True


def falls_silent(year: Year, session: Session, who: UUID, known: Somebody) -> None:
    """Paused by staff, stopped by herself, or no messages at all."""
    choice, way = choice_of(session, who), year.dice.randint(0, 2)
    choice.paused_at, choice.stopped_at = now.now() if way == 0 else None, now.now() if way == 1 else None
    choice.channel = Channel.NONE if way == 2 else None
    known.silent = True


def comes_back(_year: Year, session: Session, who: UUID, known: Somebody) -> None:
    choice = choice_of(session, who)
    choice.paused_at = choice.stopped_at = choice.channel = None
    known.silent = session.get_one(Participant, who).ended_at is not None


def asks_for_later(year: Year, session: Session, who: UUID, known: Somebody) -> None:
    known.later_on = choice_of(session, who).later_on = now.today() + timedelta(days=year.dice.randint(1, 4))


def other_hour(year: Year, session: Session, who: UUID, known: Somebody) -> None:
    hour = year.dice.choice(list(Hour))
    choice_of(session, who).hour, known.hour = hour, HOURS[hour]


def leaves(year: Year, session: Session, who: UUID, known: Somebody) -> None:
    if year.dice.random() < 0.2:
        courses.end_case(session, session.get_one(Participant, who), at=now.now())
        known.silent = True


@pytest.mark.parametrize(("engine", "days"), [("sqlite", 361), ("postgresql", 100)], indirect=["engine"])
def test_a_year_hour_by_hour(app: Flask, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    """On PostgreSQL until the clock has changed in spring."""
    hands = Hands()
    year = Year(app, hands, random.Random(7), random.Random(8))
    monkeypatch.setattr(carriers, "carrier", lambda: hands)
    starts = list(STARTS)
    clock.move_to(BEGINS)
    while now.now() < BEGINS + timedelta(days=days):
        if starts and now.today() >= starts[0] - timedelta(days=10):
            year.begin(starts.pop(0), 5)
        if year.known and year.dice.random() < 0.15:
            year.something_happens()
        year.somebody_is_called()
        year.hour()
        clock.shift(HOUR)
    assert year.told == year.expected
    assert len(hands.carried) == len(year.told)
    for moment, _, _ in year.told:
        here = moment.astimezone(STOCKHOLM)
        assert (here.weekday() < 5, 9 <= here.hour < 19) == (True, True)
    each: dict[tuple[UUID, date], list[tuple[str, ...]]] = defaultdict(list)
    for at, who, about in year.told:
        each[who, at.astimezone(STOCKHOLM).date()].append(about)
    assert {len(messages) for messages in each.values()} <= {1, 2}
    if days > 300:  # in the whole of a year everything has happened that can
        assert 2 in {len(messages) for messages in each.values()}
        kinds = {key.partition(":")[0] + key.rpartition(":")[2] for _, _, about in year.told for key in about}
        assert kinds >= {
            "courselast",
            "gklast",
            "agendafirst",
            "agendalast",
            "openingfirst",
            "staircasefirst",
            "staircasemiddle",
            "staircaselast",
        }
    assert {key.partition(":")[0] for messages in each.values() for about in messages[1:] for key in about} <= {"course", "gk"}
    with app.app_context(), transaction() as session:
        assert reconciling.plan(session, list(year.known), at=now.now()) == 0
        past = (OutboxMessage.kind == Kind.REMINDER) & (OutboxMessage.due_at < now.now())
        assert set(session.scalars(select(OutboxMessage.state).where(past))) <= ENDED
