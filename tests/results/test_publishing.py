"""A half-year is made public once: when it is over, and a day after its last box was opened or destroyed."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests.results import boxes
from tests.results.conftest import Office
from tests.support.fixtures import both_databases
from webapp import worker
from webapp.course_survey.models import SurveyPublication, SurveyRound
from webapp.course_survey.values import Part, RoundState
from webapp.ground import clock
from webapp.results import service
from webapp.results.service import NotReady
from webapp.security import audit
from webapp.security.models import AuditEntry

pytestmark = both_databases
EMPTIED, BURNT = RoundState.EMPTIED, RoundState.BURNT


def rounds(office: Office, *states: RoundState, period: str = boxes.PERIOD, part: Part = Part.A) -> None:
    """One round of a course of its own for each state."""
    courses = (office.course, office.other_course, office.third_course)
    with office.elsewhere() as session:
        for course, state in zip(courses, states, strict=False):
            boxes.a_round(session, office.area, course, part, state, period=period)


def publishes(office: Office, *, period: str = boxes.PERIOD, part: Part = Part.A) -> bool:
    with office.elsewhere() as session:
        return service.publish(session, office.area, period, part, at=clock.now())


def public(office: Office) -> list[tuple[str, Part, date]]:
    with office.elsewhere() as session:
        return [(row.period, row.part, row.published_on) for row in session.scalars(select(SurveyPublication))]


def test_it_is_done_once(empty_office: Office, clock: time_machine.Traveller) -> None:
    rounds(empty_office, EMPTIED, BURNT)
    assert publishes(empty_office) is True
    clock.shift(timedelta(days=1))
    assert publishes(empty_office) is False
    assert public(empty_office) == [("2026-2", Part.A, date(2027, 1, 18))]


@pytest.mark.parametrize("state", [RoundState.OPEN, RoundState.CLOSED, RoundState.WAITING])
def test_it_waits_for_every_box(empty_office: Office, state: RoundState) -> None:
    rounds(empty_office, EMPTIED, state)
    with pytest.raises(NotReady):
        publishes(empty_office)
    assert public(empty_office) == []


def test_it_waits_for_a_survey_that_can_still_be_opened(empty_office: Office) -> None:
    rounds(empty_office, EMPTIED, RoundState.PLANNED)
    with empty_office.elsewhere() as session:
        coming = session.scalars(select(SurveyRound).where(SurveyRound.state == RoundState.PLANNED)).one()
        coming.closes_at = datetime(2027, 2, 1, tzinfo=UTC)
    with pytest.raises(NotReady):
        publishes(empty_office)


def test_a_survey_that_was_never_opened_holds_nothing_up(empty_office: Office) -> None:
    rounds(empty_office, EMPTIED, RoundState.PLANNED)
    assert publishes(empty_office)


def test_the_half_year_must_be_over(empty_office: Office, clock: time_machine.Traveller) -> None:
    rounds(empty_office, EMPTIED, period="2027-1")
    clock.move_to(datetime(2027, 6, 30, 21, 59, tzinfo=UTC), tick=False)
    with pytest.raises(NotReady):
        publishes(empty_office, period="2027-1")
    clock.shift(timedelta(minutes=1))
    assert publishes(empty_office, period="2027-1")


def test_a_box_that_was_opened_today_is_waited_for(empty_office: Office, clock: time_machine.Traveller) -> None:
    rounds(empty_office, EMPTIED)
    with empty_office.elsewhere() as session:
        boxes.a_box(session, empty_office.area, empty_office.course, Part.A, boxes.OTHER[Part.A], opened_on=date(2027, 1, 18))
    with pytest.raises(NotReady):
        publishes(empty_office)
    clock.shift(timedelta(days=1))
    assert publishes(empty_office)


def test_a_half_year_without_a_survey_is_not_made_public(empty_office: Office) -> None:
    rounds(empty_office, EMPTIED, part=Part.B)
    with pytest.raises(NotReady):
        publishes(empty_office)


def test_the_worker_does_it(empty_office: Office) -> None:
    rounds(empty_office, EMPTIED, BURNT)
    rounds(empty_office, EMPTIED, RoundState.WAITING, part=Part.B)
    for _ in range(2):
        with empty_office.app.app_context():
            worker.publish_results()
    assert [one[:2] for one in public(empty_office)] == [("2026-2", Part.A)]
    with empty_office.elsewhere() as session:
        said = [(entry.act, entry.detail) for entry in session.scalars(select(AuditEntry).where(AuditEntry.act == "results.published"))]
        assert said == [("results.published", "2026-2 a")]
        assert audit.verify(session) is None
