"""An installation that has grown: one case to look at, among as many others as asked for."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import insert
from sqlalchemy.orm import Session

from tests.people import some
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.ground import clock
from webapp.ground.parties import Agency
from webapp.people import service as people
from webapp.people.models import Area, Course, Participant
from webapp.people.values import Variant
from webapp.staircase import service as staircase
from webapp.staircase.models import Placement
from webapp.storage import transaction
from webapp.surveys.engine.place import Place

SIZE = 10
URL = "http://127.0.0.1:8000"


@dataclass(frozen=True)
class Grown:
    """Name of a page -> who opens it, and where."""

    pages: dict[str, tuple[Visit, str]]


def grow(app: Flask, others: int) -> Grown:
    """Add this many participants in courses of ten, and one course of ten with its own leader and handler."""
    with app.app_context(), transaction() as session:
        _crowd(session, others)
        leader, handler = some.leader(session, f"Ledare {uuid4().hex[:6]}"), some.handler(session, f"Handläggare {uuid4().hex[:6]}")
        course = some.a_course(session, leader).id
        mine = some.people(session, course, SIZE)
        for one in mine:
            people.give_handler(session, one, Agency.FK, handler)
            staircase.place(session, one.id, uuid4(), staircase.SelfRating(Place(1, 2)), survey_version=1, at=clock.now())
        first = mine[0].id
    return _pages(app, leader, handler, course, first)


def _pages(app: Flask, leader: UUID, handler: UUID, course: UUID, person: UUID) -> Grown:
    her = comes_in(Visit(app, base_url=URL), participant_id=person)
    lead = comes_in(Visit(app, base_url=URL), staff_id=leader)
    desk = comes_in(Visit(app, base_url=URL), staff_id=handler)
    return Grown(
        {
            "Min sida": (her, "/min-sida"),
            "the staircase question": (her, "/samtal/staircase/place"),
            "my staircase": (her, "/min-sida/trappan"),
            "my consents": (her, "/min-sida/samtycken"),
            "courses": (lead, "/kurser"),
            "a course": (lead, f"/kurser/{course}"),
            "the room": (lead, f"/kurser/{course}/rummet"),
            "my participants": (desk, "/mina-deltagare"),
            "before the meeting": (desk, f"/mina-deltagare/{person}"),
        }
    )


def _crowd(session: Session, others: int) -> None:
    """Rows like real ones, written in bulk."""
    area, day = Area(name=f"Område {uuid4().hex[:8]}"), date(2027, 1, 18)
    session.add(area)
    session.flush()
    courses = [uuid4() for _ in range(-(-others // SIZE))]
    people_ids = [uuid4() for _ in range(others)]
    session.execute(
        insert(Course),
        [
            {
                "id": one,
                "area_id": area.id,
                "name_sealed": Course(id=one, name="Kurs").name_sealed,
                "variant": Variant.SP,
                "starts_on": day,
                "ends_on": day + timedelta(weeks=4),
            }
            for one in courses
        ],
    )
    session.execute(
        insert(Participant),
        [
            {"id": one, "course_id": courses[place // SIZE], "seat": place % SIZE + 1, "locale": "sv", "protected": False}
            for place, one in enumerate(people_ids)
        ],
    )
    session.execute(
        insert(Placement),
        [
            {
                "id": uuid4(),
                "participant_id": one,
                "number": 1,
                "talk_id": uuid4(),
                "survey_version": 1,
                "lower": 1,
                "upper": 2,
                "written_at": clock.now(),
            }
            for one in people_ids
        ],
    )
