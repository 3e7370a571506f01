"""On PostgreSQL a restore works in databases beside the real one, and never takes somebody else's for its own."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Connection

from tests.backup.conftest import Installation
from tests.backup.stock import runs, says
from webapp.backup.postgresql import OURS
from webapp.storage import db

pytestmark = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)


def on_server(here: Installation, statement: str) -> list[str]:
    with here.app.app_context():
        url = db.engine.url
        db.engine.dispose()
    server = create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        found = _said(connection, statement.format(name=url.database))
    server.dispose()
    return found


def _said(connection: Connection, statement: str) -> list[str]:
    result = connection.execute(text(statement))
    return [str(one) for one in result.scalars()] if result.returns_rows else []


BESIDE = "select datname from pg_database where datname like '{name}%' and datname <> '{name}'"


@pytest.mark.parametrize("ending", ["before", "restored"])
def test_a_database_of_the_same_name_is_not_dropped(here: Installation, ending: str) -> None:
    assert runs(here.app, "backup", here.shelf).exit_code == 0
    on_server(here, f"create database {{name}}_{ending}")
    for more in ("--check", "--over"):
        assert "finns redan på servern och är inte vår" in says(runs(here.app, "restore", here.shelf, more))
    [left] = on_server(here, BESIDE)
    assert left.endswith(f"_{ending}")


def test_what_a_killed_restore_left_is_removed(here: Installation) -> None:
    assert runs(here.app, "backup", here.shelf).exit_code == 0
    for ending in ("before", "restored"):
        on_server(here, f"create database {{name}}_{ending}")
        on_server(here, f"comment on database {{name}}_{ending} is '{OURS}'")
    for _ in range(2):
        done = runs(here.app, "restore", here.shelf, "--over")
        assert done.exit_code == 0, done.output
    assert on_server(here, BESIDE) == []
