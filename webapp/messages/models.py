"""The outbox: the truth about what is to be said to whom. It holds no address and no text; both are read when a message is sent."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from webapp.messages.values import Kind, State
from webapp.storage import Base, Identified


class OutboxMessage(Identified, Base):
    """One message to one person, sent at most once."""

    __tablename__ = "outbox_message"
    __table_args__ = (Index("ix_outbox_message_due", "state", "due_at"),)

    kind: Mapped[Kind]
    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participant.id"), index=True)
    state: Mapped[State] = mapped_column(default=State.PENDING)
    #: Says what the message is for; a second one for the same thing is refused by the database.
    dedupe: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    due_at: Mapped[datetime]
    #: Worth nothing after this.
    useless_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    settled_at: Mapped[datetime | None]
