"""What cannot be undone: a known person becomes nameless, and a case ends."""

from datetime import datetime

from sqlalchemy.orm import Session

from webapp.messages import service as messages
from webapp.people.models import Participant


def protect(session: Session, person: Participant) -> None:
    """From now on nobody knows her name here, and nothing can be sent to her. The caller ends her link and her sessions."""
    person.name = person.phone = person.email = person.address_hash = None
    person.protected = True
    session.flush()
    messages.replan(session, person.id)


def end_case(session: Session, person: Participant, *, at: datetime) -> None:
    """The case is over. The caller ends her link and her sessions."""
    person.ended_at = person.ended_at or at
    session.flush()
    messages.replan(session, person.id)
