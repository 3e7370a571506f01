"""Sessions as rows: revocable at once, a new one at every change of door. The cookie holds a secret, the row only its hash."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from flask import Response, current_app, g, request
from flask import session as form_session
from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from webapp.ground import clock
from webapp.ground.parties import Door, Identity, Visitor
from webapp.security import browsers
from webapp.security.models import VisitorSession
from webapp.storage import reading, transaction

IDLE = timedelta(minutes=30)
STAFF_LONGEST = timedelta(hours=12)
LOOK_AGAIN = timedelta(minutes=1)
KEEP_OWN_PHONE = timedelta(days=400)
FORGET = timedelta(days=2)
#: A button pressed twice: the second press still carries the session that the first one ended.
SECOND_TAP = timedelta(minutes=1)

#: Built once.
BY_SECRET = select(VisitorSession).where(VisitorSession.secret_hash == bindparam("hash"))

#: The session behind the hash of a secret, and who it belongs to: `people` knows, in one question to the database.
Identify = Callable[[Session, str], tuple[VisitorSession, Identity | None] | None]


def cookie_name() -> str:
    return "__Host-mellansteg" if current_app.extensions["settings"].secure else "mellansteg"


def begin(
    session: Session,
    *,
    at: datetime,
    participant_id: UUID | None = None,
    link_id: UUID | None = None,
    staff_id: UUID | None = None,
    door: Door = Door.OPEN,
    own_phone: bool = False,
) -> VisitorSession:
    """Start a session in place of the one this request came with. The answer to the request carries its cookie."""
    same_person = participant_id is not None
    if from_before := _secret():
        before = session.scalar(BY_SECRET, {"hash": hash_of(from_before)})
        same_person &= before is not None and before.participant_id == participant_id
        _end(session, VisitorSession.secret_hash == hash_of(from_before), at)
    secret = new_secret()
    row = VisitorSession(
        secret_hash=hash_of(secret),
        participant_id=participant_id,
        link_id=link_id,
        staff_id=staff_id,
        door=door.value,
        own_phone=own_phone,
        made_at=at,
        seen_at=at,
        browser=browsers.family(request.user_agent.string) if staff_id else None,
    )
    session.add(row)
    session.flush()
    if not same_person:
        # No form that is still open is taken for the new visitor's. Her own are, as when she presses a button twice.
        form_session.clear()
        g.pop("csrf_token", None)
    g.session_cookie = (secret, KEEP_OWN_PHONE if own_phone and door is Door.DEVICE else None)
    return row


def raise_door(session: Session, old: Visitor, *, at: datetime) -> bool:
    """The same visitor, now known to hold her own device: a new session behind the higher door.

    False when the old session was ended in the meantime: whoever ends a session has the last word.
    """
    living = (VisitorSession.id == old.session_id) & VisitorSession.ended_at.is_(None)
    if holds := session.scalar(select(VisitorSession.id).where(living).with_for_update()) is not None:
        open_again(session, old, at=at)
    return holds


def open_again(session: Session, old: Visitor, *, at: datetime) -> None:
    """A session behind the higher door for `tapped_twice`. What proved her the first time must be proved again by the caller."""
    begin(session, at=at, participant_id=old.participant_id, link_id=old.link_id, door=Door.DEVICE, own_phone=old.own_phone)


def tapped_twice(session: Session, *, at: datetime) -> Visitor | None:
    """Who this was until just now, when her door was raised but the answer that said so was lost, as in a double tap."""
    old = session.scalar(BY_SECRET, {"hash": hash_of(_secret() or "")})
    if old is None or old.participant_id is None or old.ended_at is None or at - old.ended_at > SECOND_TAP:
        return None
    raised = (VisitorSession.participant_id == old.participant_id) & (VisitorSession.link_id == old.link_id)
    raised &= (VisitorSession.door == Door.DEVICE.value) & (VisitorSession.made_at == old.ended_at) & VisitorSession.ended_at.is_(None)
    if session.scalar(select(VisitorSession.id).where(raised).limit(1).with_for_update()) is None:
        return None
    return _before(old)


def _before(old: VisitorSession) -> Visitor:
    """Who a session that no longer opens anything was for."""
    return Visitor(door=Door(old.door), participant_id=old.participant_id, session_id=old.id, link_id=old.link_id, own_phone=old.own_phone)


def end(session: Session, session_id: UUID, *, at: datetime) -> None:
    """End one session and take its cookie back."""
    _end(session, VisitorSession.id == session_id, at)
    form_session.clear()
    g.session_cookie = ("", None)


def leave(session: Session, who: Visitor, *, at: datetime) -> None:
    """Shut her pages on this phone at once. Her own phone only rests, until her link is opened on it; anywhere else the session is over.

    The form cookie stays, so that the button may be pressed twice.
    """
    hers = VisitorSession.id == who.session_id
    if who.own_phone and who.door is Door.DEVICE:
        session.execute(update(VisitorSession).where(hers).values(door=Door.OPEN.value))
        # Sent once more, unchanged: a browser that keeps whole pages for Back lets go of them when a cookie of theirs is set.
        g.session_cookie = (_secret(), KEEP_OWN_PHONE)
    else:
        _end(session, hers, at)
        g.session_cookie = ("", None)


def wake(session: Session, participant_id: UUID, *, at: datetime) -> bool:
    """Her own phone is hers again, with a new session, when it rested. Whoever has ended that session has the last word."""
    row = session.scalar(BY_SECRET, {"hash": hash_of(_secret() or "")})
    resting = _before(row) if row and row.ended_at is None else None
    own = resting or tapped_twice(session, at=at)
    if own is None or (own.participant_id, own.door, own.own_phone) != (participant_id, Door.OPEN, True):
        return False
    if resting:
        return raise_door(session, own, at=at)
    open_again(session, own, at=at)
    return True


def end_all(session: Session, participant_id: UUID, *, at: datetime) -> None:
    """End every session of a participant, on every device and whatever link it came through. Codes and words end with them."""
    hers = VisitorSession.participant_id == participant_id
    # First wait for a door that is being raised right now, then end what came out of it too.
    session.execute(select(VisitorSession.id).where(hers, VisitorSession.ended_at.is_(None)).order_by(VisitorSession.id).with_for_update())
    _end(session, hers, at)


def note_language(locale_id: str) -> None:
    """What somebody who only has the link chose to read in. It is hers when she has shown who she is."""
    form_session["language"] = locale_id


def noted_language() -> str | None:
    """What was noted in this visit. It is forgotten now."""
    return cast("str | None", form_session.pop("language", None))


def sweep(session: Session, *, at: datetime) -> None:
    """Forget sessions that are over since two days. One on somebody's own phone, resting or not, is over when it is ended."""
    own = VisitorSession.own_phone & (VisitorSession.door != Door.LINK.value)
    over = (VisitorSession.ended_at < at - FORGET) | (~own & (VisitorSession.seen_at < at - FORGET))
    session.execute(delete(VisitorSession).where(over))


def _end(session: Session, which: object, at: datetime) -> None:
    session.execute(update(VisitorSession).where(which, VisitorSession.ended_at.is_(None)).values(ended_at=at))  # type: ignore[arg-type]


def recognise(identify: Identify) -> Visitor:
    """The visitor behind the cookie of this request, or a stranger."""
    secret = _secret()
    if not secret:
        return Visitor()
    found = identify(reading(), hash_of(secret))
    if found is None:
        return Visitor()
    row, identity = found
    if identity is None or not identity.case_open or not _holds(row, clock.now()):
        return Visitor()
    return Visitor(
        door=Door(row.door),
        participant_id=row.participant_id,
        staff_id=row.staff_id,
        role=identity.role,
        agency=identity.agency,
        locale=identity.locale,
        session_id=row.id,
        link_id=row.link_id,
        own_phone=row.own_phone,
        proved_at=(row.proved_at or row.made_at) if row.staff_id else None,
    )


def _holds(row: VisitorSession, at: datetime) -> bool:
    if row.ended_at or (row.participant_id and row.door == Door.OPEN):
        return False
    if row.staff_id and at - row.made_at > STAFF_LONGEST:
        return False
    return (row.own_phone and row.door == Door.DEVICE) or at - row.seen_at <= IDLE


def touch(visitor: Visitor) -> None:
    """Note that a borrowed phone or a desk is still in use, at most once a minute."""
    at = clock.now()
    if visitor.session_id is None or (visitor.own_phone and visitor.door is Door.DEVICE):
        return
    row = reading().get(VisitorSession, visitor.session_id)
    if row and at - row.seen_at > LOOK_AGAIN:
        with transaction() as session:
            session.execute(update(VisitorSession).where(VisitorSession.id == visitor.session_id).values(seen_at=at))


def send_cookie(response: Response) -> Response:
    """After a request that began or ended a session, and only then."""
    if (cookie := g.pop("session_cookie", None)) is None:
        return response
    secret, keep = cookie
    secure = current_app.extensions["settings"].secure
    if secret:
        response.set_cookie(cookie_name(), secret, max_age=keep, secure=secure, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(cookie_name(), secure=secure, httponly=True, samesite="Lax")
    return response


def _secret() -> str | None:
    return request.cookies.get(cookie_name())


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
