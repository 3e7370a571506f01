"""Rate limits that hold across processes: fixed windows, counted in our own database under a keyed hash."""

from datetime import datetime, timedelta

from flask import request
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from webapp.security.models import RateWindow
from webapp.storage import fingerprint


class TooOften(Exception):
    """Too many tries in this window. Whoever else uses the service is not touched by it."""


def hit(session: Session, action: str, who: str, *, most: int, per: timedelta, at: datetime) -> None:
    """Count one try inside a write transaction. Raises TooOften from the try after the `most`-th."""
    window = int(at.timestamp() // per.total_seconds())
    key = fingerprint("throttle", f"{action}|{who}|{window}")
    counting = update(RateWindow).where(RateWindow.key == key).values(count=RateWindow.count + 1)
    count = session.scalar(counting.returning(RateWindow.count))
    if count is None:
        session.add(RateWindow(key=key, count=1, ends_at=at + per))
        session.flush()
    elif count > most:
        raise TooOften(action)


def network() -> str:
    """The network a request comes from: the address, shortened to /24 or /56. Only ever used under a keyed hash."""
    address = request.remote_addr or ""
    return ":".join(address.split(":")[:4]) if ":" in address else address.rpartition(".")[0]


def sweep(session: Session, *, at: datetime) -> None:
    """Forget windows that are over."""
    session.execute(delete(RateWindow).where(RateWindow.ends_at < at))
