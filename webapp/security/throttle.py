"""Rate limits that hold across processes: fixed windows, counted in our own database under a keyed hash."""

from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from flask import request
from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from webapp.security.models import RateWindow
from webapp.storage import fingerprint


class TooOften(Exception):
    """Too many tries in this window. Whoever else uses the service is not touched by it."""


def hit(session: Session, action: str, who: str, *, most: int, per: timedelta, at: datetime) -> None:
    """Count one try inside a write transaction. Raises TooOften from the try after the `most`-th."""
    key = _key(action, who, per, at)
    # One statement, so that two first tries at the same moment are both counted.
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    first = insert(RateWindow).values(key=key, count=1, ends_at=at + per)
    counting = first.on_conflict_do_update(index_elements=[RateWindow.key], set_={"count": RateWindow.count + 1})
    if (session.scalar(counting.returning(RateWindow.count)) or 0) > most:
        raise TooOften(action)


def give_back(session: Session, action: str, who: str, *, per: timedelta, at: datetime) -> None:
    """That try was no try: it led in. An office where everybody signs in at eight is not held back by it."""
    mine = RateWindow.key == _key(action, who, per, at)
    session.execute(update(RateWindow).where(mine, RateWindow.count > 0).values(count=RateWindow.count - 1))


def _key(action: str, who: str, per: timedelta, at: datetime) -> str:
    return fingerprint("throttle", f"{action}|{who}|{int(at.timestamp() // per.total_seconds())}")


def network() -> str:
    """The network a request comes from: the address, shortened to /24 or /56. Only ever used under a keyed hash."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        if (inside := address.ipv4_mapped) is None:
            return str(ip_network((int(address), 56), strict=False))
        address = inside
    return str(ip_network((int(address), 24), strict=False))


def sweep(session: Session, *, at: datetime) -> None:
    """Forget windows that are over."""
    session.execute(delete(RateWindow).where(RateWindow.ends_at < at))
