"""What happens to other messages, and in other processes, while one message is on its way."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event, select, update
from sqlalchemy.exc import OperationalError

from tests.invitations.guests import Guest, a_guest
from tests.messages.box import HOLDS, Hands, remembered, state_of
from tests.support.fixtures import both_databases
from webapp.ground import clock as now
from webapp.messages import carriers, service
from webapp.messages.models import OutboxMessage
from webapp.messages.sending import LEASE
from webapp.messages.speech import Spoken
from webapp.messages.values import Kind, State
from webapp.people.models import Participant
from webapp.reminders.models import MessageChoice
from webapp.storage import db, reading, transaction
from webapp.worker import follow_plans, tick

pytestmark = both_databases
OPENED_NOT = timedelta(days=3)


class Meanwhile(Hands):
    """Something happens while the carrier has a message."""

    def __init__(self, *happens: Callable[[], object]) -> None:
        super().__init__()
        self.happens = list(happens)

    def __call__(self, message: Spoken, at: object) -> carriers.Outcome:
        outcome = super().__call__(message, now.now())
        if self.happens:
            self.happens.pop(0)()
        return outcome


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Meanwhile]:
    def give(*happens: Callable[[], object]) -> Meanwhile:
        hands = Meanwhile(*happens)
        monkeypatch.setattr(carriers, "carrier", lambda: hands)
        return hands

    return give


def two(app: Flask) -> tuple[UUID, UUID]:
    """Two messages, the second a moment after the first."""
    first = remembered(app, now.now(), guest=a_guest(app, "Ali", "070-1740612"), dedupe="one")
    return first, remembered(app, now.now(), guest=a_guest(app, "Bo", "070-1740613"), dedupe="two")


def reminded(app: Flask, clock: time_machine.Traveller, *addresses: str) -> list[Guest]:
    """People whose links have lain unopened for three days: each has a reminder that is due."""
    guests = [a_guest(app, f"Person {address[-2:]}", address) for address in addresses]
    tick(app)
    clock.shift(OPENED_NOT)
    return guests


def reminder_of(app: Flask, guest: Guest) -> State:
    with app.app_context():
        row = select(OutboxMessage.state).where(OutboxMessage.participant_id == guest.id, OutboxMessage.kind == Kind.REMINDER)
        return reading().scalars(row.order_by(OutboxMessage.due_at)).first() or State.EXPIRED


def waits_in(both: list[Guest], hands: Hands) -> Guest:
    """Whose message has not been handed over: the one of ...13 when that of ...12 has."""
    return both[1] if hands.carried[0].to.endswith("12") else both[0]


def tidies(app: Flask) -> None:
    """Another process."""
    with app.app_context(), transaction() as session:
        service.tidy(session, at=now.now())


def spoil(app: Flask, guest: Guest) -> None:
    """Her address cannot be read."""
    with app.app_context(), transaction() as session:
        session.execute(update(Participant).where(Participant.id == guest.id).values(phone_sealed="v1.1.AAAA"))


def test_a_letter_that_cannot_be_written_holds_up_no_other(
    app: Flask, hand: Callable[..., Meanwhile], clock: time_machine.Traveller
) -> None:
    hands, spoilt = hand(), a_guest(app)
    message = remembered(app, now.now(), guest=spoilt)
    other = remembered(app, now.now(), guest=a_guest(app, "Bo", "070-1740613"), dedupe="two")
    spoil(app, spoilt)
    tick(app)
    assert (state_of(app, message), state_of(app, other), len(hands.carried)) == (State.PENDING, State.SENT, 1)
    for _ in range(15):
        clock.shift(timedelta(minutes=1))
        tick(app)
    assert state_of(app, message) is State.FAILED


def test_one_reminder_that_cannot_be_written_holds_up_no_other(
    app: Flask, hand: Callable[..., Meanwhile], clock: time_machine.Traveller
) -> None:
    hands = hand()
    spoilt, *others = reminded(app, clock, "070-1740612", "070-1740613", "070-1740614")
    spoil(app, spoilt)
    tick(app)
    assert {carried.to for carried in hands.carried} == {"+46701740613", "+46701740614"}
    assert [reminder_of(app, one) for one in (spoilt, *others)] == [State.PENDING, State.SENT, State.SENT]


def test_who_was_away_beyond_the_lease_still_says_how_it_went(
    app: Flask, hand: Callable[..., Meanwhile], clock: time_machine.Traveller
) -> None:
    message = remembered(app, now.now())
    seen = []

    def is_away() -> None:
        clock.shift(LEASE + timedelta(seconds=1))
        tidies(app)
        seen.append(state_of(app, message))

    hand(is_away)
    tick(app)
    assert [*seen, state_of(app, message)] == [State.UNKNOWN, State.SENT]


def test_what_a_slow_carrier_leaves_behind_is_sent_by_whoever_takes_it_next(
    app: Flask, hand: Callable[..., Meanwhile], clock: time_machine.Traveller
) -> None:
    hands = hand(lambda: clock.shift(LEASE))
    first, second = two(app)
    tick(app)
    assert (state_of(app, first), state_of(app, second), len(hands.carried)) == (State.SENT, State.LEASED, 1)
    clock.shift(timedelta(seconds=1))
    tick(app)
    assert (state_of(app, second), len(hands.carried)) == (State.SENT, 2)


def test_a_call_has_its_own_time_however_long_the_message_waited(
    app: Flask, hand: Callable[..., Meanwhile], clock: time_machine.Traveller
) -> None:
    first, second = two(app)
    seen = []

    def looks() -> None:
        clock.shift(LEASE - timedelta(seconds=1))
        tidies(app)
        seen.append(state_of(app, second))

    hand(lambda: clock.shift(LEASE - timedelta(seconds=1)), looks)
    tick(app)
    assert seen == [State.CALLING]
    assert [state_of(app, one) for one in (first, second)] == [State.SENT, State.SENT]


def test_nothing_is_sent_after_its_use_because_another_took_long(
    app: Flask, hand: Callable[..., Meanwhile], clock: time_machine.Traveller
) -> None:
    first, second = two(app)
    clock.shift(HOLDS - timedelta(seconds=5))
    hands = hand(lambda: clock.shift(timedelta(seconds=5)))
    tick(app)
    clock.shift(LEASE)
    tick(app)
    assert ([state_of(app, one) for one in (first, second)], len(hands.carried)) == ([State.SENT, State.EXPIRED], 1)


def test_a_tick_ends_when_it_is_time_for_the_next(app: Flask, hand: Callable[..., Meanwhile], clock: time_machine.Traveller) -> None:
    hands = hand(*[lambda: clock.shift(timedelta(seconds=25))] * 40)
    guest = a_guest(app)
    for number in range(30):
        remembered(app, now.now(), guest=guest, dedupe=str(number))
    tick(app)
    assert len(hands.carried) == 5


def test_a_reminder_that_is_written_and_then_not_wanted_any_more_is_not_sent(
    app: Flask, hand: Callable[..., Meanwhile], clock: time_machine.Traveller
) -> None:
    both = reminded(app, clock, "070-1740612", "070-1740613")

    def the_other_is_paused() -> None:
        with app.app_context():
            with transaction() as session:
                other = waits_in(both, hands)
                session.add(MessageChoice(participant_id=other.id, paused_at=now.now()))
                service.replan(session, other.id)
            follow_plans()

    hands = hand(the_other_is_paused)
    tick(app)
    assert len(hands.carried) == 1
    assert reminder_of(app, waits_in(both, hands)) is State.CANCELLED


def test_a_letter_that_lay_long_is_written_anew(app: Flask, hand: Callable[..., Meanwhile], clock: time_machine.Traveller) -> None:
    both = reminded(app, clock, "070-1740612", "070-1740613")

    def the_other_moves() -> None:
        clock.shift(timedelta(seconds=11))
        with app.app_context(), transaction() as session:
            session.get_one(Participant, waits_in(both, hands).id).phone = "+46701740699"

    hands = hand(the_other_moves)
    tick(app)
    assert [carried.to for carried in hands.carried[1:]] == ["+46701740699"]


def test_a_database_that_is_away_for_a_moment_costs_nothing_that_was_known(app: Flask, hand: Callable[..., Meanwhile]) -> None:
    away: list[Exception] = []

    def breaks(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if away and statement.startswith("UPDATE outbox_message"):
            raise OperationalError(statement, None, away.pop())

    hands = hand(lambda: away.append(RuntimeError("away")))
    first, second = two(app)
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", breaks)
        tick(app)
        event.remove(db.engine, "before_cursor_execute", breaks)
    assert (state_of(app, first), state_of(app, second), len(hands.carried)) == (State.SENT, State.LEASED, 1)
