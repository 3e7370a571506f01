"""What staff enter for somebody who answered on paper."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.consent import service as consent
from webapp.consent.service import Choice, Wording
from webapp.consent.values import Decision, Purpose
from webapp.ground.parties import Agency
from webapp.people.models import Participant
from webapp.staircase import service as staircase
from webapp.staircase.service import SelfRating


@dataclass(frozen=True, slots=True)
class PlacementPaper:
    """A paper: where she is, in the words of which version of the staircase, whom she lets read it, and the day she wrote it."""

    rating: SelfRating
    survey_version: int
    agencies: frozenset[Agency]
    written_on: date


def enter_placement(
    session: Session, participant_id: UUID, paper: PlacementPaper, said: Wording, *, entered_by: UUID, at: datetime
) -> None:
    """Keep the placement and write in the ledger whom it is shown to. Entering the same paper twice adds nothing.

    Raises consent.DecidedLater, and keeps nothing, when she has decided what she shows since, or otherwise the same day.
    """
    session.get_one(Participant, participant_id, with_for_update=True)
    written_at = consent.moment_of_paper(paper.written_on, at)
    placement = staircase.place_on_paper(
        session, participant_id, paper.rating, survey_version=paper.survey_version, entered_by=entered_by, at=written_at
    )
    shown = Choice(Purpose.SHARING, Decision.GIVEN, paper.agencies, placement.id)
    consent.enter_paper(session, participant_id, shown, said, signed_on=paper.written_on, entered_by=entered_by, at=at)
