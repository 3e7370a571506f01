"""Six digits to the stored address. Only a keyed hash is stored, and it holds only in the session that asked."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.invitations import queries
from webapp.invitations.models import DeviceCode
from webapp.invitations.values import CODE_HOLDS, CODE_TRIES
from webapp.messages import service as messages
from webapp.messages.values import Kind
from webapp.people.addresses import Address
from webapp.storage import fingerprint


class CodeElsewhere(str):
    """Six digits that go to an address which is not hers yet. Where is known to the request that asked, as the digits are."""

    __slots__ = ("address",)
    address: Address

    def __new__(cls, code: str, address: Address) -> Self:
        self = super().__new__(cls, code)
        self.address = address
        return self


@dataclass(frozen=True, slots=True)
class Tried:
    """How a try with a code went. With none left a new code is needed."""

    right: bool
    left: int


def make_code(
    session: Session, session_id: UUID, participant_id: UUID, *, address: Address | None = None, at: datetime
) -> tuple[str, UUID]:
    """A new code in place of the one before, and the message to send it with after commit.

    With `address` it goes there and shows that she reads what is sent there; it opens nothing else.
    """
    before = (DeviceCode.session_id == session_id) & (DeviceCode.expires_at > at)
    session.execute(update(DeviceCode).where(before).values(expires_at=at))
    code = f"{secrets.randbelow(1_000_000):06}"
    row = DeviceCode(session_id=session_id, code_hash=_hash(session_id, code, address), made_at=at, expires_at=at + CODE_HOLDS)
    session.add(row)
    message = messages.remember(session, Kind.CODE, participant_id, dedupe=f"code:{row.id}", at=at, useless_at=row.expires_at)
    return code if address is None else CodeElsewhere(code, address), message


def try_code(session: Session, session_id: UUID, code: str, *, address: Address | None = None, at: datetime) -> Tried:
    """Use up the code when it is right, otherwise one of its five tries."""
    row = queries.live_code(session, session_id, at=at, lock=True)
    if row is None:
        return Tried(right=False, left=0)
    if secrets.compare_digest(row.code_hash, _hash(session_id, code, address)):
        row.used_at = at
        return Tried(right=True, left=0)
    row.wrong_tries += 1
    return Tried(right=False, left=CODE_TRIES - row.wrong_tries)


def was_right(session: Session, session_id: UUID, code: str, *, address: Address | None = None) -> bool:
    """Whether this is a code that was right in that session."""
    used = select(DeviceCode.code_hash).where(DeviceCode.session_id == session_id, DeviceCode.used_at.is_not(None))
    return any(secrets.compare_digest(found, _hash(session_id, code, address)) for found in session.scalars(used))


def _hash(session_id: UUID, code: str, address: Address | None = None) -> str:
    return fingerprint("codes", f"{session_id}:{code}:{address}" if address else f"{session_id}:{code}")
