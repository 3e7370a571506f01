"""A workplace of staff: somebody sits down at a desk, and somebody else does something meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from flask import Flask
from sqlalchemy.orm import Session

from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.storage import transaction


@dataclass(frozen=True)
class Desks:
    """Where staff work. Who they are and what is theirs is said by each kind of workplace."""

    app: Flask

    def sits(self, staff_id: UUID) -> Visit:
        """One of the staff at her desk."""
        return comes_in(Visit(self.app), staff_id=staff_id)

    @contextmanager
    def elsewhere(self) -> Iterator[Session]:
        """What happens here is done by somebody else, and is there at the next request."""
        with self.app.app_context(), transaction() as session:
            yield session
