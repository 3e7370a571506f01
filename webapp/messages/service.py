"""The outbox: a message is remembered with what it is about, and sent at most once."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.messages import sending
from webapp.messages.models import OutboxMessage, Replan
from webapp.messages.values import ONLY_WHEN_ASKED, Kind, State

#: So many are taken at one tick.
BATCH = 200


def remember(session: Session, kind: Kind, participant_id: UUID, *, dedupe: str, at: datetime, useless_at: datetime) -> UUID:
    """Write down that something is to be said now, in the caller's transaction. The same thing twice is one message."""
    return _remember(session, OutboxMessage(kind=kind, participant_id=participant_id, dedupe=dedupe), at, useless_at)


def tell_staff(session: Session, kind: Kind, staff_id: UUID, *, dedupe: str, at: datetime, useless_at: datetime) -> UUID:
    """The same, to somebody of the staff."""
    return _remember(session, OutboxMessage(kind=kind, staff_id=staff_id, dedupe=dedupe), at, useless_at)


def replan(session: Session, *participant_ids: UUID) -> None:
    """Something that plans of these people depend on changes in the caller's transaction: the next tick plans them anew."""
    session.add_all(Replan(participant_id=one) for one in participant_ids)
    session.flush()


def _remember(session: Session, row: OutboxMessage, at: datetime, useless_at: datetime) -> UUID:
    if known := _known(session, row.dedupe):
        return known
    row.made_at, row.due_at, row.useless_at, row.state = at, at, useless_at, State.PENDING
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        if known := _known(session, row.dedupe):
            return known
        raise
    return row.id


def _known(session: Session, dedupe: str) -> UUID | None:
    return session.scalar(select(OutboxMessage.id).where(OutboxMessage.dedupe == dedupe))


def send_now(message_id: UUID, *, at: datetime, code: str | None = None) -> State:
    """Send one message that is committed, outside any transaction. Says where the message is afterwards."""
    return sending.send(message_id, at=at, code=code)


def due(session: Session, *, at: datetime) -> list[UUID]:
    """What is to be sent now, oldest first. What only the asking request can send is not among it."""
    waiting = (OutboxMessage.state == State.PENDING) & (OutboxMessage.due_at <= at) & OutboxMessage.kind.not_in(ONLY_WHEN_ASKED)
    return list(session.scalars(select(OutboxMessage.id).where(waiting).order_by(OutboxMessage.due_at).limit(BATCH)))


def tidy(session: Session, *, at: datetime) -> None:
    """Take back what a stopped process held, call what it may have sent unknown, and let go of what is of no use."""
    over = OutboxMessage.leased_until < at
    _settle(session, (OutboxMessage.state == State.LEASED) & over, State.PENDING, None)
    _settle(session, (OutboxMessage.state == State.CALLING) & over, State.UNKNOWN, at)
    _settle(session, (OutboxMessage.state == State.PENDING) & (OutboxMessage.useless_at <= at), State.EXPIRED, at)


def _settle(session: Session, which: object, state: State, at: datetime | None) -> None:
    session.execute(update(OutboxMessage).where(which).values(state=state, leased_until=None, settled_at=at))  # type: ignore[arg-type]
