"""The last working day before a GK its handlers are told, once, and in words that are true."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from tests.desk.casework import a_case, lifts_secrecy, withdraws
from tests.invitations.guests import messages
from tests.reminders.staff_room import StaffRoom, books, staff_room
from tests.support.fixtures import both_databases
from tests.support.together import together
from webapp.consent.values import Purpose
from webapp.ground import clock as now
from webapp.messages.values import Kind
from webapp.people.models import Participant
from webapp.reminders import staff
from webapp.reminders.models import NoticeOff
from webapp.reminders.values import Notice
from webapp.storage import transaction
from webapp.worker import tick

pytestmark = both_databases
#: A Wednesday, and the Thursday and Monday after it.
WEDNESDAY = datetime(2027, 3, 3, 10, tzinfo=UTC)
THURSDAY, MONDAY = date(2027, 3, 4), date(2027, 3, 8)


@pytest.fixture
def room(app: Flask, clock: time_machine.Traveller) -> StaffRoom:
    clock.move_to(WEDNESDAY)
    return staff_room(app)


def test_the_handler_of_forsakringskassan_is_told_once(room: StaffRoom) -> None:
    books(room, 1, THURSDAY)
    for hours in (0, 0, 3):
        room.tells(WEDNESDAY + timedelta(hours=hours))
    assert room.rows() == [(Kind.STAFF_MEETING, room.work.fk)]


def test_several_meetings_are_one_letter(room: StaffRoom) -> None:
    with room.app.app_context(), transaction() as session:
        other = a_case(session, room.work, "Bo")
    books(room, 1, THURSDAY)
    books(room, 1, THURSDAY, person=other)
    room.tells(WEDNESDAY)
    assert room.rows() == [(Kind.STAFF_MEETING, room.work.fk)]


def test_the_other_agency_is_told_only_while_secrecy_is_lifted(room: StaffRoom) -> None:
    books(room, 1, THURSDAY)
    with room.app.app_context(), transaction() as session:
        lifts_secrecy(session, room.person)
    room.tells(WEDNESDAY)
    assert {one for _, one in room.rows()} == {room.work.fk, room.work.af}


def test_a_consent_that_is_taken_back_before_the_letter_leaves_stops_it(room: StaffRoom) -> None:
    books(room, 1, THURSDAY)
    with room.app.app_context(), transaction() as session:
        lifts_secrecy(session, room.person)
    room.tells(WEDNESDAY)
    with room.app.app_context(), transaction() as session:
        withdraws(session, room.person, Purpose.SECRECY)
    tick(room.app)
    assert [message["to"] for message in messages(room.app)] == ["nils@fk.example"]


@pytest.mark.parametrize(
    ("at", "day", "told"),
    [
        (WEDNESDAY, MONDAY, False),
        (WEDNESDAY + timedelta(days=2), MONDAY, True),
        (WEDNESDAY + timedelta(days=3), MONDAY, False),
        (WEDNESDAY + timedelta(hours=9), THURSDAY, False),
        (WEDNESDAY, WEDNESDAY.date(), False),
        (datetime(2027, 3, 25, 10, tzinfo=UTC), date(2027, 3, 30), True),  # over Easter
        (datetime(2027, 3, 25, 10, tzinfo=UTC), date(2027, 3, 31), False),
    ],
)
def test_only_on_the_last_working_day_before_and_in_the_daytime(room: StaffRoom, at: datetime, day: date, told: bool) -> None:
    books(room, 1, day)
    room.tells(at)
    assert bool(room.rows()) is told


@pytest.mark.parametrize(
    ("at", "day", "said"),
    [(WEDNESDAY, THURSDAY, "Du har möte i morgon"), (WEDNESDAY + timedelta(days=2), MONDAY, "Du har möte på måndag")],
)
def test_the_letter_says_the_day_and_nothing_else(
    room: StaffRoom, clock: time_machine.Traveller, at: datetime, day: date, said: str
) -> None:
    books(room, 1, day)
    clock.move_to(at)
    tick(room.app)
    (letter,) = [message for message in messages(room.app) if message["to"] == "nils@fk.example"]
    assert letter["subject"] == said
    assert letter["text"] == (
        f"{said}. Öppna Mellansteg före mötet.\n\nhttps://mellansteg.example\n\n"
        "Du kan stänga av det här brevet i Mellansteg, under Mina meddelanden."
    )


def test_in_english_to_who_reads_english(room: StaffRoom) -> None:
    books(room, 1, THURSDAY)
    with room.app.app_context(), transaction() as session:
        room.account(session, room.work.fk).locale = "en"
    tick(room.app)
    assert [message["subject"] for message in messages(room.app)] == ["You have a meeting tomorrow"]


@pytest.mark.parametrize("why", ["left", "no address", "turned off", "case over", "moved"])
def test_no_letter_leaves_without_a_reason(room: StaffRoom, why: str) -> None:
    books(room, 1, THURSDAY)
    room.tells(WEDNESDAY)
    with room.app.app_context(), transaction() as session:
        account = room.account(session, room.work.fk)
        if why == "left":
            account.active = False
        elif why == "no address":
            account.email = None
        elif why == "turned off":
            session.add(NoticeOff(staff_id=account.id, notice=Notice.MEETING))
        elif why == "case over":
            session.get_one(Participant, room.person).ended_at = now.now()
    if why == "moved":
        books(room, 1, MONDAY)
    tick(room.app)
    assert messages(room.app) == []


def test_turning_off_one_letter_leaves_the_others(room: StaffRoom) -> None:
    books(room, 1, THURSDAY)
    with room.app.app_context(), transaction() as session:
        session.add(NoticeOff(staff_id=room.work.fk, notice=Notice.NOT_THROUGH))
    tick(room.app)
    assert len(messages(room.app)) == 1


def test_two_workers_write_each_letter_once(room: StaffRoom) -> None:
    books(room, 1, THURSDAY)
    faults = together(room.app, *[lambda session: staff.plan_staff(session, at=WEDNESDAY)] * 2)
    assert faults == []
    assert room.rows() == [(Kind.STAFF_MEETING, room.work.fk)]
