"""Who is to be told about the survey today. Whether she has answered is not looked at here; that is left to the moment of sending."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.assessments.models import GkMeeting
from webapp.course_survey.models import SurveyRound
from webapp.messages.models import OutboxMessage
from webapp.messages.values import Kind, State
from webapp.people import queries as people
from webapp.reminders.models import MessageChoice, NoticeOff
from webapp.reminders.values import Notice, days_of_survey, sending_day_from


def told_on(session: Session, row: SurveyRound, participant_ids: Sequence[UUID], day: date) -> list[UUID]:
    """Those of some people in a course who are told about this round on this day, or asked to be told again then."""
    if row.opened_at is None:
        return []
    course = {meeting.held_on for meeting in people.meetings(session, row.course_id)}
    own, wished = _own_meetings(session, participant_ids), choices(session, participant_ids)
    told: list[UUID] = []
    for one in participant_ids:
        busy, choice = course | own[one], wished.get(one)
        later_on = choice.later_on if choice else None
        again = later_on is not None and later_on <= day == sending_day_from(later_on, busy)
        if again or day in days_of_survey(row.opened_at, row.closes_at, busy):
            told.append(one)
    return told


def told_otherwise(session: Session, participant_ids: Sequence[UUID], day: date) -> set[UUID]:
    """Those who have another message that day, which will tell them of the survey too. One that is taken back is none."""
    hers = OutboxMessage.participant_id.in_(participant_ids) & (OutboxMessage.kind == Kind.REMINDER)
    there = OutboxMessage.dedupe.in_([f"day:{one}:{day}" for one in participant_ids])
    standing = OutboxMessage.state.not_in((State.CANCELLED, State.EXPIRED))
    return {one for one in session.scalars(select(OutboxMessage.participant_id).where(hers, there, standing)) if one}


def choices(session: Session, participant_ids: Sequence[UUID]) -> dict[UUID, MessageChoice]:
    """Participant -> how she wants her messages. Those who have said nothing are not in it."""
    rows = select(MessageChoice).where(MessageChoice.participant_id.in_(participant_ids))
    return {choice.participant_id: choice for choice in session.scalars(rows)}


def turned_off(session: Session, staff_id: UUID) -> set[Notice]:
    """The letters that somebody of the staff does not want."""
    return set(session.scalars(select(NoticeOff.notice).where(NoticeOff.staff_id == staff_id)))


def _own_meetings(session: Session, participant_ids: Sequence[UUID]) -> dict[UUID, set[date]]:
    """Participant -> the days of her meetings with her handlers."""
    found: dict[UUID, set[date]] = defaultdict(set)
    rows = select(GkMeeting.participant_id, GkMeeting.held_on).where(GkMeeting.participant_id.in_(participant_ids))
    for participant_id, held_on in session.execute(rows):
        found[participant_id].add(held_on)
    return found
