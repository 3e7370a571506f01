"""Talks under way and the versions of flows that have been spoken."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.people.models import Participant
from webapp.storage import Base, Identified, SealedText

OPEN = text("done_at is null")


class Talk(Identified, Base):
    """The answers of one participant in one flow. Answers are the only state; where she is follows from them."""

    __tablename__ = "talk"
    __table_args__ = (Index("uq_talk_open", "participant_id", "flow", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),)

    participant_id: Mapped[UUID] = mapped_column(ForeignKey(Participant.id), index=True)
    flow: Mapped[str]
    version: Mapped[int]
    #: JSON: {"said": {step: {"value", "version", "locale"}}, "knew": {fact: word}}: each answer with the flow version and language it was
    #: given in, and what the flow knew.
    answers_sealed: Mapped[str]
    started_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    answers = SealedText[str]()


class PublishedFlow(Base):
    """A version of a flow that visitors have met. The same number never stands for other words."""

    __tablename__ = "published_flow"

    key: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    #: The whole definition with all its texts, as it was spoken.
    source: Mapped[str]
    published_at: Mapped[datetime]
