"""The meetings of the joint assessment (gemensam kartläggning, GK)."""

from datetime import date, time
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.assessments.values import MINUTES
from webapp.people.models import Participant
from webapp.storage import Base, Identified, SealedText


class GkMeeting(Identified, Base):
    """GK1, GK2 or a later one, as a Swedish calendar and clock show it."""

    __tablename__ = "gk_meeting"
    __table_args__ = (UniqueConstraint("participant_id", "number"), CheckConstraint("number >= 1", name="counted_from_one"))

    participant_id: Mapped[UUID] = mapped_column(ForeignKey(Participant.id))
    number: Mapped[int]
    held_on: Mapped[date] = mapped_column(index=True)
    begins: Mapped[time]
    minutes: Mapped[int] = mapped_column(default=MINUTES)
    place_sealed: Mapped[str | None]
    video_link_sealed: Mapped[str | None]
    place = SealedText[str | None]()
    video_link = SealedText[str | None]()
