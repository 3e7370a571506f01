"""Whether messages get through to a person: what staff may know about messages, and no more.

Told by what does not depend on anybody's answers (`reminders.through`), so that nothing here says who has answered what.
"""

from collections.abc import Sequence
from enum import Enum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.invitations import queries as invitations
from webapp.messages.models import OutboxMessage
from webapp.messages.values import Kind, State
from webapp.people.models import Participant
from webapp.reminders import through


class Way(Enum):
    """Whether what is sent gets through to a person. Nothing about what she did with it."""

    PAPER = "paper"
    NOT_SENT = "not sent"
    UNDER_WAY = "under way"
    SENT = "sent"
    FAILED = "failed"
    UNCLEAR = "unclear"
    WRONG_PERSON = "wrong person"
    ENDED = "ended"


_FROM_STATE = {
    State.SENT: Way.SENT,
    State.DELIVERED: Way.SENT,
    State.FAILED: Way.FAILED,
    State.CANCELLED: Way.NOT_SENT,
    State.UNKNOWN: Way.UNCLEAR,
    State.EXPIRED: Way.FAILED,
}


def ways(session: Session, present: Sequence[Participant]) -> dict[UUID, Way]:
    ids = [person.id for person in present]
    wrong, sent = invitations.disowned(session, ids), through.latest(session, ids)
    return {person.id: _way(person, person.id in wrong, sent.get(person.id)) for person in present}


def _way(person: Participant, wrong: bool, state: State | None) -> Way:
    if person.ended_at:
        return Way.ENDED
    if person.protected or not person.address_hash:
        return Way.PAPER
    if wrong:
        return Way.WRONG_PERSON
    return Way.NOT_SENT if state is None else _FROM_STATE.get(state, Way.UNDER_WAY)


def invited(session: Session, participant_ids: Sequence[UUID]) -> set[UUID]:
    """Those who have been sent a link before, this one or one that it replaced."""
    rows = select(OutboxMessage.participant_id).where(
        OutboxMessage.participant_id.in_(participant_ids), OutboxMessage.kind == Kind.INVITATION
    )
    return set(session.scalars(rows))
