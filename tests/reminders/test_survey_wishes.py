"""Messages about the survey follow what she has said of her messages, also when they are written already."""

from datetime import date, time
from uuid import uuid4

import pytest
import time_machine
from flask import Flask

from tests.course_survey.classroom import Classroom
from tests.invitations.guests import messages
from tests.reminders.test_survey import at_nine, room, states
from tests.support.fixtures import both_databases
from webapp import worker
from webapp.assessments import service as assessments
from webapp.ground import clock as now
from webapp.messages.values import State
from webapp.people.addresses import parse_address
from webapp.reminders import by_hand, choices
from webapp.reminders.values import Channel, Hour
from webapp.staircase import service as staircase
from webapp.staircase.service import SelfRating
from webapp.storage import transaction
from webapp.surveys.engine.place import Place
from webapp.worker import tick

__all__ = ["room"]
pytestmark = both_databases


@pytest.mark.parametrize("why", ["paused", "stopped", "no way"])
def test_who_wants_none_any_more_gets_none_though_it_is_written(
    app: Flask, room: Classroom, clock: time_machine.Traveller, why: str
) -> None:
    at_nine(clock, 4)
    with app.app_context():
        worker.remind()
        with transaction() as session:
            if why == "paused":
                by_hand.pause(session, room.people[0], at=now.now())
            elif why == "stopped":
                choices.stop(session, room.people[0], at=now.now())
            else:
                choices.choose(session, room.people[0], Channel.NONE, Hour.MORNING)
    tick(app)
    assert states(app)[room.people[0]] is State.CANCELLED
    assert "+46701740605" not in {message["to"] for message in messages(app)}
    assert len(messages(app)) == 5


def test_it_goes_to_the_address_that_she_has_chosen(app: Flask, room: Classroom, clock: time_machine.Traveller) -> None:
    with app.app_context(), transaction() as session:
        choices.use_address(session, room.people[0], parse_address("kim@post.example"), Hour.MORNING)
    at_nine(clock, 4)
    tick(app)
    assert {message["to"] for message in messages(app)} == {
        "kim@post.example",
        *(f"+4670174060{number}" for number in range(6, 10)),
        "+46701740610",
    }


@pytest.mark.parametrize(("gk", "told"), [(None, 5), (5, 8)])
def test_who_asked_for_later_is_told_that_day_or_the_next_that_is_free(
    app: Flask, room: Classroom, clock: time_machine.Traveller, gk: int | None, told: int
) -> None:
    at_nine(clock, 4)
    tick(app)
    with app.app_context(), transaction() as session:
        assert choices.later(session, room.people[0], at=now.now()) == date(2027, 3, 5)
        if gk:
            assessments.book(session, room.people[0], 1, held_on=date(2027, 3, gk), begins=time(13), place="Rum 4", at=now.now())
            staircase.place(session, room.people[0], uuid4(), SelfRating(Place.parse("2")), survey_version=1, at=now.now())
    days: list[date] = []
    for day in (5, 8):
        before = len(messages(app))
        at_nine(clock, day)
        tick(app)
        days += [now.today() for message in messages(app)[before:] if message["to"] == "+46701740605"]
    assert days == [date(2027, 3, told)]
