"""Looking up who has been asked for, and waits for a first time."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from webapp.assessments.models import GkMeeting, GkOutcome, GkRequest


def waiting(session: Session, participant_ids: Collection[UUID]) -> dict[UUID, GkRequest]:
    """Participant -> the request that waits. It is answered by a meeting on its day or later, and by an outcome written since."""
    hers = GkRequest.participant_id.in_(participant_ids)
    booked = exists().where(GkMeeting.participant_id == GkRequest.participant_id, GkMeeting.held_on >= GkRequest.requested_on)
    over = exists().where(GkOutcome.participant_id == GkRequest.participant_id, GkOutcome.recorded_at > GkRequest.requested_at)
    rows = session.scalars(select(GkRequest).where(hers, ~booked, ~over).order_by(GkRequest.requested_on))
    return {row.participant_id: row for row in rows}


def latest_request(session: Session, participant_id: UUID) -> GkRequest | None:
    """The newest, whatever became of it."""
    hers = select(GkRequest).where(GkRequest.participant_id == participant_id)
    return session.scalar(hers.order_by(GkRequest.requested_on.desc()).limit(1))
