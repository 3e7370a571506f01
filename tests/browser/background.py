"""What stands around the people of the stage: results of other courses, and who lets staff in."""

from uuid import UUID

from sqlalchemy.orm import Session

from tests.people import some
from tests.results import boxes
from tests.sign_in.offices import let_in
from webapp.course_survey.values import Part, RoundState
from webapp.ground.parties import Role
from webapp.sign_in import queries as accounts


def administrator(session: Session) -> UUID:
    """One for all houses of a database: an account has its address alone."""
    known = accounts.doors_by_address(session, "ada@exempel.se")
    return known.staff_id if known else let_in(session, some.an_area(session).id, "Ada Holm", Role.ADMINISTRATOR).id


def results(session: Session, over: UUID, fresh: UUID, crowd: UUID) -> None:
    """The last course and another are made public; of the courses that go on one survey waits and one is open."""
    area = some.an_area(session).id
    boxes.two_boxes(session, area, over, fresh)
    boxes.a_round(session, area, crowd, Part.A, RoundState.WAITING)
    boxes.a_round(session, area, crowd, Part.B, RoundState.PLANNED)
