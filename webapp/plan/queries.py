"""Looking up plans. Who may see them is decided where they are shown."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from webapp.plan.models import Plan, PlanStep


def of_person(session: Session, participant_id: UUID) -> list[Plan]:
    """Every version, the one that holds first."""
    return list(session.scalars(select(Plan).where(Plan.participant_id == participant_id).order_by(Plan.number.desc())))


def in_force(session: Session, participant_id: UUID) -> Plan | None:
    """The plan that holds."""
    return session.scalar(select(Plan).where(Plan.participant_id == participant_id).order_by(Plan.number.desc()).limit(1))


def in_force_of(session: Session, participant_ids: Iterable[UUID]) -> dict[UUID, Plan]:
    """Participant -> the plan that holds. Those without one are not in it."""
    other = aliased(Plan)
    newest = select(func.max(other.number)).where(other.participant_id == Plan.participant_id).scalar_subquery()
    rows = session.scalars(select(Plan).where(Plan.participant_id.in_(list(participant_ids)), Plan.number == newest))
    return {plan.participant_id: plan for plan in rows}


def steps(session: Session, plan_ids: Iterable[UUID]) -> dict[UUID, list[PlanStep]]:
    """Plan -> its steps in order."""
    found: dict[UUID, list[PlanStep]] = {plan_id: [] for plan_id in plan_ids}
    for step in session.scalars(select(PlanStep).where(PlanStep.plan_id.in_(list(found))).order_by(PlanStep.place)):
        found[step.plan_id].append(step)
    return found
