"""What a participant does from her own page: stop showing, show again, withdraw, forget drafts."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.agenda import service as agenda
from webapp.chat.models import Talk
from webapp.consent import service as consent
from webapp.consent.values import Decision, Purpose
from webapp.ground.parties import Agency
from webapp.my_page import queries
from webapp.people.models import Participant
from webapp.staircase import queries as placements
from webapp.staircase import service as staircase


class NotOnThePage(Exception):
    """Her newest place is not the one that stood on the page she answered."""


def stop_showing(session: Session, participant_id: UUID, *, locale: str, at: datetime) -> None:
    """Nobody can read the placement from the next request on. Doing it twice changes nothing."""
    if queries.shared(session, participant_id) is not None:
        consent.withdraw(session, participant_id, Purpose.SHARING, locale=locale, at=at)


def show_again(
    session: Session, participant_id: UUID, seen: UUID | None, agencies: frozenset[Agency], wording: consent.Wording, *, at: datetime
) -> None:
    """Show the place that she saw on the page, as a new entry in the ledger. Raises NotOnThePage when another is her newest.

    Who may read it is asked of the ledger at every reading, by the one rule there.
    """
    _one_at_a_time(session, participant_id)
    newest = placements.latest(session, participant_id)
    if newest is None or newest.id != seen:
        raise NotOnThePage
    choice = consent.Choice(Purpose.SHARING, Decision.GIVEN, agencies, newest.id)
    consent.decide(session, participant_id, choice, wording, at=at)


def withdraw(session: Session, participant_id: UUID, purpose: Purpose, *, locale: str, at: datetime) -> None:
    """Take back a consent. Doing it twice changes nothing."""
    try:
        consent.withdraw(session, participant_id, purpose, locale=locale, at=at)
    except consent.NothingToWithdraw:
        return


def forget_drafts(session: Session, participant_id: UUID) -> int:
    """Remove placements and boxes that nobody was shown, and talks that led to nothing else. Returns how many placements.

    The talk behind a placement that was shown stays, so that its receipt does.
    """
    _one_at_a_time(session, participant_id)
    kept = queries.shown_ever(session, participant_id)
    talks = {one.talk_id for one in placements.versions(session, participant_id) if one.id in kept}
    mine = delete(Talk).where(Talk.participant_id == participant_id)
    session.execute(mine.where(Talk.done_at.is_(None)))
    session.execute(mine.where(Talk.flow == "staircase", Talk.id.not_in(talks)))
    agenda.forget_drafts(session, participant_id)
    return staircase.forget_drafts(session, participant_id, shown_ever=kept)


def _one_at_a_time(session: Session, participant_id: UUID) -> None:
    """What she does on two phones is done one after the other, so that a place that is removed is not shown as well."""
    session.get_one(Participant, participant_id, with_for_update=True)
