"""Looking up accounts and their doors. Nothing here changes anything."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, exists, false, func, select
from sqlalchemy.orm import Session

from webapp.ground.parties import Role
from webapp.people.models import CaseHandler, CourseLeader, Participant, StaffAccount
from webapp.sign_in import tokens
from webapp.sign_in.models import OutsideAccount, ParkedForm, Passkey, RecoveryCode, StaffDoors, StaffInvite
from webapp.sign_in.values import FORM_WAITS, Standing, Work


@dataclass(frozen=True, slots=True)
class Row:
    """One account in an administrator's list."""

    account: StaffAccount
    standing: Standing


def doors(session: Session, staff_id: UUID, *, lock: bool = False) -> StaffDoors | None:
    """With `lock`, nobody else changes them until the transaction ends."""
    rows = select(StaffDoors).where(StaffDoors.staff_id == staff_id)
    return session.scalar(rows.with_for_update().execution_options(populate_existing=True) if lock else rows)


def doors_by_address(session: Session, email: str) -> StaffDoors | None:
    """Those of the active account with this address."""
    rows = select(StaffDoors).join(StaffAccount, StaffAccount.id == StaffDoors.staff_id)
    return session.scalar(rows.where(StaffDoors.address_hash == tokens.address_hash(email), StaffAccount.active))


def is_taken(session: Session, email: str) -> bool:
    return bool(session.scalar(select(exists().where(StaffDoors.address_hash == tokens.address_hash(email)))))


def passkeys(session: Session, staff_id: UUID) -> list[Passkey]:
    """The oldest first."""
    return list(session.scalars(select(Passkey).where(Passkey.staff_id == staff_id).order_by(Passkey.made_at, Passkey.id)))


def passkey(session: Session, credential_id: str, *, lock: bool = False) -> Passkey | None:
    """One of an active account."""
    rows = select(Passkey).join(StaffAccount, StaffAccount.id == Passkey.staff_id)
    rows = rows.where(Passkey.credential_id == credential_id, StaffAccount.active)
    return session.scalar(rows.with_for_update(of=Passkey).execution_options(populate_existing=True) if lock else rows)


def outside(session: Session, issuer: str, subject: str) -> OutsideAccount | None:
    """Whom a provider calls this, if the account is active."""
    hers = (OutsideAccount.issuer == issuer) & (OutsideAccount.subject_hash == tokens.subject_hash(issuer, subject))
    rows = select(OutsideAccount).join(StaffAccount, StaffAccount.id == OutsideAccount.staff_id)
    return session.scalar(rows.where(hers, StaffAccount.active))


def issuers(session: Session, staff_id: UUID) -> set[str]:
    """The providers an account is known to."""
    return set(session.scalars(select(OutsideAccount.issuer).where(OutsideAccount.staff_id == staff_id)))


def codes(session: Session, staff_id: UUID) -> list[RecoveryCode]:
    return list(session.scalars(select(RecoveryCode).where(RecoveryCode.staff_id == staff_id).order_by(RecoveryCode.number)))


def invite(session: Session, token: str, *, at: datetime) -> StaffInvite | None:
    """The invitation with this address, while it can be taken up."""
    rows = _open_invites(at).where(StaffInvite.token_hash == tokens.hash_of(token))
    return session.scalar(rows)


def open_invite(session: Session, invite_id: UUID, *, at: datetime, lock: bool = False) -> StaffInvite | None:
    rows = _open_invites(at).where(StaffInvite.id == invite_id)
    return session.scalar(rows.with_for_update(of=StaffInvite).execution_options(populate_existing=True) if lock else rows)


def invite_of(session: Session, staff_id: UUID, *, at: datetime) -> StaffInvite | None:
    """The one that an account can take up now."""
    return session.scalar(_open_invites(at).where(StaffInvite.staff_id == staff_id))


def _open_invites(at: datetime) -> Select[StaffInvite]:
    rows = select(StaffInvite).join(StaffAccount, StaffAccount.id == StaffInvite.staff_id)
    return rows.where(StaffInvite.ended_at.is_(None), StaffInvite.useless_at > at, StaffAccount.active)


def parked(session: Session, staff_id: UUID, *, at: datetime) -> ParkedForm | None:
    return session.scalar(select(ParkedForm).where(ParkedForm.staff_id == staff_id, ParkedForm.made_at > at - FORM_WAITS))


def accounts(session: Session, area_id: UUID, *, at: datetime) -> list[Row]:
    """Everybody in an area, by name; those who have left come last."""
    everybody = list(session.scalars(select(StaffAccount).where(StaffAccount.area_id == area_id)))
    ids = [one.id for one in everybody]
    let_in, invited = (
        _with_doors(session, ids),
        set(session.scalars(_open_invites(at).where(StaffInvite.staff_id.in_(ids)).with_only_columns(StaffInvite.staff_id))),
    )
    rows = [Row(one, _standing(one, let_in, invited)) for one in everybody]
    return sorted(rows, key=lambda row: (row.standing is Standing.LEFT, row.account.name.casefold()))


def standing(session: Session, account: StaffAccount, *, at: datetime) -> Standing:
    invited = {account.id} if invite_of(session, account.id, at=at) else set()
    return _standing(account, _with_doors(session, [account.id]), invited)


def _standing(account: StaffAccount, let_in: Collection[UUID], invited: Collection[UUID]) -> Standing:
    if not account.active:
        return Standing.LEFT
    if account.id in let_in:
        return Standing.ACTIVE
    return Standing.INVITED if account.id in invited else Standing.LAPSED


def _with_doors(session: Session, ids: Collection[UUID]) -> set[UUID]:
    """Those that something lets in."""
    by_password = select(StaffDoors.staff_id).where(StaffDoors.staff_id.in_(ids), StaffDoors.password_sealed.is_not(None))
    elsewhere = select(OutsideAccount.staff_id).where(OutsideAccount.staff_id.in_(ids))
    return set(session.scalars(by_password.union(elsewhere)))


def administrators(session: Session) -> int:
    """How many active administrators can sign in."""
    ids = session.scalars(select(StaffAccount.id).where(StaffAccount.role == Role.ADMINISTRATOR, StaffAccount.active)).all()
    return len(_with_doors(session, ids))


def codes_left(session: Session, staff_id: UUID) -> int:
    unused = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.staff_id == staff_id, RecoveryCode.used_at.is_(None))
    return session.scalar(unused) or 0


def left_behind(session: Session, area_id: UUID) -> dict[UUID, dict[Work, int]]:
    """Account -> how much of what needs somebody, because she has left or does other work now."""
    found: dict[UUID, dict[Work, int]] = {}
    for work in Work:
        rows = _left(work).where(StaffAccount.area_id == area_id).with_only_columns(StaffAccount.id, func.count())
        for row in session.execute(rows.group_by(StaffAccount.id)):
            found.setdefault(row[0], {})[work] = row[1]
    return found


def ids_left_behind(session: Session, staff_id: UUID, work: Work) -> list[UUID]:
    """The courses, or the participants whose cases they are."""
    return list(session.scalars(_left(work).where(StaffAccount.id == staff_id)))


def _left(work: Work) -> Select[UUID]:
    """Ids of what stands with an account that does not do that work."""
    if work.agency is None:
        leads = StaffAccount.active & (StaffAccount.role == Role.LEADER)
        return select(CourseLeader.course_id).join(StaffAccount, StaffAccount.id == CourseLeader.staff_id).where(~leads)
    handles = StaffAccount.active & (StaffAccount.role == Role.HANDLER) & (func.coalesce(StaffAccount.agency == work.agency, false()))
    rows = select(CaseHandler.participant_id).join(StaffAccount, StaffAccount.id == CaseHandler.staff_id)
    rows = rows.join(Participant, Participant.id == CaseHandler.participant_id).where(Participant.ended_at.is_(None))
    return rows.where(CaseHandler.agency == work.agency, ~handles)
