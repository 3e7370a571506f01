"""What an account is let in by. Of a secret only a hash is kept, and what must be read again is sealed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.people.models import StaffAccount
from webapp.storage import Base, Identified, SealedText


class StaffDoors(Identified, Base):
    """The doors of one account. Made when it is invited, and empty until the invitation is taken up."""

    __tablename__ = "staff_doors"

    staff_id: Mapped[UUID] = mapped_column(ForeignKey(StaffAccount.id), unique=True)
    #: Keyed hash of the e-mail address, to find who signs in. One address is one account.
    address_hash: Mapped[str] = mapped_column(unique=True)
    password_sealed: Mapped[str | None]
    totp_sealed: Mapped[str | None]
    #: The last half-minute whose code was used, so that none is used twice.
    totp_step: Mapped[int] = mapped_column(default=0)
    #: Until when new recovery codes may be read.
    codes_shown_until: Mapped[datetime | None]
    #: An Argon2id hash, sealed: without the keys nobody can even begin to guess.
    password = SealedText[str | None]()
    #: The key that an app makes codes from, base32.
    totp = SealedText[str | None]()


class RecoveryCode(Identified, Base):
    """One code for the day the phone is lost. It is computed from the row's id and a key outside the database."""

    __tablename__ = "recovery_code"

    staff_id: Mapped[UUID] = mapped_column(ForeignKey(StaffAccount.id), index=True)
    number: Mapped[int]
    code_hash: Mapped[str] = mapped_column(unique=True)
    used_at: Mapped[datetime | None]


class Passkey(Identified, Base):
    """One key on a phone, a computer or a stick. Here is its public half."""

    __tablename__ = "passkey"

    staff_id: Mapped[UUID] = mapped_column(ForeignKey(StaffAccount.id), index=True)
    #: base64url, as browsers say it.
    credential_id: Mapped[str] = mapped_column(unique=True)
    #: COSE, base64url.
    public_key: Mapped[str]
    sign_count: Mapped[int] = mapped_column(BigInteger)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class OutsideAccount(Identified, Base):
    """Whom a provider calls what. Bound when an invitation is taken up, and never by an address or a claimed role."""

    __tablename__ = "outside_account"
    __table_args__ = (UniqueConstraint("issuer", "subject_hash"),)

    staff_id: Mapped[UUID] = mapped_column(ForeignKey(StaffAccount.id), index=True)
    issuer: Mapped[str]
    #: Keyed: some providers name people by their personal number.
    subject_hash: Mapped[str]
    made_at: Mapped[datetime]


class StaffInvite(Identified, Base):
    """One link that lets somebody choose her doors, once. Its address is computed from the id and a key outside the database."""

    __tablename__ = "staff_invite"

    staff_id: Mapped[UUID] = mapped_column(ForeignKey(StaffAccount.id), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    useless_at: Mapped[datetime]
    #: Taken up, or replaced by another.
    ended_at: Mapped[datetime | None]
    password_sealed: Mapped[str | None]
    #: The password that was chosen first, as an Argon2id hash, until the second step is taken.
    password = SealedText[str | None]()


class ParkedForm(Identified, Base):
    """What somebody sent when her session was over. It waits, sealed, until the same account is in again."""

    __tablename__ = "parked_form"

    staff_id: Mapped[UUID] = mapped_column(ForeignKey(StaffAccount.id), unique=True)
    path_sealed: Mapped[str]
    fields_sealed: Mapped[str]
    made_at: Mapped[datetime]
    path = SealedText[str]()
    #: JSON: a list of pairs, in the order of the form.
    fields = SealedText[str]()
