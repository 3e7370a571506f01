"""The outbox: the truth about what is to be said to whom. It holds no address and no text; both are read when a message is sent."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.messages.values import Kind, State
from webapp.storage import Base, Identified


class OutboxMessage(Identified, Base):
    """One message to one person, sent at most once."""

    __tablename__ = "outbox_message"
    __table_args__ = (
        Index("ix_outbox_message_due", "state", "due_at"),
        CheckConstraint("(participant_id is null) <> (staff_id is null)", name="to_one"),
    )

    kind: Mapped[Kind]
    participant_id: Mapped[UUID | None] = mapped_column(ForeignKey("participant.id"), index=True)
    #: Whom of the staff it is to, when it is not to a participant.
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff_account.id"), index=True)
    state: Mapped[State] = mapped_column(default=State.PENDING)
    #: Says what the message is for; a second one for the same thing is refused by the database.
    dedupe: Mapped[str] = mapped_column(unique=True)
    #: What a reminder is about, `task:step` with a space between. Empty for what somebody asked for.
    about: Mapped[str] = mapped_column(default="", server_default=text("''"))
    made_at: Mapped[datetime]
    due_at: Mapped[datetime]
    #: Worth nothing after this.
    useless_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    settled_at: Mapped[datetime | None]

    @property
    def person(self) -> UUID:
        """The participant it is to. Raises LookupError for a message to staff."""
        if self.participant_id is None:
            raise LookupError("a message to staff is about no participant")
        return self.participant_id


class Replan(Identified, Base):
    """Something that a plan depends on has changed for one participant. Written in the transaction that changed it."""

    __tablename__ = "replan"

    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participant.id"), index=True)


class SendingStop(Base):
    """Nothing of one kind is sent until an operator says so: the fuse has blown, or a carrier refuses us."""

    __tablename__ = "sending_stop"

    #: `fuse`, `sms`, `email`: see `messages.values.Stop`.
    name: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime]
    reason: Mapped[str]


class SendingDay(Base):
    """What one day came to, as counts alone: how many reminders were due, and how many parts of text messages were paid for."""

    __tablename__ = "sending_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    due: Mapped[int] = mapped_column(default=0)
    parts: Mapped[int] = mapped_column(default=0)


class LastTurn(Base):
    """When one part of the worker's turn last went well, whichever worker did it."""

    __tablename__ = "last_turn"

    #: The name of the function, as in the log.
    part: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
