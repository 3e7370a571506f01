"""Staff are never shown who has answered the survey, nor who is reminded of it."""

import re
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
import time_machine
from flask import Flask

from tests.course_survey.classroom import Classroom, a_classroom, answer_by_link, open_round
from tests.people import some
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.ground.parties import Agency
from webapp.people import service as people
from webapp.people.models import Participant
from webapp.storage import transaction
from webapp.worker import tick

PASSING = re.compile(r'name="csrf_token"[^>]*|value="[0-9a-f-]{36}"')


@pytest.fixture
def room(app: Flask, clock: time_machine.Traveller) -> Classroom:
    room = a_classroom(app, 6)
    clock.move_to(datetime(2027, 3, 3, 12, 30, tzinfo=UTC))
    open_round(app, room)
    return room


@pytest.fixture
def handler(app: Flask, room: Classroom) -> UUID:
    with app.app_context(), transaction() as session:
        handler = some.handler(session)
        for person in room.people:
            people.give_handler(session, session.get_one(Participant, person), Agency.FK, handler)
        return handler


def staff_pages(app: Flask, room: Classroom, person: UUID, handler: UUID) -> dict[str, str]:
    """Every page that staff can open about one person and her course, without what differs from one visit to the next."""
    values = {"course_id": room.course, "participant_id": person, "number": 8}
    there = app.url_map.bind("mellansteg.example", url_scheme="https")
    seen: dict[str, str] = {}
    for who in (room.leader, handler):
        visit = comes_in(Visit(app), staff_id=who)
        for rule in app.url_map.iter_rules():
            if rule.endpoint.startswith("desk.") and "GET" in (rule.methods or ()) and rule.arguments <= set(values):
                path = there.build(rule.endpoint, {name: values[name] for name in rule.arguments})
                seen[f"{who} {path}"] = PASSING.sub("", visit.get(path, None).html)
    return seen


def test_no_page_of_staff_changes_by_an_answer(app: Flask, room: Classroom, handler: UUID) -> None:
    answers, other = room.people[0], room.people[1]
    before = [staff_pages(app, room, person, handler) for person in (answers, other)]
    answer_by_link(app, room.links[0])
    assert len(before[0]) > 30
    assert [staff_pages(app, room, person, handler) for person in (answers, other)] == before


def test_no_page_of_staff_tells_who_is_reminded(app: Flask, room: Classroom, handler: UUID, clock: time_machine.Traveller) -> None:
    clock.move_to(datetime.combine(date(2027, 3, 4), datetime.min.time(), UTC).replace(hour=8))
    before = [staff_pages(app, room, person, handler) for person in room.people[:2]]
    answer_by_link(app, room.links[0])
    tick(app)
    assert [staff_pages(app, room, person, handler) for person in room.people[:2]] == before
