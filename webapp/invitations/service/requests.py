"""Asking for the link again by giving an address. What is stored is the same whether we know the address or not."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from webapp.invitations.models import DeviceCode, LinkRequest, Pairing
from webapp.invitations.service.links import send_again
from webapp.people.models import Participant

KEEP = timedelta(days=1)


def ask(session: Session, address_hash: str, *, at: datetime) -> UUID:
    """Write down that somebody asked."""
    row = LinkRequest(address_hash=address_hash, asked_at=at)
    session.add(row)
    return row.id


def answer(session: Session, request_id: UUID, *, at: datetime) -> list[UUID]:
    """The messages to send after commit: one for each open case with that address. Each request is answered once."""
    open_still = (LinkRequest.id == request_id) & LinkRequest.handled_at.is_(None)
    taking = update(LinkRequest).where(open_still).values(handled_at=at).returning(LinkRequest.address_hash)
    if (address_hash := session.scalar(taking)) is None:
        return []
    theirs = select(Participant.id).where(Participant.address_hash == address_hash, Participant.ended_at.is_(None))
    sent = [send_again(session, one, asked=request_id, at=at) for one in session.scalars(theirs.order_by(Participant.id)).all()]
    return [message for message in sent if message]


def sweep(session: Session, *, at: datetime) -> None:
    """Forget codes, words and requests that are over since a day."""
    session.execute(delete(DeviceCode).where(DeviceCode.expires_at < at - KEEP))
    session.execute(delete(Pairing).where(Pairing.expires_at < at - KEEP))
    session.execute(delete(LinkRequest).where(LinkRequest.handled_at < at - KEEP))
