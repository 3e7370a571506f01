"""Asking the handlers for a joint assessment."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.assessments.models import GkRequest
from webapp.ground import clock
from webapp.people.models import Participant


@dataclass(frozen=True, slots=True)
class Checklist:
    """What should be in place when a request is made (domain: before GK1)."""

    consent_attached: bool
    #: It reaches Arbetsförmedlingen a week before GK1 or earlier.
    week_ahead: bool
    #: The kind of specialist that should take part, if any.
    specialist: str | None = None


def request_gk(session: Session, participant_id: UUID, checked: Checklist, *, by: UUID, at: datetime) -> GkRequest:
    """Ask for it. Asking again the same day changes what was said, and nothing else."""
    session.execute(select(Participant.id).where(Participant.id == participant_id).with_for_update())
    today = clock.day(at)
    of_today = GkRequest.participant_id == participant_id, GkRequest.requested_on == today
    row = session.scalar(select(GkRequest).where(*of_today))
    if row is None:
        row = GkRequest(participant_id=participant_id, requested_on=today, requested_at=at, requested_by=by)
        session.add(row)
    row.consent_attached, row.week_ahead = checked.consent_attached, checked.week_ahead
    row.specialist = checked.specialist
    session.flush()
    return row
