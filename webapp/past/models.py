"""Courses and GK from before this service. No row is about a person that can be found."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.people.models import Area
from webapp.people.values import Sex
from webapp.storage import Base, Identified, SealedText


class PastCourse(Identified, Base):
    """One course with its numbers, as a spreadsheet kept it."""

    __tablename__ = "past_course"
    __table_args__ = (CheckConstraint("women + men <= participants", name="parts_of_all"),)

    area_id: Mapped[UUID] = mapped_column(ForeignKey(Area.id), index=True)
    name_sealed: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    participants: Mapped[int]
    women: Mapped[int]
    men: Mapped[int]
    sp: Mapped[int]
    ae: Mapped[int]
    imported_at: Mapped[datetime]
    #: Free text, as the name of any course.
    name = SealedText[str]()


class PastGk(Identified, Base):
    """One GK after such a course."""

    __tablename__ = "past_gk"
    __table_args__ = (UniqueConstraint("course_id", "number"),)

    course_id: Mapped[UUID] = mapped_column(ForeignKey(PastCourse.id))
    #: In the order of the files, from 1 in each course.
    number: Mapped[int]
    sex: Mapped[Sex | None]
    requested_on: Mapped[date | None]
    first_on: Mapped[date | None]
    last_on: Mapped[date | None]
    imported_at: Mapped[datetime]
