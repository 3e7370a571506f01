"""A copy is of one moment, however much is written meanwhile."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import time_machine
from flask import Flask
from sqlalchemy import func, select

from tests.backup.conftest import Installation
from tests.backup.stock import runs
from tests.support.fixtures import both_databases
from webapp.ground import clock as now
from webapp.security import audit
from webapp.security.models import AuditEntry, RateWindow
from webapp.storage import db, transaction

pytestmark = both_databases
WRITERS, COPIES = 3, 4
#: In every transaction one of each is written, so at every moment there are as many of both.
ACT = "written"


@contextmanager
def writing(app: Flask) -> Iterator[list[int]]:
    """Writers that do not rest. What they have done is in the list."""
    over, done = threading.Event(), [0] * WRITERS

    def write(writer: int) -> None:
        with app.app_context():
            while not over.is_set():
                with transaction() as session:
                    session.add(RateWindow(key=f"{ACT}-{writer}-{done[writer]}", count=1, ends_at=now.now()))
                    audit.record(session, ACT, at=now.now(), detail=f"{writer}")
                done[writer] += 1
                db.session.remove()

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    try:
        yield done
    finally:
        over.set()
        for thread in threads:
            thread.join()


def _both(app: Flask) -> tuple[int, int]:
    with app.app_context(), db.engine.connect() as connection:
        windows = select(func.count()).where(RateWindow.key.like(f"{ACT}-%"))
        entries = select(func.count()).where(AuditEntry.act == ACT)
        return connection.scalar(windows) or 0, connection.scalar(entries) or 0


def test_a_copy_made_while_others_write_is_of_one_moment(here: Installation, clock: time_machine.Traveller) -> None:
    with writing(here.app) as done:
        for _ in range(COPIES):
            begun = sum(done)
            clock.shift(timedelta(minutes=1))
            copied = runs(here.app, "backup", here.shelf)
            assert copied.exit_code == 0, copied.output
            assert sum(done) > begun, "nobody wrote meanwhile"
    seen = set()
    for copy in sorted(here.shelf.glob("*.backup")):
        _close(here.app)
        restored = runs(here.app, "restore", copy, "--over")
        assert restored.exit_code == 0, restored.output
        windows, entries = _both(here.app)
        assert windows == entries
        seen.add(windows)
    assert len(seen) == COPIES, "every copy is of another moment"


def _close(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
