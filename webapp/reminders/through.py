"""Whether messages get through to people, told only by messages that do not depend on what anybody has answered.

Links are sent because somebody asked, and meetings are reminded of because they are booked. Whatever else a reminder of a meeting was
about is not looked at, and a reminder of nothing but a task is not looked at either.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, literal, select
from sqlalchemy.orm import Session

from webapp.ground import clock
from webapp.messages.models import OutboxMessage
from webapp.messages.values import Kind, State
from webapp.reminders.appointments import Whose, numbers_in

LINKS = (Kind.INVITATION, Kind.NEW_LINK)


class Through(Enum):
    """What became of a message, or of all that is sent to a person."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"
    UNDER_WAY = "under way"


#: A message that has left us, or was to and did not.
ENDS = {
    State.SENT: Through.YES,
    State.DELIVERED: Through.YES,
    State.FAILED: Through.NO,
    State.EXPIRED: Through.NO,
    State.UNKNOWN: Through.UNCLEAR,
}
#: What was taken back is not in it.
BECAME = {**dict.fromkeys((State.PENDING, State.LEASED, State.CALLING), Through.UNDER_WAY), **ENDS}


@dataclass(frozen=True, slots=True)
class Told:
    """A message about one meeting, and on which day it went."""

    day: date
    number: int
    through: Through


def says_nothing_of_answers() -> ColumnElement[bool]:
    """The messages that may be looked at."""
    of_meetings = [literal(" ").concat(OutboxMessage.about).contains(f" {whose.value}:", autoescape=True) for whose in Whose]
    reminder = (OutboxMessage.kind == Kind.REMINDER) & (of_meetings[0] | of_meetings[1])
    return OutboxMessage.kind.in_((*LINKS, Kind.MEETING)) | reminder


def latest(session: Session, participant_ids: Sequence[UUID]) -> dict[UUID, Through | None]:
    """How the latest such message went, for each person; None when it was taken back.

    A link counts from when it is asked for, a meeting when it has been told.
    """
    return {one.participant_id: BECAME.get(one.state) for one in _in_order(session, participant_ids) if one.participant_id}


def of_one(session: Session, participant_id: UUID, whose: Whose) -> tuple[Through | None, list[Told]]:
    """The same for one person, and what she has been told of her meetings of one kind, newest first."""
    found = _in_order(session, [participant_id])
    gone = [one for one in reversed(found) if one.settled_at and one.state in ENDS]
    told = [Told(clock.day(one.settled_at), number, ENDS[one.state]) for one in gone for number in numbers_in(one.about, whose)]
    return (BECAME.get(found[-1].state) if found else None), told


def failed_since(session: Session, since: datetime) -> dict[UUID, datetime]:
    """Participant -> when the latest such message failed, among those to whom the latest one did."""
    rows = select(OutboxMessage.participant_id, func.max(OutboxMessage.settled_at)).where(
        OutboxMessage.state == State.FAILED, OutboxMessage.settled_at > since, says_nothing_of_answers()
    )
    failed = {row[0]: row[1] for row in session.execute(rows.group_by(OutboxMessage.participant_id)) if row[0] and row[1]}
    now = latest(session, list(failed))
    return {one: at for one, at in failed.items() if now[one] is Through.NO}


def _in_order(session: Session, participant_ids: Sequence[UUID]) -> Sequence[Row[UUID | None, State, datetime | None, str]]:
    """The messages that may be looked at and have come so far that they tell something, the oldest first."""
    seen = OutboxMessage.kind.in_(LINKS) | OutboxMessage.state.in_(ENDS)
    rows = select(OutboxMessage.participant_id, OutboxMessage.state, OutboxMessage.settled_at, OutboxMessage.about)
    hers = rows.where(OutboxMessage.participant_id.in_(participant_ids), says_nothing_of_answers(), seen)
    return session.execute(hers.order_by(func.coalesce(OutboxMessage.settled_at, OutboxMessage.made_at), OutboxMessage.id)).all()
