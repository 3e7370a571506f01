"""Accounts of staff: who is invited, what she may do, and that she may do nothing any more."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.ground.parties import Agency, Role
from webapp.people.models import Area, StaffAccount
from webapp.sign_in import queries, tokens
from webapp.sign_in.models import ParkedForm, StaffDoors, StaffInvite
from webapp.sign_in.values import FOR_AN_AGENCY, INVITE_KEEPS, NewAccount


class AddressTaken(Exception):
    """Somebody has an account with this address."""


class NoWayToReach(Exception):
    """The account has no address, so nobody could sign in with it."""


class NotYourOwn(Exception):
    """Nobody changes her own account: then there might be no administrator left."""


class ThereIsOne(Exception):
    """An administrator who can sign in invites the others."""


def invite(session: Session, area_id: UUID, new: NewAccount, *, at: datetime) -> UUID:
    """Make an account that can be taken up by link. Returns its id. Raises AddressTaken."""
    if queries.is_taken(session, new.email):
        raise AddressTaken
    agency = new.agency if new.role in FOR_AN_AGENCY else None
    account = StaffAccount(
        role=new.role, agency=agency, area_id=area_id, name=new.name, email=new.email, phone=None, locale="sv", active=True
    )
    session.add(account)
    session.flush()
    _give_doors(session, account.id, new.email)
    _new_invite(session, account.id, at)
    return account.id


def invite_again(session: Session, account: StaffAccount, *, at: datetime) -> UUID:
    """Another link in place of every earlier one; to somebody who had left, her account again. Returns the id of the invitation."""
    email = account.email
    if email is None:
        raise NoWayToReach
    if queries.doors(session, account.id) is None:
        _give_doors(session, account.id, email)
    account.active = True
    return _new_invite(session, account.id, at)


def change_role(session: Session, account: StaffAccount, role: Role, agency: Agency | None, *, by: UUID) -> bool:
    """From the next request on. What was done as somebody else stays done. False when nothing changes. Raises NotYourOwn."""
    if account.id == by:
        raise NotYourOwn
    agency = agency if role in FOR_AN_AGENCY else None
    if (account.role, account.agency) == (role, agency):
        return False
    account.role, account.agency = role, agency
    return True


def deactivate(session: Session, account: StaffAccount, *, by: UUID, at: datetime) -> None:
    """She may do nothing any more. Her name stands where she has done something. Raises NotYourOwn."""
    if account.id == by:
        raise NotYourOwn
    _leave(session, account, at)


def first_administrator(session: Session, name: str, email: str, area: str, *, at: datetime) -> UUID:
    """Invite somebody who can invite the others, or her again. Returns the id of the invitation. Raises ThereIsOne and AddressTaken."""
    if queries.administrators(session):
        raise ThereIsOne
    before = select(StaffAccount).where(StaffAccount.role == Role.ADMINISTRATOR, StaffAccount.active)
    for account in session.scalars(before):
        if account.email == email:
            account.name = name
            return invite_again(session, account, at=at)
        _leave(session, account, at)
    staff_id = invite(session, _area(session, area), NewAccount(name, email, Role.ADMINISTRATOR), at=at)
    if (found := queries.invite_of(session, staff_id, at=at)) is None:
        raise LookupError("the invitation that was just made is gone")
    return found.id


def _area(session: Session, name: str) -> UUID:
    area = session.scalar(select(Area).where(Area.name == name))
    if area is None:
        area = Area(name=name)
        session.add(area)
        session.flush()
    return area.id


def _leave(session: Session, account: StaffAccount, at: datetime) -> None:
    account.active = False
    _end_invites(session, account.id, at)
    for form in session.scalars(select(ParkedForm).where(ParkedForm.staff_id == account.id)):
        session.delete(form)


def _give_doors(session: Session, staff_id: UUID, email: str) -> None:
    try:
        with session.begin_nested():
            session.add(StaffDoors(staff_id=staff_id, address_hash=tokens.address_hash(email), totp_step=0))
    except IntegrityError as fault:
        raise AddressTaken from fault


def _new_invite(session: Session, staff_id: UUID, at: datetime) -> UUID:
    _end_invites(session, staff_id, at)
    row_id = uuid4()
    token_hash = tokens.hash_of(tokens.invite_token(row_id))
    session.add(StaffInvite(id=row_id, staff_id=staff_id, token_hash=token_hash, made_at=at, useless_at=at + INVITE_KEEPS))
    session.flush()
    return row_id


def _end_invites(session: Session, staff_id: UUID, at: datetime) -> None:
    session.execute(update(StaffInvite).where(StaffInvite.staff_id == staff_id, StaffInvite.ended_at.is_(None)).values(ended_at=at))
