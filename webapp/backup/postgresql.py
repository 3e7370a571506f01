"""PostgreSQL by its own means: pg_dump of one snapshot, pg_restore into a database beside, and two names that change places."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from typing import BinaryIO

from sqlalchemy import Connection, NullPool, create_engine, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from webapp.backup import facts, programs
from webapp.backup.values import Draft, Facts, Refused, Target, why

#: Any number that nobody else on the server locks on.
LOCK = 0x4D32
#: A name in PostgreSQL has at most 63 bytes.
LONGEST = 40
#: Stands on the databases that a restore has made or laid aside, so that no other is ever dropped.
OURS = "mellansteg restore"
PLAIN = ("--no-owner", "--no-privileges")
MAKE = text(
    "select format('create database %I template template0 encoding %L lc_collate %L lc_ctype %L', cast(:draft as text),"
    " pg_encoding_to_char(encoding), datcollate, datctype) from pg_database where datname = :name"
)

#: Tenths of a second.
LEAVING = 50
OTHERS = text(
    "select count(*) from pg_stat_activity"
    " where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'"
)


def is_there(engine: Engine) -> bool:
    _connect(engine).close()
    return True


def alone(engine: Engine) -> None:
    """Whoever has just left, as we ourselves, is seen a moment longer."""
    with _connect(engine) as connection:
        for _ in range(LEAVING):
            if not connection.scalar(OTHERS):
                return
            connection.execute(text("select pg_sleep(0.1)"))
            connection.rollback()
    raise Refused("Någon använder databasen. Stoppa webb och arbetare först.")


def copy(engine: Engine, target: Target) -> Facts:
    """The numbers and the dump are of one and the same snapshot. Nothing is written on the way."""
    with _connect(engine).execution_options(isolation_level="REPEATABLE READ") as connection:
        snapshot = connection.scalar(text("select pg_export_snapshot()"))
        found = facts.of(connection)
        where = f"--dbname={programs.address(engine.url)}"
        programs.read(engine, "pg_dump", "--format=custom", *PLAIN, f"--snapshot={snapshot}", where, into=target)
    return found


@contextmanager
def beside(engine: Engine, fill: Callable[[BinaryIO], None]) -> Iterator[Draft]:
    with tempfile.TemporaryFile() as content, _server(engine) as server:
        fill(content)
        name = str(engine.url.database)
        draft, before = f"{name[:LONGEST]}_restored", f"{name[:LONGEST]}_before"
        _make(server, name, draft, before)
        restored = create_engine(engine.url.set(database=draft), poolclass=NullPool)
        try:
            _fill(restored, content)
            yield Draft(restored, partial(_swap, server, restored, name, before))
        finally:
            restored.dispose()
            _drop(server, draft)


def _fill(restored: Engine, content: BinaryIO) -> None:
    _connect(restored).close()
    programs.feed(restored, "pg_restore", "--list", content=content, into=BytesIO())
    where = f"--dbname={programs.address(restored.url)}"
    programs.feed(restored, "pg_restore", "--single-transaction", "--exit-on-error", *PLAIN, where, content=content)


def _make(server: Connection, name: str, draft: str, before: str) -> None:
    for left in (draft, before):
        _clear(server, left)
    statement = server.scalar(MAKE, {"draft": draft, "name": name})
    if statement is None:
        raise Refused(f"Databasen {name} finns inte på servern. Skapa den tom först: createdb {name}")
    try:
        server.exec_driver_sql(statement)
        server.exec_driver_sql(f"comment on database {_quoted(server, draft)} is '{OURS}'")
    except DBAPIError as fault:
        raise Refused(f"En databas bredvid gick inte att skapa: {why(fault)}. Rollen behöver rätten CREATEDB.") from fault


def _swap(server: Connection, restored: Engine, name: str, before: str) -> None:
    """Both renamings or none. The server grants them only when nobody has either database open."""
    restored.dispose()
    old, new, aside = (_quoted(server, one) for one in (name, str(restored.url.database), before))
    with create_engine(server.engine.url, poolclass=NullPool).connect() as connection:
        try:
            connection.exec_driver_sql(f"alter database {old} rename to {aside}")
            connection.exec_driver_sql(f"alter database {new} rename to {old}")
            connection.exec_driver_sql(f"comment on database {aside} is '{OURS}'")
            connection.exec_driver_sql(f"comment on database {old} is null")
            connection.commit()
        except DBAPIError as fault:
            raise Refused(f"Databaserna gick inte att byta: {why(fault)}. Stoppa webb och arbetare först.") from fault
    _drop(server, before)


def _clear(server: Connection, name: str) -> None:
    """Remove what a killed restore left. A database that only has the same name is somebody's."""
    row = server.execute(
        text("select shobj_description(oid, 'pg_database') from pg_database where datname = :name"), {"name": name}
    ).first()
    if row is None:
        return
    if row[0] != OURS:
        raise Refused(f"Databasen {name} finns redan på servern och är inte vår. Byt namn på den eller ta bort den först.")
    _drop(server, name)


def _drop(server: Connection, name: str) -> None:
    server.exec_driver_sql(f"drop database if exists {_quoted(server, name)} with (force)")


def _quoted(server: Connection, name: str) -> str:
    return server.dialect.identifier_preparer.quote_identifier(name)


@contextmanager
def _server(engine: Engine) -> Iterator[Connection]:
    """A connection beside the database, to make and rename others. One at a time."""
    beside = create_engine(engine.url.set(database="postgres"), poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with _connect(beside) as server:
        if not server.scalar(text("select pg_try_advisory_lock(:lock)"), {"lock": LOCK}):
            raise Refused("En annan återställning pågår. Vänta tills den är klar.")
        yield server


def _connect(engine: Engine) -> Connection:
    try:
        return engine.connect()
    except DBAPIError as fault:
        raise Refused(f"Databasservern svarar inte som den ska: {why(fault)}.") from fault
