"""A real PostgreSQL from Debian's binaries, in a folder of its own, for as long as the tests run."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

SERVERS = Path("/usr/lib/postgresql")


def binary(name: str) -> Path:
    found = sorted(SERVERS.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise FileNotFoundError(f"{name} is not here. Install it: apt-get install postgresql")
    return found[-1]


def _run(folder: Path, name: str, *arguments: str) -> None:
    """As root we step down to `postgres`, since the server refuses to run as root."""
    user = "postgres" if os.geteuid() == 0 else None
    command: list[str | Path] = [binary(name), "-D", folder / "data", *arguments]
    # The server keeps what it is given open, so its words go to a file and never to a pipe that we would wait for.
    with (folder / "words").open("ab") as words:
        done = subprocess.run(command, user=user, group=user, cwd=folder, stdout=words, stderr=words, timeout=60, check=False)
    if done.returncode:
        raise RuntimeError((folder / "words").read_text())


def free_port() -> int:
    """A port of the loopback address that nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A server that can be away for a while."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._port = folder, free_port()
        self.url = f"postgresql+psycopg://postgres@127.0.0.1:{self._port}"

    def start(self) -> None:
        rest = f"-c listen_addresses=127.0.0.1 -c unix_socket_directories={self._folder} -c fsync=off -c max_connections=60"
        _run(self._folder, "pg_ctl", "start", "-w", "-o", f"-p {self._port} {rest}")

    def stop(self) -> None:
        """By SIGINT (`-m fast`): whoever has a connection loses it."""
        _run(self._folder, "pg_ctl", "stop", "-w", "-m", "fast")


@contextmanager
def own_server() -> Iterator[Server]:
    """An empty server. It must be running at the end; then it is stopped and its folder removed."""
    folder = Path(tempfile.mkdtemp(prefix="mellansteg-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    try:
        _run(folder, "initdb", "--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8")
        server = Server(folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


#: Columns, keys, rules and the migration: what a test that changes tables leaves behind.
_SHAPE = """
    select md5(string_agg(line, ';' order by line)) || (select version_num from alembic_version) from (
      select attrelid::regclass::text || ' ' || attname || ' ' || atttypid || attnotnull::text as line from pg_attribute
        join pg_class on pg_class.oid = attrelid where relnamespace = 'public'::regnamespace and not attisdropped
      union all select conrelid::regclass::text || conname || pg_get_constraintdef(oid) from pg_constraint
        where connamespace = 'public'::regnamespace
      union all select tgrelid::regclass::text || tgname || tgenabled::text from pg_trigger where not tgisinternal
    ) as lines"""


def connected(url: str) -> psycopg.Connection:
    """Each statement by itself."""
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)


def shape(url: str) -> str:
    """The same for two databases whose tables are the same."""
    with connected(url) as connection:
        return str(connection.execute(_SHAPE).fetchall())


def is_emptied(url: str) -> bool:
    """Take every row away, past keys and past rules that rows stay. False while somebody else is connected."""
    with connected(url) as connection:
        others = "select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
        if connection.execute(others).rowcount:
            return False
        tables = connection.execute("select tablename from pg_tables where schemaname = 'public' and tablename <> 'alembic_version'")
        deletes = "; ".join(f'delete from "{name}"' for (name,) in tables)
        connection.execute(f"set session_replication_role = replica; {deletes}".encode())
    return True


@contextmanager
def server() -> Iterator[str]:
    """The address of an empty server, without a database name."""
    with own_server() as one:
        yield one.url
