"""A participant with a handler at each agency, and her phone."""

from uuid import UUID

import pytest
from flask import Flask

from tests.people import some
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.ground.parties import Agency
from webapp.people import service as people
from webapp.storage import transaction


@pytest.fixture
def person(app: Flask) -> UUID:
    """A participant with a handler at each agency."""
    with app.app_context(), transaction() as session:
        course = some.a_course(session, some.leader(session))
        person = some.a_person(session, course.id)
        for agency in Agency:
            people.give_handler(session, person, agency, some.handler(session, f"Handläggare {agency.value}", agency))
        return person.id


@pytest.fixture
def phone(visit: Visit, person: UUID) -> Visit:
    return comes_in(visit, participant_id=person)
