"""How she wants her reminders: later, not at all, again, and in which way."""

from datetime import date, datetime
from uuid import UUID

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from time_machine import Traveller

from tests.desk.casework import a_case, casework, gk
from tests.support.fixtures import both_databases
from webapp.ground import clock as clocks
from webapp.messages.models import Replan
from webapp.people import queries as people
from webapp.people.addresses import Email, Phone, parse_address
from webapp.reminders import choices
from webapp.reminders.models import MessageChoice
from webapp.reminders.values import Channel, Hour

pytestmark = both_databases


@pytest.fixture
def person(session: Session) -> UUID:
    person = a_case(session, casework(session))
    session.execute(delete(Replan))
    return person


def replanned(session: Session) -> list[UUID]:
    return list(session.scalars(select(Replan.participant_id)))


def chosen(session: Session, person: UUID) -> MessageChoice:
    choice = choices.standing(session, person)
    assert choice
    return choice


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2027, 1, 18, 10, tzinfo=clocks.STOCKHOLM), date(2027, 1, 19)),
        (datetime(2027, 1, 22, 23, 59, tzinfo=clocks.STOCKHOLM), date(2027, 1, 25)),
        # Meetings of the course on the eighth and tenth of February.
        (datetime(2027, 2, 5, 10, tzinfo=clocks.STOCKHOLM), date(2027, 2, 9)),
        # Maundy Thursday, before the long Easter weekend.
        (datetime(2027, 3, 25, 10, tzinfo=clocks.STOCKHOLM), date(2027, 3, 30)),
    ],
)
def test_later_is_the_next_day_when_anything_is_sent(session: Session, person: UUID, clock: Traveller, now: datetime, day: date) -> None:
    clock.move_to(now)
    assert choices.later(session, person, at=clocks.now()) == day
    assert choices.later(session, person, at=clocks.now()) == day
    assert chosen(session, person).later_on == day
    assert set(replanned(session)) == {person}


def test_later_is_never_the_day_of_a_meeting_with_the_handlers(session: Session, person: UUID) -> None:
    gk(session, person, 1, date(2027, 1, 19))
    assert choices.later(session, person, at=clocks.now()) == date(2027, 1, 20)


def test_stopping_twice_keeps_the_first_moment_and_what_waited_goes(session: Session, person: UUID, clock: Traveller) -> None:
    choices.later(session, person, at=clocks.now())
    first = clocks.now()
    choices.stop(session, person, at=first)
    clock.shift(60)
    choices.stop(session, person, at=clocks.now())
    assert (chosen(session, person).stopped_at, chosen(session, person).later_on) == (first, None)
    choices.start(session, person)
    assert chosen(session, person).stopped_at is None
    assert replanned(session) == [person] * 4


def test_she_chooses_among_the_ways_that_reach_her(session: Session, person: UUID) -> None:
    choices.choose(session, person, Channel.NONE, Hour.NOON)
    choices.choose(session, person, Channel.SMS, Hour.AFTERNOON)
    assert (chosen(session, person).channel, chosen(session, person).hour) == (Channel.SMS, Hour.AFTERNOON)
    with pytest.raises(choices.NoAddress):
        choices.choose(session, person, Channel.EMAIL, Hour.MORNING)
    assert (chosen(session, person).channel, chosen(session, person).hour) == (Channel.SMS, Hour.AFTERNOON)


def test_an_address_of_her_own_is_sealed_and_used(session: Session, person: UUID) -> None:
    choices.use_address(session, person, parse_address("kim@post.example"), Hour.NOON)
    choice, row = chosen(session, person), people.participant(session, person)
    assert row
    assert (choice.other, choice.channel, choice.hour) == ("kim@post.example", Channel.EMAIL, Hour.NOON)
    assert "kim" not in (choice.other_sealed or "kim")
    assert choices.ways(session, row) == {Channel.SMS: Phone(row.phone or ""), Channel.EMAIL: Email("kim@post.example")}
    choices.choose(session, person, Channel.SMS, Hour.MORNING)
    assert chosen(session, person).other == "kim@post.example"


def test_the_stored_address_is_not_kept_twice(session: Session, person: UUID) -> None:
    row = people.participant(session, person)
    assert row
    assert row.phone
    choices.use_address(session, person, parse_address(row.phone), Hour.NOON)
    assert (chosen(session, person).other, chosen(session, person).channel) == (None, Channel.SMS)
