"""Moving and cancelling a meeting, with the reason if somebody gives one. What held before is kept, so that it can be counted."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.assessments import queries
from webapp.assessments.models import GkChange, GkMeeting, GkPair, GkPairBooking
from webapp.assessments.service.booking import CannotBook, book
from webapp.assessments.values import Change, Refusal, Why
from webapp.messages import service as messages
from webapp.people.models import Participant


@dataclass(frozen=True, slots=True)
class Slot:
    """When and where, and which kind of specialist takes part."""

    held_on: date
    begins: time
    place: str | None = None
    video_link: str | None = None
    specialist: str | None = None


def move(session: Session, participant_id: UUID, number: int, to: Slot, *, why: Why, by: UUID, at: datetime) -> GkMeeting:
    """Book the meeting, or give it another time or place. Raises CannotBook. A new place alone is no move."""
    before = {one.number: (one.held_on, one.begins) for one in queries.meetings(session, participant_id)}.get(number)
    where = {"place": to.place, "video_link": to.video_link}
    meeting = book(session, participant_id, number, held_on=to.held_on, begins=to.begins, **where, at=at)
    meeting.specialist = to.specialist
    session.flush()
    if before and before != (meeting.held_on, meeting.begins):
        session.add(_gone(participant_id, number, Change.MOVED, why, before, by=by, at=at))
        session.flush()
    return meeting


def cancel(session: Session, participant_id: UUID, number: int, *, why: Why, by: UUID, at: datetime) -> list[int]:
    """Cancel a meeting and those that were to follow on it. Returns their numbers; cancelling again finds none.

    Raises CannotBook for a meeting that has begun. A pair that is given up before its first meeting is free for somebody else.
    """
    session.execute(select(Participant.id).where(Participant.id == participant_id).with_for_update())
    going = [one for one in queries.meetings(session, participant_id) if one.number >= number]
    if going and queries.begins_at(going[0]) <= at:
        raise CannotBook(Refusal.PAST)
    for one in going:
        when = (one.held_on, one.begins)
        session.add(_gone(participant_id, one.number, Change.CANCELLED, why, when, by=by, at=at))
        _give_up_pair(session, participant_id, *when)
        session.delete(one)
    session.flush()
    messages.replan(session, participant_id)
    return [one.number for one in going]


def _give_up_pair(session: Session, participant_id: UUID, first_on: date, first_begins: time) -> None:
    """Her booking of the pair whose first meeting this was."""
    pairs = select(GkPair.id).where(GkPair.first_on == first_on, GkPair.first_begins == first_begins)
    session.execute(delete(GkPairBooking).where(GkPairBooking.participant_id == participant_id, GkPairBooking.pair_id.in_(pairs)))


def _gone(participant_id: UUID, number: int, what: Change, why: Why, when: tuple[date, time], *, by: UUID, at: datetime) -> GkChange:
    row = GkChange(participant_id=participant_id, number=number, what=what, why=why, changed_at=at, changed_by=by)
    row.held_on, row.begins = when
    return row
