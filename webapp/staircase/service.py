"""Writing down where somebody places herself, and forgetting what she never showed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.ground import clock
from webapp.messages import service as messages
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
    placement = _written(participant_id, rating, survey_version, at)
    placement.number, placement.talk_id = queries.next_number(session, participant_id), talk_id
    session.add(placement)
    session.flush()
    messages.replan(session, participant_id)
    return placement


def place_on_paper(
    session: Session, participant_id: UUID, rating: SelfRating, *, survey_version: int, entered_by: UUID, at: datetime
) -> Placement:
    """Keep a placement that came on paper, behind every one she has made herself since, or the same day. The same paper never makes two."""
    placement, day, known = _written(participant_id, rating, survey_version, at), clock.day(at), queries.versions(session, participant_id)
    papers = [one for one in known if one.entered_by and clock.day(one.written_at) == day]
    if papers and _says(papers[0]) == _says(placement):
        return papers[0]
    placement.number, placement.talk_id, placement.entered_by = _room_before(session, known, day), uuid4(), entered_by
    session.add(placement)
    session.flush()
    messages.replan(session, participant_id)
    return placement


def _written(participant_id: UUID, rating: SelfRating, survey_version: int, at: datetime) -> Placement:
    place = rating.place
    said = {"lower": place.lower, "upper": place.upper, "hours": rating.hours, "need": rating.need}
    return Placement(participant_id=participant_id, survey_version=survey_version, written_at=at, **said)


def _says(placement: Placement) -> tuple[object, ...]:
    return placement.survey_version, placement.lower, placement.upper, placement.hours, placement.need


def _room_before(session: Session, known: Sequence[Placement], day: date) -> int:
    """A number below hers from that day on. Those step up by one, the highest first, so that no two are the same at any time."""
    newer = [one.number for one in known if (clock.day(one.written_at), one.entered_by is None) >= (day, True)]
    number = min(newer, default=known[0].number + 1 if known else 1)
    for one in known:
        if one.number >= number:
            one.number += 1
            session.flush()
    return number


def forget_drafts(session: Session, participant_id: UUID, *, shown_ever: set[UUID]) -> int:
    """Remove the placements nobody else was ever shown. Returns how many."""
    mine = delete(Placement).where(Placement.participant_id == participant_id, Placement.id.not_in(shown_ever))
    messages.replan(session, participant_id)
    return len(session.scalars(mine.returning(Placement.id)).all())
