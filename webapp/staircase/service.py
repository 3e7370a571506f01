"""Writing down where somebody places herself, and forgetting what she never showed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.staircase import queries
from webapp.staircase.models import Placement
from webapp.surveys.engine.place import Place


@dataclass(frozen=True, slots=True)
class SelfRating:
    """What she said: where she is, how many hours she believes in, and one line of what she needs."""

    place: Place
    hours: str | None = None
    need: str | None = None


def place(session: Session, participant_id: UUID, talk_id: UUID, rating: SelfRating, *, survey_version: int, at: datetime) -> Placement:
    """Keep a placement. The same talk never makes two."""
    if (found := queries.said_in(session, talk_id)) is not None:
        return found
    placement = Placement(
        participant_id=participant_id,
        number=queries.next_number(session, participant_id),
        talk_id=talk_id,
        survey_version=survey_version,
        lower=rating.place.lower,
        upper=rating.place.upper,
        hours=rating.hours,
        need=rating.need,
        written_at=at,
    )
    session.add(placement)
    session.flush()
    return placement


def forget_drafts(session: Session, participant_id: UUID, *, shown_ever: set[UUID]) -> int:
    """Remove the placements nobody else was ever shown. Returns how many."""
    mine = delete(Placement).where(Placement.participant_id == participant_id, Placement.id.not_in(shown_ever))
    return len(session.scalars(mine.returning(Placement.id)).all())
