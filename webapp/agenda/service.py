"""Writing in a box, choosing where to begin, and forgetting what was never shown."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from webapp.agenda import queries
from webapp.agenda.models import AgendaBox
from webapp.messages import service as messages
from webapp.people.models import Participant


def write(session: Session, participant_id: UUID, box: str, line: str | None, *, begins: bool, shown: bool, at: datetime) -> bool | None:
    """Keep one box as she wants it now. Emptying it and beginning elsewhere forgets it.

    Returns whether handlers may read it now, when that has changed.

    Raises KeyError when there is no such box.
    """
    queries.boxes()[box]
    session.get_one(Participant, participant_id, with_for_update=True)
    messages.replan(session, participant_id)
    known = queries.of_person(session, participant_id)
    row, was_shown = known.get(box), box in known and known[box].shown
    if begins:
        others = (AgendaBox.participant_id == participant_id) & (AgendaBox.box != box)
        session.execute(update(AgendaBox).where(others).values(begins=False))
        session.execute(delete(AgendaBox).where(others, AgendaBox.line_sealed.is_(None)))
    if not (line or begins):
        session.execute(delete(AgendaBox).where(AgendaBox.participant_id == participant_id, AgendaBox.box == box))
        return False if was_shown else None
    if row is None:
        row = AgendaBox(participant_id=participant_id, box=box)
        session.add(row)
    row.line, row.begins, row.shown, row.changed_at = line or None, begins, shown, at
    session.flush()
    return shown if shown is not was_shown else None


def forget_drafts(session: Session, participant_id: UUID) -> int:
    """Remove what nobody else can read now. Returns how many boxes."""
    messages.replan(session, participant_id)
    mine = delete(AgendaBox).where(AgendaBox.participant_id == participant_id, AgendaBox.shown.is_(False))
    return len(session.scalars(mine.returning(AgendaBox.id)).all())
