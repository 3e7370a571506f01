"""Taking up an invitation: a password with a second step, or a provider that knows her. All earlier doors of the account are shut by it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.sign_in import one_time, queries, tokens
from webapp.sign_in.models import OutsideAccount, Passkey, RecoveryCode, StaffDoors, StaffInvite
from webapp.sign_in.passkeys import Answered
from webapp.sign_in.service import doors as service
from webapp.sign_in.service.doors import Taken


def choose_password(session: Session, invite_id: UUID, kept: str, *, at: datetime) -> bool:
    """Remember it until the second step is taken. False when the invitation is worth nothing any more."""
    invite = queries.open_invite(session, invite_id, at=at, lock=True)
    if invite is None:
        return False
    invite.password = kept
    session.flush()
    return True


def join(
    session: Session, invite_id: UUID, *, key: str | None = None, code: str = "", passkey: Answered | None = None, at: datetime
) -> UUID | None:
    """Let her in from now on by the password she has chosen and by an app or a passkey. Returns whose account it is.

    None when the code is wrong, or the invitation is worth nothing any more. Raises Taken.
    """
    invite = queries.open_invite(session, invite_id, at=at, lock=True)
    if invite is None or invite.password_sealed is None:
        return None
    step = one_time.step_of(key, code.replace(" ", ""), after=0, at=at) if key else None
    if step is None and passkey is None:
        return None
    doors, password = _shut(session, invite), invite.password
    doors.password, doors.totp, doors.totp_step = password, key if step is not None else None, step or 0
    if passkey:
        service.add_passkey(session, invite.staff_id, passkey, at=at)
    service.new_codes(session, invite.staff_id, at=at)
    _end(session, invite, at)
    return invite.staff_id


def join_from_outside(session: Session, invite_id: UUID, issuer: str, subject: str, *, at: datetime) -> UUID | None:
    """The same, by a provider alone. Raises Taken."""
    invite = queries.open_invite(session, invite_id, at=at, lock=True)
    if invite is None:
        return None
    _shut(session, invite)
    row = OutsideAccount(staff_id=invite.staff_id, issuer=issuer, subject_hash=tokens.subject_hash(issuer, subject), made_at=at)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError as fault:
        raise Taken from fault
    _end(session, invite, at)
    return invite.staff_id


def _shut(session: Session, invite: StaffInvite) -> StaffDoors:
    for model in (Passkey, RecoveryCode, OutsideAccount):
        session.execute(delete(model).where(model.staff_id == invite.staff_id))
    doors = queries.doors(session, invite.staff_id, lock=True)
    if doors is None:
        raise LookupError(invite.staff_id)
    doors.password = doors.totp = None
    doors.codes_shown_until = None
    return doors


def _end(session: Session, invite: StaffInvite, at: datetime) -> None:
    invite.ended_at = at
    invite.password = None
    session.flush()
