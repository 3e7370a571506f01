"""What is stopped until an operator releases it: a carrier that refuses us, or the fuse."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.logs import log
from webapp.messages.models import SendingStop
from webapp.messages.values import Stop
from webapp.storage import insert_once

#: Why a carrier is stopped, for whoever releases it.
REFUSALS = {
    Stop.SMS: "Sms-tjänsten tar inte emot oss. Lösenordet kan vara fel, eller pengarna slut.",
    Stop.EMAIL: "E-postservern tar inte emot oss. Lösenordet kan vara fel, eller adressen spärrad.",
}


def stop(session: Session, what: Stop, reason: str, *, at: datetime) -> None:
    """Stop it, and raise the alarm. What is stopped already keeps its time and its reason."""
    insert_once(session, SendingStop, name=what.value, since=at, reason=reason)
    log.error("stopped", kind=what.value)


def stop_carrier(session: Session, address: str, *, at: datetime) -> None:
    """Stop the carrier to which this address belongs, because it refused us."""
    what = carrier_of(address)
    stop(session, what, REFUSALS[what], at=at)


def carrier_of(address: str) -> Stop:
    """Which stop holds back messages to this address."""
    return Stop.EMAIL if "@" in address else Stop.SMS


def stopped(session: Session) -> set[Stop]:
    """What is stopped now."""
    return {Stop(name) for name in session.scalars(select(SendingStop.name))}


def every(session: Session) -> list[SendingStop]:
    """The stops with their times and reasons, oldest first."""
    return list(session.scalars(select(SendingStop).order_by(SendingStop.since)))


def release(session: Session, what: Stop) -> bool:
    """Let it go on. Whether it was stopped."""
    return session.scalar(delete(SendingStop).where(SendingStop.name == what.value).returning(SendingStop.name)) is not None
