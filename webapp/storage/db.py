"""The database: typed models on SQLAlchemy 2, UTC moments, and the settings each connection needs."""

import sqlite3
from datetime import UTC, datetime
from enum import Enum
from typing import Any
from uuid import UUID, uuid4

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, MetaData, TypeDecorator, Uuid, event
from sqlalchemy import Enum as EnumType
from sqlalchemy.engine import Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. Refuses a time without a zone; SQLite gives the zone back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """All tables. Names of constraints are fixed, so migrations can speak of them."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={
            datetime: Moment(),
            UUID: Uuid(),
            Enum: EnumType(Enum, native_enum=False, length=30, values_callable=lambda kind: [member.value for member in kind]),
        },
    )


class Identified:
    """A row with a random id that it has from the start, so that its sealed texts can be bound to it."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)

    def __init__(self, **values: Any) -> None:
        super().__init__(**{"id": uuid4()} | values)


db = SQLAlchemy(model_class=Base, disable_autonaming=True)


@event.listens_for(Engine, "connect")
def _sqlite_connection(connection: Any, _record: Any) -> None:
    """Durable, checked and patient, on every SQLite connection. Transactions are begun by us, not by the driver.

    With recursive triggers a row of an append-only table cannot be replaced either.
    """
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    settings = (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=10000",
        "secure_delete=ON",
        "recursive_triggers=ON",
    )
    for pragma in settings:
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Any) -> None:
    """A write takes its lock at once, so it never fails halfway; a read takes none."""
    if connection.dialect.name == "sqlite":
        writes = connection.get_execution_options().get("writes", False)
        if writes:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            # Takes no lock, so it never fails; and past SQLAlchemy, which would take as long for this word as for a question.
            connection.connection.driver_connection.execute("BEGIN")
