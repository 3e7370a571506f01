"""What an attacker has kept: every table as it can be read, rows with where they lie, and every file but the keys.

Tables are found in the database itself, so that a table or a column of tomorrow is copied too.
"""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import psycopg
from psycopg import sql

from tests.anonymity.house import House

Row = tuple[Any, ...]
File = Path | os.DirEntry[str]
#: Names of files that change from one installation to the next, or hold a time: what stays is what they are.
CHANGES = re.compile(r"(?<=/base/)\d+|\d{8}T[^/]*|[0-9A-F]{24}|(?<=box-)[0-9a-f]{32}|(?<=mellansteg-)[^/]*Z")


@dataclass(frozen=True)
class Table:
    """All rows in the order they lie. Columns in brackets are the database's own: where a row lies, and which transaction wrote it."""

    columns: tuple[str, ...]
    key: tuple[str, ...]
    rows: list[Row]


@dataclass(frozen=True)
class Copy:
    """Everything at one moment."""

    tables: dict[str, Table]
    files: dict[str, bytes]

    @cached_property
    def joined(self) -> dict[str, bytes]:
        """Files by what they are. Those that are the same thing, as messages, one after the other."""
        parts: dict[str, list[bytes]] = {}
        for name in sorted(self.files):
            parts.setdefault(known_as(name), []).append(self.files[name])
        return {name: some[0] if len(some) == 1 else b"".join(some) for name, some in parts.items()}


def known_as(name: str) -> str:
    """What a file is called in every installation."""
    return CHANGES.sub("#", name)


class Reader(Protocol):
    """How one kind of database is read from outside."""

    def tables(self) -> dict[str, Table]: ...

    def backup(self) -> bytes: ...

    def files(self, *, whole: bool) -> Iterator[tuple[str, File]]: ...


class Copier:
    """Makes copies. What has not changed since the last one is not read again."""

    def __init__(self, house: House, reader: Reader) -> None:
        self._house, self._reader = house, reader
        self._before: dict[str, tuple[tuple[int, int], bytes]] = {}

    def take(self, *, whole: bool = False) -> Copy:
        """With `whole` also what takes long, as the files of a database server."""
        files = {name: self._read(name, path) for name, path in [*self._service(), *self._reader.files(whole=whole)]}
        if whole or self._house.settings.sqlite_path:
            files["backup"] = self._reader.backup()
        return Copy(self._reader.tables(), files)

    def _service(self) -> Iterator[tuple[str, File]]:
        """Every file of the service, but the folders of keys."""
        keys = (self._house.settings.keys_dir, self._house.settings.box_keys_dir)
        for folder in self._house.data.iterdir():
            if folder.is_dir() and folder not in keys:
                yield from _below(folder, f"{folder.name}/")

    def _read(self, name: str, path: File) -> bytes:
        now = path.stat()
        stamp, (known, content) = (now.st_mtime_ns, now.st_size), self._before.get(name, ((0, 0), b""))
        # The index of SQLite's journal is written through memory, which leaves no date.
        if stamp != known or name.endswith("-shm"):
            content = Path(path).read_bytes()
            self._before[name] = (stamp, content)
        return content


def _below(folder: File, prefix: str) -> Iterator[tuple[str, File]]:
    with os.scandir(folder) as found:
        for one in found:
            if one.is_dir():
                yield from _below(one, f"{prefix}{one.name}/")
            elif one.is_file():
                yield prefix + one.name, one


class Sqlite:
    """Reads a file database: rowid, order, and its own method of backup."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        names = [row[0] for row in self._all("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")]
        #: Table -> its columns, those of its key, and the query that reads it. No table changes while the service runs.
        self._known = {name: self._about(name) for name in names}

    def close(self) -> None:
        self._connection.close()

    def tables(self) -> dict[str, Table]:
        return {name: Table(columns, key, self._all(query)) for name, (columns, key, query) in self._known.items()}

    def _about(self, name: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
        about = self._all(f'pragma table_info("{name}")')
        columns, key = tuple(row[1] for row in about), tuple(row[1] for row in about if row[5])
        try:
            self._all(f'select rowid from "{name}" limit 1')
        except sqlite3.OperationalError:
            return columns, key, f'select * from "{name}"'
        return ("(rowid)", *columns), key, f'select rowid, * from "{name}"'

    def _all(self, query: str) -> list[Row]:
        return self._connection.execute(query).fetchall()

    def backup(self) -> bytes:
        target = sqlite3.connect(":memory:")
        try:
            self._connection.backup(target)
            return target.serialize()
        finally:
            target.close()

    def files(self, *, whole: bool) -> Iterator[tuple[str, File]]:
        """They lie among the files of the service."""
        yield from ()


class Postgres:
    """Reads a database on a server: xmin, ctid, order, and the files of its tables, its commits and its journal."""

    def __init__(self, url: str) -> None:
        self._connection: psycopg.Connection[Row] = psycopg.connect(url.replace("+psycopg", ""), autocommit=True)
        self._names = [row[0] for row in self._all("select tablename from pg_tables where schemaname = 'public'")]
        self._keys = dict[str, tuple[str, ...]]()
        self._data = Path(str(self._all("show data_directory")[0][0]))
        self._folder = str(self._all("select oid from pg_database where datname = current_database()")[0][0])

    def close(self) -> None:
        self._connection.close()

    def tables(self) -> dict[str, Table]:
        return {name: self._table(name) for name in self._names}

    def _table(self, name: str) -> Table:
        if name not in self._keys:
            self._keys[name] = self._key(name)
        query = sql.SQL("select xmin::text::bigint, (ctid::text::point)[0], (ctid::text::point)[1], * from {}").format(sql.Identifier(name))
        with self._connection.cursor() as cursor:
            rows = cursor.execute(query).fetchall()
            own = [column.name for column in cursor.description or ()][3:]
        return Table(("(xmin)", "(ctid page)", "(ctid place)", *own), self._keys[name], rows)

    def _key(self, name: str) -> tuple[str, ...]:
        primary = f"indisprimary and indrelid = '\"{name}\"'::regclass"
        query = f"select attname from pg_index join pg_attribute on attrelid = indrelid and attnum = any(indkey) where {primary}"
        return tuple(str(row[0]) for row in self._all(query))

    def _all(self, query: str) -> list[Row]:
        return self._connection.execute(query.encode()).fetchall()

    def backup(self) -> bytes:
        """Every table as it is copied out, in the server's own words."""
        parts = []
        for name in self._names:
            with self._connection.cursor() as cursor, cursor.copy(sql.SQL("copy {} to stdout").format(sql.Identifier(name))) as copied:
                parts += [bytes(part) for part in copied]
        return b"".join(parts)

    def files(self, *, whole: bool) -> Iterator[tuple[str, File]]:
        """Only when the server is told to write everything down, which it otherwise does when it has time."""
        if not whole:
            return
        self._connection.execute("checkpoint")
        for folder in (f"base/{self._folder}", "pg_wal", "pg_xact"):
            for path in (self._data / folder).iterdir():
                if path.is_file():
                    yield f"server/{folder}/{path.name}", path


@contextmanager
def a_copier(house: House) -> Iterator[Copier]:
    reader = Sqlite(house.settings.sqlite_path) if house.settings.sqlite_path else Postgres(house.settings.database_url)
    try:
        yield Copier(house, reader)
    finally:
        reader.close()


def keys_of(table: Table) -> Iterator[tuple[Row, Row]]:
    """Every row in its order, with what it is known by in every copy."""
    places = [table.columns.index(name) for name in table.key] or range(len(table.columns))
    for row in table.rows:
        yield tuple([row[place] for place in places]), row
