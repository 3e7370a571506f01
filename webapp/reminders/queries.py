"""Who is to be told today, and what each wants. Whether she has answered is not looked at; that is left to the moment of sending."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.assessments.models import GkMeeting
from webapp.consent import queries as consent
from webapp.consent.values import Decision, Purpose
from webapp.course_survey.models import SurveyRound
from webapp.ground.parties import Agency
from webapp.messages.models import OutboxMessage
from webapp.messages.values import Kind, State
from webapp.people import queries as people
from webapp.people.models import CaseHandler, Participant, StaffAccount
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


def next_gk_of_handlers(session: Session, first: date, last: date, staff_id: UUID | None = None) -> dict[UUID, date]:
    """Handler -> her first GK of these days, among the open cases of which her agency may know the meetings."""
    rows = select(CaseHandler.staff_id, CaseHandler.agency, CaseHandler.participant_id, GkMeeting.held_on)
    rows = rows.join(GkMeeting, GkMeeting.participant_id == CaseHandler.participant_id)
    rows = rows.join(Participant, Participant.id == CaseHandler.participant_id).join(StaffAccount, StaffAccount.id == CaseHandler.staff_id)
    rows = rows.where(GkMeeting.held_on.between(first, last), Participant.ended_at.is_(None), StaffAccount.active)
    if staff_id:
        rows = rows.where(CaseHandler.staff_id == staff_id)
    booked = session.execute(rows.order_by(GkMeeting.held_on)).all()
    lifted = _lifted(session, [participant_id for _, agency, participant_id, _ in booked if agency is Agency.AF])
    known = [(one, day) for one, agency, participant_id, day in booked if agency is Agency.FK or participant_id in lifted]
    return dict(reversed(known))


def _own_meetings(session: Session, participant_ids: Sequence[UUID]) -> dict[UUID, set[date]]:
    """Participant -> the days of her meetings with her handlers."""
    found: dict[UUID, set[date]] = defaultdict(set)
    rows = select(GkMeeting.participant_id, GkMeeting.held_on).where(GkMeeting.participant_id.in_(participant_ids))
    for participant_id, held_on in session.execute(rows):
        found[participant_id].add(held_on)
    return found


def _lifted(session: Session, participant_ids: Sequence[UUID]) -> set[UUID]:
    """Those who have said that Arbetsförmedlingen may know too."""
    decided = consent.latest_of(session, participant_ids, Purpose.SECRECY)
    return {person for person, entry in decided.items() if entry.decision is Decision.GIVEN}
