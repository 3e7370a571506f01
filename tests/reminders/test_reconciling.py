"""The outbox follows what happens, and what is sent is true at that moment."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from tests.course_survey.classroom import Classroom, a_classroom, answer_by_link, open_round
from tests.invitations.guests import everything, messages
from tests.support.fixtures import both_databases
from tests.support.together import together
from tests.support.visit import Visit
from webapp import worker
from webapp.assessments import service as assessments
from webapp.ground import clock as now
from webapp.messages.models import OutboxMessage, Replan
from webapp.messages.values import Kind, State
from webapp.people import queries as people
from webapp.people import service as courses
from webapp.people.models import Participant
from webapp.reminders import by_hand, reconciling, replies
from webapp.staircase import service as staircase
from webapp.staircase.service import SelfRating
from webapp.storage import reading, transaction
from webapp.surveys.engine.place import Place
from webapp.worker import tick

pytestmark = both_databases
Plan = dict[date, tuple[str, State]]


@pytest.fixture
def room(app: Flask, clock: time_machine.Traveller) -> Classroom:
    """A course whose last meeting is over, with nothing more ahead; a Monday morning before nine."""
    room = a_classroom(app, 3)
    clock.move_to(datetime(2027, 3, 8, 7, tzinfo=UTC))
    tick(app)
    return room


def books(app: Flask, who: UUID, number: int, held_on: date) -> None:
    with app.app_context(), transaction() as session:
        assessments.book(session, who, number, held_on=held_on, begins=time(13), place="Rum 4", at=now.now())


def plan(app: Flask, who: UUID) -> Plan:
    with app.app_context():
        rows = reading().scalars(select(OutboxMessage).where(OutboxMessage.participant_id == who, OutboxMessage.kind == Kind.REMINDER))
        return {now.day(row.due_at): (row.about, row.state) for row in rows if row.due_at > now.now() - timedelta(days=3)}


def test_a_moved_meeting_takes_its_reminder_along(app: Flask, room: Classroom) -> None:
    who = room.people[0]
    for held in (date(2027, 3, 10), date(2027, 3, 18)):
        books(app, who, 1, held)
        tick(app)
    found = plan(app, who)
    assert found[date(2027, 3, 9)] == ("gk:1:2027-03-10T1300:last agenda:1:last", State.CANCELLED)
    assert found[date(2027, 3, 17)] == ("gk:1:2027-03-18T1300:last agenda:1:last", State.PENDING)


def test_moved_back_again_it_is_the_same_row(app: Flask, room: Classroom) -> None:
    who = room.people[0]
    for held in (date(2027, 3, 10), date(2027, 3, 18), date(2027, 3, 10)):
        books(app, who, 1, held)
        tick(app)
    assert plan(app, who)[date(2027, 3, 9)] == ("gk:1:2027-03-10T1300:last agenda:1:last", State.PENDING)


def test_who_has_placed_herself_is_not_told_of_the_staircase(app: Flask, room: Classroom, clock: time_machine.Traveller) -> None:
    who = room.people[0]
    books(app, who, 1, date(2027, 3, 9))
    books(app, who, 2, date(2027, 3, 19))
    tick(app)
    assert plan(app, who)[date(2027, 3, 18)][0] == "gk:2:2027-03-19T1300:last staircase:1:last"
    with app.app_context(), transaction() as session:
        staircase.place(session, who, uuid4(), SelfRating(Place.parse("not-ready")), survey_version=1, at=now.now())
    tick(app)
    found = plan(app, who)
    assert found[date(2027, 3, 18)] == ("gk:2:2027-03-19T1300:last", State.PENDING)
    assert found[date(2027, 3, 10)][1] is State.CANCELLED


def test_what_changes_in_the_last_minute_is_not_sent(app: Flask, room: Classroom, clock: time_machine.Traveller) -> None:
    """The plan is not followed yet, but the mark is there: the message waits for the plan."""
    who, before = room.people[0], len(messages(app))
    books(app, who, 1, date(2027, 3, 9))
    tick(app)
    books(app, who, 1, date(2027, 3, 18))
    clock.move_to(datetime(2027, 3, 8, 8, tzinfo=UTC))
    with app.app_context():
        worker.send_due()
    assert len(messages(app)) == before
    clock.shift(timedelta(minutes=2))
    tick(app)
    assert len(messages(app)) == before
    assert plan(app, who)[date(2027, 3, 8)][1] is State.CANCELLED


def test_the_message_names_the_time_and_what_is_left_to_do(app: Flask, room: Classroom, clock: time_machine.Traveller) -> None:
    before = messages(app)
    books(app, room.people[0], 1, date(2027, 3, 9))
    clock.move_to(datetime(2027, 3, 8, 8, tzinfo=UTC))
    tick(app)
    [told] = [message for message in messages(app) if message not in before]
    assert told["text"].partition(" Mer på")[0] == "Du har en tid tisdag 9 mars klockan 13.00. Du kan välja vad du vill prata om."
    assert set(told) == {"to", "text", "at", "locale"}


def test_no_row_holds_an_address_or_a_text(app: Flask, room: Classroom, clock: time_machine.Traveller) -> None:
    books(app, room.people[0], 1, date(2027, 3, 9))
    clock.move_to(datetime(2027, 3, 8, 8, tzinfo=UTC))
    tick(app)
    kept = repr([everything(app)[table] for table in ("outbox_message", "replan", "sending_day", "sending_stop")])
    for secret in ("+4670", "Du har", "/m/", "Person"):
        assert secret not in kept


def test_who_leaves_is_told_nothing_more(app: Flask, room: Classroom) -> None:
    who = room.people[0]
    books(app, who, 1, date(2027, 3, 11))
    tick(app)
    with app.app_context(), transaction() as session:
        courses.end_case(session, session.get_one(Participant, who), at=now.now())
    tick(app)
    assert {state for _, state in plan(app, who).values()} == {State.CANCELLED}


def test_a_course_meeting_that_moves_moves_for_everybody(app: Flask, clock: time_machine.Traveller) -> None:
    room = a_classroom(app, 3)
    clock.move_to(datetime(2027, 2, 22, 7, tzinfo=UTC))
    tick(app)
    with app.app_context(), transaction() as session:
        meeting = people.meetings(session, room.course)[7]
        held = meeting.held_on
        courses.move_meeting(session, meeting, held + timedelta(days=1), time(9))
    tick(app)
    for who in room.people:
        assert f"course:8:{held + timedelta(days=1)}T0900:last" in {about for about, _ in plan(app, who).values()}


def test_two_workers_plan_each_message_once(app: Flask, room: Classroom) -> None:
    for who in room.people:
        books(app, who, 1, date(2027, 3, 11))
    assert together(app, *[lambda session: reconciling.plan_marked(session, at=now.now())] * 2) == []
    with app.app_context():
        rows = reading().scalars(select(OutboxMessage.dedupe).where(OutboxMessage.kind == Kind.REMINDER)).all()
    assert len(rows) == len(set(rows))
    assert len([row for row in rows if row.endswith("2027-03-10")]) == 3


def test_to_look_through_everybody_finds_nothing_to_do(app: Flask, room: Classroom) -> None:
    for who in room.people:
        books(app, who, 1, date(2027, 3, 11))
    tick(app)
    with app.app_context(), transaction() as session:
        found = [who for minute in range(reconciling.MINUTES_A_DAY) for who in reconciling.slice_of(session, minute)]
        assert sorted(found) == sorted(room.people)
        assert reconciling.plan(session, found, at=now.now()) == 0
        assert session.scalars(select(Replan)).all() == []


def test_answering_the_survey_marks_nobody(app: Flask, clock: time_machine.Traveller) -> None:
    room = a_classroom(app, 6)
    clock.move_to(datetime(2027, 3, 3, 12, 30, tzinfo=UTC))
    open_round(app, room)
    for link in room.links:  # the first time a link is opened, that is marked, whoever answers
        Visit(app).get(link)
    tick(app)
    before = everything(app)["outbox_message"]
    answer_by_link(app, room.links[0])
    tick(app)
    assert everything(app)["outbox_message"] == before


def test_a_day_that_was_missed_is_planned_anew(app: Flask, room: Classroom, clock: time_machine.Traveller) -> None:
    """No worker ran on the day after GK1: what was to be said then is said the next sending day, while there is time."""
    who = room.people[0]
    books(app, who, 1, date(2027, 3, 8))
    tick(app)
    assert plan(app, who)[date(2027, 3, 9)] == ("staircase:1:first", State.PENDING)
    clock.move_to(datetime(2027, 3, 9, 18, 30, tzinfo=UTC))
    tick(app)
    clock.shift(timedelta(minutes=1))
    tick(app)
    found = plan(app, who)
    assert found[date(2027, 3, 9)][1] is State.EXPIRED
    assert found[date(2027, 3, 10)] == ("staircase:1:first", State.PENDING)


def test_who_cannot_come_is_not_reminded_of_it_until_it_is_moved(app: Flask, room: Classroom) -> None:
    who = room.people[0]
    books(app, who, 1, date(2027, 3, 10))
    with app.app_context(), transaction() as session:
        replies.answer_meeting(session, who, "gk:1", "2027-03-10T13:00", coming=False, at=now.now())
    tick(app)
    assert date(2027, 3, 9) not in plan(app, who)
    books(app, who, 1, date(2027, 3, 18))
    tick(app)
    assert plan(app, who)[date(2027, 3, 17)] == ("gk:1:2027-03-18T1300:last agenda:1:last", State.PENDING)


def test_what_is_booked_for_tomorrow_after_todays_message_is_told_of_once_more(
    app: Flask, room: Classroom, clock: time_machine.Traveller
) -> None:
    """And at another hour tomorrow it is another time, but there are never three messages on a day."""
    who = room.people[0]
    books(app, who, 1, date(2027, 3, 10))
    clock.move_to(datetime(2027, 3, 9, 9, tzinfo=UTC))
    tick(app)
    told = len(messages(app))
    for begins in (time(15), time(16)):
        with app.app_context(), transaction() as session:
            assessments.book(session, who, 1, held_on=date(2027, 3, 10), begins=begins, place="Rum 4", at=now.now())
        for _ in range(2):
            clock.shift(timedelta(minutes=1))
            tick(app)
    said = [message["text"].partition(" Mer")[0] for message in messages(app)[told - 1 :]]
    assert said == [
        "Du har en tid onsdag 10 mars klockan 13.00. Du kan välja vad du vill prata om.",
        "Du har en tid onsdag 10 mars klockan 15.00.",
    ]
    with app.app_context(), transaction() as session:
        assert reconciling.plan(session, [who], at=now.now()) == 0


def test_who_is_paused_gets_no_second_message_either(app: Flask, room: Classroom, clock: time_machine.Traveller) -> None:
    who = room.people[0]
    books(app, who, 1, date(2027, 3, 10))
    clock.move_to(datetime(2027, 3, 9, 9, tzinfo=UTC))
    tick(app)
    told = len(messages(app))
    with app.app_context(), transaction() as session:
        assessments.book(session, who, 1, held_on=date(2027, 3, 10), begins=time(15), place="Rum 4", at=now.now())
    with app.app_context():
        worker.follow_plans()
        with transaction() as session:
            by_hand.pause(session, who, at=now.now())
    tick(app)
    assert len(messages(app)) == told
