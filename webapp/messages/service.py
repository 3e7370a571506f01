"""The outbox: a message is remembered with what it is about, and sent at most once."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.messages import sending
from webapp.messages.models import OutboxMessage, Replan
from webapp.messages.values import Kind, State


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


def send_some(*, at: datetime, reminders: bool) -> int:
    """Send a few of those that are due, outside any transaction; what nobody asked for only when it is time for `reminders`.

    Returns how many there were: 0 says that nothing is left.
    """
    return sending.send_some(at=at, reminders=reminders)


def take_back(session: Session, participant_ids: Collection[UUID]) -> None:
    """Reminders that a process has taken and not handed over yet are anybody's again: it may have written them before something changed."""
    hers = OutboxMessage.participant_id.in_(participant_ids) & (OutboxMessage.kind == Kind.REMINDER)
    taken = update(OutboxMessage).where(hers, OutboxMessage.state == State.LEASED)
    session.execute(taken.values(state=State.PENDING, leased_until=None))


def tidy(session: Session, *, at: datetime) -> None:
    """Take back what a stopped process held, call what it may have sent unknown, and let go of what is of no use."""
    over = OutboxMessage.leased_until < at
    _settle(session, (OutboxMessage.state == State.LEASED) & over, State.PENDING, None)
    _settle(session, (OutboxMessage.state == State.CALLING) & over, State.UNKNOWN, at)
    useless = (OutboxMessage.state == State.PENDING) & (OutboxMessage.useless_at <= at)
    planned = useless & (OutboxMessage.kind == Kind.REMINDER)
    replan(session, *[one for one in session.scalars(select(OutboxMessage.participant_id).where(planned)) if one])
    _settle(session, useless, State.EXPIRED, at)


def _settle(session: Session, which: ColumnElement[bool], state: State, at: datetime | None) -> None:
    """Leaves alone what another process is busy with."""
    free = select(OutboxMessage.id).where(which).with_for_update(skip_locked=True)
    values = {"state": state, "leased_until": None, "settled_at": at}
    session.execute(update(OutboxMessage).where(OutboxMessage.id.in_(free), which).values(values))
