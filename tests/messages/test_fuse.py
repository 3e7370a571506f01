"""Far more reminders than usual stop before the first is sent; what somebody asked for goes on."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask

from tests.invitations.guests import Guest, a_guest
from tests.messages.box import Hands, remembered, state_of
from tests.support.fixtures import both_databases
from webapp.ground import clock as now
from webapp.messages import carriers, fuse, stops
from webapp.messages.models import OutboxMessage
from webapp.messages.values import Kind, State, Stop
from webapp.storage import transaction
from webapp.worker import tick

pytestmark = both_databases


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    hands = Hands()
    monkeypatch.setattr(carriers, "carrier", lambda: hands)
    return hands


def watched(app: Flask, least: int) -> set[Stop]:
    with app.app_context(), transaction() as session:
        fuse.watch(session, at=now.now(), least=least)
        return stops.stopped(session)


def reminders(app: Flask, guest: Guest, count: int) -> list[UUID]:
    """Rows as the survey's, so that no plan takes them back."""
    return [remembered(app, now.now(), Kind.SURVEY, guest, dedupe=f"{now.today()} {number}") for number in range(count)]


@pytest.mark.parametrize(("least", "stopped"), [(5, set()), (4, {Stop.FUSE})])
def test_up_to_what_is_never_too_many_nothing_is_stopped(app: Flask, least: int, stopped: set[Stop]) -> None:
    reminders(app, a_guest(app), 5)
    assert watched(app, least) == stopped


def test_three_times_the_busiest_day_is_usual_still(app: Flask, clock: time_machine.Traveller) -> None:
    guest = a_guest(app)
    reminders(app, guest, 2)
    assert watched(app, 2) == set()
    clock.shift(timedelta(days=1))
    reminders(app, guest, 6)
    assert watched(app, 2) == set()
    clock.shift(timedelta(days=1))
    reminders(app, guest, 19)
    assert watched(app, 2) == {Stop.FUSE}


def test_a_month_later_nothing_is_usual(app: Flask, clock: time_machine.Traveller) -> None:
    guest = a_guest(app)
    reminders(app, guest, 4)
    watched(app, 9)
    clock.shift(timedelta(days=29))
    reminders(app, guest, 5)
    assert watched(app, 4) == {Stop.FUSE}


def test_put_back_it_holds_for_what_made_it_blow(app: Flask) -> None:
    reminders(app, a_guest(app), 5)
    assert watched(app, 4) == {Stop.FUSE}
    with app.app_context(), transaction() as session:
        assert stops.release(session, Stop.FUSE)
    assert watched(app, 4) == set()


@pytest.mark.parametrize(("kind", "stopped"), [(Kind.SURVEY, {Stop.FUSE}), (Kind.REMINDER, set())])
def test_what_is_taken_back_counts_only_for_the_survey(app: Flask, kind: Kind, stopped: set[Stop]) -> None:
    """Whether a message about the survey was taken back says whether somebody answered, and the count must not."""
    message = remembered(app, now.now(), kind, a_guest(app))
    with app.app_context(), transaction() as session:
        session.get_one(OutboxMessage, message).state = State.CANCELLED
    assert watched(app, 0) == stopped


def test_while_it_is_blown_reminders_wait_and_what_was_asked_for_goes(
    app: Flask, hands: Hands, clock: time_machine.Traveller, capfd: pytest.CaptureFixture[str]
) -> None:
    clock.move_to(datetime(2027, 1, 19, 9, tzinfo=UTC))
    guest = a_guest(app)
    waiting = reminders(app, guest, 201)[0]
    asked = remembered(app, now.now(), Kind.NEW_LINK, guest)
    tick(app)
    assert (state_of(app, waiting), state_of(app, asked)) == (State.PENDING, State.SENT)
    assert len(hands.carried) == 1
    assert '"event": "stopped"' in capfd.readouterr().out
