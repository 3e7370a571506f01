"""How the two parts of a course's survey stand, as its leaders may know it. Never who has answered, and never how many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.course_survey import queries as surveys
from webapp.course_survey.models import SurveyRound
from webapp.course_survey.values import NEEDS_A_KEY, Part, RoundState
from webapp.desk.queries.courses import called
from webapp.ground import clock
from webapp.invitations import ballots
from webapp.invitations import service as invitations
from webapp.invitations.ballots import Answered, WaitingPhone
from webapp.people import queries as people
from webapp.people.models import Course

#: The worker looks every minute. What has not happened after so long does not happen by itself.
PATIENCE = timedelta(minutes=5)


class Alarm(Enum):
    """What somebody must see to, or answers are lost or never come."""

    NO_KEY = "no key"
    KEY_IN_TROUBLE = "key in trouble"
    TAKES_NO_ANSWERS = "takes no answers"
    NOT_OPENED = "not opened"
    NOT_CLOSED = "not closed"
    NOT_EMPTIED = "not emptied"


@dataclass(frozen=True, slots=True)
class Standing:
    """One part. Without a state nobody has decided its times, and they are a suggestion."""

    part: Part
    state: RoundState | None
    opens_at: datetime
    closes_at: datetime
    answered: Answered | None = None
    room_code: str | None = None
    alarms: Sequence[Alarm] = ()
    #: Its times have gone by, and it was never opened.
    lapsed: bool = False

    @property
    def is_open(self) -> bool:
        return self.state is RoundState.OPEN

    @property
    def can_open(self) -> bool:
        return self.state in (None, RoundState.PLANNED)


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody in the course, by the name she chose or by her place."""

    id: UUID
    called: str


def standings(session: Session, course: Course, *, at: datetime) -> list[Standing]:
    """Both parts of one course, A first."""
    rows, suggested = surveys.rounds_of(session, course.id), invitations.suggested(session, course.id)
    no_key = [] if surveys.key_ready(session) else [Alarm.NO_KEY]
    return [
        _standing(session, rows[part], at, no_key)
        if part in rows
        else Standing(part, None, plan.opens_at, plan.closes_at, alarms=no_key, lapsed=plan.closes_at <= at)
        for part, plan in suggested.items()
    ]


def standing(session: Session, course: Course, part: Part, *, at: datetime) -> Standing:
    """One part of one course."""
    return next(one for one in standings(session, course, at=at) if one.part is part)


def last_meeting_to_come(course: Course, *, on: date) -> date | None:
    """The day of the course's last meeting, when it is later than today."""
    return course.ends_on if course.ends_on > on else None


def seats(session: Session, course_id: UUID) -> list[Seat]:
    """Everybody who is still in the course, in the order of the list."""
    return [Seat(person.id, called(person)) for person in people.participants_in(session, course_id) if person.ended_at is None]


def waiting(session: Session, round_id: UUID, *, at: datetime) -> list[WaitingPhone]:
    """The phones in the room that show two words and have not been handed a ballot."""
    return ballots.waiting_phones(session, round_id, at=at)


def _standing(session: Session, row: SurveyRound, at: datetime, no_key: list[Alarm]) -> Standing:
    answered = ballots.answered(session, row.id) if row.key_id else None
    alarms = [*(no_key if row.state is RoundState.PLANNED else []), *_alarms(session, row, at)]
    lapsed = row.state is RoundState.PLANNED and row.closes_at <= at
    return Standing(row.part, row.state, row.opens_at, row.closes_at, answered, row.room_code, alarms, lapsed)


def _alarms(session: Session, row: SurveyRound, at: datetime) -> list[Alarm]:
    late = {
        Alarm.KEY_IN_TROUBLE: _key_in_trouble(session, row, at),
        Alarm.TAKES_NO_ANSWERS: _takes_no_answers(session, row),
        Alarm.NOT_OPENED: row.state is RoundState.PLANNED and row.opens_at + PATIENCE < at < row.closes_at,
        Alarm.NOT_CLOSED: row.state is RoundState.OPEN and row.closes_at + PATIENCE < at,
        Alarm.NOT_EMPTIED: row.state is RoundState.CLOSED and row.closed_at is not None and row.closed_at + PATIENCE < at,
    }
    return [alarm for alarm, rings in late.items() if rings]


def _key_in_trouble(session: Session, row: SurveyRound, at: datetime) -> bool:
    """As long as the box is shut its key is needed, also while it waits for others."""
    return row.state in NEEDS_A_KEY and row.key_id is not None and surveys.key_in_trouble(session, row.key_id, on=clock.day(at))


def _takes_no_answers(session: Session, row: SurveyRound) -> bool:
    """Nobody answers into a box that perhaps can never be opened."""
    return row.state is RoundState.OPEN and row.key_id is not None and surveys.key_out_of_reach(session, row.key_id)
