"""Looking in the audit log for what staff have done. What participants do themselves is never looked for here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.security.models import AuditEntry

#: So much of a participant's id is enough to tell her from the others: hexadecimal digits.
HANDLE = 8
PAGE = 50


@dataclass(frozen=True, slots=True)
class Sought:
    """What to look for: everything that is given must hold. The moments are from and up to, the last not included."""

    staff_ids: Collection[UUID]
    acts: Collection[str]
    since: datetime | None = None
    until: datetime | None = None
    #: The beginning of somebody's id.
    handle: str = ""
    #: Only entries before this number.
    before: int | None = None


def handle_of(participant_id: UUID) -> str:
    """What a participant is called where nobody may know who she is."""
    return participant_id.hex[:HANDLE]


def found(session: Session, sought: Sought) -> tuple[list[AuditEntry], bool]:
    """The newest page of entries, and whether there are older ones."""
    rows = select(AuditEntry).where(AuditEntry.staff_id.in_(sought.staff_ids), AuditEntry.act.in_(sought.acts))
    if sought.since is not None:
        rows = rows.where(AuditEntry.at >= sought.since)
    if sought.until is not None:
        rows = rows.where(AuditEntry.at < sought.until)
    if sought.before is not None:
        rows = rows.where(AuditEntry.number < sought.before)
    if sought.handle:
        first, last = (UUID(hex=sought.handle.ljust(32, sign)) for sign in "0f")
        rows = rows.where(AuditEntry.participant_id.between(first, last))
    entries = list(session.scalars(rows.order_by(AuditEntry.number.desc()).limit(PAGE + 1)))
    return entries[:PAGE], len(entries) > PAGE
