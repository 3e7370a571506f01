"""Opening and closing a round. What happens to its box afterwards is `emptying`."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.course_survey import queries
from webapp.course_survey.models import BoxKey, SurveyRound
from webapp.course_survey.values import KeyState, Part, RoundState
from webapp.storage import insert_once, one_at_a_time

#: Letters and digits that are not taken for one another, on a wall or read aloud.
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
CODE_LENGTH = 5
#: Boxes are numbered one after the other.
NUMBER_LOCK = 0x4D32


class AlreadyOpened(Exception):
    """The round is open, or has been."""


class NoKeyLeft(Exception):
    """No key lies ready, so no box can be opened to answers: the worker does not run, or cannot reach its folder."""


@dataclass(frozen=True, slots=True)
class Plan:
    """When one part is to be asked in one course."""

    course_id: UUID
    area_id: UUID
    part: Part
    period: str
    opens_at: datetime
    closes_at: datetime


def plan(session: Session, wanted: Plan) -> SurveyRound:
    """The round of one part in one course, made if there was none. One that is planned already keeps its times."""
    values = {name: getattr(wanted, name) for name in Plan.__slots__}
    insert_once(session, SurveyRound, id=_new_id(), state=RoundState.PLANNED, **values)
    return queries.round_of(session, wanted.course_id, wanted.part, lock=True)


def schedule(session: Session, round_id: UUID, *, opens_at: datetime, closes_at: datetime) -> None:
    """Move the times. An open round keeps its opening. Raises AlreadyOpened when it is closed."""
    row = session.get_one(SurveyRound, round_id, with_for_update=True)
    if row.state not in (RoundState.PLANNED, RoundState.OPEN):
        raise AlreadyOpened
    if row.state is RoundState.PLANNED:
        row.opens_at = opens_at
    row.closes_at = closes_at


def open_round(session: Session, round_id: UUID, *, flow_version: int, period: str, closes_at: datetime, at: datetime) -> SurveyRound:
    """Open a planned round to answers, with a key of its own. Raises AlreadyOpened or NoKeyLeft."""
    row = session.get_one(SurveyRound, round_id, with_for_update=True)
    if row.state is not RoundState.PLANNED:
        raise AlreadyOpened
    ready = select(BoxKey).where(BoxKey.state == KeyState.READY, ~BoxKey.probe_failed).order_by(BoxKey.id)
    key = session.scalar(ready.limit(1).with_for_update(skip_locked=True))
    if key is None:
        raise NoKeyLeft
    key.state = KeyState.IN_USE
    row.key_id, row.flow_version, row.period = key.id, flow_version, period
    row.opened_at, row.closes_at, row.state = at, closes_at, RoundState.OPEN
    one_at_a_time(session, NUMBER_LOCK)
    row.number = (session.scalar(select(func.max(SurveyRound.number))) or 0) + 1
    row.room_code = "".join(secrets.choice(SIGNS) for _ in range(CODE_LENGTH))
    session.flush()
    return row


def close(session: Session, round_id: UUID, *, at: datetime) -> bool:
    """Take no more answers. Says whether it was open. Answers on their way are in before, or are told that it is shut."""
    row = session.get_one(SurveyRound, round_id, with_for_update=True)
    if row.state is not RoundState.OPEN:
        return False
    row.state, row.closed_at, row.room_code = RoundState.CLOSED, at, None
    session.flush()
    return True


def _new_id() -> UUID:
    return UUID(bytes=secrets.token_bytes(16), version=4)
