"""Looking up rounds and boxes. Nothing here changes anything, and nothing here knows a person."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from webapp.course_survey.models import BoxKey, Envelope, SurveyRound
from webapp.course_survey.values import KeyState, Part, RoundState, period_ends

#: A probe older than this means that no worker looks after the keys.
PROBE_HOLDS = timedelta(days=2)

#: Asked on every page of an answer, so it is built once.
ROUND = select(SurveyRound).where(SurveyRound.id == bindparam("round"))


def round_by_id(session: Session, round_id: UUID) -> SurveyRound | None:
    return session.scalar(ROUND, {"round": round_id})


def box(session: Session, number: int) -> SurveyRound | None:
    """The round whose box has this number."""
    return session.scalar(select(SurveyRound).where(SurveyRound.number == number))


def round_of(session: Session, course_id: UUID, part: Part, *, lock: bool = False) -> SurveyRound:
    """The round of one part in a course, which must be there."""
    found = select(SurveyRound).where(SurveyRound.course_id == course_id, SurveyRound.part == part)
    return session.scalars(found.with_for_update() if lock else found).one()


def rounds_of(session: Session, course_id: UUID) -> dict[Part, SurveyRound]:
    """The rounds of a course that are planned or more."""
    return {row.part: row for row in session.scalars(select(SurveyRound).where(SurveyRound.course_id == course_id))}


def open_in_course(session: Session, course_id: UUID) -> list[SurveyRound]:
    """What can be answered now in a course, part A first."""
    rows = select(SurveyRound).where(SurveyRound.course_id == course_id, SurveyRound.state == RoundState.OPEN)
    return list(session.scalars(rows.order_by(SurveyRound.part)))


def open_now(session: Session) -> list[SurveyRound]:
    """Every round that can be answered now."""
    return list(session.scalars(select(SurveyRound).where(SurveyRound.state == RoundState.OPEN).order_by(SurveyRound.number)))


def behind_code(session: Session, code: str) -> SurveyRound | None:
    """The open round with this short address."""
    return session.scalar(select(SurveyRound).where(SurveyRound.room_code == code, SurveyRound.state == RoundState.OPEN))


def due_to_open(session: Session, *, at: datetime) -> list[UUID]:
    """Planned rounds whose time has come and is not over."""
    due = (SurveyRound.state == RoundState.PLANNED) & (SurveyRound.opens_at <= at) & (SurveyRound.closes_at > at)
    return list(session.scalars(select(SurveyRound.id).where(due).order_by(SurveyRound.opens_at)))


def due_to_close(session: Session, *, at: datetime) -> list[UUID]:
    """Open rounds whose time is over."""
    due = (SurveyRound.state == RoundState.OPEN) & (SurveyRound.closes_at <= at)
    return list(session.scalars(select(SurveyRound.id).where(due).order_by(SurveyRound.closes_at)))


def closed(session: Session) -> list[UUID]:
    """Rounds whose boxes the worker is to look into."""
    return list(session.scalars(select(SurveyRound.id).where(SurveyRound.state == RoundState.CLOSED).order_by(SurveyRound.number)))


def small_boxes(session: Session, *, on: date) -> list[list[UUID]]:
    """The waiting boxes that can be opened together, group by group: one area, half-year, part and version of the questions.

    Only of half-years that are over, and in which nothing is open any more.
    """
    live = (RoundState.OPEN, RoundState.CLOSED, RoundState.WAITING)
    rows = select(SurveyRound).where(SurveyRound.state.in_(live)).order_by(SurveyRound.number)
    groups: dict[tuple[object, ...], list[SurveyRound]] = defaultdict(list)
    for row in session.scalars(rows):
        groups[row.area_id, row.period, row.part, row.flow_version].append(row)
    return [
        [row.id for row in boxes]
        for boxes in groups.values()
        if period_ends(boxes[0].period) < on and all(row.state is RoundState.WAITING for row in boxes)
    ]


def envelopes_each(session: Session, round_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many envelopes lie in each box. For the worker alone: nobody is shown it."""
    rows = select(Envelope.round_id, func.count()).where(Envelope.round_id.in_(round_ids)).group_by(Envelope.round_id)
    return dict.fromkeys(round_ids, 0) | {row[0]: row[1] for row in session.execute(rows)}


def key_in_trouble(session: Session, key_id: UUID, *, on: date) -> bool:
    """Whether the private key of a box was out of reach at the last probe, or nobody has looked for days."""
    key = session.get_one(BoxKey, key_id)
    return key.probe_failed or on - key.probed_on > PROBE_HOLDS


def key_ready(session: Session) -> bool:
    """Whether a key lies ready for the next round that is opened."""
    ready = select(BoxKey.id).where(BoxKey.state == KeyState.READY, ~BoxKey.probe_failed)
    return session.scalar(ready.limit(1)) is not None
