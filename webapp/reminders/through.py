"""Whether messages get through to people, told only by messages that do not depend on what anybody has answered.

Links are sent because somebody asked, and meetings are reminded of because they are booked. Whatever else a reminder of a meeting was
about is not looked at, and a reminder of nothing but a task is not looked at either.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from sqlalchemy import ColumnElement, func, literal, select
from sqlalchemy.orm import Session

from webapp.ground import clock
from webapp.messages.models import OutboxMessage
from webapp.messages.values import Kind, State
from webapp.reminders.meetings import Whose, numbers_in

LINKS = (Kind.INVITATION, Kind.NEW_LINK)


class Through(Enum):
    """What became of a message that has left us, or did not come to."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


ENDS = {
    State.SENT: Through.YES,
    State.DELIVERED: Through.YES,
    State.FAILED: Through.NO,
    State.EXPIRED: Through.NO,
    State.UNKNOWN: Through.UNCLEAR,
}


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


def latest(session: Session, participant_ids: Sequence[UUID]) -> dict[UUID, State]:
    """How the latest such message went, for each person. A link counts from when it is asked for, a meeting when it has been told."""
    seen = OutboxMessage.kind.in_(LINKS) | OutboxMessage.state.in_(ENDS)
    rows = select(OutboxMessage.participant_id, OutboxMessage.state).where(
        OutboxMessage.participant_id.in_(participant_ids), says_nothing_of_answers(), seen
    )
    in_order = rows.order_by(func.coalesce(OutboxMessage.settled_at, OutboxMessage.made_at), OutboxMessage.id)
    return {row[0]: row[1] for row in session.execute(in_order) if row[0]}


def failed_since(session: Session, since: datetime) -> dict[UUID, datetime]:
    """Participant -> when the latest such message failed, among those to whom the latest one did."""
    rows = select(OutboxMessage.participant_id, func.max(OutboxMessage.settled_at)).where(
        OutboxMessage.state == State.FAILED, OutboxMessage.settled_at > since, says_nothing_of_answers()
    )
    failed = {row[0]: row[1] for row in session.execute(rows.group_by(OutboxMessage.participant_id)) if row[0] and row[1]}
    now = latest(session, list(failed))
    return {one: at for one, at in failed.items() if now[one] is State.FAILED}


def told(session: Session, participant_id: UUID, whose: Whose) -> list[Told]:
    """The messages about her meetings of one kind, newest first."""
    rows = select(OutboxMessage.settled_at, OutboxMessage.about, OutboxMessage.state).where(
        OutboxMessage.participant_id == participant_id,
        OutboxMessage.kind.in_((Kind.REMINDER, Kind.MEETING)),
        OutboxMessage.state.in_(ENDS),
        OutboxMessage.settled_at.is_not(None),
    )
    newest = session.execute(rows.order_by(OutboxMessage.settled_at.desc(), OutboxMessage.id))
    return [Told(clock.day(at), number, ENDS[state]) for at, about, state in newest for number in numbers_in(about, whose) if at]
