"""How Alembic reaches the database: through the running app, one transaction for all migrations."""

from alembic import context
from flask import current_app

from webapp.storage import Base


def run() -> None:
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect().execution_options(writes=True) as connection:
        context.configure(connection=connection, target_metadata=Base.metadata, compare_type=True, render_as_batch=False)
        with context.begin_transaction():
            context.run_migrations()


run()
