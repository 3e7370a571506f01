"""Looking up rounds and boxes. Nothing here changes anything, and nothing here knows a person."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import Session

from webapp.course_survey.models import BoxKey, Envelope, SurveyRound
from webapp.course_survey.values import NEEDS_A_KEY, KeyState, Part, RoundState, period_ends

#: A probe older than this means that no worker looks after the keys.
PROBE_HOLDS = timedelta(days=2)

#: Boxes are counted from one, and no database of ours can count further than this.
LARGEST_NUMBER = 2**31 - 1

#: Whose figures they are: an area's, in a half-year, of one part.
WHOSE = (SurveyRound.area_id, SurveyRound.period, SurveyRound.part)

#: Asked on every page of an answer, so it is built once.
ROUND = select(SurveyRound).where(SurveyRound.id == bindparam("round"))


def round_by_id(session: Session, round_id: UUID) -> SurveyRound | None:
    return session.scalar(ROUND, {"round": round_id})


def box(session: Session, number: int) -> SurveyRound | None:
    """The round whose box has this number, which may be any that somebody has typed."""
    if number > LARGEST_NUMBER:
        return None
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
    """Every round that can be answered now: open, and with its key where it should be."""
    rows = select(SurveyRound).join(BoxKey, BoxKey.id == SurveyRound.key_id)
    return list(session.scalars(rows.where(SurveyRound.state == RoundState.OPEN, ~BoxKey.probe_failed).order_by(SurveyRound.number)))


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


def under_way(at: datetime) -> ColumnElement[bool]:
    """A round whose answers can still come: it is open, or closed and not looked into, or planned with time left to open."""
    planned = (SurveyRound.state == RoundState.PLANNED) & (SurveyRound.closes_at > at)
    return SurveyRound.state.in_((RoundState.OPEN, RoundState.CLOSED)) | planned


def small_boxes(session: Session, *, at: datetime, on: date) -> list[list[UUID]]:
    """The waiting boxes that can be opened together, group by group: one area, half-year, part and version of the questions.

    Only of half-years that are over, and in which no answers can come any more.
    """
    coming = {tuple(one) for one in session.execute(select(*WHOSE).where(under_way(at)))}
    rows = select(SurveyRound).where(SurveyRound.state == RoundState.WAITING).order_by(SurveyRound.number)
    groups: dict[tuple[object, ...], list[UUID]] = defaultdict(list)
    for row in session.scalars(rows):
        if period_ends(row.period) < on and (row.area_id, row.period, row.part) not in coming:
            groups[row.area_id, row.period, row.part, row.flow_version].append(row.id)
    return list(groups.values())


def envelopes_each(session: Session, round_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many envelopes lie in each box. For the worker alone: nobody is shown it."""
    rows = select(Envelope.round_id, func.count()).where(Envelope.round_id.in_(round_ids)).group_by(Envelope.round_id)
    return dict.fromkeys(round_ids, 0) | {row[0]: row[1] for row in session.execute(rows)}


def without_key(session: Session) -> list[SurveyRound]:
    """The rounds whose key was out of reach at the last probe, and that cannot be opened without it."""
    rows = select(SurveyRound).join(BoxKey, BoxKey.id == SurveyRound.key_id)
    return list(session.scalars(rows.where(SurveyRound.state.in_(NEEDS_A_KEY), BoxKey.probe_failed).order_by(SurveyRound.number)))


def key_out_of_reach(session: Session, key_id: UUID) -> bool:
    """Whether the private key of a box could not be read at the last probe. Then no answer is taken."""
    return session.get_one(BoxKey, key_id).probe_failed


def key_in_trouble(session: Session, key_id: UUID, *, on: date) -> bool:
    """Whether the private key of a box was out of reach at the last probe, or nobody has looked for days."""
    key = session.get_one(BoxKey, key_id)
    return key.probe_failed or on - key.probed_on > PROBE_HOLDS


def key_ready(session: Session) -> bool:
    """Whether a key lies ready for the next round that is opened."""
    ready = select(BoxKey.id).where(BoxKey.state == KeyState.READY, ~BoxKey.probe_failed)
    return session.scalar(ready.limit(1)) is not None
