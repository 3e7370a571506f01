"""Looking up boxes. Handlers may look at those that are shown, in a case that is open to their agency."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.agenda.models import AgendaBox
from webapp.surveys.engine.library import shipped
from webapp.surveys.engine.questions import Text

SURVEY = "agenda"


def boxes() -> dict[str, Text]:
    """The boxes of the picture, in its order."""
    return {question.key: question for question in shipped().get(SURVEY).questions if isinstance(question, Text)}


def is_draft() -> bool:
    """Whether the words of the boxes are our own proposal."""
    return shipped().get(SURVEY).draft


def of_person(session: Session, participant_id: UUID) -> dict[str, AgendaBox]:
    """What she has chosen or written, in the order of the picture. For her eyes only."""
    rows = {row.box: row for row in session.scalars(select(AgendaBox).where(AgendaBox.participant_id == participant_id))}
    known = [key for key in boxes() if key in rows]
    return {key: rows[key] for key in (*known, *sorted(rows.keys() - set(known)))}


def shown(session: Session, participant_id: UUID) -> list[AgendaBox]:
    """What she lets her handlers read, the box she wants to begin with first."""
    mine = of_person(session, participant_id)
    return sorted((row for row in mine.values() if row.shown), key=lambda row: not row.begins)
