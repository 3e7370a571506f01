"""Looking up free pairs of times, and those that are booked."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from webapp.assessments.models import GkPair, GkPairBooking
from webapp.ground import clock
from webapp.people import queries as people


def offered(session: Session, participant_id: UUID, at: datetime) -> list[GkPair]:
    """The free pairs her handlers have published, soonest first. A pair of two handlers is hers only when both of them are."""
    hers = [account.id for account in people.handlers(session, participant_id).values()]
    together = or_(GkPair.other_staff_id.is_(None), GkPair.other_staff_id.in_(hers))
    rows = select(GkPair).outerjoin(GkPairBooking).where(GkPairBooking.pair_id.is_(None), GkPair.staff_id.in_(hers), together)
    ahead = session.scalars(rows.where(GkPair.first_on >= clock.day(at)).order_by(GkPair.first_on, GkPair.first_begins, GkPair.id))
    return [pair for pair in ahead if clock.at(pair.first_on, pair.first_begins) > at]


def published_by(session: Session, staff_id: UUID, at: datetime) -> Sequence[tuple[GkPair, UUID | None]]:
    """The pairs of a handler that are not over, alone or together with a colleague, and whom each is booked for."""
    rows = select(GkPair, GkPairBooking.participant_id).outerjoin(GkPairBooking)
    theirs = or_(GkPair.staff_id == staff_id, GkPair.other_staff_id == staff_id) & (GkPair.second_on >= clock.day(at))
    found = session.execute(rows.where(theirs).order_by(GkPair.first_on, GkPair.first_begins, GkPair.id))
    return [(pair, participant_id) for pair, participant_id in found]
