"""Writing down what was decided after the joint assessment. The days must come in order: GK, decision, start, end."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.assessments import queries
from webapp.assessments.models import GkOutcome
from webapp.assessments.values import LONGEST_PLANNED, OutcomeKind, OutcomeRefusal
from webapp.ground import clock
from webapp.people.models import Participant


class CannotRecord(Exception):
    """The outcome cannot be written down like this; `refusal` says why."""

    def __init__(self, refusal: OutcomeRefusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was decided, when, and from when to when what was planned goes on, as far as that is known."""

    kind: OutcomeKind
    decided_on: date
    starts_on: date | None = None
    ends_on: date | None = None


def record_outcome(session: Session, participant_id: UUID, outcome: Outcome, *, seen: int, by: UUID, at: datetime) -> bool:
    """Write it down after those before it. Whether it says something new. Raises CannotRecord.

    `seen` is the number of the outcome that stood on the page, 0 when there was none: what a colleague wrote meanwhile is not passed over.
    """
    session.execute(select(Participant.id).where(Participant.id == participant_id).with_for_update())
    latest = queries.latest_outcome(session, participant_id)
    if latest and Outcome(latest.kind, latest.decided_on, latest.starts_on, latest.ends_on) == outcome:
        return False
    number = latest.number if latest else 0
    if number != seen:
        raise CannotRecord(OutcomeRefusal.CHANGED)
    if refusal := _too_early(session, participant_id, outcome) or _days(outcome, clock.day(at)):
        raise CannotRecord(refusal)
    row = GkOutcome(participant_id=participant_id, number=number + 1, kind=outcome.kind, recorded_at=at, recorded_by=by)
    row.decided_on, row.starts_on, row.ends_on = outcome.decided_on, outcome.starts_on, outcome.ends_on
    session.add(row)
    session.flush()
    return True


def _too_early(session: Session, participant_id: UUID, outcome: Outcome) -> OutcomeRefusal | None:
    """It follows on a meeting. What was broken off need not have come so far."""
    held = queries.meetings(session, participant_id)
    if outcome.kind is OutcomeKind.CANCELLED:
        return None
    if not held:
        return OutcomeRefusal.NO_GK
    return OutcomeRefusal.BEFORE_GK if outcome.decided_on < held[0].held_on else None


def _days(outcome: Outcome, today: date) -> OutcomeRefusal | None:
    starts, ends = outcome.starts_on, outcome.ends_on
    wrong = {
        OutcomeRefusal.AHEAD: outcome.decided_on > today,
        OutcomeRefusal.NO_DAYS: (starts or ends) and not outcome.kind.has_days,
        OutcomeRefusal.STARTS_BEFORE: starts and starts < outcome.decided_on,
        OutcomeRefusal.NO_START: ends and not starts,
        OutcomeRefusal.ENDS_BEFORE: starts and ends and ends < starts,
        OutcomeRefusal.TOO_FAR: max(starts or today, ends or today) > today + LONGEST_PLANNED
        or outcome.decided_on < today - LONGEST_PLANNED,
    }
    return next((refusal for refusal, is_so in wrong.items() if is_so), None)
