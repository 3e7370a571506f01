"""The small world of `tests.security.world`, in a database of its own for each test."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.security.visitors import VISITORS
from tests.security.world import World, world
from tests.support.visit import Visit
from webapp.storage import Base, transaction

#: Counters and clocks that a refused visit may move.
MAY_MOVE = {"rate_window", "visitor_session"}


@dataclass(frozen=True)
class House:
    """The service with its people in it."""

    app: Flask
    world: World

    def knocks(self, who: str) -> Visit:
        """One of `VISITORS` at the door."""
        return VISITORS[who].arrives(self.app, self.world)

    @contextmanager
    def inside(self) -> Iterator[Session]:
        with self.app.app_context(), transaction() as session:
            yield session

    def everything(self) -> dict[str, list[str]]:
        """Every row of every table, to see that nothing was stored."""
        with self.inside() as session:
            tables = [table for table in Base.metadata.sorted_tables if table.name not in MAY_MOVE]
            return {table.name: sorted(str(tuple(row)) for row in session.execute(select(table))) for table in tables}


@pytest.fixture
def house(app: Flask) -> House:
    with app.app_context(), transaction() as session:
        made = world(session)
    return House(app, made)
