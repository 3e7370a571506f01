"""The operator's figures: right, the same on every machine, about nobody, and nothing of the survey."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families as families
from sqlalchemy import delete

from tests.invitations.guests import Guest, a_guest
from tests.support.databases import running
from tests.support.fixtures import both_databases
from webapp import worker
from webapp.ground import clock as now
from webapp.messages import service as outbox
from webapp.messages.models import OutboxMessage, Replan, SendingDay, SendingStop
from webapp.messages.values import Kind, State, Stop
from webapp.storage import transaction

pytestmark = both_databases
TOKEN = "0123456789abcdef0123456789abcdef"
MESSAGES = ("follow_plans", "look_through", "remind", "send_due", "answer_requests")
PARTS = {"keep_keys", "follow_times", "open_boxes", "publish_results", "sweep", *MESSAGES}
Figures = dict[str, dict[str, float]]


@pytest.fixture
def watched(app: Flask) -> Flask:
    app.extensions["settings"] = replace(app.extensions["settings"], metrics_token=TOKEN)
    return app


def asks(app: Flask, header: str | None = f"Bearer {TOKEN}") -> tuple[int, str]:
    headers = {"Authorization": header} if header else {}
    answer = app.test_client().get("/metrics", base_url="https://mellansteg.example", headers=headers)
    return answer.status_code, answer.text


def figures(app: Flask) -> Figures:
    """Name -> label value -> number."""
    status, text = asks(app)
    assert status == 200
    return {family.name: {" ".join(one.labels.values()): one.value for one in family.samples} for family in families(text)}


def put(app: Flask, guest: Guest, kind: Kind, state: State, due_at: datetime, dedupe: str) -> None:
    with app.app_context(), transaction() as session:
        one = outbox.remember(session, kind, guest.id, dedupe=dedupe, at=due_at, useless_at=due_at + timedelta(hours=9))
        session.get_one(OutboxMessage, one).state = state


def test_without_a_secret_in_the_settings_there_is_no_such_page(app: Flask) -> None:
    assert asks(app)[0] == 404
    assert asks(app, "Bearer None")[0] == 404


@pytest.mark.parametrize("header", [None, "Bearer ", f"Bearer {TOKEN}0", f"Bearer {TOKEN[:-1]}", TOKEN, f"Basic {TOKEN}", "Bearer å"])
def test_only_who_knows_the_secret_is_answered(watched: Flask, header: str | None) -> None:
    assert asks(watched, header) == (401, "")
    assert asks(watched)[0] == 200


def test_the_figures_are_those_of_the_database(watched: Flask) -> None:
    guest, at = a_guest(watched), now.now()
    put(watched, guest, Kind.NEW_LINK, State.PENDING, at - timedelta(minutes=3), "late")
    put(watched, guest, Kind.REMINDER, State.PENDING, at + timedelta(days=3), "ahead")
    put(watched, guest, Kind.INVITATION, State.FAILED, at - timedelta(days=1), "failed")
    with watched.app_context(), transaction() as session:
        outbox.replan(session, guest.id)
        session.add(SendingStop(name=Stop.SMS.value, since=at, reason="Prov"))
        session.add(SendingDay(day=now.day(at), due=7, parts=1234))
    found = figures(watched)
    states = dict.fromkeys((state.value for state in State), 0.0) | {"pending": 2.0, "failed": 1.0}
    marks = found.pop("mellansteg_plans_pending")[""]
    assert marks >= 1
    assert found == {
        "mellansteg_messages": states,
        "mellansteg_messages_lag_seconds": {"": 180.0},
        "mellansteg_worker_last_turn_seconds": {},
        "mellansteg_sending_stopped": {"fuse": 0.0, "sms": 1.0, "email": 0.0},
        "mellansteg_sms_parts_today": {"": 1200.0},
    }


def test_each_part_of_a_turn_that_went_well_is_told(watched: Flask, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    before = now.now().timestamp()
    worker.tick(watched)
    assert figures(watched)["mellansteg_worker_last_turn_seconds"] == dict.fromkeys(PARTS, before)
    clock.shift(timedelta(minutes=1))
    monkeypatch.setattr(outbox, "tidy", broken)
    worker.tick(watched)
    assert figures(watched)["mellansteg_worker_last_turn_seconds"] == dict.fromkeys(PARTS, before + 60) | {"send_due": before}


def test_nothing_of_the_survey_is_in_any_figure(watched: Flask) -> None:
    guest, at = a_guest(watched), now.now()
    put(watched, guest, Kind.NEW_LINK, State.PENDING, at - timedelta(minutes=3), "late")
    before = asks(watched)
    for state in State:
        put(watched, guest, Kind.SURVEY, state, at - timedelta(hours=1), f"survey {state}")
    assert asks(watched) == before


def test_every_machine_says_the_same(watched: Flask) -> None:
    worker.tick(watched)
    put(watched, a_guest(watched), Kind.NEW_LINK, State.PENDING, now.now(), "one")
    with running(watched.extensions["settings"]) as other:
        assert asks(other) == asks(watched)


def test_the_command_says_it_in_sentences(watched: Flask, clock: time_machine.Traveller) -> None:
    worker.tick(watched)
    guest, at = a_guest(watched), now.now()
    put(watched, guest, Kind.NEW_LINK, State.PENDING, at, "late")
    put(watched, guest, Kind.SURVEY, State.PENDING, at, "survey")
    with watched.app_context(), transaction() as session:
        session.add(SendingStop(name=Stop.FUSE.value, since=at, reason="Prov."))
        session.execute(delete(Replan))
    clock.shift(timedelta(minutes=5))
    lines = watched.test_cli_runner().invoke(args=["messages", "status"]).output.splitlines()
    assert lines[:5] == [
        "Meddelanden, utom de om enkäten: pending 1.",
        "Äldsta som väntar på att skickas: 5 minuter.",
        "Planer att göra om: 0.",
        "Delar av sms i dag: färre än 100.",
        f"STOPPAT: fuse, sedan {at:%Y-%m-%d %H:%M} UTC. Prov.",
    ]
    assert sorted(lines[5:]) == sorted(f"Arbetaren, {part}: senast 5 minuter sedan." for part in PARTS)
