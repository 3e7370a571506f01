"""Whether handlers are taken at some hour: by a meeting with somebody else, or by a pair of times that they have published."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.assessments.models import GkMeeting, GkPair, GkPairBooking
from webapp.assessments.queries.booked import begins_at
from webapp.assessments.values import MINUTES, REFLECTION
from webapp.ground import clock
from webapp.people.models import CaseHandler, Participant

TOGETHER = timedelta(minutes=MINUTES + REFLECTION)


def are_busy(session: Session, staff_ids: Collection[UUID], held_on: date, begins: time, *, but: UUID | None = None) -> bool:
    """`but` is whom the hour is for: her own meetings, and the pair that is booked for her, are not in the way."""
    taken = _published(session, staff_ids, held_on, but)
    return _clash(taken, held_on, begins) or meet_others(session, staff_ids, held_on, begins, but=but)


def meet_others(session: Session, staff_ids: Collection[UUID], held_on: date, begins: time, *, but: UUID | None = None) -> bool:
    """The same of meetings alone: pairs keep out of each other's way by themselves."""
    return _clash(_meetings(session, staff_ids, held_on, but), held_on, begins)


def _clash(taken: Iterable[datetime], held_on: date, begins: time) -> bool:
    when = clock.at(held_on, begins)
    return any(abs(when - other) < TOGETHER for other in taken)


def _meetings(session: Session, staff_ids: Collection[UUID], held_on: date, but: UUID | None) -> list[datetime]:
    rows = select(GkMeeting).join(CaseHandler, CaseHandler.participant_id == GkMeeting.participant_id)
    rows = rows.join(Participant, Participant.id == GkMeeting.participant_id)
    same = CaseHandler.staff_id.in_(staff_ids) & (GkMeeting.held_on == held_on) & Participant.ended_at.is_(None)
    return [begins_at(row) for row in session.scalars(rows.where(same)) if row.participant_id != but]


def _published(session: Session, staff_ids: Collection[UUID], held_on: date, but: UUID | None) -> list[datetime]:
    rows = select(GkPair, GkPairBooking.participant_id).outerjoin(GkPairBooking)
    theirs = GkPair.staff_id.in_(staff_ids) | GkPair.other_staff_id.in_(staff_ids)
    found = session.execute(rows.where(theirs, (GkPair.first_on == held_on) | (GkPair.second_on == held_on))).all()
    days = [
        day
        for pair, booked_for in found
        if but is None or booked_for != but
        for day in ((pair.first_on, pair.first_begins), (pair.second_on, pair.second_begins))
    ]
    return [clock.at(*day) for day in days if day[0] == held_on]
