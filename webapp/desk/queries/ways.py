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
from webapp.messages.values import Kind
from webapp.people.models import Participant
from webapp.reminders import through
from webapp.reminders.through import Through


class Way(Enum):
    """Why nothing is sent to a person, or has been."""

    PAPER = "paper"
    NOT_SENT = "not sent"
    WRONG_PERSON = "wrong person"
    ENDED = "ended"


#: What staff are told: whether what is sent gets through, or why nothing is.
Reached = Way | Through


def ways(session: Session, present: Sequence[Participant]) -> dict[UUID, Reached]:
    ids = [person.id for person in present]
    wrong, sent = invitations.disowned(session, ids), through.latest(session, ids)
    return {person.id: way(person, sent.get(person.id), wrong=person.id in wrong) for person in present}


def way(person: Participant, sent: Through | None, *, wrong: bool) -> Reached:
    """`sent` is how the latest message to her went; `wrong` is that her link came to somebody else."""
    if person.ended_at:
        return Way.ENDED
    if person.protected or not person.address_hash:
        return Way.PAPER
    if wrong:
        return Way.WRONG_PERSON
    return sent or Way.NOT_SENT


def invited(session: Session, participant_ids: Sequence[UUID]) -> set[UUID]:
    """Those who have been sent a link before, this one or one that it replaced."""
    rows = select(OutboxMessage.participant_id).where(
        OutboxMessage.participant_id.in_(participant_ids), OutboxMessage.kind == Kind.INVITATION
    )
    return set(session.scalars(rows))
