"""Free pairs of times are published, booked once, and taken back while nobody has them."""

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.desk.casework import Casework, a_case, casework
from tests.support.fixtures import both_databases
from tests.support.together import together
from webapp.assessments import queries, service
from webapp.assessments.models import GkBusy, GkPair, GkPairBooking
from webapp.assessments.service import CannotBook, Offer
from webapp.assessments.values import Refusal
from webapp.ground import clock
from webapp.storage import transaction

TODAY = date(2027, 1, 18)
FIRST, SECOND = date(2027, 1, 26), date(2027, 2, 2)
OFFER = Offer(FIRST, time(10), SECOND, time(13), place="Rum 4")


def published(session: Session, staff: UUID, offer: Offer = OFFER, asked: UUID | None = None) -> GkPair:
    return service.publish(session, staff, offer, asked=asked or uuid4(), at=clock.now())


def refused(session: Session, staff: UUID, offer: Offer) -> Refusal:
    with pytest.raises(CannotBook) as fault:
        published(session, staff, offer)
    return fault.value.refusal


def booked(session: Session, person: UUID, pair: UUID, work: Casework) -> list[tuple[int, date, time, str | None]]:
    new = service.book_pair(session, person, pair, by=work.fk, at=clock.now())
    return [(one.number, one.held_on, one.begins, one.place) for one in new]


def not_booked(session: Session, person: UUID, pair: UUID, work: Casework) -> Refusal:
    with pytest.raises(CannotBook) as fault:
        booked(session, person, pair, work)
    return fault.value.refusal


def test_one_press_books_both_meetings_and_the_same_press_again_nothing(session: Session) -> None:
    work = casework(session)
    kim, pair = a_case(session, work), published(session, work.fk)
    assert booked(session, kim, pair.id, work) == [(1, FIRST, time(10), "Rum 4"), (2, SECOND, time(13), "Rum 4")]
    assert booked(session, kim, pair.id, work) == []
    assert len(queries.meetings(session, kim)) == 2


def test_a_pair_is_for_the_people_of_everybody_who_takes_part(session: Session) -> None:
    work = casework(session)
    kim, at = a_case(session, work), clock.now()
    alone = published(session, work.fk)
    both = published(session, work.af, replace(OFFER, first_begins=time(14), other_staff_id=work.fk, second_begins=time(15)))
    strangers = published(session, work.other_fk)
    half = published(session, work.fk, replace(OFFER, first_begins=time(8), second_begins=time(8), other_staff_id=work.other_af))
    assert [pair.id for pair in queries.offered(session, kim, at)] == [alone.id, both.id]
    assert not_booked(session, kim, strangers.id, work) is Refusal.GONE
    assert not_booked(session, kim, half.id, work) is Refusal.GONE
    assert not_booked(session, kim, uuid4(), work) is Refusal.GONE


def test_what_is_taken_or_has_begun_is_offered_to_nobody(session: Session) -> None:
    work = casework(session)
    kim, bo, at = a_case(session, work), a_case(session, work, "Bo"), clock.now()
    pair = published(session, work.fk)
    booked(session, kim, pair.id, work)
    later = published(session, work.fk, replace(OFFER, first_on=TODAY, first_begins=time(11), second_begins=time(8)))
    assert [one.id for one in queries.offered(session, bo, at)] == [later.id]
    assert queries.offered(session, bo, at + timedelta(hours=1)) == []
    assert not_booked(session, bo, pair.id, work) is Refusal.TAKEN


def test_who_has_a_meeting_ahead_gets_no_other_pair(session: Session) -> None:
    work = casework(session)
    kim = a_case(session, work)
    pair, other = published(session, work.fk), published(session, work.fk, replace(OFFER, first_begins=time(15), second_begins=time(15)))
    booked(session, kim, pair.id, work)
    assert not_booked(session, kim, other.id, work) is Refusal.BOOKED_ALREADY


def test_more_than_two_are_held_when_needed(session: Session) -> None:
    work = casework(session)
    kim = a_case(session, work)
    booked(session, kim, published(session, work.fk).id, work)
    third = replace(OFFER, first_on=date(2027, 3, 2), second_on=date(2027, 3, 9))
    pair, later = published(session, work.fk, third), clock.at(SECOND, time(15))
    new = service.book_pair(session, kim, pair.id, by=work.fk, at=later)
    assert [one.number for one in new] == [3, 4]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"second_on": FIRST, "second_begins": time(11, 14)}, Refusal.BEFORE_EARLIER),
        ({"second_on": date(2027, 1, 25)}, Refusal.BEFORE_EARLIER),
        ({"first_on": date(2027, 1, 17)}, Refusal.PAST),
        ({"second_on": TODAY + timedelta(days=366)}, Refusal.TOO_FAR),
        ({"place": None}, Refusal.NOWHERE),
    ],
)
def test_what_cannot_be_published(session: Session, change: dict[str, object], why: Refusal) -> None:
    work = casework(session)
    assert refused(session, work.fk, replace(OFFER, **change)) is why  # type: ignore[arg-type]
    published(session, work.fk, replace(OFFER, second_on=FIRST, second_begins=time(11, 15)))


@pytest.mark.parametrize(("begins", "clashes"), [(time(8, 45), False), (time(8, 46), True), (time(11, 14), True), (time(11, 15), False)])
def test_nobody_promises_the_same_time_away_twice_reflection_included(app: Flask, begins: time, clashes: bool) -> None:
    with app.app_context(), transaction() as session:
        work = casework(session)
        published(session, work.fk, replace(OFFER, other_staff_id=work.af))
    other = replace(OFFER, first_begins=begins, second_begins=time(8))
    with app.app_context(), transaction() as session:
        published(session, work.other_fk, other)
    for who in (work.fk, work.af):
        with app.app_context():
            if clashes:
                with pytest.raises(CannotBook) as fault, transaction() as session:
                    published(session, who, other)
                assert fault.value.refusal is Refusal.BUSY
            else:
                with transaction() as session:
                    published(session, who, other)


def test_the_same_page_publishes_once(session: Session) -> None:
    work, asked = casework(session), uuid4()
    assert published(session, work.fk, asked=asked).id == published(session, work.fk, asked=asked).id
    assert published(session, work.af, asked=asked).staff_id == work.af


def test_a_pair_that_nobody_has_is_taken_back_and_its_time_is_free(session: Session) -> None:
    work = casework(session)
    kim, pair = a_case(session, work), published(session, work.fk)
    service.take_back(session, pair)
    assert session.scalars(select(GkBusy)).all() == []
    again = published(session, work.fk)
    booked(session, kim, again.id, work)
    with pytest.raises(CannotBook) as fault:
        service.take_back(session, again)
    assert fault.value.refusal is Refusal.TAKEN


def test_the_place_is_unreadable_in_the_database(session: Session) -> None:
    pair = published(session, casework(session).fk)
    assert pair.place_sealed
    assert "Rum" not in pair.place_sealed


@both_databases
def test_two_people_at_once_get_one_pair_between_them(app: Flask) -> None:
    with app.app_context(), transaction() as session:
        work = casework(session)
        kim, bo, pair = a_case(session, work), a_case(session, work, "Bo"), published(session, work.fk).id
    faults = together(app, lambda session: booked(session, kim, pair, work), lambda session: booked(session, bo, pair, work))
    assert faults == ["CannotBook"]
    with app.app_context(), transaction() as session:
        assert [len(queries.meetings(session, one)) for one in (kim, bo)] == [2, 0]
        assert session.scalars(select(GkPairBooking.participant_id)).all() == [kim]


@both_databases
def test_two_pages_at_once_promise_one_hour_away_once(app: Flask) -> None:
    with app.app_context(), transaction() as session:
        work = casework(session)
    assert together(app, lambda session: published(session, work.fk), lambda session: published(session, work.fk)) == ["CannotBook"]


@both_databases
def test_a_pair_is_booked_or_taken_back_but_not_both(app: Flask) -> None:
    with app.app_context(), transaction() as session:
        work = casework(session)
        kim, pair = a_case(session, work), published(session, work.fk).id

    def takes_back(session: Session) -> None:
        service.take_back(session, session.get_one(GkPair, pair))

    assert together(app, lambda session: booked(session, kim, pair, work), takes_back) == ["CannotBook"]
