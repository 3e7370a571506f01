"""Looking up placements. Who may look is decided elsewhere: see `consent.queries.shown`."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.staircase.models import Placement


def placement(session: Session, placement_id: UUID) -> Placement | None:
    return session.get(Placement, placement_id)


def placements(session: Session, placement_ids: Iterable[UUID]) -> dict[UUID, Placement]:
    """Several at once, by id."""
    return {row.id: row for row in session.scalars(select(Placement).where(Placement.id.in_(list(placement_ids))))}


def said_in(session: Session, talk_id: UUID) -> Placement | None:
    """The placement a talk led to."""
    return session.scalar(select(Placement).where(Placement.talk_id == talk_id))


def versions(session: Session, participant_id: UUID) -> list[Placement]:
    """All of one person's placements, newest first. For her eyes only."""
    rows = select(Placement).where(Placement.participant_id == participant_id)
    return list(session.scalars(rows.order_by(Placement.number.desc())))


def next_number(session: Session, participant_id: UUID) -> int:
    """The number her next placement gets."""
    highest = select(func.max(Placement.number)).where(Placement.participant_id == participant_id)
    return (session.scalar(highest) or 0) + 1


def latest(session: Session, participant_id: UUID) -> Placement | None:
    """Her newest placement. For her eyes only."""
    rows = select(Placement).where(Placement.participant_id == participant_id)
    return session.scalar(rows.order_by(Placement.number.desc()).limit(1))


def versions_in_use(session: Session) -> list[int]:
    """The versions of the survey that somebody's placement was made with."""
    return list(session.scalars(select(Placement.survey_version).distinct()))
