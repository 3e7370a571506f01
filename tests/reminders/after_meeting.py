"""A survey that some have answered: the days after the last meeting."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from tests.course_survey.classroom import Classroom, a_classroom, open_round
from webapp.course_survey.values import Part
from webapp.invitations import service as invitations
from webapp.messages.models import OutboxMessage
from webapp.messages.values import Kind, State
from webapp.storage import reading, transaction

#: The last meeting of the tests' course is on Wednesday 3 March at 13.00.
LAST_MEETING = datetime(2027, 3, 3, 12, 30, tzinfo=UTC)


@pytest.fixture
def room(app: Flask, clock: time_machine.Traveller) -> Classroom:
    """Six people, and part A open since the last meeting."""
    room = a_classroom(app, 6)
    clock.move_to(LAST_MEETING)
    _b_is_far_away(app, room)
    open_round(app, room)
    return room


def _b_is_far_away(app: Flask, room: Classroom) -> None:
    """Part B would open by itself when the meeting is over; a test that is about it opens it."""
    with app.app_context(), transaction() as session:
        row = invitations.planned(session, room.course)[Part.B]
        row.opens_at, row.closes_at = row.opens_at + timedelta(days=60), row.closes_at + timedelta(days=60)


def states(app: Flask) -> dict[UUID, State]:
    with app.app_context():
        return {row.person: row.state for row in reading().scalars(select(OutboxMessage).where(OutboxMessage.kind == Kind.SURVEY))}


def at_nine(clock: time_machine.Traveller, day: int) -> None:
    clock.move_to(datetime(2027, 3, day, 8, tzinfo=UTC))
