"""The audit log: append-only and hash-chained. Who did what with whose data, without the data."""

import hashlib
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from itertools import takewhile
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from webapp.security.models import AuditEntry
from webapp.storage import one_at_a_time

START = "0" * 64
#: Any number that nothing else in the database locks on.
CHAIN_LOCK = 0x4D31


def record(
    session: Session, act: str, *, at: datetime, staff_id: UUID | None = None, participant_id: UUID | None = None, detail: str = ""
) -> None:
    """Add one entry to the chain, inside the caller's write transaction."""
    one_at_a_time(session, CHAIN_LOCK)
    last = session.scalar(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1))
    entry = AuditEntry(
        number=last.number + 1 if last else 1,
        at=at,
        act=act,
        staff_id=staff_id,
        participant_id=participant_id,
        detail=detail,
        previous=last.digest if last else START,
    )
    entry.digest = digest(entry)
    session.add(entry)
    session.flush()


def digest(entry: AuditEntry) -> str:
    """What the next entry must carry: a hash over everything in this one, the one before included."""
    parts = (entry.number, entry.at.isoformat(), entry.act, entry.staff_id, entry.participant_id, entry.detail, entry.previous)
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()


def verify(session: Session) -> int | None:
    """The number of the first entry that does not follow from the one before, or None when the chain is whole."""
    previous = START
    with closing(session.scalars(select(AuditEntry).order_by(AuditEntry.number).execution_options(yield_per=500))) as entries:
        for place, entry in enumerate(entries, 1):
            if entry.number != place or entry.previous != previous or digest(entry) != entry.digest:
                return place
            previous = entry.digest
    return None


def seal(session: Session) -> str:
    """What the chain ends with now, to be kept elsewhere: one that is cut short or written anew follows from itself, but not from this."""
    last = session.execute(select(AuditEntry.number, AuditEntry.digest).order_by(AuditEntry.number.desc()).limit(1)).one_or_none()
    return f"{last.number}-{last.digest}" if last else f"0-{START}"


def keeps(session: Session, sealed: str) -> bool:
    """Whether the entry of an earlier seal is there still, as it was."""
    number, _, then = sealed.strip().partition("-")
    if not number.isdecimal() or len(number) > 9:
        return False
    entry = session.get(AuditEntry, int(number))
    return entry.digest == then if entry else int(number) == 0 and then == START


def is_recorded(session: Session, act: str, detail: str) -> bool:
    """Whether this has been done, to the letter."""
    return session.scalar(select(AuditEntry.number).where(AuditEntry.act == act, AuditEntry.detail == detail).limit(1)) is not None


def happened_since(session: Session, act: str, since: datetime) -> bool:
    """Whether something has been done since a moment. Looks from the newest entry back, and no further."""
    newest = select(AuditEntry.act, AuditEntry.at).order_by(AuditEntry.number.desc()).execution_options(yield_per=100)
    with closing(session.execute(newest)) as entries:
        return any(one == act for one, _ in takewhile(lambda entry: entry[1] >= since, entries))


def moments(session: Session, acts: Mapping[str, str]) -> list[datetime]:
    """When each act (act -> detail, to the letter) was done, in order."""
    any_of = or_(*[(AuditEntry.act == act) & (AuditEntry.detail == detail) for act, detail in acts.items()])
    return list(session.scalars(select(AuditEntry.at).where(any_of).order_by(AuditEntry.number)))


def readings_of(session: Session, participant_id: UUID, *acts: str, most: int | None = None) -> list[AuditEntry]:
    """The entries of some kinds about one person, newest first."""
    rows = select(AuditEntry).where(AuditEntry.participant_id == participant_id, AuditEntry.act.in_(acts))
    return list(session.scalars(rows.order_by(AuditEntry.number.desc()).limit(most)))
