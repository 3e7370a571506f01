"""Looking up plans. Who may see them is decided where they are shown."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.plan.models import Plan, PlanStep


def of_person(session: Session, participant_id: UUID) -> list[Plan]:
    """Every version, the one that holds first."""
    return list(session.scalars(select(Plan).where(Plan.participant_id == participant_id).order_by(Plan.number.desc())))


def in_force(session: Session, participant_id: UUID) -> Plan | None:
    """The plan that holds."""
    return session.scalar(select(Plan).where(Plan.participant_id == participant_id).order_by(Plan.number.desc()).limit(1))


def steps(session: Session, plan_ids: Iterable[UUID]) -> dict[UUID, list[PlanStep]]:
    """Plan -> its steps in order."""
    found: dict[UUID, list[PlanStep]] = {plan_id: [] for plan_id in plan_ids}
    for step in session.scalars(select(PlanStep).where(PlanStep.plan_id.in_(list(found))).order_by(PlanStep.place)):
        found[step.plan_id].append(step)
    return found
