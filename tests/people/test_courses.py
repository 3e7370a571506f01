"""Courses and their meetings."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.people.some import FIRST_DAY, PLAN, TODAY, a_course, an_area, handler, leader, people
from tests.support.fixtures import both_databases
from webapp.ground import clock
from webapp.ground.parties import Agency
from webapp.people import queries, service
from webapp.people.models import Course
from webapp.people.service import CoursePlan, CourseRefused
from webapp.people.values import THEMES, Variant, theme

pytestmark = both_databases


def refused(session: Session, plan: CoursePlan) -> CourseRefused:
    with pytest.raises(CourseRefused) as fault:
        service.make_course(session, an_area(session).id, plan, [], today=TODAY)
    return fault.value


def move(session: Session, course: Course, number: int, day: date) -> None:
    meeting = queries.meeting(session, course.id, number)
    assert meeting
    service.move_meeting(session, meeting, day, time(10))


def test_a_course_has_eight_meetings_of_two_hours(session: Session) -> None:
    course = a_course(session)
    meetings = queries.meetings(session, course.id)
    assert [meeting.number for meeting in meetings] == list(range(1, 9))
    assert {meeting.minutes for meeting in meetings} == {120}
    assert (course.starts_on, course.ends_on) == (FIRST_DAY, date(2027, 3, 3))


def test_a_course_that_ends_before_it_starts_is_refused(session: Session) -> None:
    fault = refused(session, replace(PLAN, ends_by=FIRST_DAY - timedelta(days=1)))
    assert (fault.field, str(fault.reason)) == ("ends_by", "Kursen kan inte sluta innan den börjar.")


def test_a_course_that_does_not_fit_is_refused(session: Session) -> None:
    fault = refused(session, replace(PLAN, ends_by=date(2027, 3, 2)))
    assert str(fault.reason) == "Åtta träffar får inte plats. Den sista skulle bli onsdag 3 mars."


def test_one_weekday_is_not_enough(session: Session) -> None:
    assert refused(session, replace(PLAN, weekdays=frozenset({0}))).field == "weekdays"


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_a_mistyped_year_is_refused(session: Session, day: date) -> None:
    assert refused(session, replace(PLAN, starts_on=day)).field == "starts_on"


def test_moving_the_last_meeting_moves_the_end(session: Session) -> None:
    course = a_course(session)
    move(session, course, 8, date(2027, 3, 10))
    assert course.ends_on == date(2027, 3, 10)
    move(session, course, 1, date(2027, 2, 5))
    assert course.starts_on == date(2027, 2, 5)


def test_a_taken_day_is_refused(session: Session) -> None:
    course = a_course(session)
    with pytest.raises(CourseRefused) as fault:
        move(session, course, 3, date(2027, 2, 17))
    assert str(fault.value.reason) == "Den dagen har kursen redan träff 4."


def test_a_meeting_may_change_its_time_and_keep_its_day(session: Session) -> None:
    course = a_course(session)
    move(session, course, 1, FIRST_DAY)
    assert [meeting.begins for meeting in queries.meetings(session, course.id)][:2] == [time(10), time(13)]


def test_meetings_stay_in_order(session: Session) -> None:
    course = a_course(session)
    with pytest.raises(CourseRefused) as fault:
        move(session, course, 8, FIRST_DAY - timedelta(days=3))
    assert str(fault.value.reason) == "Träff 8 måste komma efter träff 7, som är måndag 1 mars."
    with pytest.raises(CourseRefused):
        move(session, course, 3, date(2027, 2, 18))


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(1, 8), st.integers(-20, 60)), max_size=8))
def test_whatever_is_moved_the_order_holds(session: Session, moves: list[tuple[int, int]]) -> None:
    course = a_course(session)
    for number, away in moves:
        try:
            move(session, course, number, FIRST_DAY + timedelta(days=away))
        except CourseRefused:
            continue
    days = [meeting.held_on for meeting in queries.meetings(session, course.id)]
    assert days == sorted(set(days))
    assert (course.starts_on, course.ends_on) == (days[0], days[-1])


def test_the_next_meeting_is_the_first_that_has_not_begun(session: Session) -> None:
    course = a_course(session)
    begins = clock.at(FIRST_DAY, time(13))
    before, after = (queries.next_meeting(session, course.id, moment) for moment in (begins - timedelta(minutes=1), begins))
    assert before
    assert after
    assert (before.number, after.number) == (1, 2)
    assert queries.next_meeting(session, course.id, clock.at(date(2027, 3, 4), time(0))) is None


def test_nobody_goes_back_in_an_ae_course(session: Session) -> None:
    assert [str(theme(Variant.SP, number)) for number in range(1, 9)] == [str(one) for one in THEMES]
    assert "illbaka" not in "".join(str(theme(Variant.AE, number)) for number in range(1, 9))


def test_a_leader_leads_her_own_courses(session: Session) -> None:
    maj, other = leader(session), leader(session, "Eva Berg", Agency.AF)
    course = a_course(session, maj)
    a_course(session, other)
    assert queries.courses_led_by(session, maj) == [course]
    assert queries.leads(session, maj, course.id)
    assert not queries.leads(session, other, course.id)


def test_the_named_human_is_a_leader_until_the_course_ends(session: Session) -> None:
    maj = leader(session)
    course = a_course(session, leader(session, "Abbe Af", Agency.AF), maj)
    person = people(session, course.id, 1)[0]
    nils = handler(session)
    service.give_handler(session, person, Agency.FK, nils)
    during, after = (queries.named_human(session, person.id, day) for day in (course.ends_on, course.ends_on + timedelta(days=1)))
    assert during
    assert after
    assert (during.id, after.id) == (maj, nils)


def test_somebody_with_a_phone_is_named_before_somebody_without(session: Session) -> None:
    abbe = leader(session, "Abbe Af", Agency.AF)
    course = a_course(session, leader(session, phone=None), abbe)
    human = queries.named_human(session, people(session, course.id, 1)[0].id, FIRST_DAY)
    assert human
    assert human.id == abbe
