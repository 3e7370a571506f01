"""Which language somebody is spoken to in."""

from uuid import UUID

from sqlalchemy.orm import Session

from webapp.ground.locales import by_id
from webapp.people.models import Participant, StaffAccount


def speak_with(session: Session, participant_id: UUID, locale_id: str) -> None:
    """From now on speak with a participant in this locale, messages included. Raises KeyError for an unknown one."""
    session.get_one(Participant, participant_id).locale = by_id(locale_id).id


def speak_with_staff(session: Session, staff_id: UUID, locale_id: str) -> None:
    """The same for somebody on the staff."""
    session.get_one(StaffAccount, staff_id).locale = by_id(locale_id).id
