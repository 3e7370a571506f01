"""Writing a plan, and saying whether it fits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.people.models import Participant
from webapp.plan import queries
from webapp.plan.models import Plan, PlanStep
from webapp.plan.values import LONGEST_STEP, MOST_STEPS, REACH, Doer, Fits


class PlanChanged(Exception):
    """Somebody else has written a plan since this one was begun. Nothing is saved."""


class PlanReplaced(Exception):
    """The answer is about a plan that no longer holds. Nothing is saved."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step as it is written. Without a day it has no end."""

    what: str
    doer: Doer
    by: date | None = None


def too_far(steps: Sequence[Step], today: date) -> list[Step]:
    """The steps that end later than a plan should reach."""
    return [step for step in steps if step.by and step.by - today > REACH]


def write(session: Session, participant_id: UUID, steps: Sequence[Step], *, after: int, by: UUID, at: datetime) -> Plan:
    """A new plan in the place of number `after`, 0 when there was none. Old ones stay.

    Raises PlanChanged when another plan has come since, and ValueError for no step, too many or too long ones.
    """
    if not 1 <= len(steps) <= MOST_STEPS or any(not 1 <= len(step.what) <= LONGEST_STEP for step in steps):
        raise ValueError(f"a plan has 1 to {MOST_STEPS} steps of 1 to {LONGEST_STEP} signs")
    newest = queries.in_force(session, participant_id)
    if (newest.number if newest else 0) != after:
        raise PlanChanged
    plan = Plan(participant_id=participant_id, number=after + 1, written_by=by, written_at=at)
    try:
        with session.begin_nested():
            session.add(plan)
            session.flush()
    except IntegrityError as fault:
        raise PlanChanged from fault
    for place, step in enumerate(steps, 1):
        row = PlanStep(plan_id=plan.id, place=place, doer=step.doer, by=step.by)
        row.what = step.what
        session.add(row)
    session.flush()
    return plan


def answer(session: Session, participant_id: UUID, number: int, fits: Fits, line: str | None, *, at: datetime) -> None:
    """What she says of the plan she read. She may change her mind. Raises PlanReplaced when another plan holds now."""
    session.get_one(Participant, participant_id, with_for_update=True)
    plan = queries.in_force(session, participant_id)
    if plan is None or plan.number != number:
        raise PlanReplaced
    plan.fits, plan.line, plan.answered_at = fits, line or None, at
    session.flush()
