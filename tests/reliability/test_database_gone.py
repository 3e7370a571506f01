"""A database server that is away for a minute costs nothing but the minute."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from tests.invitations.guests import a_guest, messages
from tests.messages.box import remembered, state_of
from tests.support.databases import migrate, running, settings_for
from tests.support.postgres import Server, own_server
from tests.support.visit import Visit
from tests.worker.test_worker import worker_of
from webapp.config import Settings
from webapp.ground import clock as now
from webapp.messages import carriers
from webapp.messages.carriers import Outcome
from webapp.messages.speech import Spoken
from webapp.messages.values import State
from webapp.worker import tick


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with own_server() as one:
        yield one


@pytest.fixture
def settings(server: Server, tmp_path: Path) -> Settings:
    return settings_for(f"{server.url}/postgres", tmp_path)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    migrate(settings)
    with running(settings) as app:
        yield app


def test_the_worker_goes_on_where_it_was(app: Flask, server: Server, capfd: pytest.CaptureFixture[str]) -> None:
    message = remembered(app, now.now(), dedupe="away")
    tick(app)
    later = remembered(app, now.now(), dedupe="away again")
    server.stop()
    for _ in range(3):
        tick(app)
    assert '"level": "error"' in capfd.readouterr().out
    server.start()
    tick(app)
    assert '"level": "error"' not in capfd.readouterr().out
    assert [state_of(app, one) for one in (message, later)] == [State.SENT, State.SENT]
    assert len(messages(app)) == 2


def test_a_page_is_there_again_at_the_first_try(app: Flask, server: Server) -> None:
    path, visit = a_guest(app).path, Visit(app)
    assert visit.get(path).heading == "Det här är din egen sida"
    server.stop()
    gone = visit.get(path, status=500)
    assert gone.text
    server.start()
    visit.get(path)
    server.stop()
    server.start()
    assert visit.get(path).heading == "Det här är din egen sida"


def test_what_was_handed_over_when_it_went_is_not_sent_again(
    app: Flask, server: Server, monkeypatch: pytest.MonkeyPatch, clock: time_machine.Traveller
) -> None:
    carried: list[Spoken] = []

    def carry(message: Spoken, at: datetime) -> Outcome:
        carried.append(message)
        server.stop()
        return Outcome.SENT

    monkeypatch.setattr(carriers, "carrier", lambda: carry)
    message = remembered(app, now.now(), dedupe="in between")
    tick(app)
    server.start()
    for _ in range(3):
        clock.shift(timedelta(minutes=2))
        tick(app)
    assert state_of(app, message) is State.UNKNOWN
    assert len(carried) == 1


def test_a_worker_that_starts_without_it_keeps_trying(app: Flask, server: Server, settings: Settings) -> None:
    server.stop()
    try:
        process = worker_of(settings)
        assert process.stdout is not None
        with process:
            lines = iter(process.stdout.readline, "")
            assert any('"kind": "sweep"' in line and '"level": "error"' in line for line in lines)
            assert process.poll() is None
            process.terminate()
            assert '"state": "ends"' in "".join(lines)
        assert process.returncode == 0
    finally:
        server.start()
