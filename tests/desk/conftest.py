"""Handlers at their desks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.desk.casework import Casework, a_case, casework
from tests.desk.course_desk import CourseDesk, course_desk
from tests.desk.survey_desk import SurveyDesk
from tests.desk.survey_desk import survey_desk as made
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.storage import transaction


@dataclass(frozen=True)
class Office:
    """One case, its handlers, and whoever of them sits down."""

    app: Flask
    work: Casework
    person: UUID

    @property
    def page(self) -> str:
        """The address of the case."""
        return f"/mina-deltagare/{self.person}"

    def sits(self, staff_id: UUID) -> Visit:
        """A handler at her desk."""
        return comes_in(Visit(self.app), staff_id=staff_id)

    @contextmanager
    def elsewhere(self) -> Iterator[Session]:
        """What happens here is done by somebody else, and is there at the next request."""
        with self.app.app_context(), transaction() as session:
            yield session


@pytest.fixture
def office(app: Flask) -> Office:
    with app.app_context(), transaction() as session:
        work = casework(session)
        person = a_case(session, work)
    return Office(app, work, person)


@pytest.fixture
def desk(app: Flask) -> CourseDesk:
    return course_desk(app)


@pytest.fixture
def survey_desk(app: Flask) -> SurveyDesk:
    return made(app)
