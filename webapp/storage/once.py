"""Writing a row that may already be there, without a race: the database decides, in one statement."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from webapp.storage.db import Base


def insert_once(session: Session, table: type[Base], **values: Any) -> None:
    """Insert a row unless its key is taken; the row that is there stays as it is."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(insert(table).values(**values).on_conflict_do_nothing())
