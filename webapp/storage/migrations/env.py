"""How Alembic reaches the database: through the running app or a connection it is given, one transaction for all migrations."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from webapp.storage import Base


def run() -> None:
    given: Connection | None = context.config.attributes.get("connection")
    if given is not None:
        _on(given)
        return
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect().execution_options(writes=True) as connection:
        _on(connection)


def _on(connection: Connection) -> None:
    """In the transaction that is there, if there is one: whoever began it also ends it."""
    context.configure(connection=connection, target_metadata=Base.metadata, compare_type=True, render_as_batch=False)
    with context.begin_transaction():
        context.run_migrations()


run()
