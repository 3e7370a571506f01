"""Handlers at their desks."""

from dataclasses import dataclass
from uuid import UUID

import pytest
from flask import Flask

from tests.desk.casework import Casework, a_case, casework
from tests.desk.course_desk import CourseDesk, course_desk
from tests.desk.survey_desk import SurveyDesk
from tests.desk.survey_desk import survey_desk as made
from tests.support.desks import Desks
from webapp.storage import transaction


@dataclass(frozen=True)
class Office(Desks):
    """One case, its handlers, and whoever of them sits down."""

    work: Casework
    person: UUID

    @property
    def page(self) -> str:
        """The address of the case."""
        return f"/mina-deltagare/{self.person}"


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
