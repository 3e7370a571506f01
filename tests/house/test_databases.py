"""The database after all migrations is the database the models speak of, on SQLite and on PostgreSQL."""

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import CheckConstraint, inspect, text

from tests.support.databases import Databases, Engine, running, settings_for
from tests.support.fixtures import both_databases
from webapp.storage import Base, db

pytestmark = both_databases


def _drift() -> list[object]:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, Base.metadata))


def test_migrations_lead_to_the_models(app: Flask) -> None:
    with app.app_context():
        assert _drift() == []
        assert set(inspect(db.engine).get_table_names()) == {*Base.metadata.tables, "alembic_version"}


def test_drift_would_be_noticed(app: Flask) -> None:
    with app.app_context():
        with db.engine.begin() as connection:
            connection.execute(text("ALTER TABLE participant ADD COLUMN forgotten VARCHAR"))
        assert len(_drift()) == 1


def test_checks_and_foreign_keys_are_the_models(app: Flask) -> None:
    """What `compare_metadata` does not look at: CHECK constraints, by name."""
    with app.app_context():
        seen = inspect(db.engine)
        for table in Base.metadata.sorted_tables:
            wanted = {str(c.name) for c in table.constraints if isinstance(c, CheckConstraint)}
            assert {c["name"] for c in seen.get_check_constraints(table.name)} == wanted, table.name


def test_migrating_twice_changes_nothing(app: Flask) -> None:
    with app.app_context():
        flask_migrate.upgrade()
        assert _drift() == []


def test_what_one_test_writes_the_next_one_does_not_see(
    databases: Databases, engine: Engine, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for _ in range(2):
        data = tmp_path_factory.mktemp("copy")
        with running(settings_for(databases.migrated(engine, data), data)) as app, app.app_context(), db.engine.begin() as connection:
            connection.execute(text("CREATE TABLE left_behind (id INTEGER)"))


def test_an_empty_database_is_brought_up_from_nothing(
    databases: Databases, engine: Engine, tmp_path_factory: pytest.TempPathFactory
) -> None:
    settings = settings_for(databases.empty(engine), tmp_path_factory.mktemp("empty"))
    with running(settings) as app, app.app_context():
        assert inspect(db.engine).get_table_names() == []
        flask_migrate.upgrade()
        assert _drift() == []
