"""An area with two courses whose results are public, those who may see them, and those who may not."""

from dataclasses import dataclass
from uuid import UUID

import pytest
from flask import Flask

from tests.people import some
from tests.results import boxes
from tests.support.desks import Desks
from webapp.ground.parties import Agency, Role
from webapp.storage import transaction


@dataclass(frozen=True)
class Office(Desks):
    """Maj and Abbe lead the course, Stina another one; Ulf coordinates. Rut and Tor do the same far away."""

    area: UUID
    course: UUID
    other_course: UUID
    #: A third course, of which nothing is said.
    third_course: UUID
    maj: UUID
    abbe: UUID
    stina: UUID
    ulf: UUID
    rut: UUID
    tor: UUID

    @property
    def page(self) -> str:
        return f"/kurser/{self.course}/enkat/resultat"

    @property
    def all(self) -> str:
        return f"/resultat/{boxes.PERIOD}"


@pytest.fixture
def empty_office(app: Flask) -> Office:
    """Nobody has answered anything yet."""
    with app.app_context(), transaction() as session:
        maj, abbe = some.leader(session), some.leader(session, "Abbe Holm", Agency.AF, "+46846500401")
        stina = some.leader(session, "Stina Ås", Agency.FK, "+46846500402")
        return Office(
            app,
            area=some.an_area(session).id,
            course=some.a_course(session, maj, abbe).id,
            other_course=some.a_course(session, stina).id,
            third_course=some.a_course(session, maj).id,
            maj=maj,
            abbe=abbe,
            stina=stina,
            ulf=some.staff(session, "Ulf Ahl", Role.COORDINATOR),
            rut=some.staff(session, "Rut Blom", Role.COORDINATOR, area="Bergslagen"),
            tor=some.staff(session, "Tor Ek", Role.LEADER, Agency.FK, area="Bergslagen"),
        )


@pytest.fixture
def office(empty_office: Office) -> Office:
    with empty_office.elsewhere() as session:
        boxes.two_boxes(session, empty_office.area, empty_office.course, empty_office.other_course)
    return empty_office
