"""Looking up GK meetings, and what to say about their days. Who may see them is decided where they are shown."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from webapp.assessments.models import GkMeeting
from webapp.assessments.values import LONGEST_BETWEEN, Concern
from webapp.ground import clock
from webapp.people.values.calendar import day_off


def meetings(session: Session, participant_id: UUID) -> list[GkMeeting]:
    """GK1, GK2 ... in order."""
    return list(session.scalars(select(GkMeeting).where(GkMeeting.participant_id == participant_id).order_by(GkMeeting.number)))


def next_after(session: Session, participant_id: UUID, moment: datetime) -> GkMeeting | None:
    """The first meeting that begins after this moment."""
    return next((meeting for meeting in meetings(session, participant_id) if begins_at(meeting) > moment), None)


def next_of(session: Session, participant_ids: Iterable[UUID], on: date) -> dict[UUID, GkMeeting]:
    """Participant -> her first meeting on this day or later. Those without one are not in it."""
    other = aliased(GkMeeting)
    first = select(func.min(other.held_on)).where(other.participant_id == GkMeeting.participant_id, other.held_on >= on).scalar_subquery()
    rows = select(GkMeeting).where(GkMeeting.participant_id.in_(list(participant_ids)), GkMeeting.held_on == first)
    return {meeting.participant_id: meeting for meeting in session.scalars(rows.order_by(GkMeeting.number.desc()))}


def begins_at(meeting: GkMeeting) -> datetime:
    """The moment a meeting begins, in UTC."""
    return clock.at(meeting.held_on, meeting.begins)


def ends_at(meeting: GkMeeting) -> datetime:
    return begins_at(meeting) + timedelta(minutes=meeting.minutes)


def concerns(booked: Sequence[GkMeeting]) -> dict[int, tuple[Concern, ...]]:
    """Number -> what to look at once more, for one participant's meetings in order."""
    before: dict[int, date] = {meeting.number + 1: meeting.held_on for meeting in booked}
    return {meeting.number: concerns_about(meeting.held_on, before.get(meeting.number)) for meeting in booked}


def concerns_about(held_on: date, before: date | None, after: date | None = None) -> tuple[Concern, ...]:
    """A day between two others. A red day in the week is a holiday; Saturday and Sunday are a weekend, red or not."""
    found = []
    if before and held_on - before > LONGEST_BETWEEN:
        found.append(Concern.LONG_BETWEEN)
    if after and after - held_on > LONGEST_BETWEEN:
        found.append(Concern.LONG_UNTIL)
    if held_on.isoweekday() > 5:
        found.append(Concern.WEEKEND)
    elif day_off(held_on):
        found.append(Concern.HOLIDAY)
    return tuple(found)
