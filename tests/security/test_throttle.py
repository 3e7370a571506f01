"""How tries are counted, and what counts as one network."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from webapp.ground import clock as now
from webapp.security import throttle
from webapp.security.throttle import TooOften

MINUTE = timedelta(minutes=1)


def test_the_try_after_the_last_is_refused_and_another_is_not(session: Session) -> None:
    for _ in range(3):
        throttle.hit(session, "act", "somebody", most=3, per=MINUTE, at=now.now())
    with pytest.raises(TooOften):
        throttle.hit(session, "act", "somebody", most=3, per=MINUTE, at=now.now())
    throttle.hit(session, "act", "another", most=3, per=MINUTE, at=now.now())
    throttle.hit(session, "act", "somebody", most=3, per=MINUTE, at=now.now() + MINUTE)


SAME = [
    ("192.0.2.1", "192.0.2.254"),
    ("2001:db8::1", "2001:db8::2"),
    ("2001:db8:1:1::1", "2001:db8:1:ff::1"),
    ("2001:db8:0:0:1::1", "2001:db8::2"),
    ("::ffff:192.0.2.1", "192.0.2.254"),
]
OTHER = [("192.0.2.1", "192.0.3.1"), ("2001:db8:1:100::1", "2001:db8:1:200::1"), ("::ffff:192.0.2.1", "::ffff:192.0.3.1")]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_one_household_is_one_network(app: Flask, one: str, two: str) -> None:
    assert _network(app, one) == _network(app, two) != ""


@pytest.mark.parametrize(("one", "two"), OTHER)
def test_neighbours_are_two(app: Flask, one: str, two: str) -> None:
    assert _network(app, one) != _network(app, two)


def test_without_an_address_there_is_still_an_answer(app: Flask) -> None:
    assert _network(app, "") == ""


def _network(app: Flask, address: str) -> str:
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        return throttle.network()
