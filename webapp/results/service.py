"""Making the figures of a half-year public: once, and nothing is added afterwards."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.course_survey.models import SurveyPublication
from webapp.course_survey.values import Part
from webapp.ground import clock
from webapp.results import queries


class NotReady(Exception):
    """The half-year goes on, a box is still on its way, or the last was opened today."""


def publish(session: Session, area_id: UUID, period: str, part: Part, *, at: datetime) -> bool:
    """Make one part of one half-year public. Says whether it was done now; once it is done, it stays as it is. Raises NotReady."""
    if session.get(SurveyPublication, (area_id, period, part)):
        return False
    on = clock.day(at)
    if not queries.is_ready(session, area_id, period, part, at=at, on=on):
        raise NotReady
    session.add(SurveyPublication(area_id=area_id, period=period, part=part, published_on=on))
    session.flush()
    return True
