"""Two transactions at once: the second begins while the first is still open."""

import threading
from collections.abc import Callable

from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from webapp.storage import db, transaction

Work = Callable[[Session], object]
LOOKS = 50


def together(app: Flask, first: Work, second: Work) -> list[str]:
    """Run both; the first commits only when the second waits for it or is through. Returns the kinds of faults in the second."""
    faults: list[str] = []

    def other() -> None:
        with app.app_context():
            try:
                with transaction() as session:
                    second(session)
            except Exception as fault:  # noqa: BLE001 - whatever it is, it is what the test asks about
                faults.append(type(fault).__name__)

    thread = threading.Thread(target=other)
    with app.app_context():
        with transaction() as session:
            first(session)
            session.flush()
            thread.start()
            _until_it_waits(thread)
        thread.join(timeout=20)
    assert not thread.is_alive(), "The second never came through."
    return faults


def _until_it_waits(thread: threading.Thread) -> None:
    for _ in range(LOOKS):
        thread.join(timeout=0.01)
        if not thread.is_alive() or _waits():
            return
    assert db.engine.dialect.name == "sqlite", "The second neither waited nor came through."


def _waits() -> bool:
    """Whether somebody waits for a lock. SQLite cannot say; there the second gets half a second."""
    if db.engine.dialect.name == "sqlite":
        return False
    with db.engine.connect() as connection:
        asked = text("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")
        return bool(connection.execute(asked).scalar())
