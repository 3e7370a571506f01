"""From the database that is used to an empty one on a server: all of it, found to be the same on both sides, or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from alembic import command
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import URL, Connection, NullPool, Table, create_engine, insert, make_url, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.orm import Session

from webapp.backup import facts, inspection, tally
from webapp.backup.keepers import keeper
from webapp.backup.tally import Tally
from webapp.backup.values import Facts, Refused, why
from webapp.security import audit
from webapp.storage import Base, db, one_at_a_time, transaction
from webapp.storage.migrations import FOLDER

KIND = "postgresql+psycopg"
#: Any number that nobody else on the server locks on.
LOCK = 0x4D33
#: Tables, views and sequences that are not the server's own.
STRANGERS = text(
    "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
    " where n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%' order by 1 limit 1"
)


@dataclass(frozen=True, slots=True)
class Moved:
    """What is now the same in two databases."""

    where: str
    tallies: dict[str, Tally]
    #: How many sealed fields were opened in the new one.
    fields: int


def copy(url: str, *, at: datetime) -> Moved:
    """Fill an empty PostgreSQL with what is in the database of the running app. Raises Refused, and then the target is as empty as before.

    It stands in the audit log of both before there is anything to carry away.
    """
    where = _address(url)
    place = f"{where.host or 'localhost'}/{where.database}"
    target = create_engine(where, poolclass=NullPool, connect_args={"client_encoding": "utf8"})
    try:
        with Session(target) as session:
            _must_be_empty(session, place)
            found = _begin(place, at)
            tallies = _fill(session, found)
            fields = _must_be_the_same(session, found, tallies)
            session.commit()
    except DBAPIError as fault:
        raise Refused(f"Databasen gick inte att kopiera till {place}: {why(fault)}. Ingenting är kopierat.") from fault
    return Moved(place, tallies, fields)


def _address(url: str) -> URL:
    try:
        where = make_url(url)
    except ArgumentError as fault:
        raise Refused(f"Målet ska skrivas så här: {KIND}://ROLL@MASKIN/DATABAS") from fault
    if where.drivername != KIND or not where.database:
        raise Refused(f"Målet ska skrivas så här: {KIND}://ROLL@MASKIN/DATABAS")
    return where


def _must_be_empty(session: Session, place: str) -> None:
    one_at_a_time(session, LOCK)
    if stranger := session.scalar(STRANGERS):
        raise Refused(f"{place} är inte tom: där finns {stranger}. Skapa en ny databas åt Mellansteg.")
    if (encoding := session.scalar(text("show server_encoding"))) != "UTF8":
        raise Refused(f"{place} lagrar text som {encoding}. Skapa den med: createdb --encoding=UTF8 --template=template0")


def _begin(place: str, at: datetime) -> Facts:
    """Refuse to begin when anybody could write meanwhile, or when the form is not the newest."""
    db.session.remove()
    db.engine.dispose()
    if not keeper(db.engine).is_there(db.engine):
        raise Refused("Det finns ingen databas att kopiera.")
    keeper(db.engine).alone(db.engine)
    with _moment() as source:
        found = facts.of(source)
    if found.revision != ScriptDirectory(str(FOLDER)).get_current_head():
        raise Refused("Databasen har en annan form än den här versionen. Kör flask prepare först.")
    with transaction() as session:
        audit.record(session, "database.copied", at=at, detail=place)
    db.session.remove()
    return found


@contextmanager
def _moment() -> Iterator[Connection]:
    """The database as it is at one moment, however long it is read."""
    engine: Engine = db.engine
    how = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with engine.connect().execution_options(**how) as source:
        yield source
    engine.dispose()


def _fill(session: Session, found: Facts) -> dict[str, Tally]:
    """Migrate and copy, in the one transaction. Every table of ours and no other, the parents first."""
    tables = Base.metadata.sorted_tables
    if unknown := set(found.rows) - {table.name for table in tables} - {facts.REVISIONS}:
        raise Refused(f"Det finns tabeller i databasen som inte är Mellanstegs: {', '.join(sorted(unknown))}. Ta bort dem först.")
    config = current_app.extensions["migrate"].migrate.get_config(str(FOLDER))
    config.attributes["connection"] = session.connection()
    command.upgrade(config, "head")
    with _moment() as source:
        return {table.name: _copied(source, session.connection(), table) for table in tables}


def _copied(source: Connection, target: Connection, table: Table) -> Tally:
    found = Tally()
    for chunk in source.execute(tally.everything(table)).partitions():
        names = table.columns.keys()
        target.execute(insert(table), [dict(zip(names, row, strict=True)) for row in chunk])
        found = found.plus(chunk)
    return found


def _must_be_the_same(session: Session, found: Facts, copied: dict[str, Tally]) -> int:
    """Read both sides anew. How many sealed fields the keys that are here opened in the target."""
    tables = Base.metadata.sorted_tables
    there = {table.name: tally.of(session.connection(), table) for table in tables}
    if unlike := [name for name, one in copied.items() if there[name] != one]:
        raise Refused(f"Kopian blev inte likadan i {', '.join(unlike)}. Ingenting är kopierat.")
    with _moment() as source:
        now = {table.name: tally.of(source, table) for table in tables}
    if changed := [name for name, one in copied.items() if now[name] != one]:
        raise Refused(f"Någon skrev i {', '.join(changed)} under tiden. Stoppa webb och arbetare, och börja om. Ingenting är kopierat.")
    rows = {name: one.rows for name, one in copied.items()} | {facts.REVISIONS: 1}
    return inspection.inspected(session, Facts(found.revision, rows))
