"""What is kept about how her meetings with the handlers came to be, in words she can read."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.assessments.models import GkPairBooking
from webapp.language import isolate, t
from webapp.language.dates import short_day
from webapp.my_page import queries


def lines(session: Session, participant_id: UUID) -> list[str]:
    """One text for each thing, in the order in which they come about."""
    return [*_bookings(session, participant_id)]


def _bookings(session: Session, participant_id: UUID) -> list[str]:
    rows = session.scalars(select(GkPairBooking).where(GkPairBooking.participant_id == participant_id).order_by(GkPairBooking.booked_at))
    booked = list(rows)
    names = queries.entered(session, [one.booked_by for one in booked])
    return [
        t("about.gk.booked", "Två möten bokades {day} av {name}.", day=short_day(one.booked_at), name=isolate(names[one.booked_by], "auto"))
        for one in booked
    ]
