"""The meetings of the joint assessment (gemensam kartläggning, GK)."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.assessments.values import MINUTES, Change, OutcomeKind, Why
from webapp.people.models import Participant, StaffAccount
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
    #: The kind of specialist that is asked to it, an id of surveys/specialists.yaml.
    specialist: Mapped[str | None]
    place = SealedText[str | None]()
    video_link = SealedText[str | None]()


class GkRequest(Identified, Base):
    """A leader asks the handlers for a joint assessment. Asking again another day is another row."""

    __tablename__ = "gk_request"
    __table_args__ = (UniqueConstraint("participant_id", "requested_on"),)

    participant_id: Mapped[UUID] = mapped_column(ForeignKey(Participant.id))
    requested_on: Mapped[date]
    requested_at: Mapped[datetime]
    requested_by: Mapped[UUID] = mapped_column(ForeignKey(StaffAccount.id))
    #: The checklist, as whoever asked ticked it.
    consent_attached: Mapped[bool]
    week_ahead: Mapped[bool]
    #: The kind of specialist that should take part, an id of surveys/specialists.yaml.
    specialist: Mapped[str | None]


class GkPair(Identified, Base):
    """A time for GK1 and one for GK2 that a handler offers. Whoever books one gets both."""

    __tablename__ = "gk_pair"

    staff_id: Mapped[UUID] = mapped_column(ForeignKey(StaffAccount.id), index=True)
    #: The colleague who takes part in both, when that is known beforehand.
    other_staff_id: Mapped[UUID | None] = mapped_column(ForeignKey(StaffAccount.id), index=True)
    first_on: Mapped[date]
    first_begins: Mapped[time]
    second_on: Mapped[date]
    second_begins: Mapped[time]
    place_sealed: Mapped[str | None]
    video_link_sealed: Mapped[str | None]
    published_at: Mapped[datetime]
    place = SealedText[str | None]()
    video_link = SealedText[str | None]()


class GkBusy(Base):
    """Five minutes of a handler's day that a pair has put aside. They can be put aside once."""

    __tablename__ = "gk_busy"

    staff_id: Mapped[UUID] = mapped_column(ForeignKey(StaffAccount.id), primary_key=True)
    held_on: Mapped[date] = mapped_column(primary_key=True)
    #: Counted from midnight, from 0.
    part: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    pair_id: Mapped[UUID] = mapped_column(ForeignKey(GkPair.id), index=True)


class GkPairBooking(Base):
    """For whom a pair is booked. A pair can be booked once."""

    __tablename__ = "gk_pair_booking"

    pair_id: Mapped[UUID] = mapped_column(ForeignKey(GkPair.id), primary_key=True)
    participant_id: Mapped[UUID] = mapped_column(ForeignKey(Participant.id), index=True)
    booked_by: Mapped[UUID] = mapped_column(ForeignKey(StaffAccount.id))
    booked_at: Mapped[datetime]


class GkChange(Identified, Base):
    """A time that was booked and holds no more. Rows are added, never changed."""

    __tablename__ = "gk_change"

    participant_id: Mapped[UUID] = mapped_column(ForeignKey(Participant.id), index=True)
    number: Mapped[int]
    what: Mapped[Change]
    why: Mapped[Why]
    #: The time that holds no more.
    held_on: Mapped[date]
    begins: Mapped[time]
    changed_at: Mapped[datetime]
    changed_by: Mapped[UUID] = mapped_column(ForeignKey(StaffAccount.id))


class GkOutcome(Identified, Base):
    """What was decided after the joint assessment. The row with the highest number holds; those before it are kept."""

    __tablename__ = "gk_outcome"
    __table_args__ = (
        UniqueConstraint("participant_id", "number"),
        CheckConstraint("starts_on is null or starts_on >= decided_on", name="starts_after"),
        CheckConstraint("ends_on is null or (starts_on is not null and ends_on >= starts_on)", name="ends_after"),
    )

    participant_id: Mapped[UUID] = mapped_column(ForeignKey(Participant.id))
    number: Mapped[int]
    kind: Mapped[OutcomeKind]
    decided_on: Mapped[date]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey(StaffAccount.id))
