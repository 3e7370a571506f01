"""Plans and their steps. A plan is never changed: a new one takes its place, and the old one stays in the case."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.people.models import Participant, StaffAccount
from webapp.plan.values import Doer, Fits
from webapp.storage import Base, Identified, SealedText


class Plan(Identified, Base):
    """One version. The one with the highest number holds; two people cannot write the same number."""

    __tablename__ = "joint_plan"
    __table_args__ = (UniqueConstraint("participant_id", "number"), CheckConstraint("number >= 1", name="counted_from_one"))

    participant_id: Mapped[UUID] = mapped_column(ForeignKey(Participant.id))
    number: Mapped[int]
    written_by: Mapped[UUID] = mapped_column(ForeignKey(StaffAccount.id))
    written_at: Mapped[datetime]
    #: What she says of it, and a line of hers to the handlers.
    fits: Mapped[Fits | None]
    line_sealed: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    line = SealedText[str | None]()


class PlanStep(Identified, Base):
    """What is done, by whom, and at the latest when as a Swedish calendar shows it."""

    __tablename__ = "plan_step"
    __table_args__ = (UniqueConstraint("plan_id", "place"),)

    plan_id: Mapped[UUID] = mapped_column(ForeignKey(Plan.id))
    #: From 1, in the order they were written.
    place: Mapped[int]
    what_sealed: Mapped[str]
    doer: Mapped[Doer]
    by: Mapped[date | None]
    what = SealedText[str]()
