"""Staff with an e-mail address, somebody they work with, and what lies in the outbox for them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.desk.casework import Casework, a_case, casework
from webapp.assessments import service as assessments
from webapp.messages import service as messages
from webapp.messages.models import OutboxMessage
from webapp.messages.values import Kind, State
from webapp.people.models import StaffAccount
from webapp.reminders import staff
from webapp.storage import reading, transaction

MAIL = {"fk": "nils@fk.example", "af": "sara@af.example", "leader": "maj@fk.example"}


@dataclass(frozen=True)
class StaffRoom:
    """One participant with handlers and a leader."""

    app: Flask
    work: Casework
    person: UUID

    def tells(self, at: datetime) -> None:
        """The worker's sweep at one moment."""
        with self.app.app_context(), transaction() as session:
            staff.plan_staff(session, at=at)

    def rows(self) -> list[tuple[Kind, UUID | None]]:
        """What waits for staff, in order of kind."""
        with self.app.app_context():
            there = reading().execute(select(OutboxMessage.kind, OutboxMessage.staff_id).where(OutboxMessage.staff_id.is_not(None)))
            return sorted(((kind, one) for kind, one in there), key=lambda row: (row[0].value, str(row[1])))

    def account(self, session: Session, staff_id: UUID) -> StaffAccount:
        return session.get_one(StaffAccount, staff_id)


def staff_room(app: Flask) -> StaffRoom:
    with app.app_context(), transaction() as session:
        work = casework(session)
        for name, address in MAIL.items():
            session.get_one(StaffAccount, getattr(work, name)).email = address
        person = a_case(session, work)
        return StaffRoom(app, work, person)


def books(room: StaffRoom, number: int, on: date, begins: time = time(13), person: UUID | None = None) -> None:
    """A GK, as it stands in the database."""
    with room.app.app_context(), transaction() as session:
        at = datetime.combine(on, begins).astimezone() - timedelta(days=30)
        assessments.book(session, person or room.person, number, held_on=on, begins=begins, place="Rum 4", at=at)


def settled(
    room: StaffRoom, kind: Kind, state: State, at: datetime, *, about: str = "", person: UUID | None = None, dedupe: str | None = None
) -> UUID:
    """A message to the participant that came to its end at a moment."""
    with room.app.app_context(), transaction() as session:
        key = dedupe or f"{kind.value} {about} {at} {person}"
        one = messages.remember(session, kind, person or room.person, dedupe=key, at=at, useless_at=at + timedelta(hours=9))
        row = session.get_one(OutboxMessage, one)
        row.about, row.state, row.settled_at = about, state, at
        return one
