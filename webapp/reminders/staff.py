"""What staff are told by e-mail: each sweep writes what is to be said now, and may be run as often as one likes."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from webapp.ground import clock
from webapp.ground.parties import Agency
from webapp.messages import service as messages
from webapp.messages.models import OutboxMessage
from webapp.messages.values import Kind
from webapp.people import queries as people
from webapp.people.models import Participant
from webapp.reminders import queries, through
from webapp.reminders.models import NoticeOff
from webapp.reminders.values import UNTIL, Notice, is_time, next_sending_day
from webapp.storage import insert_once

#: A message that failed longer ago is told of no more: over it all that stands free from work in a row is shorter.
LOOKED_BACK = timedelta(days=7)


def plan_staff(session: Session, *, at: datetime) -> None:
    """Write down today's letters to staff, when it is time for them."""
    if is_time(at):
        _before_meetings(session, at)
        _not_through(session, at)


def _before_meetings(session: Session, at: datetime) -> None:
    """One letter to each handler with a GK of which today is the last working day before."""
    today = clock.day(at)
    coming = queries.next_gk_of_handlers(session, today + timedelta(days=1), next_sending_day(today))
    for staff_id in coming:
        _tell(session, Kind.STAFF_MEETING, staff_id, "staff-meeting", at)


def _not_through(session: Session, at: datetime) -> None:
    """One letter a day, however many people it is about: it names nobody. What fails after it is told of the next working day."""
    failed: dict[UUID, datetime] = defaultdict(lambda: at - LOOKED_BACK)
    for participant_id, since in through.failed_since(session, at - LOOKED_BACK).items():
        for staff_id in _whom(session, participant_id, clock.day(at)):
            failed[staff_id] = max(failed[staff_id], since)
    told = _told_last(session, list(failed))
    for staff_id, since in failed.items():
        if staff_id not in told or told[staff_id] < since:
            _tell(session, Kind.STAFF_NOT_THROUGH, staff_id, "staff-not-through", at)


def _whom(session: Session, participant_id: UUID, today: date) -> list[UUID]:
    """The leaders while the course runs, then the handler at Försäkringskassan. Nobody when the case is over."""
    person = session.get_one(Participant, participant_id)
    course = people.course(session, person.course_id)
    if person.ended_at or course is None:
        return []
    if today <= course.ends_on:
        return [leader.id for leader in people.leaders(session, course.id)]
    handler = people.handlers(session, participant_id).get(Agency.FK)
    return [handler.id] if handler else []


def _told_last(session: Session, staff_ids: list[UUID]) -> dict[UUID, datetime]:
    rows = select(OutboxMessage.staff_id, func.max(OutboxMessage.made_at)).where(
        OutboxMessage.staff_id.in_(staff_ids), OutboxMessage.kind == Kind.STAFF_NOT_THROUGH
    )
    return {row[0]: row[1] for row in session.execute(rows.group_by(OutboxMessage.staff_id)) if row[0]}


def _tell(session: Session, kind: Kind, staff_id: UUID, word: str, at: datetime) -> None:
    today = clock.day(at)
    messages.tell_staff(session, kind, staff_id, dedupe=f"{word}:{staff_id}:{today}", at=at, useless_at=clock.at(today, UNTIL))


def turn_off(session: Session, staff_id: UUID, notices: Collection[Notice]) -> None:
    """She wants these letters no more, and all others."""
    session.execute(delete(NoticeOff).where(NoticeOff.staff_id == staff_id, NoticeOff.notice.not_in(notices)))
    for notice in notices:
        insert_once(session, NoticeOff, staff_id=staff_id, notice=notice)
