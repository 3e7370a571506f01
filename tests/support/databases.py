"""A migrated database for every test, copied from one that was migrated once."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Literal

import flask_migrate
from flask import Flask

from tests.support import postgres, quick
from webapp import create_app
from webapp.config import Settings
from webapp.storage import db

Engine = Literal["sqlite", "postgresql"]
ENGINES: tuple[Engine, ...] = ("sqlite", "postgresql")
BASE_URL = "https://mellansteg.example"


def settings_for(url: str, data: Path, **more: str) -> Settings:
    """Settings as an operator would give them, with folders of their own."""
    given = {"DATA": str(data), "DATABASE_URL": url, "BASE_URL": BASE_URL, **more}
    settings = Settings.from_environment({f"MELLANSTEG_{name}": value for name, value in given.items()})
    settings.prepare()
    return settings


@contextmanager
def running(settings: Settings) -> Iterator[Flask]:
    """The app, and nothing of it left open afterwards."""
    app = create_app(settings)
    quick.remember_templates(app)
    try:
        yield app
    finally:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def migrate(settings: Settings) -> None:
    """Bring an empty database to the newest form, the way an operator does."""
    with running(settings) as app, app.app_context():
        flask_migrate.upgrade()


class Databases:
    """Hands out addresses of empty or migrated databases. One PostgreSQL server at most, and only when asked for."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder, self._stack, self._numbers = folder, stack, count(1)
        self._done: list[str] = []

    @cached_property
    def _server(self) -> str:
        return self._stack.enter_context(postgres.server())

    @cached_property
    def _sqlite_template(self) -> Path:
        folder = self._folder / "template-sqlite"
        path = folder / "db" / "template.sqlite"
        migrate(settings_for(f"sqlite:///{path}", folder))
        return path

    @cached_property
    def _postgresql_template(self) -> str:
        url = self.empty("postgresql")
        migrate(settings_for(url, self._folder / "template-postgresql"))
        return url.rpartition("/")[2]

    @cached_property
    def _shape(self) -> str:
        return postgres.shape(f"{self._server}/{self._postgresql_template}")

    def empty(self, engine: Engine) -> str:
        """A database without a table."""
        number = next(self._numbers)
        if engine == "sqlite":
            return f"sqlite:///{self._folder / f'empty-{number}' / 'db' / 'mellansteg.sqlite'}"
        return self._create(f"empty_{number}")

    @contextmanager
    def lent(self, engine: Engine, folder: Path) -> Iterator[str]:
        """As `migrated`. That of a database server may be one that an earlier test is done with, emptied."""
        if engine == "sqlite":
            yield self.migrated(engine, folder)
            return
        url = self._used_before() or self.migrated(engine, folder)
        yield url
        self._done.append(url)

    def _used_before(self) -> str | None:
        while self._done:
            url = self._done.pop()
            if postgres.shape(url) == self._shape and postgres.is_emptied(url):
                return url
        return None

    def migrated(self, engine: Engine, folder: Path) -> str:
        """A database as a new installation has it, that nobody has used."""
        if engine == "postgresql":
            return self._create(f"test_{next(self._numbers)}", self._postgresql_template)
        path = folder / "db" / "mellansteg.sqlite"
        path.parent.mkdir(parents=True)
        shutil.copyfile(self._sqlite_template, path)
        return f"sqlite:///{path}"

    def _create(self, name: str, template: str = "template1") -> str:
        with postgres.connected(f"{self._server}/postgres") as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
        return f"{self._server}/{name}"
