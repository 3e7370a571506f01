"""The worker takes up what nobody finished, forgets what is over, and stops when it is told to."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from tests.invitations.guests import a_guest, everything, messages
from tests.support.fixtures import both_databases
from tests.support.visit import Visit
from webapp import worker
from webapp.config import Settings
from webapp.ground import clock as now
from webapp.invitations import queries, service
from webapp.messages import service as outbox
from webapp.people.addresses import Phone, fingerprint_of
from webapp.storage import transaction

pytestmark = both_databases


def test_a_request_that_was_not_answered_is_answered_once(app: Flask) -> None:
    guest = a_guest(app)
    with app.app_context(), transaction() as session:
        service.ask(session, fingerprint_of(Phone("+46701740612")), at=now.now())
    worker.tick(app)
    worker.tick(app)
    assert [guest.token in message["text"] for message in messages(app)] == [True]


def test_a_fault_in_one_part_stops_no_other(app: Flask, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret")

    with app.app_context(), transaction() as session:
        service.ask(session, fingerprint_of(Phone("+46701740699")), at=now.now())
    monkeypatch.setattr(outbox, "tidy", broken)
    worker.tick(app)
    assert None not in everything(app)["link_request"][0]
    logged = capfd.readouterr().out
    assert '"level": "error"' in logged
    assert "secret" not in logged


def test_what_is_over_is_forgotten_after_some_days(app: Flask, visit: Visit, clock: time_machine.Traveller) -> None:
    visit.get(a_guest(app).path)
    visit.send("Jag lånar telefonen")
    visit.send("Jag är i kursrummet")
    visit.get("/telefon")
    visit.send("Skicka en kod till •• 12")
    over = ("visitor_session", "device_code", "pairing", "rate_window")
    clock.shift(timedelta(hours=23))
    worker.tick(app)
    assert [len(everything(app)[table]) for table in over[:3]] == [1, 1, 1]
    clock.shift(timedelta(hours=26))
    worker.tick(app)
    assert [len(everything(app)[table]) for table in over] == [0, 0, 0, 0]
    assert len(everything(app)["personal_link"]) == 1


def test_ones_own_phone_is_not_forgotten(app: Flask, visit: Visit, clock: time_machine.Traveller) -> None:
    guest = a_guest(app)
    visit.get(guest.path)
    visit.send("Fortsätt")
    visit.send("Jag är i kursrummet")
    with app.app_context(), transaction() as session:
        [waiting] = queries.waiting(session, guest.course, at=now.now())
        service.confirm_pairing(session, waiting.pairing_id, staff_id=guest.leader, at=now.now())
    visit.send("Fortsätt")
    clock.shift(timedelta(days=60))
    worker.tick(app)
    assert visit.get(guest.path).url == "/min-sida"


def test_it_works_until_it_is_told_to_stop(app: Flask, settings: Settings) -> None:
    with app.app_context(), transaction() as session:
        service.ask(session, fingerprint_of(Phone("+46701740699")), at=now.now())
    running = worker_of(settings)
    assert running.stdout is not None
    with running:
        lines = iter(running.stdout.readline, "")
        assert any('"kind": "sweep"' in line for line in lines)
        running.send_signal(signal.SIGTERM)
        assert '"state": "ends"' in "".join(lines)
    assert running.returncode == 0
    assert None not in everything(app)["link_request"][0]


def worker_of(settings: Settings) -> subprocess.Popen[str]:
    """The worker as a process of its own."""
    folder = settings.keys_dir.parent
    given = {"DATA": str(folder), "DATABASE_URL": settings.database_url, "BASE_URL": settings.base_url}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MELLANSTEG_")}
    return subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "worker"],
        env=environment | {f"MELLANSTEG_{name}": value for name, value in given.items()},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
