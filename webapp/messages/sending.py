"""Messages on their way: taken, checked again, fenced, handed to the carrier without a database connection, and settled.

A process that dies before the fence leaves a message that another takes up; one that dies after it leaves a message of which nobody
knows whether it went, and which is never sent again by itself.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from webapp.logs import log
from webapp.messages import carriers, letters
from webapp.messages.carriers import Outcome
from webapp.messages.letters import Letter
from webapp.messages.models import OutboxMessage, Replan
from webapp.messages.speech import Spoken, speak
from webapp.messages.values import ONLY_WHEN_ASKED, REMINDERS, Kind, State
from webapp.storage import db, reading, transaction

LEASE = timedelta(minutes=2)
#: After a try that did not get through: so many tries in all, each wait twice the one before.
MOST_TRIES = 4
#: So many are taken at a time: few enough that all of them are sent within the lease.
BATCH = 20
ENDS = {Outcome.SENT: State.SENT, Outcome.FAILED: State.FAILED, Outcome.UNKNOWN: State.UNKNOWN}


def send(message_id: UUID, *, at: datetime, code: str | None = None) -> State:
    """Send one committed message, if nobody else has. Says where the message is afterwards."""
    with transaction() as session:
        taken = _take(session, OutboxMessage.id == message_id, at)
    _send_all(taken, at, code)
    message = reading().get(OutboxMessage, message_id, populate_existing=True)
    state = message.state if message else State.CANCELLED
    db.session.rollback()
    return state


def send_some(*, at: datetime, reminders: bool) -> int:
    """Take what is due, oldest first, and send it; what only the asking request can send is not among it. Returns how many were taken."""
    kinds = [kind for kind in Kind if kind not in ONLY_WHEN_ASKED and (reminders or kind not in REMINDERS)]
    with transaction() as session:
        due = select(OutboxMessage.id).where(OutboxMessage.state == State.PENDING, OutboxMessage.due_at <= at)
        due = due.where(OutboxMessage.useless_at > at, OutboxMessage.kind.in_(kinds)).order_by(OutboxMessage.due_at).limit(BATCH)
        taken = _take(session, OutboxMessage.id.in_(list(session.scalars(due.with_for_update(skip_locked=True)))), at)
    _send_all(taken, at, None)
    return len(taken)


def _take(session: Session, which: object, at: datetime) -> list[OutboxMessage]:
    """The messages that this process, and so no other, has now."""
    free = (OutboxMessage.state == State.PENDING) & (OutboxMessage.due_at <= at) & (OutboxMessage.useless_at > at)
    values = {"state": State.LEASED, "leased_until": at + LEASE, "tries": OutboxMessage.tries + 1}
    taking = update(OutboxMessage).where(which, free).values(values).returning(OutboxMessage)  # type: ignore[arg-type]
    taken = sorted(session.scalars(taking, execution_options={"populate_existing": True}), key=lambda row: row.due_at)
    session.flush()
    for row in taken:
        session.expunge(row)
    return taken


def _send_all(taken: Sequence[OutboxMessage], at: datetime, code: str | None) -> None:
    """One after the other. How one went is written down together with the fence of the next, so each costs one commit."""
    ready = _written_together(taken, at)
    gone: tuple[OutboxMessage, Outcome] | None = None
    for message in taken:
        with transaction() as session:
            _settle(session, gone, at)
            spoken = _fenced(session, message, ready, code, at)
        gone = (message, _carry(spoken, at)) if spoken else None
    if gone:
        with transaction() as session:
            _settle(session, gone, at)


def _written_together(taken: Sequence[OutboxMessage], at: datetime) -> dict[UUID, Letter | None]:
    """The letters of those kinds that are written many at a time."""
    ready: dict[UUID, Letter | None] = {}
    for kind in {message.kind for message in taken}:
        if write := letters.many_writer(kind):
            mine = [message for message in taken if message.kind is kind]
            found = write(reading(), mine, at)
            ready |= {message.id: found.get(message.id) for message in mine}
    db.session.rollback()
    return ready


def _fenced(session: Session, message: OutboxMessage, ready: Mapping[UUID, Letter | None], code: str | None, at: datetime) -> Spoken | None:
    """The words to send, when there is still a reason to, and this process still has the message."""
    held = (OutboxMessage.id == message.id) & (OutboxMessage.state == State.LEASED) & (OutboxMessage.leased_until == message.leased_until)
    if message.id in ready:
        letter = ready[message.id]
        if _changed_since(session, message):
            soon = {"state": State.PENDING, "leased_until": None, "due_at": at + timedelta(minutes=1), "tries": message.tries - 1}
            session.execute(update(OutboxMessage).where(held).values(soon))
            return None
    else:
        row = session.scalar(select(OutboxMessage).where(held).with_for_update())
        letter = letters.writer(message.kind)(session, row, code, at) if row else None
    if letter is None:
        session.execute(update(OutboxMessage).where(held).values(state=State.CANCELLED, leased_until=None, settled_at=at))
        return None
    fence = update(OutboxMessage).where(held).values(state=State.CALLING).returning(OutboxMessage.id)
    return speak(message.kind, letter) if session.scalar(fence) else None


def _changed_since(session: Session, message: OutboxMessage) -> bool:
    """Whether something that the letter rests on is changed and not planned yet. Then the plan comes first."""
    return bool(session.scalar(select(exists().where(Replan.participant_id == message.participant_id))))


def _carry(spoken: Spoken, at: datetime) -> Outcome:
    """Hand the message over. What the carrier cannot explain is unclear."""
    db.session.remove()
    try:
        return carriers.carrier()(spoken, at)
    except Exception as fault:  # noqa: BLE001 - whatever went wrong, the message may have left
        log.error("carrier", exc_info=fault)
        return Outcome.UNKNOWN


def _settle(session: Session, gone: tuple[OutboxMessage, Outcome] | None, at: datetime) -> None:
    """Write down how it went, unless a report or another process has said so already."""
    if gone is None:
        return
    message, outcome = gone
    calling = update(OutboxMessage).where(OutboxMessage.id == message.id, OutboxMessage.state == State.CALLING)
    if outcome in ENDS:
        session.execute(calling.values(state=ENDS[outcome], leased_until=None, settled_at=at))
    elif message.kind in ONLY_WHEN_ASKED or message.tries >= MOST_TRIES:
        session.execute(calling.values(state=State.FAILED, leased_until=None, settled_at=at))
    else:
        again = at + timedelta(minutes=2**message.tries)
        session.execute(calling.values(state=State.PENDING, leased_until=None, due_at=again))
