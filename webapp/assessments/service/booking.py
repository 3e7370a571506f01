"""Booking the meetings of the joint assessment. Moving a meeting is booking it again."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.assessments import queries
from webapp.assessments.models import GkMeeting
from webapp.assessments.values import FURTHEST_AHEAD, MINUTES, Concern, Refusal
from webapp.ground import clock
from webapp.messages import service as messages
from webapp.people import queries as people
from webapp.people.models import Participant
from webapp.people.values.calendar import is_odd


class CannotBook(Exception):
    """The meeting cannot be booked like this; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class _Neighbours:
    before: GkMeeting | None
    same: GkMeeting | None
    after: GkMeeting | None


def book(
    session: Session,
    participant_id: UUID,
    number: int,
    *,
    held_on: date,
    begins: time,
    place: str | None = None,
    video_link: str | None = None,
    at: datetime,
) -> GkMeeting:
    """Book GK1, GK2 or a later one, or move it when it is booked already. Raises CannotBook.

    What is merely worth a second look is not refused: `second_look` tells it before, and `queries.concerns` as long as it stands.
    """
    session.execute(select(Participant.id).where(Participant.id == participant_id).with_for_update())
    near = _neighbours(session, participant_id, number)
    if refusal := _refusal(near, number, held_on, begins, at) or (None if place or video_link else Refusal.NOWHERE):
        raise CannotBook(refusal)
    meeting = near.same or GkMeeting(participant_id=participant_id, number=number)
    meeting.held_on, meeting.begins = held_on, begins
    meeting.place, meeting.video_link = place or None, video_link or None
    session.add(meeting)
    session.flush()
    messages.replan(session, participant_id)
    return meeting


def second_look(session: Session, participant_id: UUID, number: int, *, held_on: date, begins: time, at: datetime) -> tuple[Concern, ...]:
    """What to ask about before this is booked: nothing about what stands already, and nothing when it cannot be booked at all."""
    near = _neighbours(session, participant_id, number)
    if _refusal(near, number, held_on, begins, at):
        return ()
    odd = is_odd(begins) and not (near.same and near.same.begins == begins)
    stands = near.same and (near.same.held_on, near.same.begins) == (held_on, begins)
    hers = [account.id for account in people.handlers(session, participant_id).values()]
    busy = not stands and queries.are_busy(session, hers, held_on, begins, but=participant_id)
    hour = ((Concern.ODD_TIME,) if odd else ()) + ((Concern.BUSY,) if busy else ())
    if near.same and near.same.held_on == held_on:
        return hour
    before, after = near.before.held_on if near.before else None, near.after.held_on if near.after else None
    return queries.concerns_about(held_on, before, after) + hour


def _neighbours(session: Session, participant_id: UUID, number: int) -> _Neighbours:
    booked = {meeting.number: meeting for meeting in queries.meetings(session, participant_id)}
    return _Neighbours(booked.get(number - 1), booked.get(number), booked.get(number + 1))


def _refusal(near: _Neighbours, number: int, held_on: date, begins: time, at: datetime) -> Refusal | None:
    today = clock.day(at)
    if held_on > today + FURTHEST_AHEAD:
        return Refusal.TOO_FAR
    if held_on < today or clock.at(held_on, begins) < at:
        return Refusal.PAST
    if number > 1 and near.before is None:
        return Refusal.NO_EARLIER
    when = clock.at(held_on, begins)
    if near.before and when < queries.ends_at(near.before):
        return Refusal.BEFORE_EARLIER
    if near.after and when + timedelta(minutes=MINUTES) > queries.begins_at(near.after):
        return Refusal.AFTER_LATER
    return None
