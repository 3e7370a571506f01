"""Staff are told that messages do not get through, once a day, and only by messages that say nothing of anybody's answers."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from tests.desk.casework import a_case
from tests.invitations.guests import messages
from tests.reminders.staff_room import StaffRoom, settled, staff_room
from tests.support.fixtures import both_databases
from webapp.ground import clock as now
from webapp.messages.values import Kind, State
from webapp.people.models import Course, Participant
from webapp.storage import transaction
from webapp.worker import tick

pytestmark = both_databases
#: A Wednesday, while the course runs.
AT = datetime(2027, 2, 17, 10, tzinfo=UTC)


@pytest.fixture
def room(app: Flask, clock: time_machine.Traveller) -> StaffRoom:
    clock.move_to(AT)
    return staff_room(app)


def over(room: StaffRoom) -> None:
    """The course has ended."""
    with room.app.app_context(), transaction() as session:
        session.get_one(Course, room.work.course).ends_on = date(2027, 2, 16)


@pytest.mark.parametrize(
    ("kind", "about", "told"),
    [
        (Kind.INVITATION, "", True),
        (Kind.NEW_LINK, "", True),
        (Kind.MEETING, "gk:1:2027-02-18T1000", True),
        (Kind.REMINDER, "course:3:2027-02-18T1000:last", True),
        (Kind.REMINDER, "staircase:1:first gk:1:2027-02-18T1000:last", True),
        (Kind.REMINDER, "staircase:1:first", False),
        (Kind.REMINDER, "opening:gk:first", False),
        (Kind.REMINDER, "later:2027-02-18", False),
        (Kind.SURVEY, "", False),
        (Kind.CODE, "", False),
    ],
)
def test_only_what_does_not_depend_on_answers_is_told_of(room: StaffRoom, kind: Kind, about: str, told: bool) -> None:
    settled(room, kind, State.FAILED, AT - timedelta(hours=1), about=about)
    room.tells(AT)
    assert room.rows() == ([(Kind.STAFF_NOT_THROUGH, room.work.leader)] if told else [])


@pytest.mark.parametrize("state", [one for one in State if one is not State.FAILED])
def test_nothing_else_than_a_failure_is_told_of(room: StaffRoom, state: State) -> None:
    settled(room, Kind.INVITATION, state, AT - timedelta(hours=1))
    room.tells(AT)
    assert room.rows() == []


def test_after_the_course_it_is_the_handler_at_forsakringskassan(room: StaffRoom) -> None:
    over(room)
    settled(room, Kind.INVITATION, State.FAILED, AT - timedelta(hours=1))
    room.tells(AT)
    assert room.rows() == [(Kind.STAFF_NOT_THROUGH, room.work.fk)]


def test_one_letter_a_day_however_many_people(room: StaffRoom) -> None:
    with room.app.app_context(), transaction() as session:
        other = a_case(session, room.work, "Bo")
    for person in (room.person, other):
        settled(room, Kind.INVITATION, State.FAILED, AT - timedelta(hours=1), person=person)
    room.tells(AT)
    room.tells(AT + timedelta(minutes=1))
    assert len(room.rows()) == 1


def test_what_fails_after_the_letter_is_told_of_the_next_working_day_and_then_no_more(room: StaffRoom) -> None:
    friday = AT + timedelta(days=2)
    settled(room, Kind.INVITATION, State.FAILED, friday - timedelta(hours=1))
    room.tells(friday)
    settled(room, Kind.NEW_LINK, State.FAILED, friday + timedelta(hours=8, minutes=59))
    letters = []
    for hours in (1, 24, 48, 72, 73, 96):
        room.tells(friday + timedelta(hours=hours))
        letters.append(len(room.rows()))
    assert letters == [1, 1, 1, 2, 2, 2]


def test_a_later_message_that_got_through_leaves_nothing_to_tell(room: StaffRoom) -> None:
    settled(room, Kind.INVITATION, State.FAILED, AT - timedelta(hours=2))
    settled(room, Kind.NEW_LINK, State.SENT, AT - timedelta(hours=1))
    room.tells(AT)
    assert room.rows() == []


def test_nobody_is_told_of_a_case_that_is_over(room: StaffRoom) -> None:
    settled(room, Kind.INVITATION, State.FAILED, AT - timedelta(hours=1))
    with room.app.app_context(), transaction() as session:
        session.get_one(Participant, room.person).ended_at = now.now()
    room.tells(AT)
    assert room.rows() == []


def test_the_letter_names_nobody(room: StaffRoom) -> None:
    settled(room, Kind.INVITATION, State.FAILED, AT - timedelta(hours=1))
    tick(room.app)
    (letter,) = messages(room.app)
    assert (letter["to"], letter["subject"]) == ("maj@fk.example", "Meddelanden kommer inte fram")
    assert letter["text"].startswith(
        "Meddelanden till någon kommer inte fram. Öppna Mellansteg och se till vem.\n\nhttps://mellansteg.example\n\n"
    )
