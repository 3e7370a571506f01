"""Telling staff at once, by e-mail, what a participant has said. The letter is written when it is sent, and names nobody."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.consent import queries as consent
from webapp.consent.values import Purpose
from webapp.ground import clock
from webapp.ground.parties import Agency
from webapp.messages import service as messages
from webapp.messages.values import Kind
from webapp.people import queries as people
from webapp.people.models import Participant, StaffAccount
from webapp.reminders.models import MeetingReply, NoticeOff
from webapp.reminders.values import Notice


def told(session: Session, person: Participant, key: str) -> list[StaffAccount]:
    """Who sees that she cannot come: her leaders or her handlers, Arbetsförmedlingen's while secrecy is lifted."""
    if key.startswith("course:"):
        return people.leaders(session, person.course_id)
    handlers = people.handlers(session, person.id)
    lifted = consent.is_given(session, person.id, Purpose.SECRECY)
    return [handlers[agency] for agency in Agency if agency in handlers and (agency is Agency.FK or lifted)]


def cannot_come(session: Session, reply: MeetingReply, *, at: datetime) -> list[UUID]:
    """The messages to send after commit: one to each of them who has an address and wants it, once a day for one meeting at one time."""
    person = session.get_one(Participant, reply.participant_id)
    accounts = [one for one in told(session, person, reply.meeting) if one.email_sealed]
    silent = NoticeOff.staff_id.in_([one.id for one in accounts]) & (NoticeOff.notice == Notice.CANNOT_COME)
    off = set(session.scalars(select(NoticeOff.staff_id).where(silent)))
    about = f"cannot-come:{reply.id}:{reply.held_on}T{reply.begins:%H%M}:{clock.day(at)}"
    until = clock.at(reply.held_on, reply.begins)
    return [
        messages.tell_staff(session, Kind.STAFF_CANNOT_COME, one.id, dedupe=f"{about}:{one.id}", at=at, useless_at=until)
        for one in accounts
        if one.id not in off
    ]
