"""A copy that was not finished is not there: kill -9 at any time, and a disk that is full."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from secrets import token_bytes

import pytest
from flask import Flask
from sqlalchemy import NullPool, create_engine, select, text

from tests.backup.conftest import Installation
from tests.backup.stock import inner, inside, put_envelopes, rows, runs
from tests.support.fixtures import both_databases
from webapp.course_survey.models import SurveyRound
from webapp.storage import db, transaction

pytestmark = both_databases
FLASK = "from flask.cli import main; main()"
#: The same where no file may be longer than the last argument says, as on a disk that is full.
FULL = f"import resource, sys; n = int(sys.argv.pop()); resource.setrlimit(resource.RLIMIT_FSIZE, (n, n)); {FLASK}"
TRIES, ENOUGH = 12, 3


def begun(app: Flask, *arguments: object, code: str = FLASK) -> subprocess.Popen[str]:
    """`flask ...` in a process of its own."""
    settings = app.extensions["settings"]
    environment = {
        **os.environ,
        "MELLANSTEG_DATA": str(settings.keys_dir.parent),
        "MELLANSTEG_DATABASE_URL": settings.database_url,
        "MELLANSTEG_BASE_URL": settings.base_url,
        "FLASK_APP": "wsgi",
    }
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def large(app: Flask) -> None:
    """Enough that a copy takes a while."""
    with app.app_context():
        with transaction() as session:
            round_id = session.scalars(select(SurveyRound.id)).first()
            assert round_id
            put_envelopes(session, round_id, [token_bytes(9000) for _ in range(1000)])
        db.engine.dispose()


def cut(process: subprocess.Popen[str], under_way: Callable[[], bool], wait: float) -> bool:
    """Kill a process when something is under way, and a little later. Whether it still was."""
    while not under_way() and process.poll() is None:
        time.sleep(0.001)
    time.sleep(wait)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return under_way()


def test_a_killed_copy_is_not_there(here: Installation) -> None:
    large(here.app)
    cuts = 0
    for attempt in range(TRIES):
        cuts += cut(begun(here.app, "backup", here.shelf), lambda: any(here.shelf.glob(".mellansteg-*")), 0.01 * attempt)
        for copy in here.shelf.glob("*.backup"):
            assert runs(here.app, "restore", copy, "--check").exit_code == 0, "what has a name is whole"
            copy.unlink()
        if cuts == ENOUGH:
            break
    assert cuts == ENOUGH, "too little was cut"
    assert runs(here.app, "backup", here.shelf).exit_code == 0
    assert inside(here.shelf) == {here.newest().name}, "what was left is cleared away"
    assert drafts(here.app) == set()


def test_a_killed_restoring_leaves_the_database_as_it_was(here: Installation) -> None:
    large(here.app)
    assert runs(here.app, "backup", here.shelf).exit_code == 0
    before, cuts = rows(here.app), 0
    for attempt in range(TRIES):
        cuts += cut(begun(here.app, "restore", here.shelf, "--over"), lambda: bool(drafts(here.app)), 0.03 * attempt)
        if cuts == ENOUGH:
            break
        assert rows(here.app) == before
    assert cuts == ENOUGH, "too little was cut"
    assert rows(here.app) == before
    assert runs(here.app, "restore", here.shelf, "--over").exit_code == 0
    assert drafts(here.app) == set()


def drafts(app: Flask) -> set[str]:
    """What lies beside the database with something in it."""
    path = app.extensions["settings"].sqlite_path
    if path:
        return {found.name for found in path.parent.glob(f"{path.name}.draft*")}
    beside = create_engine(app.extensions["settings"].database_url, poolclass=NullPool).execution_options(isolation_level="AUTOCOMMIT")
    with beside.connect() as connection:
        name = connection.engine.url.database
        return set(connection.scalars(text("select datname from pg_database where datname like :name"), {"name": f"{name}\\_%"}))


@pytest.mark.parametrize("early", [True, False], ids=["at once", "at the end"])
def test_a_full_disk_is_a_sentence_and_leaves_nothing(here: Installation, early: bool) -> None:
    large(here.app)
    # The sealed file is a little longer than what is in it, so it alone has no room.
    limit = 100_000 if early else len(inner(here.app))
    process = begun(here.app, "backup", here.shelf, limit, code=FULL)
    said, _ = process.communicate()
    assert process.returncode == 1
    assert "plats" in said.splitlines()[-1]
    assert "Traceback" not in said
    assert inside(here.shelf) == set()
    assert drafts(here.app) == set()


def test_a_full_disk_while_restoring_changes_nothing(here: Installation) -> None:
    large(here.app)
    assert runs(here.app, "backup", here.shelf).exit_code == 0
    before = rows(here.app)
    process = begun(here.app, "restore", here.shelf, "--over", 4_000_000, code=FULL)
    said, _ = process.communicate()
    assert process.returncode == 1
    assert "Ingenting är ändrat" in said
    assert "Traceback" not in said
    assert rows(here.app) == before
