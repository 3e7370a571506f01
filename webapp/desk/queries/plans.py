"""The plans of a case as its handlers see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.assessments import queries as assessments
from webapp.assessments.models import GkMeeting
from webapp.consent import queries as consent
from webapp.desk.queries.shared import shared_with
from webapp.ground.parties import Agency
from webapp.people.models import StaffAccount
from webapp.plan import queries
from webapp.plan.values import Fits
from webapp.plan.wording import who_and_when

#: The plan is made at this meeting (domain.md, section 3).
GK_OF_PLAN = 2


@dataclass(frozen=True, slots=True)
class WrittenPlan:
    """One version: what is to be done, and who does it by when; and what she says of it."""

    number: int
    written_at: datetime
    written_by: str
    steps: tuple[tuple[str, str], ...]
    fits: Fits | None
    line: str | None


def plans(session: Session, participant_id: UUID) -> list[WrittenPlan]:
    """Every version, the one that holds first."""
    rows = queries.of_person(session, participant_id)
    if not rows:
        return []
    steps = queries.steps(session, [row.id for row in rows])
    staff = session.scalars(select(StaffAccount).where(StaffAccount.id.in_({row.written_by for row in rows})))
    names = {one.id: one.name for one in staff}
    return [
        WrittenPlan(
            row.number,
            row.written_at,
            names[row.written_by],
            tuple((step.what, who_and_when(step, to_staff=True)) for step in steps[row.id]),
            row.fits,
            row.line,
        )
        for row in rows
    ]


def is_due(booked: Sequence[GkMeeting], today: date) -> bool:
    """Whether a plan may be written: from the day of GK2 on."""
    return any(one.number >= GK_OF_PLAN and one.held_on <= today for one in booked)


def may_write(session: Session, participant_id: UUID, today: date) -> bool:
    return is_due(assessments.meetings(session, participant_id), today)


def hours_believed(session: Session, participant_id: UUID, agency: Agency) -> str | None:
    """The hours a week she believes in, where she shows them to this agency."""
    shared = shared_with(session, participant_id, consent.latest_each(session, participant_id), agency)
    return shared.hours if shared else None
