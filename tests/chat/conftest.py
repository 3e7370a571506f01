"""A participant with a handler at each agency, and her phone."""

from uuid import UUID

import pytest
from flask import Flask

from tests.desk.casework import a_case, casework
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.storage import transaction

#: What is said wherever a consent is asked for.
COUNTS = "Kursledarna ser bara hur många som har sagt ja och nej."


@pytest.fixture
def person(app: Flask) -> UUID:
    """A participant with a handler at each agency."""
    with app.app_context(), transaction() as session:
        return a_case(session, casework(session))


@pytest.fixture
def phone(visit: Visit, person: UUID) -> Visit:
    return comes_in(visit, participant_id=person)
