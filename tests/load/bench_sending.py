"""`make bench`, third part: ten thousand reminders that are due, sent by four workers, beside a bare loop over one kept connection."""

import smtplib
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

import time_machine
from flask import Flask
from sqlalchemy import func, insert, select

from tests.load.crowd import crowd
from tests.load.sink import sink
from tests.support import postgres
from tests.support.databases import migrate, running, settings_for
from tests.support.forked import Forked
from webapp.config.carriers import Line, MailServer
from webapp.ground import clock
from webapp.messages import carriers, sending
from webapp.messages.carriers import smtp
from webapp.messages.carriers.letter import letter
from webapp.messages.models import OutboxMessage
from webapp.messages.speech import Spoken
from webapp.messages.values import Kind, State
from webapp.storage import db, reading, transaction

DUE, WORKERS, ROUNDS = 10_000, 4, 3
SMALLEST_SHARE = 0.60
#: A Monday; on the Thursday everybody is told of the link.
MADE = datetime(2027, 1, 18, 9, tzinfo=UTC)
NOW = MADE + timedelta(days=3)
BASE_URL, SENDER = "http://127.0.0.1:8000", "mellansteg@mellansteg.example"
TEXT = "Du har en egen sida som du kan öppna när du vill. https://mellansteg.example/m/abcdefghijklmnopqrstuvwxyz\n"


def main() -> bool:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server, port = stack.enter_context(postgres.server()), stack.enter_context(sink())
        settings = settings_for(f"{server}/postgres", folder, DEMO="1", BASE_URL=BASE_URL)
        migrate(settings)
        app = stack.enter_context(running(settings))
        people = list(crowd(app, DUE, MADE))
        bare, ours = [], []
        for part in range(ROUNDS):
            bare.append(_bare(port, DUE // ROUNDS))
            ours.append(_ours(app, port, people[part::ROUNDS]))
        return _report(max(bare), max(ours))


def _report(bare: float, ours: float) -> bool:
    fine = ours / bare >= SMALLEST_SHARE
    verdict = "ok" if fine else f"TOO SLOW (bar {SMALLEST_SHARE:.0%})"
    print(
        f"\n{DUE} messages that are due, PostgreSQL, {WORKERS} workers, a mail server on loopback; the best of {ROUNDS} runs, turn by turn"
    )
    print(f"bare loop: {bare:.0f}/s   ours: {ours:.0f}/s   {ours / bare:.0%}   {verdict}")
    return fine


def _bare(port: int, count: int) -> float:
    """What anybody would write who has ten thousand addresses: the same letters, and no outbox."""
    server = MailServer("127.0.0.1", port, Line.PLAIN, SENDER)
    began = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as line:
        for number in range(count):
            line.send_message(letter(server, BASE_URL, Spoken(f"person-{number}@post.example", TEXT, "Mellansteg"), NOW))
    return count / (time.perf_counter() - began)


def _ours(app: Flask, port: int, people: list[tuple[UUID, UUID]]) -> float:
    """From the moment they may begin until nothing is left."""
    with app.app_context(), transaction() as session:
        session.execute(insert(OutboxMessage), [_due(one, link) for one, link in people])
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    began = time.perf_counter()
    workers = [Forked(lambda: _works(app, port)) for _ in range(WORKERS)]
    ended_well = [worker.ends() for worker in workers]
    if not all(ended_well):
        raise SystemExit("A worker broke.")
    spent = time.perf_counter() - began
    with app.app_context():
        sent = reading().scalar(select(func.count()).where(OutboxMessage.state == State.SENT)) or 0
        left = reading().scalar(select(func.count()).where(OutboxMessage.state != State.SENT)) or 0
    if left:
        raise SystemExit(f"{left} were not sent, {sent} were.")
    return len(people) / spent


def _due(one: UUID, link: UUID) -> dict[str, object]:
    day = clock.day(NOW)
    return {
        "id": uuid4(),
        "kind": Kind.REMINDER,
        "participant_id": one,
        "state": State.PENDING,
        "dedupe": f"day:{one}:{day}",
        "about": f"opening:{link.hex[:8]}:first",
        "made_at": MADE,
        "due_at": NOW - timedelta(hours=1),
        "useless_at": NOW + timedelta(hours=8),
        "tries": 0,
    }


def _works(app: Flask, port: int) -> None:
    server = MailServer("127.0.0.1", port, Line.PLAIN, SENDER)
    carriers.carrier = lambda: partial(smtp.carry, server, BASE_URL)
    with time_machine.travel(NOW, tick=True), app.app_context():
        while sending.send_some(at=clock.now(), reminders=True):
            pass
