"""A message is sent at most once, whoever sends it and whatever happens on the way."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask

from tests.invitations.guests import a_guest, everything, messages
from tests.messages.box import HOLDS, Hands, put, remembered, state_of
from tests.support.databases import running
from tests.support.fixtures import both_databases
from webapp.config import Settings
from webapp.config.carriers import Carriers, TextGateway
from webapp.ground import clock as now
from webapp.invitations import service as invitations
from webapp.invitations.values import LINK_HOLDS
from webapp.messages import carriers, service, stops
from webapp.messages.carriers import Outcome
from webapp.messages.values import Kind, State, Stop
from webapp.people.models import Participant
from webapp.storage import transaction
from webapp.worker import tick

pytestmark = both_databases


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    hands = Hands()
    monkeypatch.setattr(carriers, "carrier", lambda: hands)
    return hands


def test_a_message_is_sent_once(app: Flask, hands: Hands) -> None:
    message = remembered(app, now.now())
    for _ in range(3):
        assert _send(app, message) is State.SENT
    tick(app)
    assert len(hands.carried) == 1


def test_the_same_thing_is_remembered_once(app: Flask) -> None:
    guest = a_guest(app)
    assert remembered(app, now.now(), guest=guest) == remembered(app, now.now(), guest=guest)
    assert remembered(app, now.now(), guest=guest, dedupe="two") != remembered(app, now.now(), guest=guest)


def test_two_processes_send_each_message_once(app: Flask, settings: Settings) -> None:
    guest, at = a_guest(app), now.now()
    ids = [remembered(app, at, guest=guest, dedupe=str(number)) for number in range(12)]
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        list(pool.map(_send_all, [settings, settings], [ids, ids], [at, at]))
    assert len(messages(app)) == 12
    assert {state_of(app, message) for message in ids} == {State.SENT}


def test_what_a_killed_process_held_is_sent_by_the_next(app: Flask, hands: Hands) -> None:
    message = remembered(app, now.now())
    put(app, message, State.LEASED, now.now() - timedelta(seconds=1))
    tick(app)
    assert state_of(app, message) is State.SENT
    assert len(hands.carried) == 1


def test_what_a_killed_process_may_have_sent_is_never_sent_again(app: Flask, hands: Hands, clock: time_machine.Traveller) -> None:
    message = remembered(app, now.now())
    put(app, message, State.CALLING, now.now() - timedelta(seconds=1))
    tick(app)
    clock.shift(timedelta(hours=1))
    tick(app)
    assert state_of(app, message) is State.UNKNOWN
    assert hands.carried == []


def test_what_another_process_holds_is_left_alone(app: Flask, hands: Hands) -> None:
    message = remembered(app, now.now())
    put(app, message, State.LEASED, now.now() + timedelta(seconds=1))
    tick(app)
    assert _send(app, message) is State.LEASED
    assert hands.carried == []


def test_a_fault_that_nobody_foresaw_is_an_unclear_outcome(app: Flask, hands: Hands) -> None:
    hands.outcome = RuntimeError("+46701740612")
    message = remembered(app, now.now())
    assert _send(app, message) is State.UNKNOWN
    tick(app)
    assert len(hands.carried) == 1


def test_what_did_not_get_through_is_tried_four_times_and_more_seldom_each_time(
    app: Flask, hands: Hands, clock: time_machine.Traveller
) -> None:
    hands.outcome = Outcome.LATER
    message, tried = remembered(app, now.now()), []
    for minute in range(60):
        before = len(hands.carried)
        tick(app)
        if len(hands.carried) > before:
            tried.append(minute)
        clock.shift(timedelta(minutes=1))
    assert tried == [0, 2, 6, 14]
    assert state_of(app, message) is State.FAILED


def test_a_message_that_is_of_no_use_any_more_is_not_sent(app: Flask, hands: Hands, clock: time_machine.Traveller) -> None:
    message = remembered(app, now.now())
    clock.shift(HOLDS)
    assert _send(app, message) is State.PENDING
    tick(app)
    assert state_of(app, message) is State.EXPIRED
    assert hands.carried == []


def test_the_reason_is_looked_at_again_when_a_message_is_sent(app: Flask, hands: Hands) -> None:
    guest = a_guest(app)
    message = remembered(app, now.now(), guest=guest)
    with app.app_context(), transaction() as session:
        session.get_one(Participant, guest.id).ended_at = now.now()
    assert _send(app, message) is State.CANCELLED
    assert hands.carried == []


def test_a_link_that_has_expired_is_not_sent(app: Flask, hands: Hands, clock: time_machine.Traveller) -> None:
    guest = a_guest(app)
    clock.shift(LINK_HOLDS)
    assert _send(app, remembered(app, now.now(), guest=guest)) is State.CANCELLED


def test_a_code_is_not_sent_when_the_case_has_ended(app: Flask, hands: Hands) -> None:
    guest = a_guest(app)
    message = remembered(app, now.now(), Kind.CODE, guest)
    with app.app_context(), transaction() as session:
        session.get_one(Participant, guest.id).ended_at = now.now()
    with app.app_context():
        assert service.send_now(message, at=now.now(), code="123456") is State.CANCELLED


def test_a_message_goes_to_the_address_there_is_when_it_is_sent(app: Flask, hands: Hands) -> None:
    guest = a_guest(app)
    message = remembered(app, now.now(), guest=guest)
    with app.app_context(), transaction() as session:
        session.get_one(Participant, guest.id).phone = "+46701740699"
    _send(app, message)
    assert [carried.to for carried in hands.carried] == ["+46701740699"]


def test_somebody_without_an_address_is_sent_nothing(app: Flask, hands: Hands) -> None:
    guest = a_guest(app)
    with app.app_context(), transaction() as session:
        session.get_one(Participant, guest.id).phone = None
        message = invitations.invite(session, guest.id, at=now.now())
    assert _send(app, message) is State.CANCELLED
    assert hands.carried == []


def test_one_is_invited_once_by_each_link(app: Flask, hands: Hands) -> None:
    guest = a_guest(app)
    with app.app_context(), transaction() as session:
        first = invitations.invite(session, guest.id, at=now.now())
        again = invitations.invite(session, guest.id, at=now.now())
        invitations.replace(session, guest.id, at=now.now())
        other = invitations.invite(session, guest.id, at=now.now())
    assert first == again != other


def test_a_code_is_never_sent_by_the_worker_which_does_not_know_it(app: Flask, hands: Hands, clock: time_machine.Traveller) -> None:
    message = remembered(app, now.now(), Kind.CODE)
    tick(app)
    assert state_of(app, message) is State.PENDING
    clock.shift(HOLDS)
    tick(app)
    assert state_of(app, message) is State.EXPIRED
    assert hands.carried == []


def test_a_code_that_did_not_get_through_is_not_tried_later(app: Flask, hands: Hands) -> None:
    hands.outcome = Outcome.LATER
    message = remembered(app, now.now(), Kind.CODE)
    with app.app_context():
        assert service.send_now(message, at=now.now(), code="123456") is State.FAILED


def test_the_outbox_holds_no_address_no_text_and_no_link(app: Flask) -> None:
    guest = a_guest(app)
    message = remembered(app, now.now(), guest=guest)
    _send(app, message)
    rows = repr(everything(app)["outbox_message"])
    assert message.hex[:8] in rows
    for secret in ("1740612", guest.token, "https"):
        assert secret not in rows


def _send(app: Flask, message: UUID) -> State:
    with app.app_context():
        return service.send_now(message, at=now.now())


def _send_all(settings: Settings, ids: list[UUID], at: datetime) -> None:
    with running(settings) as app, app.app_context():
        for message in ids:
            service.send_now(message, at=at)


def test_a_carrier_that_refuses_us_is_stopped_and_nothing_is_lost(
    app: Flask, monkeypatch: pytest.MonkeyPatch, clock: time_machine.Traveller
) -> None:
    refusing, guest = Hands(Outcome.REFUSED), a_guest(app)
    monkeypatch.setattr(carriers, "carrier", lambda: refusing)
    first, second = (remembered(app, now.now(), guest=guest, dedupe=str(number)) for number in range(2))
    tick(app)
    assert [state_of(app, message) for message in (first, second)] == [State.PENDING, State.PENDING]
    assert len(refusing.carried) == 1, "the second is not even tried"
    clock.shift(timedelta(minutes=20))
    tick(app)
    assert len(refusing.carried) == 1
    mended = Hands()
    monkeypatch.setattr(carriers, "carrier", lambda: mended)
    with app.app_context(), transaction() as session:
        assert stops.stopped(session) == {Stop.SMS}
        assert stops.release(session, Stop.SMS)
    clock.shift(timedelta(minutes=6))
    tick(app)
    assert [state_of(app, message) for message in (first, second)] == [State.SENT, State.SENT]
    assert len(mended.carried) == 2


def test_what_a_day_may_cost_is_not_passed(app: Flask, settings: Settings, clock: time_machine.Traveller) -> None:
    """Without a gateway nothing costs anything; with one, the second waits until there is room, and is not lost."""
    gateway = TextGateway("http://127.0.0.1:9/sms", "Mellansteg", "name", "secret")
    dear = replace(settings, carriers=Carriers(texts=gateway, parts_a_day=1))
    with running(dear) as costly:
        hands, guest = Hands(), a_guest(costly)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(carriers, "carrier", lambda: hands)
            ids = [remembered(costly, now.now(), guest=guest, dedupe=str(number)) for number in range(2)]
            tick(costly)
            assert sorted(state_of(costly, message).value for message in ids) == ["pending", "sent"]
            clock.shift(timedelta(minutes=10))
            tick(costly)
            assert len(hands.carried) == 1
