"""What a participant has said about her messages and her meetings, and what staff have turned off."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.people.models import Participant, StaffAccount
from webapp.reminders.values import Channel, Hour, Notice
from webapp.storage import Base, Identified, SealedText


class MessageChoice(Identified, Base):
    """How one participant wants her reminders. Without a row: to the stored address, in the morning."""

    __tablename__ = "message_choice"

    participant_id: Mapped[UUID] = mapped_column(ForeignKey(Participant.id), unique=True)
    #: None: whichever the stored address is.
    channel: Mapped[Channel | None]
    hour: Mapped[Hour] = mapped_column(default=Hour.MORNING)
    #: An address of her own beside the stored one, confirmed by a code.
    other_sealed: Mapped[str | None]
    #: "Påminn mig senare": the day she is told again.
    later_on: Mapped[date | None]
    #: "Inga fler påminnelser".
    stopped_at: Mapped[datetime | None]
    #: Staff have paused everything. Why is not kept.
    paused_at: Mapped[datetime | None]
    other = SealedText[str | None]()

    @property
    def silent(self) -> bool:
        """Whether nothing is sent to her but what she asks for."""
        return self.paused_at is not None or self.stopped_at is not None or self.channel is Channel.NONE


class MeetingReply(Identified, Base):
    """Whether she comes to one meeting at one time. Moving the meeting makes it an answer about another time."""

    __tablename__ = "meeting_reply"
    __table_args__ = (UniqueConstraint("participant_id", "meeting"),)

    participant_id: Mapped[UUID] = mapped_column(ForeignKey(Participant.id))
    #: `course:3` or `gk:1`.
    meeting: Mapped[str]
    held_on: Mapped[date]
    begins: Mapped[time]
    coming: Mapped[bool]
    #: For GK only, and only if she wants.
    reason_sealed: Mapped[str | None]
    #: Whether she lets her handlers read it.
    reason_shown: Mapped[bool] = mapped_column(default=False)
    said_at: Mapped[datetime]
    reason = SealedText[str | None]()


class NoticeOff(Base):
    """One kind of e-mail that somebody of the staff does not want."""

    __tablename__ = "notice_off"

    staff_id: Mapped[UUID] = mapped_column(ForeignKey(StaffAccount.id), primary_key=True)
    notice: Mapped[Notice] = mapped_column(primary_key=True)
