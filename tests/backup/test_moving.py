"""A whole database moves to an empty PostgreSQL and is found to be the same, or nothing has moved."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import NullPool, create_engine, event, text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError

from tests.backup.conftest import Installation
from tests.backup.stock import Rows, rows, runs, says
from tests.backup.test_power_cut import begun, large
from tests.support.databases import Databases, running, settings_for
from tests.support.fixtures import both_databases
from webapp.ground import clock as now
from webapp.people.models import Participant
from webapp.security import audit
from webapp.security.models import RateWindow
from webapp.storage import db, reading, transaction

pytestmark = both_databases
KINDS = "select relkind from pg_class c join pg_namespace n on n.oid = relnamespace where nspname = 'public'"

KEYS = {"consent_entry": "id", "consent_text": "sha256", "audit_entry": "number"}


@pytest.fixture
def target(databases: Databases) -> str:
    return databases.empty("postgresql")


def moved(here: Installation, target: str) -> str:
    done = runs(here.app, "database", "copy", target)
    assert done.exit_code == 0, done.output
    return done.output


@contextmanager
def looking(target: str) -> Iterator[Connection]:
    engine = create_engine(target, poolclass=NullPool)
    with engine.connect() as connection:
        yield connection


def is_empty(target: str) -> bool:
    with looking(target) as connection:
        return connection.execute(text(KINDS)).all() == []


def there(here: Installation, target: str) -> Rows:
    with running(settings_for(target, here.app.extensions["settings"].keys_dir.parent)) as app:
        return rows(app)


def test_every_row_of_every_table_is_there(here: Installation, target: str) -> None:
    with here.app.app_context(), transaction() as session:
        session.add(RateWindow(key="to the microsecond", count=1, ends_at=now.now() + timedelta(microseconds=123457)))
    said = moved(here, target).splitlines()
    here_now = rows(here.app)
    assert there(here, target) == here_now
    counted = {line.split()[0]: int(line.split()[1]) for line in said[1:-3]}
    assert counted == {name: len(found) for name, found in here_now.items()}
    assert said[-3].startswith(f"Alla {sum(counted.values())} rader i {len(counted)} tabeller är lika i ")
    assert said[-1].startswith("Byt MELLANSTEG_DATABASE_URL")


def test_the_service_goes_on_there(here: Installation, target: str) -> None:
    moved(here, target)
    with running(settings_for(target, here.app.extensions["settings"].keys_dir.parent)) as app:
        assert runs(app, "prepare").exit_code == 0
        with app.app_context():
            assert reading().get_one(Participant, here.person).name == "Kanariea"
            assert audit.verify(reading()) is None
            assert audit.is_recorded(reading(), "database.copied", f"127.0.0.1/{_name(target)}")
            db.session.remove()
            with transaction() as session:
                audit.record(session, "case.read", at=now.now(), participant_id=here.person)
            assert audit.verify(reading()) is None


def test_what_is_only_added_to_stays_so(here: Installation, target: str) -> None:
    moved(here, target)
    for table in ("consent_entry", "consent_text", "audit_entry"):
        for change in (f"delete from {table}", f"truncate {table} cascade", f"update {table} set {KEYS[table]} = {KEYS[table]}"):
            with looking(target) as connection, pytest.raises(DBAPIError, match="append-only"):
                connection.execute(text(change))


def test_the_order_of_the_sheets_is_the_order_of_their_random_ids(here: Installation, target: str) -> None:
    moved(here, target)
    with looking(target) as connection:
        lying = connection.execute(text("select id, xmin::text from survey_envelope order by ctid")).all()
        ballots = connection.scalars(text("select id from ballot order by ctid")).all()
    assert len(lying) == 6
    assert [row[0] for row in lying] == sorted(row[0] for row in lying)
    assert len({row[1] for row in lying}) == 1, "all were written in one transaction"
    assert ballots == sorted(ballots)


def test_a_database_that_is_not_empty_is_refused(here: Installation, target: str) -> None:
    with looking(target) as connection:
        connection.execute(text("create view one as select 1"))
        connection.commit()
        before = connection.execute(text(KINDS)).all()
    kept = rows(here.app)
    assert "är inte tom" in says(runs(here.app, "database", "copy", target))
    with looking(target) as connection:
        assert connection.execute(text(KINDS)).all() == before
    assert rows(here.app) == kept


def test_a_database_is_moved_there_once(here: Installation, target: str) -> None:
    moved(here, target)
    assert "är inte tom" in says(runs(here.app, "database", "copy", target))
    assert audit_entries(here) == 1


def test_another_kind_of_address_is_refused(here: Installation) -> None:
    for address in ("sqlite:////srv/other.sqlite", "postgresql://127.0.0.1/x", "postgresql+psycopg://127.0.0.1", "hello"):
        assert says(runs(here.app, "database", "copy", address)) == "Målet ska skrivas så här: postgresql+psycopg://ROLL@MASKIN/DATABAS"


def test_a_server_that_is_not_there_is_a_sentence(here: Installation) -> None:
    assert "Ingenting är kopierat" in says(runs(here.app, "database", "copy", "postgresql+psycopg://nobody@127.0.0.1:9/x"))


def test_text_that_is_not_utf8_is_refused(here: Installation, target: str) -> None:
    name = f"{_name(target)}_ascii"
    with create_engine(target, poolclass=NullPool, isolation_level="AUTOCOMMIT").connect() as server:
        server.execute(text(f"create database {name} encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C' template template0"))
    assert "SQL_ASCII" in says(runs(here.app, "database", "copy", f"{target}_ascii"))


def test_a_database_in_use_is_not_moved(here: Installation, target: str) -> None:
    with running(here.app.extensions["settings"]) as other, other.app_context():
        db.session.execute(text("select count(*) from participant"))
        assert "Stoppa webb och arbetare" in says(runs(here.app, "database", "copy", target))
    assert is_empty(target)
    assert audit_entries(here) == 0


@contextmanager
def when_participants_are_written(act: Callable[[Connection], None]) -> Iterator[None]:
    """Do something once, in the middle of the copying."""
    done: list[str] = []

    def after(connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("INSERT INTO participant") and not done:
            done.append(statement)
            act(connection)

    event.listen(Engine, "after_cursor_execute", after)
    try:
        yield
    finally:
        event.remove(Engine, "after_cursor_execute", after)
    assert done


def test_what_is_written_meanwhile_is_noticed(here: Installation, target: str) -> None:
    def write(_connection: Connection) -> None:
        engine = create_engine(here.app.extensions["settings"].database_url, poolclass=NullPool)
        with engine.begin() as connection:
            connection.execute(text("update staff_account set locale = 'en'"))

    with when_participants_are_written(write):
        assert "Någon skrev i staff_account under tiden" in says(runs(here.app, "database", "copy", target))
    assert is_empty(target)


def test_a_copy_that_is_not_the_same_is_noticed(here: Installation, target: str) -> None:
    def spoil(connection: Connection) -> None:
        connection.exec_driver_sql("update participant set locale = 'en'")

    with when_participants_are_written(spoil):
        assert "inte likadan i participant" in says(runs(here.app, "database", "copy", target))
    assert is_empty(target)


def test_a_broken_log_is_not_moved(here: Installation, target: str) -> None:
    server = here.app.extensions["settings"].sqlite_path is None
    off = "alter table audit_entry disable trigger user" if server else "drop trigger audit_entry_stays_update"
    with create_engine(here.app.extensions["settings"].database_url, poolclass=NullPool).begin() as connection:
        connection.execute(text(off))
        connection.execute(text("update audit_entry set detail = 'af' where number = 1"))
    assert "bruten vid rad 1" in says(runs(here.app, "database", "copy", target))
    assert is_empty(target)


@pytest.mark.parametrize("last", ["%", "INSERT INTO %"], ids=["while migrating", "while copying"])
def test_a_copy_that_is_cut_off_leaves_nothing(here: Installation, target: str, last: str) -> None:
    large(here.app)
    with looking(target) as connection:
        process = begun(here.app, "database", "copy", target)
        while not _wrote(connection, last):
            assert process.poll() is None, "it was done before it was cut"
        process.kill()
        process.communicate()
        assert process.returncode == -signal.SIGKILL
    assert is_empty(target)
    moved(here, target)
    assert there(here, target) == rows(here.app)


def _wrote(connection: Connection, last: str) -> bool:
    """Whether somebody has written something there in a transaction that is still open, and what was last."""
    under_way = "select count(*) from pg_stat_activity where datname = current_database() and backend_xid is not null and query like :last"
    found = connection.scalar(text(under_way), {"last": last})
    connection.rollback()
    return bool(found)


def audit_entries(here: Installation) -> int:
    return sum("database.copied" in row for row in rows(here.app)["audit_entry"])


def _name(target: str) -> str:
    return target.rpartition("/")[2]
