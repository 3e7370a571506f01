"""She is asked what she wants to talk about before GK1, until she has said something."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
import time_machine
from flask import Flask

from tests.course_survey.classroom import Classroom
from tests.reminders.test_reconciling import books, plan, room
from tests.support.fixtures import both_databases
from webapp.agenda import service as agenda
from webapp.ground import clock as now
from webapp.messages.values import State
from webapp.reminders import replies
from webapp.storage import transaction
from webapp.worker import tick

__all__ = ["room"]
pytestmark = both_databases


def asked_what_to_talk_about(app: Flask, who: UUID) -> list[tuple[date, str]]:
    """The days that still stand, and which step is said then."""
    waiting = {day: about.split() for day, (about, state) in plan(app, who).items() if state is State.PENDING}
    return [(day, one.rpartition(":")[2]) for day, all_ in sorted(waiting.items()) for one in all_ if one.startswith("agenda:")]


def writes(app: Flask, who: UUID, line: str | None, *, begins: bool) -> None:
    with app.app_context(), transaction() as session:
        agenda.write(session, who, "work", line, begins=begins, shown=False, at=now.now())


@pytest.mark.parametrize(("line", "begins"), [("Jag trivdes i köket", False), (None, True)])
def test_she_is_asked_what_to_talk_about_until_she_has_chosen(app: Flask, room: Classroom, line: str | None, begins: bool) -> None:
    """A week before GK1, and with the message about the meeting itself."""
    who, notice, last = room.people[0], date(2027, 3, 12), date(2027, 3, 18)
    books(app, who, 1, date(2027, 3, 19))
    tick(app)
    assert asked_what_to_talk_about(app, who) == [(notice, "first"), (last, "last")]
    assert plan(app, who)[last][0] == "gk:1:2027-03-19T1300:last agenda:1:last"
    writes(app, who, line, begins=begins)
    tick(app)
    assert asked_what_to_talk_about(app, who) == []
    assert plan(app, who)[last] == ("gk:1:2027-03-19T1300:last", State.PENDING)


def test_what_to_talk_about_is_asked_before_the_first_meeting_only(app: Flask, room: Classroom, clock: time_machine.Traveller) -> None:
    who = room.people[0]
    books(app, who, 1, date(2027, 3, 9))
    books(app, who, 2, date(2027, 3, 19))
    tick(app)
    assert asked_what_to_talk_about(app, who) == [(date(2027, 3, 8), "last")]
    clock.move_to(datetime(2027, 3, 10, 7, tzinfo=UTC))
    tick(app)
    assert asked_what_to_talk_about(app, who) == []


def test_who_cannot_come_to_the_first_meeting_is_not_asked_what_to_talk_about(app: Flask, room: Classroom) -> None:
    who = room.people[0]
    books(app, who, 1, date(2027, 3, 19))
    with app.app_context(), transaction() as session:
        replies.answer_meeting(session, who, "gk:1", "2027-03-19T13:00", coming=False, at=now.now())
    tick(app)
    assert asked_what_to_talk_about(app, who) == []
