"""Where a participant places herself on the staircase. She may do it any number of times; each is a row of its own."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.people.models import Participant, StaffAccount
from webapp.storage import Base, Identified, SealedText


class Placement(Identified, Base):
    """One placement: on a step (lower = upper), between two, or "not ready" (neither). Never a rounded number."""

    __tablename__ = "placement"
    __table_args__ = (
        UniqueConstraint("participant_id", "number"),
        CheckConstraint("(lower is null) = (upper is null)", name="both_or_neither"),
        CheckConstraint("upper is null or upper = lower or upper = lower + 1", name="one_step_or_between_two"),
    )

    participant_id: Mapped[UUID] = mapped_column(ForeignKey(Participant.id))
    #: Counts upwards for each person: which is the newest, whatever the clock says.
    number: Mapped[int]
    #: The talk it was said in; the same talk never makes two. What came on paper has one of its own.
    talk_id: Mapped[UUID] = mapped_column(unique=True)
    #: The version of surveys/staircase.yaml that was on screen.
    survey_version: Mapped[int]
    lower: Mapped[int | None]
    upper: Mapped[int | None]
    #: The option id of the hours she believes in.
    hours: Mapped[str | None]
    need_sealed: Mapped[str | None]
    written_at: Mapped[datetime]
    #: Who entered it, when it came on paper.
    entered_by: Mapped[UUID | None] = mapped_column(ForeignKey(StaffAccount.id))
    #: "Vad behöver du för att komma vidare?"
    need = SealedText[str | None]()
