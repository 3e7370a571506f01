"""Staff around one participant, who is here with her phone."""

from uuid import UUID

import pytest
from flask import Flask

from tests.desk.casework import Casework, a_case, casework
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.storage import transaction


@pytest.fixture
def work(app: Flask) -> Casework:
    with app.app_context(), transaction() as session:
        return casework(session)


@pytest.fixture
def person(app: Flask, work: Casework) -> UUID:
    """She has a handler at each agency."""
    with app.app_context(), transaction() as session:
        return a_case(session, work)


@pytest.fixture
def phone(visit: Visit, person: UUID) -> Visit:
    return comes_in(visit, participant_id=person)
