"""Rounds, sealed envelopes, and the counts they become. Nothing here can be led back to a person; this room does not know any."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.course_survey.values import KeyState, Part, RoundState
from webapp.storage import Base, Identified


class BoxKey(Identified, Base):
    """A pair of keys for one box. The private one is a file in the folder of box keys, and never here."""

    __tablename__ = "box_key"

    public_key: Mapped[bytes]
    state: Mapped[KeyState] = mapped_column(default=KeyState.READY)
    #: An envelope with known words, opened every day to see that the private key is there.
    probe: Mapped[bytes]
    probed_on: Mapped[date]
    probe_failed: Mapped[bool] = mapped_column(default=False)


class SurveyRound(Identified, Base):
    """One part of the survey in one course: planned, open, closed, and opened once."""

    __tablename__ = "survey_round"
    __table_args__ = (
        UniqueConstraint("course_id", "part"),
        CheckConstraint("state = 'planned' or key_id is not null", name="open_with_a_key"),
    )

    course_id: Mapped[UUID] = mapped_column(ForeignKey("course.id"))
    area_id: Mapped[UUID] = mapped_column(ForeignKey("area.id"))
    part: Mapped[Part]
    #: The half-year the course ends in, as in `values.period_of`.
    period: Mapped[str]
    state: Mapped[RoundState] = mapped_column(default=RoundState.PLANNED, index=True)
    #: "Låda 17": given when it is opened to answers.
    number: Mapped[int | None] = mapped_column(unique=True)
    #: The short address on the wall, as long as the round is open.
    room_code: Mapped[str | None] = mapped_column(unique=True)
    key_id: Mapped[UUID | None] = mapped_column(ForeignKey(BoxKey.id), unique=True)
    #: The version of the flow that was asked. An open round stays with it.
    flow_version: Mapped[int | None]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class Envelope(Base):
    """One sealed sheet. No time, no order, no language and no person; of one size whatever is in it."""

    __tablename__ = "survey_envelope"
    __table_args__ = {"sqlite_with_rowid": False}

    #: Random.
    id: Mapped[bytes] = mapped_column(primary_key=True)
    round_id: Mapped[UUID] = mapped_column(index=True)
    sealed: Mapped[bytes]


class SurveyBase(Identified, Base):
    """The sheets that were opened together, and that figures are computed from. A pooled base has no course."""

    __tablename__ = "survey_base"
    __table_args__ = (Index("ix_survey_base_area_id_period", "area_id", "period"),)

    area_id: Mapped[UUID] = mapped_column(ForeignKey("area.id"))
    period: Mapped[str]
    part: Mapped[Part]
    course_id: Mapped[UUID | None] = mapped_column(ForeignKey("course.id"), index=True)
    #: How many envelopes there were, and how many of them could not be read.
    sheets: Mapped[int]
    unreadable: Mapped[int] = mapped_column(default=0)
    survey: Mapped[str]
    survey_version: Mapped[int]
    opened_on: Mapped[date]


class SurveyCount(Base):
    """How many in a base gave one answer to one question. Answers that nobody gave have a row too."""

    __tablename__ = "survey_count"

    base_id: Mapped[UUID] = mapped_column(ForeignKey(SurveyBase.id), primary_key=True)
    question: Mapped[str] = mapped_column(primary_key=True)
    answer: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]


class SurveyPublication(Base):
    """That the figures of one area and half-year have been made public. Once: nothing is added to them afterwards."""

    __tablename__ = "survey_publication"

    area_id: Mapped[UUID] = mapped_column(ForeignKey("area.id"), primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    part: Mapped[Part] = mapped_column(primary_key=True)
    published_on: Mapped[date]
