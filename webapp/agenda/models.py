"""What a participant wants to talk about at her meetings, by the boxes of surveys/agenda.yaml. Hers alone unless she shows it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.people.models import Participant
from webapp.storage import Base, Identified, SealedText


class AgendaBox(Identified, Base):
    """One box that she has chosen or written in. A box she has left alone has no row."""

    __tablename__ = "agenda_box"
    __table_args__ = (UniqueConstraint("participant_id", "box"),)

    participant_id: Mapped[UUID] = mapped_column(ForeignKey(Participant.id))
    #: The id of a question of surveys/agenda.yaml.
    box: Mapped[str]
    line_sealed: Mapped[str | None]
    #: She wants to begin with this one. At most one box of hers.
    begins: Mapped[bool] = mapped_column(default=False)
    #: Her handlers may read it.
    shown: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime]
    line = SealedText[str | None]()
