"""Writing without a race: the database decides."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from webapp.storage.db import Base


def insert_once(session: Session, table: type[Base], **values: Any) -> None:
    """Insert a row unless its key is taken; the row that is there stays as it is."""
    insert_each_once(session, table, [values])


def insert_each_once(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """The same for many rows that say the same things, in one go."""
    if not rows:
        return
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.flush()
    session.connection().execute(insert(table).on_conflict_do_nothing(), rows)


def one_at_a_time(session: Session, lock: int) -> None:
    """Wait until nobody else is inside, and hold the place until the transaction ends. `lock` is any number nothing else uses."""
    if session.get_bind().dialect.name == "postgresql":  # on SQLite a write transaction is alone already
        session.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": lock})


def is_alone(session: Session, lock: int) -> bool:
    """Take the place if nobody else has it, and hold it until the transaction ends. Never waits for whoever is inside."""
    if session.get_bind().dialect.name == "postgresql":
        return bool(session.scalar(text("select pg_try_advisory_xact_lock(:lock)"), {"lock": lock}))
    return True
