"""Whether a restored database is what was copied, and whether the keys that are here open it."""

from contextlib import closing
from uuid import UUID

from alembic.script import ScriptDirectory
from sqlalchemy import Table, inspect, select
from sqlalchemy.orm import Session

from webapp.backup import facts
from webapp.backup.values import Facts, Manifest, Refused
from webapp.security import audit
from webapp.storage import Base, keys
from webapp.storage.crypto import CannotOpen
from webapp.storage.migrations import FOLDER

SEALED = "_sealed"


def known(revision: str) -> bool:
    """Whether this version of the service can bring such a database up to date."""
    return revision in {script.revision for script in ScriptDirectory(str(FOLDER)).walk_revisions()}


def inspected(session: Session, copied: Facts | Manifest) -> int:
    """Refuse a database with another number of rows, a broken log or fields that do not open. How many fields were opened."""
    found = facts.of(session.connection())
    if (found.revision, found.rows) != (copied.revision, copied.rows):
        raise Refused("det återställda är inte det som kopierades: antalet rader stämmer inte. Ta en annan kopia.")
    if broken := audit.verify(session):
        raise Refused(f"händelseloggen i kopian är bruten vid rad {broken}.")
    return sum(_opened(session, table) for table in _tables(session))


def _tables(session: Session) -> list[Table]:
    there = set(inspect(session.connection()).get_table_names())
    return [table for table in Base.metadata.sorted_tables if table.name in there]


def _opened(session: Session, table: Table) -> int:
    """How many fields of a table were opened: all that have something in them."""
    columns = [column for column in table.columns if column.name.endswith(SEALED)]
    if not columns:
        return 0
    opened = 0
    with closing(session.execute(select(table.c.id, *columns).execution_options(yield_per=500))) as rows:
        for row_id, *fields in rows:
            for column, sealed in zip(columns, fields, strict=True):
                if sealed is not None:
                    _open(table.name, column.name.removesuffix(SEALED), row_id, sealed)
                    opened += 1
    return opened


def _open(table: str, field: str, row_id: UUID, sealed: str) -> None:
    try:
        keys().open(sealed, f"{table}.{field}:{row_id.hex}")
    except CannotOpen as fault:
        raise Refused(
            "namn och texter i kopian går inte att läsa med nycklarna i MELLANSTEG_KEYS_DIR. Lägg tillbaka alla filer field-*.key först."
        ) from fault
