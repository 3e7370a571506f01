"""The meetings of one participant, and the keys by which messages name them: `course:3:2027-03-04T1300`, `gk:2:2027-03-15T1000`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.assessments import queries as assessments
from webapp.assessments.models import GkMeeting
from webapp.consent import queries as consent
from webapp.consent.values import Decision, Purpose
from webapp.ground import clock
from webapp.ground.parties import Agency
from webapp.people import queries as people
from webapp.people.models import CaseHandler, CourseMeeting, Participant, StaffAccount


class Whose(Enum):
    """Who calls to it: the leaders of the course, or her handlers."""

    COURSE = "course"
    GK = "gk"


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting, as it is booked now."""

    whose: Whose
    number: int
    held_on: date
    begins: time

    @property
    def key(self) -> str:
        return key_of(f"{self.whose.value}:{self.number}", self.held_on, self.begins)

    @property
    def begins_at(self) -> datetime:
        return clock.at(self.held_on, self.begins)


def key_of(meeting: str, held_on: date, begins: time) -> str:
    """A meeting at one time. At another time it is something else to be told of."""
    return f"{meeting}:{held_on}T{begins:%H%M}"


def next_of(session: Session, participant: Participant, whose: Whose, after: datetime) -> Meeting | None:
    """The first that begins after this moment."""
    found: CourseMeeting | GkMeeting | None
    if whose is Whose.COURSE:
        found = people.next_meeting(session, participant.course_id, after)
    else:
        found = assessments.next_after(session, participant.id, after)
    return Meeting(whose, found.number, found.held_on, found.begins) if found else None


def numbers_in(about: str, whose: Whose) -> list[int]:
    """Which meetings a message is about. Whatever else it is about is not looked at."""
    keys = (key.split(":") for key in about.split())
    return [int(key[1]) for key in keys if key[0] == whose.value]


def of_handlers(session: Session, first: date, last: date, staff_id: UUID | None = None) -> dict[UUID, date]:
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


def _lifted(session: Session, participant_ids: Sequence[UUID]) -> set[UUID]:
    """Those who have said that Arbetsförmedlingen may know too."""
    decided = consent.latest_of(session, participant_ids, Purpose.SECRECY)
    return {person for person, entry in decided.items() if entry.decision is Decision.GIVEN}
