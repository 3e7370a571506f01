"""One message on its way: taken, checked again, fenced, handed to the carrier without a database connection, and settled.

A process that dies before the fence leaves a message that another takes up; one that dies after it leaves a message of which nobody
knows whether it went, and which is never sent again by itself.
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import update

from webapp.logs import log
from webapp.messages import carriers, letters
from webapp.messages.carriers import Outcome
from webapp.messages.models import OutboxMessage
from webapp.messages.speech import Spoken, speak
from webapp.messages.values import ONLY_WHEN_ASKED, State
from webapp.storage import db, reading, transaction

LEASE = timedelta(minutes=2)
#: After a try that did not get through: so many tries in all, each wait twice the one before.
MOST_TRIES = 4
ENDS = {Outcome.SENT: State.SENT, Outcome.FAILED: State.FAILED, Outcome.UNKNOWN: State.UNKNOWN, Outcome.LATER: State.PENDING}


def send(message_id: UUID, *, at: datetime, code: str | None = None) -> State:
    """Send one committed message, if nobody else has. Says where the message is afterwards."""
    spoken = _fenced(message_id, code, at) if _taken(message_id, at) else None
    if spoken:
        _settle(message_id, _carry(spoken, at), at)
    message = reading().get(OutboxMessage, message_id, populate_existing=True)
    state = message.state if message else State.CANCELLED
    db.session.rollback()
    return state


def _taken(message_id: UUID, at: datetime) -> bool:
    """Whether this process, and so no other, has the message now."""
    with transaction() as session:
        free = (OutboxMessage.id == message_id) & (OutboxMessage.state == State.PENDING) & (OutboxMessage.due_at <= at)
        taking = update(OutboxMessage).where(free, OutboxMessage.useless_at > at)
        values = {"state": State.LEASED, "leased_until": at + LEASE, "tries": OutboxMessage.tries + 1}
        return session.scalar(taking.values(values).returning(OutboxMessage.id)) is not None


def _fenced(message_id: UUID, code: str | None, at: datetime) -> Spoken | None:
    """The words to send, when there is still a reason to, and this process still has the message."""
    with transaction() as session:
        message = session.get_one(OutboxMessage, message_id, with_for_update=True)
        if message.state is not State.LEASED or message.leased_until != at + LEASE:
            return None
        letter = letters.writer(message.kind)(session, message, code, at)
        if letter is None:
            message.state, message.leased_until, message.settled_at = State.CANCELLED, None, at
            return None
        message.state = State.CALLING
        return speak(message.kind, letter)


def _carry(spoken: Spoken, at: datetime) -> Outcome:
    """Hand the message over. What the carrier cannot explain is unclear."""
    db.session.remove()
    try:
        return carriers.carrier()(spoken, at)
    except Exception as fault:  # noqa: BLE001 - whatever went wrong, the message may have left
        log.error("carrier", exc_info=fault)
        return Outcome.UNKNOWN


def _settle(message_id: UUID, outcome: Outcome, at: datetime) -> None:
    with transaction() as session:
        message = session.get_one(OutboxMessage, message_id, with_for_update=True)
        message.state, message.leased_until = ENDS[outcome], None
        if outcome is not Outcome.LATER:
            message.settled_at = at
        elif message.kind in ONLY_WHEN_ASKED or message.tries >= MOST_TRIES:
            message.state, message.settled_at = State.FAILED, at
        else:
            message.due_at = at + timedelta(minutes=2**message.tries)
