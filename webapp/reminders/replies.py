"""What a participant says about coming to a meeting. A reply holds for the day and time that she saw, and for no other."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.messages import service as messages
from webapp.people.models import Participant
from webapp.reminders import appointments
from webapp.reminders.appointments import Meeting
from webapp.reminders.models import MeetingReply


class NoMeeting(LookupError):
    """She has no such meeting ahead."""


class MeetingMoved(Exception):
    """The meeting stands on another day or time than the one she saw."""


class NothingToExplain(LookupError):
    """Only to a meeting with her handlers, and only when she has said that she cannot come."""


def answer_meeting(session: Session, participant_id: UUID, key: str, when: str, *, coming: bool, at: datetime) -> MeetingReply:
    """Say whether she comes. The same answer twice changes nothing. Raises NoMeeting, or MeetingMoved.

    What she said about the meeting at another time goes, with its reason.
    """
    meeting = _locked(session, participant_id, key, at)
    if meeting.when != when:
        raise MeetingMoved
    reply = session.scalar(select(MeetingReply).where(MeetingReply.participant_id == participant_id, MeetingReply.meeting == key))
    if reply and (reply.held_on, reply.begins, reply.coming) == (meeting.held_on, meeting.begins, coming):
        return reply
    if reply is None:
        reply = MeetingReply(participant_id=participant_id, meeting=key)
        session.add(reply)
    reply.held_on, reply.begins, reply.coming, reply.said_at = meeting.held_on, meeting.begins, coming, at
    reply.reason, reply.reason_shown = None, False
    messages.replan(session, participant_id)
    return reply


def explain(session: Session, participant_id: UUID, key: str, when: str, reason: str | None, *, shown: bool, at: datetime) -> None:
    """Why she cannot come to a meeting with her handlers, and whether they may read it.

    Raises NoMeeting, MeetingMoved or NothingToExplain.
    """
    meeting = _locked(session, participant_id, key, at)
    if meeting.when != when:
        raise MeetingMoved
    reply = appointments.reply_to(session, participant_id, key, meeting.held_on, meeting.begins)
    if reply is None or reply.coming or not meeting.is_gk:
        raise NothingToExplain
    reply.reason, reply.reason_shown = reason or None, bool(reason) and shown
    session.flush()


def _locked(session: Session, participant_id: UUID, key: str, at: datetime) -> Meeting:
    """Her meeting. What she says on two phones is said one after the other."""
    person = session.get_one(Participant, participant_id, with_for_update=True)
    return appointments.find(session, person, key, at=at) or _none(key)


def _none(key: str) -> Meeting:
    raise NoMeeting(key)
