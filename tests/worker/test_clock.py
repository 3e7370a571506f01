"""A clock that is set back an hour between two ticks doubles nothing and loses nothing."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from tests.course_survey.classroom import a_classroom, open_round
from tests.invitations.guests import a_guest
from tests.messages.box import Hands, put, remembered, state_of
from tests.support.fixtures import both_databases
from webapp.ground import clock as now
from webapp.messages import carriers
from webapp.messages.values import State
from webapp.security import audit
from webapp.storage import reading, transaction
from webapp.worker import tick

pytestmark = both_databases
HOUR = timedelta(hours=1)
#: The last meeting of the tests' course is on Wednesday 3 March at 13.00.
LAST_MEETING = datetime(2027, 3, 3, 12, 30, tzinfo=UTC)


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    hands = Hands()
    monkeypatch.setattr(carriers, "carrier", lambda: hands)
    return hands


def test_what_is_sent_stays_sent_and_what_waits_is_sent_in_its_time(app: Flask, hands: Hands, clock: time_machine.Traveller) -> None:
    guest = a_guest(app)
    sent, held = (remembered(app, now.now(), guest=guest, dedupe=name) for name in ("sent", "held"))
    put(app, held, State.LEASED, now.now() + timedelta(minutes=2))
    tick(app)
    waits = remembered(app, now.now(), guest=guest, dedupe="waits")
    clock.shift(-HOUR)
    early = remembered(app, now.now(), guest=guest, dedupe="early")
    tick(app)
    assert [state_of(app, one) for one in (sent, held, waits, early)] == [State.SENT, State.LEASED, State.PENDING, State.SENT]
    clock.shift(HOUR + timedelta(minutes=3))
    for _ in range(2):
        tick(app)
    assert [state_of(app, one) for one in (sent, held, waits, early)] == [State.SENT] * 4
    assert len(hands.carried) == 4


def test_the_log_follows_on_through_the_hour_that_comes_twice(app: Flask, clock: time_machine.Traveller) -> None:
    for _ in range(2):
        with app.app_context(), transaction() as session:
            audit.record(session, "case.read", at=now.now())
        clock.shift(-HOUR)
    with app.app_context():
        assert audit.verify(reading()) is None


def test_nobody_is_told_twice_or_not_at_all(app: Flask, hands: Hands, clock: time_machine.Traveller) -> None:
    """A week with an open survey, in which the clock is set back at the first hour of sending, at the last, and over midnight."""
    clock.move_to(LAST_MEETING)
    room = a_classroom(app, 6)
    open_round(app, room)
    told: Counter[int] = Counter()
    for day in range(4, 12):
        for hours in (7, 8, 7, 8, 17, 18, 17, 18, 23, 24, 23):
            clock.move_to(datetime(2027, 3, day, 0, 30, tzinfo=UTC) + HOUR * hours)
            before = len(hands.carried)
            tick(app)
            told[day] += len(hands.carried) - before
    assert {day: count for day, count in told.items() if count} == {4: 6, 8: 6, 9: 6, 11: 6}, (
        "8 March: the page that is not opened; 11: the second part"
    )
    assert set(Counter(message.to for message in hands.carried).values()) == {4}
