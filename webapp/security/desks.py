"""The sessions of one account: which there are, ended by their owner or for her, and proved anew before doors are changed."""

from datetime import datetime, timedelta
from uuid import UUID

from flask import g, request
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.security import sessions
from webapp.security.models import VisitorSession

#: So long after she has shown who she is somebody may change how she is let in.
PROVED_FOR = timedelta(minutes=10)


def open_sessions(session: Session, staff_id: UUID, *, at: datetime) -> list[VisitorSession]:
    """Those that open something now, the latest used first."""
    rows = select(VisitorSession).where(VisitorSession.staff_id == staff_id, VisitorSession.ended_at.is_(None))
    rows = rows.where(VisitorSession.seen_at >= at - sessions.IDLE, VisitorSession.made_at >= at - sessions.STAFF_LONGEST)
    return list(session.scalars(rows.order_by(VisitorSession.seen_at.desc(), VisitorSession.made_at.desc())))


def end_one(session: Session, staff_id: UUID, session_id: UUID, *, at: datetime) -> bool:
    """End one of her own. False when it is not hers, or is over."""
    hers = (VisitorSession.id == session_id) & (VisitorSession.staff_id == staff_id) & VisitorSession.ended_at.is_(None)
    return session.scalar(update(VisitorSession).where(hers).values(ended_at=at).returning(VisitorSession.id)) is not None


def end_all(session: Session, staff_id: UUID, *, at: datetime, but: UUID | None = None) -> None:
    """End every session of an account, or every other than one."""
    hers = (VisitorSession.staff_id == staff_id) & VisitorSession.ended_at.is_(None)
    if but is not None:
        hers &= VisitorSession.id != but
    session.execute(update(VisitorSession).where(hers).values(ended_at=at))


def prove(session: Session, session_id: UUID, *, at: datetime) -> None:
    """She has shown again who she is: the same visit, which is no longer for that, under a new secret."""
    secret = sessions.new_secret()
    row = session.get_one(VisitorSession, session_id)
    row.secret_hash, row.proved_at = sessions.hash_of(secret), at
    g.session_cookie = (secret, None)


def whose_is_over(session: Session) -> UUID | None:
    """The account whose session this browser still carries, though its time is over. None when somebody has ended it."""
    secret = request.cookies.get(sessions.cookie_name())
    if not secret:
        return None
    over = (VisitorSession.secret_hash == sessions.hash_of(secret)) & VisitorSession.ended_at.is_(None)
    return session.scalar(select(VisitorSession.staff_id).where(over))
