"""The letters about links and codes, written when they are sent from what is true at that moment."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.invitations import queries, tokens
from webapp.invitations.service import CodeElsewhere
from webapp.messages.letters import Letter, Writer
from webapp.messages.models import OutboxMessage
from webapp.messages.values import Kind
from webapp.people.addresses import address_of
from webapp.people.models import Participant


def with_link(session: Session, message: OutboxMessage, _code: str | None, at: datetime) -> Letter | None:
    """The personal link, as long as it opens something."""
    link = queries.living(session, message.person)
    if link is None or not queries.opens(session, link, at=at):
        return None
    return _to(session, message, link=tokens.address_of(link.id))


def with_code(session: Session, message: OutboxMessage, code: str | None, at: datetime) -> Letter | None:
    """The six digits, which only the request that made them knows, and where they go when it is not to the stored address."""
    letter = _to(session, message, code=code) if code else None
    return replace(letter, to=code.address.value) if letter and isinstance(code, CodeElsewhere) else letter


def _to(session: Session, message: OutboxMessage, **values: str) -> Letter | None:
    participant = session.get_one(Participant, message.person)
    address = address_of(participant)
    if address is None or participant.ended_at:
        return None
    return Letter(address.value, participant.locale, values)


WRITERS: dict[Kind, Writer] = {Kind.INVITATION: with_link, Kind.NEW_LINK: with_link, Kind.CODE: with_code}
