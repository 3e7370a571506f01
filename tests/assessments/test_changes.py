"""Moving and cancelling keep what held before, with the reason, and give a pair back."""

from datetime import date, datetime, time
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from time_machine import Traveller

from tests.desk.casework import Casework, a_case, casework, gk
from webapp.assessments import queries, service
from webapp.assessments.models import GkChange
from webapp.assessments.service import CannotBook, Offer, Slot
from webapp.assessments.values import Change, Refusal, Why
from webapp.ground import clock
from webapp.messages.models import Replan

FIRST, SECOND = date(2027, 1, 26), date(2027, 2, 2)


@pytest.fixture
def work(session: Session) -> Casework:
    return casework(session)


@pytest.fixture
def kim(session: Session, work: Casework) -> UUID:
    person = a_case(session, work)
    gk(session, person, 1, FIRST)
    gk(session, person, 2, SECOND)
    return person


def changes(session: Session) -> list[tuple[int, Change, Why, date, time]]:
    rows = session.scalars(select(GkChange).order_by(GkChange.changed_at, GkChange.number))
    return [(one.number, one.what, one.why, one.held_on, one.begins) for one in rows]


def cancelled(session: Session, person: UUID, number: int, work: Casework, why: Why = Why.HEALTH) -> list[int]:
    return service.cancel(session, person, number, why=why, by=work.fk, at=clock.now())


def test_moving_keeps_the_time_that_held_and_why(session: Session, work: Casework, kim: UUID) -> None:
    to = Slot(date(2027, 1, 27), time(9), place="Rum 5")
    service.move(session, kim, 1, to, why=Why.HEALTH, by=work.fk, at=clock.now())
    assert [(m.held_on, m.begins) for m in queries.meetings(session, kim)] == [(date(2027, 1, 27), time(9)), (SECOND, time(13))]
    assert changes(session) == [(1, Change.MOVED, Why.HEALTH, FIRST, time(13))]


def test_another_place_or_a_first_booking_is_no_move(session: Session, work: Casework, kim: UUID) -> None:
    service.move(session, kim, 1, Slot(FIRST, time(13), place="Rum 6"), why=Why.HEALTH, by=work.fk, at=clock.now())
    service.move(session, kim, 3, Slot(date(2027, 2, 9), time(13), place="Rum 6"), why=Why.OTHER, by=work.fk, at=clock.now())
    assert changes(session) == []


def test_cancelling_the_first_cancels_the_second_too(session: Session, work: Casework, kim: UUID) -> None:
    session.execute(delete(Replan))
    assert cancelled(session, kim, 1, work) == [1, 2]
    assert session.scalars(select(Replan.participant_id)).all() == [kim]
    assert queries.meetings(session, kim) == []
    assert changes(session) == [(1, Change.CANCELLED, Why.HEALTH, FIRST, time(13)), (2, Change.CANCELLED, Why.HEALTH, SECOND, time(13))]
    assert cancelled(session, kim, 1, work) == []


def test_cancelling_the_second_leaves_the_first(session: Session, work: Casework, kim: UUID) -> None:
    assert cancelled(session, kim, 2, work, Why.NOT_SAID) == [2]
    assert [m.number for m in queries.meetings(session, kim)] == [1]


def test_what_has_begun_is_not_cancelled(session: Session, work: Casework, kim: UUID, clock: Traveller) -> None:
    clock.move_to(datetime.fromisoformat("2027-01-26T13:00+01:00"))
    with pytest.raises(CannotBook) as fault:
        cancelled(session, kim, 1, work)
    assert fault.value.refusal is Refusal.PAST
    assert len(queries.meetings(session, kim)) == 2
    assert cancelled(session, kim, 2, work) == [2]


def test_a_pair_that_is_given_up_is_free_for_somebody_else(session: Session, work: Casework) -> None:
    kim, bo, at = a_case(session, work), a_case(session, work, "Bo"), clock.now()
    pair = service.publish(session, work.fk, Offer(FIRST, time(10), SECOND, time(10), place="Rum 4"), asked=uuid4(), at=at)
    service.book_pair(session, kim, pair.id, by=work.fk, at=at)
    cancelled(session, kim, 2, work)
    assert queries.offered(session, bo, at) == []
    cancelled(session, kim, 1, work)
    assert [one.id for one in queries.offered(session, bo, at)] == [pair.id]
    assert len(service.book_pair(session, bo, pair.id, by=work.fk, at=at)) == 2


def test_she_is_told_of_what_is_cancelled_until_its_hour_or_until_it_is_booked_anew(session: Session, work: Casework, kim: UUID) -> None:
    at = clock.now()
    cancelled(session, kim, 1, work)
    first, second = clock.at(FIRST, time(13)), clock.at(SECOND, time(13))
    assert queries.cancelled_ahead(session, kim, at) == [first, second]
    assert queries.cancelled_ahead(session, kim, first) == [second]
    gk(session, kim, 1, SECOND)
    assert queries.cancelled_ahead(session, kim, at) == [first]
