"""Who has said that she cannot come to a meeting. What she said before it was moved is no answer to it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, time
from uuid import UUID

from sqlalchemy import ColumnElement, String, cast, literal, select
from sqlalchemy.orm import Session

from webapp.assessments.models import GkMeeting
from webapp.people.models import CourseMeeting, Participant
from webapp.reminders.appointments import Whose
from webapp.reminders.models import MeetingReply


def cannot_come(session: Session, participant_ids: Sequence[UUID], whose: Whose) -> dict[tuple[UUID, str, date, time], MeetingReply]:
    """(participant, key, day, time) -> her reply, for all meetings of one kind to which they have said that they cannot come."""
    no = MeetingReply.participant_id.in_(participant_ids) & MeetingReply.coming.is_(False)
    rows = session.scalars(select(MeetingReply).where(no, MeetingReply.meeting.startswith(f"{whose.value}:")))
    return {(row.participant_id, row.meeting, row.held_on, row.begins): row for row in rows}


def from_gk(session: Session, participant_ids: Collection[UUID], on: date) -> dict[UUID, list[int]]:
    """Participant -> the numbers of her meetings of this day or later to which she cannot come. Those who can are not in it."""
    rows = select(GkMeeting.participant_id, GkMeeting.number).join(MeetingReply, MeetingReply.participant_id == GkMeeting.participant_id)
    rows = rows.where(GkMeeting.participant_id.in_(participant_ids), GkMeeting.held_on >= on, _no_to(GkMeeting, Whose.GK))
    found: dict[UUID, list[int]] = defaultdict(list)
    for participant_id, number in session.execute(rows.order_by(GkMeeting.number)):
        found[participant_id].append(number)
    return found


def from_courses(session: Session, course_ids: Collection[UUID], on: date) -> set[UUID]:
    """The courses in which somebody whose case is open cannot come to a meeting of this day or later."""
    rows = select(Participant.course_id).join(MeetingReply, MeetingReply.participant_id == Participant.id)
    rows = rows.join(CourseMeeting, CourseMeeting.course_id == Participant.course_id)
    ahead = CourseMeeting.course_id.in_(course_ids) & (CourseMeeting.held_on >= on) & Participant.ended_at.is_(None)
    return set(session.scalars(rows.where(ahead, _no_to(CourseMeeting, Whose.COURSE)).distinct()))


def _no_to(meeting: type[GkMeeting | CourseMeeting], whose: Whose) -> ColumnElement[bool]:
    """A reply that says no to the meeting as it stands now."""
    named = MeetingReply.meeting == literal(f"{whose.value}:").concat(cast(meeting.number, String))
    return named & (MeetingReply.held_on == meeting.held_on) & (MeetingReply.begins == meeting.begins) & MeetingReply.coming.is_(False)
