"""Looking up people and courses. Nothing here changes anything."""

from uuid import UUID

from sqlalchemy.orm import Session

from webapp.ground.parties import Identity
from webapp.people.models import Participant, StaffAccount


def identify(session: Session, participant_id: UUID | None, staff_id: UUID | None) -> Identity | None:
    """Who a session belongs to, as things stand now. None when that person may do nothing any more."""
    if staff_id:
        staff = session.get(StaffAccount, staff_id)
        return Identity(staff.locale, staff.role, staff.agency) if staff and staff.active else None
    participant = session.get(Participant, participant_id) if participant_id else None
    return Identity(participant.locale, case_open=participant.ended_at is None) if participant else None
