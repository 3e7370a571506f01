"""`make bench`, fourth part: plans follow what has changed, and what that costs does not depend on how many people there are."""

import resource
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import time_machine
from flask import Flask
from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from tests.load.crowd import crowd
from tests.support import postgres
from tests.support.databases import migrate, running, settings_for
from tests.support.forked import Forked
from webapp.ground import clock
from webapp.messages.models import OutboxMessage, Replan
from webapp.reminders import reconciling
from webapp.storage import db, reading, transaction

SIZES, CHANGES, AT_ONCE, ROUNDS = (10_000, 100_000), 0.01, 5_000, 3
MOST_MB = 200
#: A change may cost this much more among ten times as many people: what two runs of the same thing differ by here.
NOISE = 1.5
MADE = datetime(2027, 1, 18, 9, tzinfo=UTC)
NOW = MADE + timedelta(days=1)


def main() -> bool:
    good, costs = True, []
    print(f"\n{'people':>10}{'changes':>10}{'seconds':>10}{'ms each':>10}{'peak MB':>10}   PostgreSQL, the best of {ROUNDS} runs")
    for size in SIZES:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            settings = settings_for(
                f"{stack.enter_context(postgres.server())}/postgres", folder, DEMO="1", BASE_URL="http://127.0.0.1:8000"
            )
            migrate(settings)
            app = stack.enter_context(running(settings))
            rounds = _fill(app, size)
            runs = [_run(app, folder / "result", changed) for changed in rounds]
            each, peak = min(run[0] for run in runs), max(run[1] for run in runs)
            print(f"{size:>10}{len(rounds[0]):>10}{each * len(rounds[0]) / 1000:>10.2f}{each:>10.2f}{peak:>10.0f}")
            costs.append(each)
            good = good and peak <= MOST_MB
    fine = good and costs[1] <= costs[0] * NOISE
    print(f"planning: {'ok' if fine else f'GROWS (bars {MOST_MB} MB, a factor of {NOISE} for one change)'}")
    return fine


def _run(app: Flask, result: Path, changed: list[UUID]) -> tuple[float, float]:
    """Mark these and let their plans follow: milliseconds for each, and megabytes at most."""
    with app.app_context(), transaction() as session:
        session.execute(insert(Replan), [{"participant_id": one} for one in changed])
        before = _planned(session)
    _let_go(app)
    if not Forked(lambda: _measure(app, result)).ends():
        raise SystemExit("Planning broke.")
    with app.app_context():
        planned = _planned(reading()) - before
    if planned != len(changed):
        raise SystemExit(f"{planned} of {len(changed)} have a plan.")
    seconds, peak = map(float, result.read_text().split())
    return seconds * 1000 / len(changed), peak


def _fill(app: Flask, size: int) -> list[list[UUID]]:
    """Everybody has her plan already, as rows like real ones, but one of a hundred for each round. Returns those."""
    rounds: list[list[UUID]] = [[] for _ in range(ROUNDS)]
    step = round(1 / CHANGES)
    batch: list[UUID] = []
    for number, (one, _) in enumerate(crowd(app, size, MADE)):
        (rounds[number % step] if number % step < ROUNDS else batch).append(one)
        if len(batch) == AT_ONCE:
            _stands(app, batch)
            batch.clear()
    _stands(app, batch)
    with app.app_context(), db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("vacuum analyze"))
    _let_go(app)
    return rounds


def _let_go(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _stands(app: Flask, people: list[UUID]) -> None:
    """What was sent on three days before, and what is still to come."""
    rows = []
    for one in people:
        for days in (-9, -6, -3, 2):
            due_at = MADE + timedelta(days=days)
            row = {"id": UUID(int=one.int ^ (days + 16)), "participant_id": one, "dedupe": f"day:{one}:{clock.day(due_at)}", "about": ""}
            state = {"state": "sent" if days < 0 else "pending", "kind": "reminder"}
            rows.append({**row, **state, "made_at": MADE, "due_at": due_at, "useless_at": due_at + timedelta(hours=9), "tries": 0})
    with app.app_context(), transaction() as session:
        statement = text(
            "insert into outbox_message (id, participant_id, dedupe, about, state, kind, made_at, due_at, useless_at, tries)"
            " values (:id, :participant_id, :dedupe, :about, :state, :kind, :made_at, :due_at, :useless_at, :tries)"
        )
        session.execute(statement, rows)


def _measure(app: Flask, result: Path) -> None:
    """In a process of its own, whose memory is that of a worker. Writes down seconds and megabytes."""
    with time_machine.travel(NOW, tick=True), app.app_context():
        began, marks = time.perf_counter(), 1
        while marks:
            with transaction() as session:
                marks = reconciling.plan_marked(session, at=clock.now())
        spent = time.perf_counter() - began
    result.write_text(f"{spent} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}")


def _planned(session: Session) -> int:
    """How many have got a plan."""
    made_now = select(func.count(OutboxMessage.participant_id.distinct())).where(OutboxMessage.made_at > MADE)
    return session.scalar(made_now) or 0
