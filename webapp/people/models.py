"""Courses, their meetings, the people in them and the staff around them. No personal number anywhere."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.ground.parties import Agency, Role
from webapp.people.values import Benefit, Sex, Variant
from webapp.storage import Base, Identified, SealedText


class Area(Identified, Base):
    """The area of one samordningsförbund."""

    __tablename__ = "area"

    name: Mapped[str] = mapped_column(unique=True)


class StaffAccount(Identified, Base):
    """Somebody who works with participants. Only active accounts may do anything."""

    __tablename__ = "staff_account"

    role: Mapped[Role]
    #: The agency a handler or leader works for.
    agency: Mapped[Agency | None]
    area_id: Mapped[UUID] = mapped_column(ForeignKey(Area.id), index=True)
    name_sealed: Mapped[str]
    email_sealed: Mapped[str | None]
    phone_sealed: Mapped[str | None]
    locale: Mapped[str] = mapped_column(default="sv")
    active: Mapped[bool] = mapped_column(default=True)
    name = SealedText[str]()
    email = SealedText[str | None]()
    #: The work phone, E.164: the participant's named human.
    phone = SealedText[str | None]()


class Course(Identified, Base):
    """One course of eight meetings."""

    __tablename__ = "course"

    area_id: Mapped[UUID] = mapped_column(ForeignKey(Area.id), index=True)
    name_sealed: Mapped[str]
    variant: Mapped[Variant]
    starts_on: Mapped[date]
    #: When the last meeting is held; kept in step when a meeting is moved.
    ends_on: Mapped[date]
    place_sealed: Mapped[str | None]
    video_link_sealed: Mapped[str | None]
    #: Free text: whoever names a course may write anything in it.
    name = SealedText[str]()
    place = SealedText[str | None]()
    video_link = SealedText[str | None]()


class CourseLeader(Base):
    """Who leads a course: two people, one from each agency."""

    __tablename__ = "course_leader"

    course_id: Mapped[UUID] = mapped_column(ForeignKey(Course.id), primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey(StaffAccount.id), primary_key=True, index=True)


class CourseMeeting(Identified, Base):
    """One of the eight meetings. `held_on` and `begins` are what a Swedish calendar and clock show."""

    __tablename__ = "course_meeting"
    __table_args__ = (
        UniqueConstraint("course_id", "number"),
        UniqueConstraint("course_id", "held_on"),
        CheckConstraint("number between 1 and 8", name="one_of_eight"),
    )

    course_id: Mapped[UUID] = mapped_column(ForeignKey(Course.id))
    number: Mapped[int]
    held_on: Mapped[date]
    begins: Mapped[time]
    minutes: Mapped[int] = mapped_column(default=120)


class Participant(Identified, Base):
    """Somebody in a course. A protected identity has no name and no address, and is met on paper."""

    __tablename__ = "participant"
    __table_args__ = (
        UniqueConstraint("course_id", "seat"),
        CheckConstraint(
            "not protected or (name_sealed is null and phone_sealed is null and email_sealed is null)", name="protected_is_nameless"
        ),
        CheckConstraint("phone_sealed is null or email_sealed is null", name="one_address"),
    )

    course_id: Mapped[UUID] = mapped_column(ForeignKey(Course.id), index=True)
    #: Place in the course's list, from 1: what a nameless person is called by.
    seat: Mapped[int]
    name_sealed: Mapped[str | None]
    phone_sealed: Mapped[str | None]
    email_sealed: Mapped[str | None]
    #: Keyed hash of the address, to find the person who asks for a new link.
    address_hash: Mapped[str | None] = mapped_column(index=True)
    #: The id of a locale of `ground.locales`.
    locale: Mapped[str] = mapped_column(default="sv@simple")
    benefit: Mapped[Benefit | None]
    sex: Mapped[Sex | None]
    protected: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[datetime | None]
    #: The name she chose herself.
    name = SealedText[str | None]()
    #: E.164.
    phone = SealedText[str | None]()
    email = SealedText[str | None]()


class CaseHandler(Base):
    """Which handler of an agency a participant has."""

    __tablename__ = "case_handler"

    participant_id: Mapped[UUID] = mapped_column(ForeignKey(Participant.id), primary_key=True)
    agency: Mapped[Agency] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey(StaffAccount.id), index=True)
