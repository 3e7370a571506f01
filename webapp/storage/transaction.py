"""One request, one transaction: what is inside holds together or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from webapp.storage.db import db


def reading() -> Session:
    """The session of this request, for looking only."""
    return db.session()


@contextmanager
def transaction() -> Iterator[Session]:
    """A write transaction: committed when the block ends well, otherwise undone.

    What was read before is forgotten first, so the decision rests on what is true now.
    """
    session = db.session()
    session.rollback()
    session.connection(execution_options={"writes": True})
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
