"""Which way goes with which database."""

from sqlalchemy.engine import Engine

from webapp.backup import postgresql, sqlite
from webapp.backup.values import Keeper

KEEPERS: dict[str, Keeper] = {"sqlite": sqlite, "postgresql": postgresql}
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def keeper(engine: Engine) -> Keeper:
    return KEEPERS[engine.dialect.name]
