"""A person has one living link. It ends only when somebody asks for that, or the case ends."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.invitations import queries, tokens
from webapp.invitations.models import PersonalLink
from webapp.invitations.values import LINK_HOLDS, LinkEnd
from webapp.messages import service as messages
from webapp.messages.values import Kind
from webapp.people.models import Participant

#: An invitation that could not be sent for so long is not sent any more.
INVITATION_KEEPS = timedelta(days=14)
LINK_KEEPS = timedelta(days=1)


def link_for(session: Session, participant_id: UUID, *, at: datetime) -> PersonalLink:
    """The living link, or a new one when there is none that opens."""
    session.get_one(Participant, participant_id, with_for_update=True)
    link = queries.living(session, participant_id)
    if link and link.expires_at > at:
        return link
    if link:
        _end(session, link, LinkEnd.REPLACED, at)
    return _make(session, participant_id, at)


def address(link: PersonalLink) -> str:
    """What stands in the message and in the QR code."""
    return tokens.address_of(link.id)


def replace(session: Session, participant_id: UUID, *, why: LinkEnd = LinkEnd.REPLACED, at: datetime) -> PersonalLink:
    """A new link; the old one is dead. The caller ends her sessions."""
    session.get_one(Participant, participant_id, with_for_update=True)
    if link := queries.living(session, participant_id):
        _end(session, link, why, at)
    return _make(session, participant_id, at)


def disown(session: Session, link: PersonalLink, *, at: datetime) -> None:
    """Somebody said "Det är inte jag": the link is dead, and no other is made until staff have mended the address."""
    if link.ended_at is None:
        _end(session, link, LinkEnd.WRONG_PERSON, at)


def close(session: Session, participant_id: UUID, *, why: LinkEnd, at: datetime) -> None:
    """The living link is dead, and no other takes its place. The caller ends her sessions."""
    if link := queries.living(session, participant_id):
        _end(session, link, why, at)


def note_opened(session: Session, link: PersonalLink, *, at: datetime) -> None:
    """Somebody pressed the button behind the link. The first time counts."""
    if link.opened_at is None:
        link.opened_at = at
        messages.replan(session, link.participant_id)


def invite(session: Session, participant_id: UUID, *, at: datetime, asked: UUID | None = None) -> UUID:
    """Remember the message with the link; to be sent after commit. Without an address it is cancelled then.

    Once for each link, or for each time somebody `asked`: then asking twice in the same words is one message of either kind.
    """
    link = link_for(session, participant_id, at=at)
    dedupe = _dedupe(asked, participant_id) if asked else f"invitation:{link.id}"
    return messages.remember(session, Kind.INVITATION, participant_id, dedupe=dedupe, at=at, useless_at=at + INVITATION_KEEPS)


def send_again(session: Session, participant_id: UUID, *, asked: UUID, at: datetime) -> UUID | None:
    """The living link once more, to the stored address. None while the address is known to be somebody else's."""
    if queries.disowned(session, [participant_id]):
        return None
    link_for(session, participant_id, at=at)
    dedupe = _dedupe(asked, participant_id)
    return messages.remember(session, Kind.NEW_LINK, participant_id, dedupe=dedupe, at=at, useless_at=at + LINK_KEEPS)


def _dedupe(asked: UUID, participant_id: UUID) -> str:
    return f"link:{asked}:{participant_id}"


def _make(session: Session, participant_id: UUID, at: datetime) -> PersonalLink:
    link = PersonalLink(participant_id=participant_id, made_at=at, expires_at=at + LINK_HOLDS)
    link.token_hash = tokens.hash_of(tokens.token_of(link.id))
    session.add(link)
    session.flush()
    messages.replan(session, participant_id)
    return link


def _end(session: Session, link: PersonalLink, why: LinkEnd, at: datetime) -> None:
    link.ended_at, link.ended_because = at, why
    session.flush()
    messages.replan(session, link.participant_id)
