"""What staff do by hand with the messages to one person: pause all that nobody asked for, and send the next meeting once more."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from webapp.messages import service as messages
from webapp.messages.models import OutboxMessage
from webapp.messages.values import Kind
from webapp.people.models import Participant
from webapp.reminders import appointments
from webapp.reminders.appointments import Meeting, Whose
from webapp.reminders.models import MessageChoice
from webapp.storage import insert_once


def pause(session: Session, participant_id: UUID, *, at: datetime) -> bool:
    """Nothing is sent to her but what she asks for herself. Says whether that is new."""
    insert_once(session, MessageChoice, participant_id=participant_id)
    return _set(session, participant_id, at)


def resume(session: Session, participant_id: UUID) -> bool:
    """She gets messages again, as she has chosen. Says whether that is new."""
    return _set(session, participant_id, None)


def _set(session: Session, participant_id: UUID, at: datetime | None) -> bool:
    other = MessageChoice.paused_at.is_(None) if at else MessageChoice.paused_at.is_not(None)
    change = update(MessageChoice).where(MessageChoice.participant_id == participant_id, other).values(paused_at=at)
    changed = session.scalar(change.returning(MessageChoice.id)) is not None
    if changed:
        messages.replan(session, participant_id)
    return changed


def send_meeting(session: Session, person: Participant, whose: Whose, *, asked: UUID, at: datetime) -> tuple[Meeting, UUID] | None:
    """The next meeting and the message about it, which the caller sends when it is committed. None when nothing is ahead.

    What was `asked` twice is one message.
    """
    meeting = appointments.next_of(session, person, whose, after=at)
    if meeting is None:
        return None
    message_id = messages.remember(
        session, Kind.MEETING, person.id, dedupe=f"meeting:{person.id}:{asked}", at=at, useless_at=meeting.starts_at
    )
    row = session.get_one(OutboxMessage, message_id)
    row.about = row.about or meeting.subject
    session.flush()
    return meeting, message_id
