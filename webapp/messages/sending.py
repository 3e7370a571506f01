"""Messages on their way: taken, checked again, fenced, handed to the carrier without a database connection, and settled.

A process that dies before the fence leaves a message that another takes up; one that dies after it leaves a message of which nobody
knows whether it went, and which is never sent again by itself.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from flask import current_app
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from webapp.config import Settings
from webapp.ground import clock
from webapp.logs import log
from webapp.messages import carriers, letters, moves, stops
from webapp.messages.carriers import Outcome
from webapp.messages.letters import Letter
from webapp.messages.models import OutboxMessage
from webapp.messages.speech import Spoken, segments, speak
from webapp.messages.spending import spend
from webapp.messages.values import ONLY_WHEN_ASKED, REMINDERS, Kind, State, Stop
from webapp.storage import db, reading, transaction

#: So long a message belongs to whoever took it, and then again from the moment it is handed to the carrier. No carrier waits so long.
LEASE = timedelta(minutes=2)
#: After a try that did not get through: so many tries in all, each wait twice the one before.
MOST_TRIES = 4
FIRST_WAIT = timedelta(minutes=2)
#: So many are taken at a time, and their letters written together. When the lease is over the rest is anybody's again.
BATCH = 50
#: So long letters hold that were written together. What takes longer is written anew, one at a time.
FRESH = timedelta(seconds=10)
#: So long a message waits each time its carrier is found to be stopped.
STOPPED_WAITS = timedelta(minutes=5)
#: So long a message waits for the plan that comes first.
PLANNED_SOON = timedelta(minutes=1)
#: How often we try to write down how a message went.
SETTLING = 3
ENDS = {Outcome.SENT: State.SENT, Outcome.FAILED: State.FAILED, Outcome.UNKNOWN: State.UNKNOWN}
#: A message, how it went, and the address that tells which carrier it was.
Gone = tuple[OutboxMessage, Outcome, str]


def send(message_id: UUID, *, at: datetime, code: str | None = None) -> State:
    """Send one committed message, if nobody else has. Says where the message is afterwards."""
    with transaction() as session:
        taken = _take(session, OutboxMessage.id == message_id, at)
    _send_all(taken, code)
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
    _send_all(taken, None)
    return len(taken)


def _take(session: Session, which: object, at: datetime) -> list[OutboxMessage]:
    """The messages that this process, and so no other, has now."""
    free = (OutboxMessage.state == State.PENDING) & (OutboxMessage.due_at <= at) & (OutboxMessage.useless_at > at)
    values = {"state": State.LEASED, "leased_until": at + LEASE}
    taking = update(OutboxMessage).where(which, free).values(values).returning(OutboxMessage)  # type: ignore[arg-type]
    taken = sorted(session.scalars(taking, execution_options={"populate_existing": True}), key=lambda row: row.due_at)
    session.flush()
    for row in taken:
        session.expunge(row)
    return taken


def _send_all(taken: Sequence[OutboxMessage], code: str | None) -> None:
    """One after the other. How one went is written down together with the fence of the next, so each costs one commit."""
    until = clock.now() + FRESH
    ready, stopped = _written_together(taken)
    gone: Gone | None = None
    for message in taken:
        try:
            with transaction() as session:
                _settle(session, gone)
                spoken = _fenced(session, message, ready if clock.now() < until else {}, code, stopped)
        except DBAPIError:
            _settle_alone(gone)
            raise
        gone = (message, _carry(spoken), spoken.to) if spoken else None
        if gone and gone[1] is Outcome.REFUSED:
            stopped.add(stops.carrier_of(gone[2]))
    _settle_alone(gone)


def _written_together(taken: Sequence[OutboxMessage]) -> tuple[dict[UUID, Letter | None], set[Stop]]:
    """The letters of those kinds that are written many at a time, and what is stopped. When writing fails they are written one by one."""
    ready: dict[UUID, Letter | None] = {}
    for kind in {message.kind for message in taken}:
        if write := letters.many_writer(kind):
            mine = [message for message in taken if message.kind is kind]
            try:
                found = write(reading(), mine, clock.now())
            except Exception as fault:  # noqa: BLE001 - one person's letter must not hold up the others
                log.error("letters", kind=kind.value, exc_info=fault)
            else:
                ready |= {message.id: found.get(message.id) for message in mine}
    stopped = stops.stopped(reading())
    db.session.rollback()
    return ready, stopped


def _fenced(
    session: Session, message: OutboxMessage, ready: Mapping[UUID, Letter | None], code: str | None, stopped: Collection[Stop]
) -> Spoken | None:
    """The words to send, when there is still a reason to, and this process still has the message."""
    at = clock.now()
    if message.leased_until is None or at >= min(message.leased_until, message.useless_at):
        return None
    try:
        letter = ready[message.id] if message.id in ready else _written_alone(session, message, code, at)
        spoken = speak(message.kind, letter, message.id) if letter else None
    except DBAPIError:
        raise
    except Exception as fault:  # noqa: BLE001 - one person's letter must not hold up the others
        log.error("letter", kind=message.kind.value, exc_info=fault)
        moves.from_held(session, message, **_put_off(message, at))
        return None
    if spoken and (stops.carrier_of(spoken.to) in stopped or not _paid(session, spoken, at)):
        moves.from_held(session, message, **_waiting(message, at))
        return None
    then: moves.Step = {"state": State.CALLING, "leased_until": at + LEASE} if spoken else moves.settled(State.CANCELLED, at)
    if moves.from_held(session, message, unless_changed=letters.many_writer(message.kind) is not None, **then):
        return spoken
    # The plan comes first, where that is why. Where somebody else has the message nothing is done to it.
    moves.from_held(session, message, state=State.PENDING, due_at=at + PLANNED_SOON)
    return None


def _paid(session: Session, spoken: Spoken, at: datetime) -> bool:
    """Whether there is room for it in what a day's text messages may cost. Counted before the fence, so never too little."""
    carriers_of = cast(Settings, current_app.extensions["settings"]).carriers
    if carriers_of.texts is None or stops.carrier_of(spoken.to) is not Stop.SMS:
        return True
    if spend(session, clock.day(at), segments(spoken.text), carriers_of.parts_a_day):
        return True
    log.error("spend cap", count=carriers_of.parts_a_day)
    return False


def _written_alone(session: Session, message: OutboxMessage, code: str | None, at: datetime) -> Letter | None:
    row = session.scalar(select(OutboxMessage).where(OutboxMessage.id == message.id).with_for_update())
    return letters.writer(message.kind)(session, row, code, at) if row else None


def _carry(spoken: Spoken) -> Outcome:
    """Hand the message over. What the carrier cannot explain is unclear."""
    db.session.remove()
    try:
        return carriers.carrier()(spoken, clock.now())
    except Exception as fault:  # noqa: BLE001 - whatever went wrong, the message may have left
        log.error("carrier", exc_info=fault)
        return Outcome.UNKNOWN


def _settle_alone(gone: Gone | None) -> None:
    """In a transaction of its own. A database that is away for a moment must not cost what we know."""
    for left in reversed(range(SETTLING)):
        try:
            with transaction() as session:
                _settle(session, gone)
        except DBAPIError:
            if not left:
                raise
        else:
            return


def _settle(session: Session, gone: Gone | None) -> None:
    """Write down how it went, unless a report has said so already. It may be called unknown: this process was away beyond its lease."""
    if gone is None:
        return
    (message, outcome, to), at = gone, clock.now()
    if outcome is Outcome.REFUSED:
        stops.stop_carrier(session, to, at=at)
        moves.from_calling(session, message, **_waiting(message, at))
    else:
        moves.from_calling(session, message, **(moves.settled(ENDS[outcome], at) if outcome in ENDS else _put_off(message, at)))


def _waiting(message: OutboxMessage, at: datetime) -> moves.Step:
    """What becomes of a message that nothing is wrong with, while its carrier is stopped. What can only be sent by who asked has failed."""
    if message.kind in ONLY_WHEN_ASKED:
        return moves.settled(State.FAILED, at)
    return {"state": State.PENDING, "due_at": at + STOPPED_WAITS}


def _put_off(message: OutboxMessage, at: datetime) -> moves.Step:
    """What becomes of a message that has not left: it is tried again later, unless it was tried often enough."""
    tries = message.tries + 1
    if message.kind in ONLY_WHEN_ASKED or tries >= MOST_TRIES:
        return {**moves.settled(State.FAILED, at), "tries": tries}
    return {"state": State.PENDING, "tries": tries, "due_at": at + FIRST_WAIT * 2 ** (tries - 1)}
