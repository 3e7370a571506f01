"""The doors of one account: a password with a second step, passkeys, and codes for the day all else is lost."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.sign_in import one_time, queries, tokens
from webapp.sign_in.models import Passkey, RecoveryCode, StaffDoors
from webapp.sign_in.passkeys import Answered
from webapp.sign_in.values import CODES_SHOWN, MANY_CODES


class Taken(Exception):
    """This passkey or this person elsewhere belongs to an account already."""


class LastDoor(Exception):
    """Without it there would be no second step left."""


def second_step(session: Session, staff_id: UUID, code: str, *, at: datetime) -> str | None:
    """`totp` or `recovery` when this code is right, which it is once. Otherwise None."""
    doors = queries.doors(session, staff_id, lock=True)
    if doors is None:
        return None
    written = code.replace(" ", "")
    if (key := doors.totp) and (step := one_time.step_of(key, written, after=doors.totp_step, at=at)) is not None:
        doors.totp_step = step
        session.flush()
        return "totp"
    unused = (RecoveryCode.code_hash == tokens.recovery_hash(staff_id, code)) & RecoveryCode.used_at.is_(None)
    used = session.scalar(update(RecoveryCode).where(unused).values(used_at=at).returning(RecoveryCode.id))
    return "recovery" if used is not None else None


def set_password(session: Session, staff_id: UUID, kept: str) -> None:
    _doors(session, staff_id).password = kept
    session.flush()


def set_totp(session: Session, staff_id: UUID, key: str, code: str, *, at: datetime) -> bool:
    """Another app in place of the one before, once it has shown a right code."""
    step = one_time.step_of(key, code.replace(" ", ""), after=0, at=at)
    if step is None:
        return False
    doors = _doors(session, staff_id)
    doors.totp, doors.totp_step = key, step
    session.flush()
    return True


def new_codes(session: Session, staff_id: UUID, *, at: datetime) -> None:
    """Ten new ones in place of all before. They can be read for a while."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == staff_id))
    for number in range(1, MANY_CODES + 1):
        row_id = uuid4()
        code_hash = tokens.recovery_hash(staff_id, tokens.recovery_code(row_id))
        session.add(RecoveryCode(id=row_id, staff_id=staff_id, number=number, code_hash=code_hash))
    _doors(session, staff_id).codes_shown_until = at + CODES_SHOWN
    session.flush()


def codes_are_kept(session: Session, staff_id: UUID) -> None:
    """She has them on paper, and nobody reads them here again."""
    _doors(session, staff_id).codes_shown_until = None
    session.flush()


def add_passkey(session: Session, staff_id: UUID, made: Answered, *, at: datetime) -> None:
    """Raises Taken."""
    row = Passkey(staff_id=staff_id, credential_id=made.credential_id, public_key=made.public_key, sign_count=made.sign_count, made_at=at)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError as fault:
        raise Taken from fault


def note_passkey(session: Session, passkey: Passkey, shown: Answered, *, at: datetime) -> None:
    """It was used: its counter may only grow from here."""
    passkey.sign_count, passkey.used_at = shown.sign_count, at
    session.flush()


def remove_passkey(session: Session, staff_id: UUID, passkey_id: UUID) -> bool:
    """One of her own. False when it is not. Raises LastDoor."""
    doors = queries.doors(session, staff_id, lock=True)
    rows = list(session.scalars(select(Passkey).where(Passkey.staff_id == staff_id).with_for_update()))
    found = next((one for one in rows if one.id == passkey_id), None)
    if doors is None or found is None:
        return False
    if len(rows) == 1 and doors.totp_sealed is None and doors.password_sealed is not None:
        raise LastDoor
    session.delete(found)
    session.flush()
    return True


def _doors(session: Session, staff_id: UUID) -> StaffDoors:
    """Locked. Raises LookupError for an account that was never invited."""
    doors = queries.doors(session, staff_id, lock=True)
    if doors is None:
        raise LookupError(staff_id)
    return doors
