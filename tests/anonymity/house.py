"""The service under attack: a web process and a worker process on one database, with every word they write kept in files."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import time_machine
from flask import Flask

from tests.anonymity import leaky
from tests.support.databases import running, settings_for
from webapp.backup import making
from webapp.chat import service as chat
from webapp.config import Settings
from webapp.ground import clock
from webapp.storage import transaction

ROOT = Path(__file__).parents[2]
#: Seconds. A process that starts beside many others takes long.
PATIENCE = 120
BACKUPS = "backups"


class Told:
    """A process that listens: `say("tick")` returns when it has done it."""

    def __init__(self, what: str, door: socket.socket, settings: Settings, log: Path) -> None:
        ours, theirs = socket.socketpair()
        ours.settimeout(PATIENCE)
        handles = [theirs.fileno(), door.fileno()]
        command = [sys.executable, "-m", "tests.anonymity.apart", what, *map(str, handles)]
        with log.open("ab") as words:
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=_environment(settings),
                stdout=words,
                stderr=words,
                stdin=subprocess.DEVNULL,
                pass_fds=handles,
            )
        theirs.close()
        self._socket, self._lines, self._log = ours, ours.makefile("rw"), log

    def say(self, word: str) -> None:
        try:
            self._lines.write(f"{clock.now().isoformat()} {word}\n")
            self._lines.flush()
            said = self._lines.readline()
        except ConnectionError:
            said = ""
        assert said == "done\n", f"A process of the service ended.\n{self._log.read_text()[-2000:]}"

    def end(self) -> None:
        self._lines.close()
        self._socket.close()
        self._process.kill()
        self._process.wait()


def _environment(settings: Settings) -> dict[str, str]:
    data = settings.messages_dir.parent
    given = {"DATA": str(data), "DATABASE_URL": settings.database_url, "BASE_URL": settings.base_url}
    return {**os.environ, **{f"MELLANSTEG_{name}": value for name, value in given.items()}, "ATTACK_BEGINS": clock.now().isoformat()}


@dataclass
class House:
    """One installation with its two processes, and an app in the test that stands on the same database."""

    app: Flask
    settings: Settings
    traveller: time_machine.Traveller
    web: Told
    worker: Told
    leaks: bool

    @property
    def data(self) -> Path:
        return self.settings.messages_dir.parent

    @property
    def url(self) -> str:
        return self.settings.base_url

    def later(self, by: timedelta) -> None:
        """Let time pass. The web hears of it with the next request, the worker with its next word."""
        self.traveller.shift(by)

    def tick(self) -> None:
        self.worker.say("tick")

    def back_up(self) -> None:
        """As the operator does every night. Older copies are carried away, to where the attacker has them too."""
        folder = self.data / BACKUPS
        folder.mkdir(exist_ok=True)
        for older in folder.iterdir():
            older.unlink()
        self.later(timedelta(seconds=1))
        with self.app.app_context():
            making.make(folder, at=clock.now())

    def steal(self, key_id: UUID | None) -> None:
        """In a house that leaks: somebody copies a private key while its box is open."""
        if self.leaks and key_id:
            folder = self.data / leaky.STOLEN
            folder.mkdir(exist_ok=True)
            shutil.copy(self.settings.box_keys_dir / f"box-{key_id.hex}.key", folder)


@contextmanager
def a_house(url: str, folder: Path, traveller: time_machine.Traveller, *, leaks: bool) -> Iterator[House]:
    """Start both processes on a migrated database, and end them whatever happens."""
    with ExitStack() as stack:
        # Taken here and handed over, so that nobody else takes it meanwhile.
        door = stack.enter_context(socket.socket())
        door.bind(("127.0.0.1", 0))
        settings = settings_for(url, folder, BASE_URL=f"http://127.0.0.1:{door.getsockname()[1]}")
        app = stack.enter_context(running(settings))
        yield _started(app, settings, door, traveller, stack, leaks=leaks)


def _started(
    app: Flask, settings: Settings, door: socket.socket, traveller: time_machine.Traveller, stack: ExitStack, *, leaks: bool
) -> House:
    folder = settings.messages_dir.parent
    (folder / "logs").mkdir()
    with app.app_context():
        if leaks:
            leaky.prepare()
        with transaction() as session:
            chat.publish(session, at=clock.now())
    web = Told("leaky-web" if leaks else "web", door, settings, folder / "logs" / "web.log")
    stack.callback(web.end)
    worker = Told("worker", door, settings, folder / "logs" / "worker.log")
    stack.callback(worker.end)
    web.say("time")
    worker.say("tick")
    return House(app, settings, traveller, web, worker, leaks)
