"""Messages to test with: one person, and what lies in the outbox about her."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from flask import Flask

from tests.invitations.guests import Guest, a_guest
from webapp.messages import service
from webapp.messages.carriers import Outcome
from webapp.messages.models import OutboxMessage
from webapp.messages.speech import Spoken
from webapp.messages.values import Kind, State
from webapp.storage import reading, transaction

HOLDS = timedelta(hours=6)


@dataclass
class Hands:
    """A carrier that keeps what it was given and answers as told."""

    outcome: Outcome | Exception = Outcome.SENT

    def __post_init__(self) -> None:
        self.carried: list[Spoken] = []

    def __call__(self, message: Spoken, at: datetime) -> Outcome:
        self.carried.append(message)
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


def remembered(app: Flask, at: datetime, kind: Kind = Kind.NEW_LINK, guest: Guest | None = None, dedupe: str = "one") -> UUID:
    guest = guest or a_guest(app)
    with app.app_context(), transaction() as session:
        return service.remember(session, kind, guest.id, dedupe=dedupe, at=at, useless_at=at + HOLDS)


def state_of(app: Flask, message_id: UUID) -> State:
    with app.app_context():
        return reading().get_one(OutboxMessage, message_id).state


def put(app: Flask, message_id: UUID, state: State, leased_until: datetime) -> None:
    """As a process that was killed leaves it."""
    with app.app_context(), transaction() as session:
        message = session.get_one(OutboxMessage, message_id)
        message.state, message.leased_until, message.tries = state, leased_until, 1
