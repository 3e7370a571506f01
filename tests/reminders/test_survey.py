"""Messages about the anonymous survey: few, at good hours, never after an answer, and never a trace of when somebody answered."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from tests.course_survey.classroom import Classroom, answer_by_link, choose, go_past, open_round
from tests.invitations.guests import everything, messages
from tests.messages.box import Hands
from tests.reminders.after_meeting import at_nine, room, states
from tests.support.fixtures import both_databases
from tests.support.together import together
from tests.support.visit import Visit
from webapp import worker
from webapp.assessments import service as assessments
from webapp.course_survey import queries as surveys
from webapp.course_survey import service as course_survey
from webapp.course_survey.values import Part
from webapp.ground import clock as now
from webapp.messages import carriers
from webapp.messages.carriers import Outcome
from webapp.messages.models import OutboxMessage
from webapp.messages.values import Kind, State
from webapp.people.models import Participant
from webapp.reminders import service
from webapp.storage import reading, transaction
from webapp.worker import tick

__all__ = ["room"]

pytestmark = both_databases


def days_pass(app: Flask, clock: time_machine.Traveller, days: int = 16) -> list[date]:
    """One tick each third hour; returns the day of each message that was sent."""
    told: list[date] = []
    for _ in range(days * 8):
        before = len(messages(app))
        tick(app)
        told += [now.today()] * (len(messages(app)) - before)
        clock.shift(timedelta(hours=3))
    return told


def test_a_notice_and_one_reminder_for_who_has_not_answered(app: Flask, room: Classroom, clock: time_machine.Traveller) -> None:
    for link in room.links[1:]:
        answer_by_link(app, link)
    assert days_pass(app, clock, 9) == [date(2027, 3, 4), date(2027, 3, 9)]
    assert everything(app)["outbox_message"] == []


def test_both_parts_on_one_day_are_one_message(app: Flask, room: Classroom, clock: time_machine.Traveller) -> None:
    open_round(app, room, Part.B)
    at_nine(clock, 4)
    for _ in range(3):
        tick(app)
    assert len(messages(app)) == 6


def test_who_answered_one_part_is_reminded_of_the_other_on_its_own_days(app: Flask, room: Classroom, clock: time_machine.Traveller) -> None:
    for link in room.links:
        answer_by_link(app, link)
    open_round(app, room, Part.B)
    for link in room.links[1:]:
        answer_b(app, link)
    assert days_pass(app, clock) == [date(2027, 3, 4), date(2027, 3, 10), date(2027, 3, 16)]


def answer_b(app: Flask, link: str) -> None:
    phone = Visit(app)
    phone.get(link)
    phone.send("Svara på enkäten")
    choose(phone, "2")
    go_past(phone)
    phone.send("Skicka mina svar")


def test_the_ballot_is_looked_at_again_when_the_message_is_sent(app: Flask, room: Classroom, clock: time_machine.Traveller) -> None:
    at_nine(clock, 4)
    with app.app_context():
        worker.remind()
    answer_by_link(app, room.links[0])
    tick(app)
    assert states(app)[room.people[0]] is State.CANCELLED
    assert len(messages(app)) == 5


def test_no_row_says_when_somebody_answered(app: Flask, room: Classroom, clock: time_machine.Traveller) -> None:
    """One answers the evening before, one ten minutes ago, one not at all: all rows have the same times."""
    answer_by_link(app, room.links[0])
    clock.move_to(datetime(2027, 3, 4, 7, 50, tzinfo=UTC))
    answer_by_link(app, room.links[1])
    at_nine(clock, 4)
    tick(app)
    with app.app_context():
        rows = reading().scalars(select(OutboxMessage).where(OutboxMessage.kind == Kind.SURVEY)).all()
        times = {(row.made_at, row.due_at, row.useless_at, row.settled_at, row.leased_until, row.tries) for row in rows}
    assert len(rows) == 6
    assert len(times) == 1
    later = everything(app)["outbox_message"]
    clock.shift(timedelta(hours=3))
    answer_by_link(app, room.links[2])
    tick(app)
    assert everything(app)["outbox_message"] == later, "answering changes no row"


def test_in_the_evening_nothing_is_left_of_them(app: Flask, room: Classroom, clock: time_machine.Traveller) -> None:
    at_nine(clock, 4)
    tick(app)
    clock.move_to(datetime(2027, 3, 4, 19, tzinfo=UTC))
    tick(app)
    assert everything(app)["outbox_message"] == []
    tick(app)
    assert len(messages(app)) == 6


def test_what_did_not_get_through_is_told_to_the_operator_before_it_is_removed(
    app: Flask, room: Classroom, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carriers, "carrier", lambda: Hands(Outcome.FAILED))
    at_nine(clock, 4)
    tick(app)
    clock.move_to(datetime(2027, 3, 4, 19, tzinfo=UTC))
    with app.app_context(), transaction() as session:
        assert service.forget(session, at=now.now()) == 6
        assert service.forget(session, at=now.now()) == 0


def test_not_on_the_day_of_a_meeting_with_the_handlers(app: Flask, room: Classroom, clock: time_machine.Traveller) -> None:
    with app.app_context(), transaction() as session:
        assessments.book(session, room.people[0], 1, held_on=date(2027, 3, 4), begins=time(13), place="Rum 4", at=now.now())
    at_nine(clock, 4)
    tick(app)
    assert room.people[0] not in states(app)
    before = messages(app)
    at_nine(clock, 5)
    tick(app)
    assert room.people[0] not in states(app), "the day after she is told of the staircase, and of this in the same message"
    assert [message["to"] for message in messages(app) if message not in before] == ["+46701740605"]


def test_nobody_who_has_left_is_told(app: Flask, room: Classroom, clock: time_machine.Traveller) -> None:
    with app.app_context(), transaction() as session:
        session.get_one(Participant, room.people[0]).ended_at = now.now()
    at_nine(clock, 4)
    tick(app)
    assert room.people[0] not in states(app)
    assert len(messages(app)) == 5


def test_a_round_that_was_closed_is_not_told_of(app: Flask, room: Classroom, clock: time_machine.Traveller) -> None:
    at_nine(clock, 4)
    with app.app_context():
        worker.remind()
        with transaction() as session:
            course_survey.close(session, surveys.open_now(session)[0].id, at=now.now())
    tick(app)
    assert set(states(app).values()) == {State.CANCELLED}
    assert messages(app) == []


def test_two_workers_write_each_message_once(app: Flask, room: Classroom, clock: time_machine.Traveller) -> None:
    at_nine(clock, 4)
    faults = together(app, *[lambda session: service.plan(session, at=now.now())] * 2)
    assert faults == []
    assert len(states(app)) == 6


def test_the_message_says_the_last_whole_day(app: Flask, room: Classroom, clock: time_machine.Traveller) -> None:
    at_nine(clock, 4)
    tick(app)
    assert {message["text"].partition(". ")[0].partition("? ")[2] for message in messages(app)} == {
        "Du kan svara till och med tisdag 9 mars, om du vill"
    }
