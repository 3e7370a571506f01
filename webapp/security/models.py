"""Sessions, the audit log and the counters of rate limits."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from webapp.ground.parties import Door
from webapp.storage import Base, Identified


class VisitorSession(Identified, Base):
    """One visitor on one device. The cookie holds a secret; the row holds only its hash."""

    __tablename__ = "visitor_session"

    secret_hash: Mapped[str] = mapped_column(unique=True)
    participant_id: Mapped[UUID | None] = mapped_column(ForeignKey("participant.id"), index=True)
    link_id: Mapped[UUID | None] = mapped_column(ForeignKey("personal_link.id"), index=True)
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff_account.id"), index=True)
    door: Mapped[int] = mapped_column(default=Door.OPEN.value)
    #: "Det här är min egen telefon": kept until the case ends.
    own_phone: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]
    #: Coarse, to the minute.
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    #: When somebody of the staff last showed who she is, when that is later than `made_at`.
    proved_at: Mapped[datetime | None]
    #: The kind of browser a desk has, coarsely, such as `firefox`; of participants nothing is kept.
    browser: Mapped[str | None]


class AuditEntry(Base):
    """One thing that was done. Each row carries the hash of the one before, so a missing or changed row shows."""

    __tablename__ = "audit_entry"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    act: Mapped[str]
    staff_id: Mapped[UUID | None]
    participant_id: Mapped[UUID | None] = mapped_column(index=True)
    #: A few plain words without personal data, such as an agency.
    detail: Mapped[str]
    previous: Mapped[str]
    digest: Mapped[str]


class RateWindow(Base):
    """How often something was done in one window of time, under a keyed hash of who did it."""

    __tablename__ = "rate_window"

    key: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    ends_at: Mapped[datetime] = mapped_column(index=True)
