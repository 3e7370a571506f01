"""The fixtures that most tests ask for."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from tests.support.databases import ENGINES, Databases, Engine, running, settings_for
from tests.support.visit import Visit
from webapp.config import Settings
from webapp.storage import db

#: A Monday in winter, ten o'clock in Stockholm. Every test that has no browser begins here.
START = datetime(2027, 1, 18, 9, 0, tzinfo=UTC)

#: Put this on a test, or `pytestmark = both_databases` in a module, to run it on both whatever `--database` says.
both_databases = pytest.mark.parametrize("engine", ENGINES, indirect=True)


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    with ExitStack() as stack:
        yield Databases(tmp_path_factory.mktemp("databases"), stack)


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Engine:
    """Which database the test stands on: what it was marked with, otherwise what `--database` says."""
    chosen: Engine = request.param
    return chosen


@pytest.fixture(autouse=True)
def clock(request: pytest.FixtureRequest) -> Iterator[time_machine.Traveller | None]:
    """Time stands still unless the test moves it: `clock.shift(timedelta(minutes=11))`. In a browser it goes as usual."""
    if request.node.get_closest_marker("browser"):
        yield None
        return
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def settings(databases: Databases, engine: Engine, tmp_path: Path) -> Iterator[Settings]:
    with databases.lent(engine, tmp_path) as url:
        yield settings_for(url, tmp_path)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """A new installation: every table, no row."""
    with running(settings) as app:
        yield app


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A write transaction for service tests, undone afterwards."""
    with app.app_context():
        session = db.session()
        session.connection(execution_options={"writes": True})
        yield session
        session.rollback()


@pytest.fixture
def visit(app: Flask) -> Visit:
    """Somebody with a browser who has never been here. `visit.another()` is another person."""
    return Visit(app)
