"""Looking up what became of meetings that were booked, and what was decided after them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.assessments.models import GkChange, GkOutcome
from webapp.assessments.queries.booked import begins_at, meetings
from webapp.assessments.values import Change
from webapp.ground import clock


def latest_outcome(session: Session, participant_id: UUID) -> GkOutcome | None:
    """The outcome that holds."""
    hers = select(GkOutcome).where(GkOutcome.participant_id == participant_id)
    return session.scalar(hers.order_by(GkOutcome.number.desc()).limit(1))


def cancelled_ahead(session: Session, participant_id: UUID, at: datetime) -> list[datetime]:
    """When meetings that are cancelled would have begun, as long as it is ahead and nothing is booked for that hour anew."""
    rows = select(GkChange).where(GkChange.participant_id == participant_id, GkChange.what == Change.CANCELLED)
    gone = {clock.at(one.held_on, one.begins) for one in session.scalars(rows.where(GkChange.held_on >= clock.day(at)))}
    ahead = {moment for moment in gone if moment > at}
    return sorted(ahead - {begins_at(one) for one in meetings(session, participant_id)}) if ahead else []
