"""The consent ledger: rows are added, never changed, so the history stays true. Triggers in the database refuse the rest."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.consent.values import Decision, Purpose, Way
from webapp.people.models import Participant, StaffAccount
from webapp.storage import Base, Identified, SealedText


class ConsentText(Base):
    """The exact words of a text somebody decided about, under their own hash."""

    __tablename__ = "consent_text"
    __table_args__ = (CheckConstraint("length(sha256) = 64", name="sha256_whole"),)

    sha256: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]


class ConsentEntry(Identified, Base):
    """One decision by one person about one version of one text."""

    __tablename__ = "consent_entry"
    __table_args__ = (UniqueConstraint("participant_id", "number"),)

    #: Counts upwards within one person's ledger: the order of decisions, whatever the clock says.
    number: Mapped[int]
    participant_id: Mapped[UUID] = mapped_column(ForeignKey(Participant.id))
    purpose: Mapped[Purpose]
    decision: Mapped[Decision]
    #: "fk", "af" or "af fk": the agencies the decision names. Empty when it names none.
    agencies: Mapped[str] = mapped_column(default="")
    #: The placement that is shown, for a sharing.
    placement_id: Mapped[UUID | None]
    #: The Swedish text with the question and the answer: it is what is signed.
    text_sha256: Mapped[str] = mapped_column(ForeignKey(ConsentText.sha256))
    #: What was on screen, page by page, each in the language it was answered in.
    shown_sha256: Mapped[str] = mapped_column(ForeignKey(ConsentText.sha256))
    #: The language the text was read in.
    locale: Mapped[str]
    flow: Mapped[str]
    flow_version: Mapped[int]
    #: Her answer to "har jag förstått?". Never excludes anyone.
    understood: Mapped[str | None]
    #: The typed name that is the signature.
    signature_sealed: Mapped[str | None]
    way: Mapped[Way]
    #: Who entered it, when it came on paper.
    entered_by: Mapped[UUID | None] = mapped_column(ForeignKey(StaffAccount.id))
    decided_at: Mapped[datetime]
    signature = SealedText[str | None]()
