"""When the anonymous survey is asked in a course, and to whom: where the round meets the people."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.course_survey import queries as surveys
from webapp.course_survey import service as course_survey
from webapp.course_survey.models import SurveyRound
from webapp.course_survey.service.rounds import Plan
from webapp.course_survey.values import FLOWS, Part, period_of
from webapp.flows.engine import library
from webapp.ground import clock
from webapp.invitations.service.ballots import give_ballots
from webapp.people import queries as people
from webapp.people.models import Course, CourseMeeting
from webapp.people.values import MEETINGS

#: When a part opens, counted from the beginning of the last meeting, and how long it stays open, unless the leader says otherwise.
#: B asks about the plan, so it waits until A is closed and the individual talks are held.
OPENS_AFTER = {Part.A: timedelta(), Part.B: timedelta(days=7)}
STAYS_OPEN = {Part.A: timedelta(days=7), Part.B: timedelta(days=14)}


def suggested(session: Session, course_id: UUID) -> dict[Part, Plan]:
    """When both parts would be asked, counted from the last meeting: A when it begins, B a week later. Nothing is written."""
    course, last = session.get_one(Course, course_id), people.meeting(session, course_id, MEETINGS)
    return {part: _plan(course, last, part) for part in Part} if last else {}


def planned(session: Session, course_id: UUID) -> dict[Part, SurveyRound]:
    """Both rounds of a course, planned as suggested if they were not."""
    return {part: course_survey.plan(session, plan) for part, plan in suggested(session, course_id).items()}


def closes_when_opened(part: Part, opens_at: datetime, closes_at: datetime, *, at: datetime) -> datetime:
    """When a part that is opened now closes: as planned, or after its usual time when it is opened too early or long too late."""
    return max(closes_at, at + timedelta(hours=1)) if opens_at <= at < closes_at else at + STAYS_OPEN[part]


def open_survey(session: Session, course_id: UUID, part: Part, *, closes_at: datetime | None = None, at: datetime) -> SurveyRound:
    """Open one part to answers, with a ballot for everybody in the course. Raises AlreadyOpened or NoKeyLeft.

    Nobody is put in the course meanwhile, so that everybody gets one.
    """
    course = session.get_one(Course, course_id, with_for_update=True)
    row = planned(session, course_id)[part]
    opened = course_survey.open_round(
        session,
        row.id,
        flow_version=library.shipped().get(FLOWS[part]).version,
        period=period_of(course.ends_on),
        closes_at=closes_at or closes_when_opened(part, row.opens_at, row.closes_at, at=at),
        at=at,
    )
    give_ballots(session, opened.id, [person.id for person in people.participants_in(session, course_id) if person.ended_at is None])
    return opened


def newcomer(session: Session, course_id: UUID, participant_id: UUID) -> None:
    """Somebody who joins while a round is open may answer too."""
    for row in surveys.open_in_course(session, course_id):
        give_ballots(session, row.id, [participant_id])


def _plan(course: Course, last: CourseMeeting, part: Part) -> Plan:
    opens_at = clock.at(last.held_on, last.begins) + OPENS_AFTER[part]
    return Plan(course.id, course.area_id, part, period_of(course.ends_on), opens_at, opens_at + STAYS_OPEN[part])
