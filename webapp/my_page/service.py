"""What a participant does from her own page: stop showing, withdraw, forget drafts."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.chat.models import Talk
from webapp.consent import service as consent
from webapp.consent.values import Purpose
from webapp.my_page import queries
from webapp.staircase import queries as placements
from webapp.staircase import service as staircase


def stop_showing(session: Session, participant_id: UUID, *, locale: str, at: datetime) -> None:
    """Nobody can read the placement from the next request on. Doing it twice changes nothing."""
    if queries.shared(session, participant_id) is not None:
        consent.withdraw(session, participant_id, Purpose.SHARING, locale=locale, at=at)


def withdraw(session: Session, participant_id: UUID, purpose: Purpose, *, locale: str, at: datetime) -> None:
    """Take back a consent. Doing it twice changes nothing."""
    try:
        consent.withdraw(session, participant_id, purpose, locale=locale, at=at)
    except consent.NothingToWithdraw:
        return


def forget_drafts(session: Session, participant_id: UUID) -> int:
    """Remove placements that were never shown, and talks that led to nothing else. Returns how many placements.

    The talk behind a placement that was shown stays, so that its receipt does.
    """
    kept = queries.shown_ever(session, participant_id)
    talks = {one.talk_id for one in placements.versions(session, participant_id) if one.id in kept}
    mine = delete(Talk).where(Talk.participant_id == participant_id)
    session.execute(mine.where(Talk.done_at.is_(None)))
    session.execute(mine.where(Talk.flow == "staircase", Talk.id.not_in(talks)))
    return staircase.forget_drafts(session, participant_id, shown_ever=kept)
