"""GK meetings are booked, moved, refused with a reason, and looked at once more."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from tests.desk.casework import a_case, casework
from webapp.assessments import queries
from webapp.assessments.models import GkMeeting
from webapp.assessments.service import CannotBook, Offer, book, publish, second_look
from webapp.assessments.values import Concern, Refusal
from webapp.ground import clock

TODAY = date(2027, 1, 18)


@pytest.fixture
def person(session: Session) -> UUID:
    return a_case(session, casework(session))


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


def booked(
    session: Session, person: UUID, number: int, on: date, begins: time = time(13), place: str | None = "Rum 4", link: str | None = None
) -> GkMeeting:
    return book(session, person, number, held_on=on, begins=begins, place=place, video_link=link, at=clock.now())


def refused(session: Session, person: UUID, number: int, on: date, begins: time = time(13), **where: str | None) -> Refusal:
    before = [(m.number, m.held_on, m.begins) for m in queries.meetings(session, person)]
    with pytest.raises(CannotBook) as fault:
        booked(session, person, number, on, begins, **where)
    assert [(m.number, m.held_on, m.begins) for m in queries.meetings(session, person)] == before
    return fault.value.refusal


def test_two_meetings_are_booked_and_more_are_allowed(session: Session, person: UUID) -> None:
    for number, after in ((1, 7), (2, 21), (3, 30)):
        booked(session, person, number, days(after))
    assert [(m.number, m.held_on, m.minutes) for m in queries.meetings(session, person)] == [
        (1, days(7), 60),
        (2, days(21), 60),
        (3, days(30), 60),
    ]


def test_moving_is_booking_again(session: Session, person: UUID) -> None:
    first = booked(session, person, 1, days(7))
    again = booked(session, person, 1, days(8), time(9, 30), place=None, link="https://mote.example/a")
    assert again.id == first.id
    assert [(m.held_on, m.begins, m.place, m.video_link) for m in queries.meetings(session, person)] == [
        (days(8), time(9, 30), None, "https://mote.example/a")
    ]


def test_the_second_meeting_comes_after_the_first(session: Session, person: UUID) -> None:
    assert refused(session, person, 2, days(7)) is Refusal.NO_EARLIER
    booked(session, person, 1, days(7))
    assert refused(session, person, 2, days(6)) is Refusal.BEFORE_EARLIER
    assert refused(session, person, 2, days(7)) is Refusal.BEFORE_EARLIER
    assert refused(session, person, 3, days(9)) is Refusal.NO_EARLIER
    booked(session, person, 2, days(7), time(15))


def test_the_first_meeting_is_not_moved_past_the_second(session: Session, person: UUID) -> None:
    booked(session, person, 1, days(7))
    booked(session, person, 2, days(14))
    assert refused(session, person, 1, days(14)) is Refusal.AFTER_LATER
    assert refused(session, person, 1, days(20)) is Refusal.AFTER_LATER
    booked(session, person, 1, days(13))


def test_nobody_is_called_to_a_time_that_has_been(session: Session, person: UUID) -> None:
    assert refused(session, person, 1, days(-1)) is Refusal.PAST
    assert refused(session, person, 1, TODAY, time(9, 59)) is Refusal.PAST
    assert refused(session, person, 1, date.min) is Refusal.PAST
    booked(session, person, 1, TODAY, time(10))


def test_a_year_written_wrong_is_noticed(session: Session, person: UUID) -> None:
    assert refused(session, person, 1, days(366)) is Refusal.TOO_FAR
    assert refused(session, person, 1, date.max) is Refusal.TOO_FAR
    booked(session, person, 1, days(365))


def test_a_meeting_is_held_somewhere(session: Session, person: UUID) -> None:
    assert refused(session, person, 1, days(7), place=None) is Refusal.NOWHERE
    assert refused(session, person, 1, days(7), place="", link="") is Refusal.NOWHERE
    booked(session, person, 1, days(7), place=None, link="https://mote.example/a")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (date(2027, 1, 25), date(2027, 2, 8), ()),
        (date(2027, 1, 25), date(2027, 2, 9), (Concern.LONG_BETWEEN,)),
        (date(2027, 3, 15), date(2027, 3, 26), (Concern.HOLIDAY,)),  # långfredag
        (date(2027, 3, 15), date(2027, 3, 28), (Concern.WEEKEND,)),  # påskdagen is a Sunday
        (date(2027, 6, 15), date(2027, 6, 25), (Concern.HOLIDAY,)),  # midsommarafton
        (date(2027, 1, 25), date(2027, 2, 13), (Concern.LONG_BETWEEN, Concern.WEEKEND)),
    ],
)
def test_what_is_worth_a_second_look_stops_nothing(
    session: Session, person: UUID, first: date, second: date, expected: tuple[Concern, ...]
) -> None:
    booked(session, person, 1, first)
    booked(session, person, 2, second)
    assert queries.concerns(queries.meetings(session, person)) == {1: (), 2: expected}


def test_the_next_meeting_of_each(session: Session) -> None:
    work = casework(session)
    people = [a_case(session, work) for _ in range(4)]
    booked(session, people[0], 1, TODAY)
    booked(session, people[0], 2, days(9))
    booked(session, people[1], 1, days(3))
    booked(session, people[3], 1, days(1))
    found = queries.next_of(session, people[:3], days(1))
    assert {person: (m.number, m.held_on) for person, m in found.items()} == {people[0]: (2, days(9)), people[1]: (1, days(3))}
    assert queries.next_of(session, [], TODAY) == {}


def test_the_first_of_two_meetings_on_one_day_is_next(session: Session, person: UUID) -> None:
    booked(session, person, 1, days(3), time(9))
    booked(session, person, 2, days(3), time(15))
    assert queries.next_of(session, [person], TODAY)[person].number == 1
    morning, noon = datetime(2027, 1, 21, 7, 59, tzinfo=UTC), datetime(2027, 1, 21, 8, 0, tzinfo=UTC)
    found = [queries.next_after(session, person, moment) for moment in (morning, noon)]
    assert [meeting.number if meeting else None for meeting in found] == [1, 2]
    assert queries.next_after(session, person, datetime(2027, 1, 21, 14, 0, tzinfo=UTC)) is None


def test_a_place_is_unreadable_in_the_database(session: Session, person: UUID) -> None:
    meeting = booked(session, person, 1, days(7), place="Kyrkogatan 2")
    assert meeting.place_sealed
    assert meeting.place_sealed.startswith("v1.")
    assert "Kyrkogatan" not in meeting.place_sealed


@pytest.mark.parametrize(("begins", "busy"), [(time(11, 45), False), (time(11, 46), True), (time(14, 14), True), (time(14, 15), False)])
def test_another_meeting_of_her_handlers_is_worth_a_second_look(session: Session, begins: time, busy: bool) -> None:
    work = casework(session)
    kim, bo = a_case(session, work), a_case(session, work, "Bo")
    booked(session, kim, 1, days(8))
    expected = (Concern.BUSY,) if busy else ()
    assert second_look(session, bo, 1, held_on=days(8), begins=begins, at=clock.now()) == expected
    assert second_look(session, kim, 1, held_on=days(8), begins=begins, at=clock.now()) == ()
    stranger = a_case(session, replace(work, fk=work.other_fk, af=work.other_af))
    assert second_look(session, stranger, 1, held_on=days(8), begins=begins, at=clock.now()) == ()


def test_a_time_that_a_handler_has_published_is_worth_a_second_look(session: Session) -> None:
    work = casework(session)
    offer = Offer(days(8), time(13), days(15), time(9), place="Rum 4")
    publish(session, work.af, offer, asked=uuid4(), at=clock.now())
    kim = a_case(session, work)
    found = [second_look(session, kim, 1, held_on=days(day), begins=time(13), at=clock.now()) for day in (8, 15)]
    assert found == [(Concern.BUSY,), ()]
