"""Personal links and what lifts a visitor from "has the link" to "this is her phone"."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.invitations.values import LinkEnd
from webapp.people.models import Participant, StaffAccount
from webapp.storage import Base, Identified

ALIVE = text("ended_at is null")


class PersonalLink(Identified, Base):
    """One person's link. Its address is computed from the id and a key; only a hash of it is stored."""

    __tablename__ = "personal_link"
    __table_args__ = (Index("uq_personal_link_alive", "participant_id", unique=True, sqlite_where=ALIVE, postgresql_where=ALIVE),)

    participant_id: Mapped[UUID] = mapped_column(ForeignKey(Participant.id), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    #: The first time somebody pressed the button behind it.
    opened_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[LinkEnd | None]


class DeviceCode(Identified, Base):
    """A six-digit code on its way to the stored address. Good for ten minutes and five tries, in the session that asked."""

    __tablename__ = "device_code"

    session_id: Mapped[UUID] = mapped_column(ForeignKey("visitor_session.id"), index=True)
    code_hash: Mapped[str]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    wrong_tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]


class Pairing(Identified, Base):
    """A phone in the room that shows two words, until the leader says they are right."""

    __tablename__ = "pairing"

    session_id: Mapped[UUID] = mapped_column(ForeignKey("visitor_session.id"), unique=True)
    participant_id: Mapped[UUID] = mapped_column(ForeignKey(Participant.id), index=True)
    words: Mapped[str]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[UUID | None] = mapped_column(ForeignKey(StaffAccount.id))


class LinkRequest(Identified, Base):
    """Somebody asked for the link again by giving an address. The same row whether we know the address or not."""

    __tablename__ = "link_request"

    address_hash: Mapped[str]
    asked_at: Mapped[datetime]
    handled_at: Mapped[datetime | None] = mapped_column(index=True)


class Ballot(Identified, Base):
    """That one person may answer one round of the anonymous survey, once. It knows no answer, no time and no phone."""

    __tablename__ = "ballot"
    __table_args__ = (UniqueConstraint("round_id", "participant_id"),)

    round_id: Mapped[UUID] = mapped_column(ForeignKey("survey_round.id"))
    participant_id: Mapped[UUID] = mapped_column(ForeignKey(Participant.id), index=True)
    spent: Mapped[bool] = mapped_column(default=False)
    #: How often it was handed to a phone in the room. Only the phone that has the latest may use it so.
    hand: Mapped[int] = mapped_column(default=0)


class BallotWords(Identified, Base):
    """A phone in the room that waits for a ballot and shows two words. Forgotten when it has got one."""

    __tablename__ = "ballot_words"
    __table_args__ = (UniqueConstraint("round_id", "words"),)

    round_id: Mapped[UUID] = mapped_column(ForeignKey("survey_round.id"))
    #: Of what the phone holds in its cookie.
    secret_hash: Mapped[str] = mapped_column(unique=True)
    words: Mapped[str]
    expires_at: Mapped[datetime]
    #: The ballot the leader has handed to this phone.
    ballot_id: Mapped[UUID | None] = mapped_column(ForeignKey(Ballot.id))
