"""An office whose people are let in by the real door: with an address, a password and a code from an app."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import pyotp
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.people import some
from tests.support.desks import Desks
from tests.support.page import words
from tests.support.visit import Visit
from webapp.ground import clock
from webapp.ground.parties import Agency, Role
from webapp.people.models import StaffAccount
from webapp.security.models import AuditEntry
from webapp.sign_in import one_time, passwords, queries, service, tokens
from webapp.sign_in.values import NewAccount
from webapp.storage import reading, transaction

PASSWORD = "fyra gröna kaffekoppar"
#: Made once: each costs what a stranger's try is meant to cost.
KEPT = passwords.kept(PASSWORD)


@dataclass(frozen=True)
class Person:
    """Somebody with an account, and what she knows and holds."""

    id: UUID
    email: str
    key: str

    def code(self, at: datetime | None = None) -> str:
        """What her app shows."""
        return pyotp.TOTP(self.key).at(at or clock.now())


@dataclass(frozen=True)
class Office(Desks):
    """One area, with an administrator and a leader who are in already."""

    area: UUID
    admin: Person
    leader: Person

    def enters(
        self, who: Person, visit: Visit | None = None, *, password: str = PASSWORD, code: str | None = None, status: int = 200
    ) -> Visit:
        """Through the door, as a person does."""
        visit = visit or Visit(self.app)
        visit.get("/logga-in")
        visit.send("Logga in", {"E-post": who.email, "Lösenord": password, "Kod": code or who.code()}, status=status)
        return visit

    def link_of(self, staff_id: UUID) -> str:
        """Where the invitation of an account leads."""
        with self.app.app_context():
            invite = queries.invite_of(reading(), staff_id, at=clock.now())
            assert invite
            return f"/inbjudan/{tokens.invite_token(invite.id)}"

    def acts(self) -> list[tuple[str, str]]:
        """What the log says was done, in order."""
        with self.app.app_context():
            rows = reading().scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
            return [(row.act, row.detail.rpartition(" ")[2] if row.act.startswith("account.") else row.detail) for row in rows]


def office(app: Flask) -> Office:
    with app.app_context(), transaction() as session:
        area = some.an_area(session).id
        admin = let_in(session, area, "Ada Holm", Role.ADMINISTRATOR)
        leader = let_in(session, area, "Maj Lind", Role.LEADER, Agency.FK)
    return Office(app, area, admin, leader)


def let_in(session: Session, area: UUID, name: str, role: Role, agency: Agency | None = None) -> Person:
    """Somebody who took up her invitation a while ago."""
    email = f"{name.partition(' ')[0].lower()}@exempel.se"
    staff_id = service.invite(session, area, NewAccount(name, email, role, agency), at=clock.now())
    invite = queries.invite_of(session, staff_id, at=clock.now())
    assert invite
    service.choose_password(session, invite.id, KEPT, at=clock.now())
    key = one_time.new_key()
    assert service.join(session, invite.id, key=key, code=pyotp.TOTP(key).at(clock.now()), at=clock.now()) == staff_id
    doors = queries.doors(session, staff_id)
    assert doors
    doors.totp_step = 0
    service.codes_are_kept(session, staff_id)
    return Person(staff_id, email, key)


def key_on(visit: Visit) -> str:
    """The key of a new app, as it is typed from the page."""
    return words(visit.page.one("main code")).replace(" ", "")


def account_of(app: Flask, email: str) -> UUID:
    with app.app_context():
        doors = queries.doors_by_address(reading(), email)
        assert doors
        return doors.staff_id


def is_active(app: Flask, staff_id: UUID) -> bool:
    with app.app_context():
        return reading().get_one(StaffAccount, staff_id).active
