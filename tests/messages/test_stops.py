"""What is stopped stays stopped until an operator releases it, and the release is in the audit log."""

import json
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.fixtures import START, both_databases
from webapp.messages import stops
from webapp.messages.values import Stop
from webapp.security.models import AuditEntry
from webapp.storage import reading, transaction

pytestmark = both_databases


def test_what_is_stopped_is_stopped_once_and_for_its_first_reason(session: Session) -> None:
    assert stops.stopped(session) == set()
    stops.stop(session, Stop.FUSE, "Det första", at=START)
    stops.stop(session, Stop.FUSE, "Det andra", at=START + timedelta(hours=1))
    assert stops.stopped(session) == {Stop.FUSE}
    assert [(one.name, one.since, one.reason) for one in stops.every(session)] == [("fuse", START, "Det första")]


def test_what_is_released_goes_on_and_the_others_stay(session: Session) -> None:
    for what in Stop:
        stops.stop(session, what, "", at=START)
    assert [stops.release(session, Stop.SMS), stops.release(session, Stop.SMS)] == [True, False]
    assert stops.stopped(session) == {Stop.FUSE, Stop.EMAIL}


@pytest.mark.parametrize(("address", "what"), [("+46701740612", Stop.SMS), ("kim@post.example", Stop.EMAIL)])
def test_a_carrier_that_refuses_us_is_stopped_without_a_word_of_whom_it_was_to(session: Session, address: str, what: Stop) -> None:
    stops.stop_carrier(session, address, at=START)
    [one] = stops.every(session)
    assert (one.name, one.reason) == (what.value, stops.REFUSALS[what])
    assert address not in one.reason


def test_a_stop_is_an_alarm(session: Session, capfd: pytest.CaptureFixture[str]) -> None:
    capfd.readouterr()
    stops.stop(session, Stop.EMAIL, "hemligt", at=START)
    line = json.loads(capfd.readouterr().out)
    assert {key: line[key] for key in ("event", "kind", "level")} == {"event": "stopped", "kind": "email", "level": "error"}
    assert "hemligt" not in str(line)


def test_an_operator_lists_and_releases(app: Flask) -> None:
    _stop(app, Stop.SMS, START)
    run = app.test_cli_runner().invoke
    assert run(args=["messages", "stops"]).output == f"sms, sedan 2027-01-18 09:00 UTC. {stops.REFUSALS[Stop.SMS]}\n"
    assert run(args=["messages", "stops"]).exit_code == 1
    released = run(args=["messages", "release", "sms"])
    assert (released.exit_code, released.output) == (0, "sms är i gång igen.\n")
    with app.app_context():
        entries = [(entry.act, entry.detail) for entry in reading().scalars(select(AuditEntry))]
    assert entries == [("messages.released", "sms")]
    nothing = run(args=["messages", "stops"])
    assert (nothing.exit_code, nothing.output) == (0, "Inget är stoppat.\n")


def test_what_is_not_stopped_is_not_released(app: Flask) -> None:
    _stop(app, Stop.SMS, START)
    run = app.test_cli_runner().invoke
    assert run(args=["messages", "release", "email"]).output == "email är inte stoppat.\n"
    assert run(args=["messages", "release", "allt"]).exit_code == 2
    with app.app_context():
        assert stops.stopped(reading()) == {Stop.SMS}
        assert reading().scalars(select(AuditEntry)).all() == []


def _stop(app: Flask, what: Stop, at: datetime) -> None:
    with app.app_context(), transaction() as session:
        stops.stop(session, what, stops.REFUSALS[what], at=at)
