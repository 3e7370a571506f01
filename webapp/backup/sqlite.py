"""SQLite by its own means: `VACUUM INTO`, one reading of one moment that writers do not wait for.

Of the two ways SQLite has, the online backup copies pages as they lie, and with them what was deleted in free pages and gaps, and the
order in which things were written. `VACUUM INTO` writes the living rows anew and nothing else.
"""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from sqlalchemy import NullPool, create_engine
from sqlalchemy.engine import Engine

from webapp.backup import facts, shelf
from webapp.backup.values import PIECE, Draft, Facts, Refused, Target

BESIDE = ("", "-wal", "-shm", "-journal")
BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def is_there(engine: Engine) -> bool:
    return _path(engine).exists()


def alone(engine: Engine) -> None:
    with _nobody_else(_path(engine)):
        pass


def copy(engine: Engine, target: Target) -> Facts:
    """The copy is made beside the database, behind the same door, and its name is gone before it is read."""
    with _draft(_path(engine)) as draft:
        vacuum_into(_path(engine), draft)
        found = _facts(draft)
        with draft.open("rb") as content:
            draft.unlink()
            shutil.copyfileobj(content, target, PIECE)
    return found


def vacuum_into(database: Path, target: Path) -> None:
    """Write the living rows of a database, as they are at one moment, into an empty file."""
    try:
        with closing(sqlite3.connect(f"file:{quote(str(database))}?mode=rw", uri=True, isolation_level=None, timeout=10)) as connection:
            connection.execute("VACUUM INTO ?", [str(target)])
    except sqlite3.Error as fault:
        raise Refused(f"SQLite kunde inte kopiera {database} till mappen bredvid: {fault}. Finns det plats på disken?") from fault


@contextmanager
def beside(engine: Engine, fill: Callable[[BinaryIO], None]) -> Iterator[Draft]:
    path = _path(engine)
    with _draft(path) as draft:
        with draft.open("w+b") as content:
            fill(content)
        restored = _engine(draft)
        try:
            _must_be_whole(restored)
            yield Draft(restored, partial(_swap, restored, draft, path))
        finally:
            restored.dispose()


def _must_be_whole(engine: Engine) -> None:
    with engine.connect() as connection:
        said = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        astray = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if said != ["ok"] or astray:
        raise Refused("databasen i kopian är inte hel. Ta en annan kopia.")


def _swap(restored: Engine, draft: Path, path: Path) -> None:
    restored.dispose()
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    with _nobody_else(path):
        # A journal belongs to the file it was written beside. A new file must never meet an old one.
        for ending in BESIDE[1:]:
            path.with_name(path.name + ending).unlink(missing_ok=True)
        draft.replace(path)
        shelf.settle(path.parent)


@contextmanager
def _nobody_else(path: Path) -> Iterator[None]:
    """Hold a database that no other process has open. One that cannot be read is nobody's."""
    if not path.exists():
        yield
        return
    with closing(sqlite3.connect(path, isolation_level=None, timeout=1)) as connection:
        try:
            # Leaving WAL empties the journal into the file, and is only granted to whoever is alone.
            for step in ("PRAGMA locking_mode=EXCLUSIVE", "PRAGMA journal_mode=DELETE", "BEGIN EXCLUSIVE"):
                connection.execute(step).fetchall()
        except sqlite3.DatabaseError as fault:
            if getattr(fault, "sqlite_errorcode", 0) & 0xFF in BUSY:
                raise Refused("Någon använder databasen. Stoppa webb och arbetare först.") from fault
        yield


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    """An empty file beside the database, for us alone; what a killed process left there is removed first."""
    draft = path.with_name(f"{path.name}.draft")
    with _one_at_a_time(path.parent):
        try:
            _remove(draft)
            os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            yield draft
        finally:
            _remove(draft)


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Hold the folder itself, so that no file is left behind to hold."""
    held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            raise Refused("En annan säkerhetskopia eller återställning pågår. Vänta tills den är klar.") from fault
        yield
    finally:
        os.close(held)


def _remove(draft: Path) -> None:
    for ending in BESIDE:
        with suppress(FileNotFoundError):
            draft.with_name(draft.name + ending).unlink()


def _facts(path: Path) -> Facts:
    engine = _engine(path)
    try:
        with engine.connect() as connection:
            return facts.of(connection)
    finally:
        engine.dispose()


def _engine(path: Path) -> Engine:
    return create_engine(f"sqlite:///{path}", poolclass=NullPool)


def _path(engine: Engine) -> Path:
    return Path(str(engine.url.database))
