"""PostgreSQL's own programs, and what they need to reach the database. The password is never on a command line."""

import os
import shutil
import subprocess  # nosec B404
import tempfile
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.engine import URL, Engine

from webapp.backup.values import PIECE, Refused, Target

DEBIAN = Path("/usr/lib/postgresql")


def read(engine: Engine, name: str, *arguments: str, into: Target) -> None:
    """Run a program and pass on what it writes, while it writes."""
    _run(engine, name, arguments, None, into)


def feed(engine: Engine, name: str, *arguments: str, content: BinaryIO, into: Target | None = None) -> None:
    """Run a program on a file."""
    content.seek(0)
    _run(engine, name, arguments, content, into)


def _run(engine: Engine, name: str, arguments: tuple[str, ...], given: BinaryIO | None, into: Target | None) -> None:
    with tempfile.TemporaryFile() as words:
        # Our own arguments, and no shell.
        process = subprocess.Popen(  # noqa: S603 # nosec B603
            [program(name, _major(engine)), *arguments],
            stdin=given or subprocess.DEVNULL,
            stdout=subprocess.PIPE if into else subprocess.DEVNULL,
            stderr=words,
            env={**os.environ, "LC_ALL": "C", "PGPASSWORD": engine.url.password or ""},
        )
        try:
            if into and process.stdout:
                with process.stdout as said:
                    shutil.copyfileobj(said, into, PIECE)
        except BaseException:
            process.kill()
            raise
        finally:
            process.wait()
        if process.returncode:
            words.seek(0)
            raise Refused(f"{name} gick inte: {_first_line(words.read())}")


def _first_line(words: bytes) -> str:
    return (words.decode(errors="replace").strip().splitlines() or ["den sa inte varför."])[0]


def program(name: str, major: int) -> str:
    """The program of the server's own version where it is installed, otherwise the newest: a newer one speaks to older servers."""
    found = {int(path.parts[-3]): path for path in DEBIAN.glob(f"*/bin/{name}") if path.parts[-3].isdigit()}
    if chosen := found.get(major) or (found[max(found)] if found else shutil.which(name)):
        return str(chosen)
    raise Refused(f"{name} finns inte här. Installera det: apt-get install postgresql-client")


def address(url: URL) -> str:
    """What libpq calls a connection string, without the password."""
    parts = {"host": url.host, "port": url.port, "user": url.username, "dbname": url.database, **url.query}
    return " ".join(f"{name}='{_escaped(str(value))}'" for name, value in parts.items() if value is not None)


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")


def _major(engine: Engine) -> int:
    version: tuple[int, ...] | None = getattr(engine.dialect, "server_version_info", None)
    return version[0] if version else 0
