"""Staff are never shown who has answered the survey, nor who is reminded of it."""

import re
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask

from tests.course_survey.classroom import Classroom, a_classroom, answer_by_link, open_round
from tests.desk.casework import gk, places
from tests.invitations.guests import messages
from tests.people import some
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.agenda import service as agenda
from webapp.desk.queries import cases
from webapp.desk.queries.seen import Reader
from webapp.ground import clock as now
from webapp.ground.parties import Agency
from webapp.people import service as people
from webapp.people.models import Participant
from webapp.storage import reading, transaction
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
    return handler_of(app, room)


def handler_of(app: Flask, room: Classroom) -> UUID:
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


#: What tells two people apart, and not what they did: who they are, where they stand in a list, and what a page carries.
WHO = re.compile(r"Person \d|[0-9a-f]{8}-[0-9a-f-]{27}|\b\d: |nummer \d|\+?[\d•*]+[ -][\d•* -]+\d{2}\b|(?<=[?/])person-\d")


def alike(seen: dict[str, str]) -> dict[str, list[str]]:
    """Pages about one person without what names her; in a list of people, each row as a line of its own, and each once."""
    found: dict[str, list[str]] = {}
    for path, html in seen.items():
        rows = [WHO.sub("-", " ".join(row.split())) for row in re.split(r"(?=<tr>)|(?<=</tr>)", html)]
        found[WHO.sub("-", path)] = sorted(set(rows))
    return found


@pytest.mark.parametrize(
    ("did", "held"),
    [
        ("placed herself", (date(2027, 3, 3), date(2027, 3, 12))),
        ("answered the survey", (date(2027, 3, 3), date(2027, 3, 12))),
        ("wrote in a box", (date(2027, 3, 12), date(2027, 3, 22))),
    ],
)
def test_of_two_people_nobody_can_say_which_one_did_something(
    app: Flask, clock: time_machine.Traveller, did: str, held: tuple[date, date]
) -> None:
    """Both have the same meetings, and are reminded of all they have left to do: one has something more left than the other."""
    clock.move_to(datetime(2027, 2, 1, 9, tzinfo=UTC))
    room = a_classroom(app, 2)
    handler = handler_of(app, room)
    one = room.people[0]
    for person in room.people:
        with app.app_context(), transaction() as session:
            gk(session, person, 1, held[0])
            gk(session, person, 2, held[1])
    clock.move_to(datetime(2027, 3, 3, 12, 30, tzinfo=UTC))
    open_round(app, room)
    if did == "placed herself":
        with app.app_context(), transaction() as session:
            places(session, one)
    elif did == "wrote in a box":
        with app.app_context(), transaction() as session:
            agenda.write(session, one, "work", "Jag trivdes i köket", begins=True, shown=False, at=now.now())
    else:
        answer_by_link(app, room.links[0])
    clock.move_to(datetime(2027, 3, 4, 7, 0, tzinfo=UTC))
    for _ in range(9 * 8):
        tick(app)
        clock.shift(timedelta(hours=3))
    first, second = told(app)
    assert first != second, "when both are told the same, nothing is tried"
    pages = [alike(staff_pages(app, room, person, handler)) for person in room.people]
    assert any(f"GK{held.index(date(2027, 3, 12)) + 1}, kom fram" in line for lines in pages[0].values() for line in lines), (
        "the pages must show that a meeting was told of"
    )
    assert pages[0] == pages[1]
    with app.app_context():
        between = cases.mine(reading(), Reader(handler, Agency.FK), date(2027, 3, 11))
    assert len({replace(row, participant_id=handler, name="", seat=0) for row in between}) == 1


def told(app: Flask) -> list[list[str]]:
    """What each phone was told, without the link."""
    texts: dict[str, list[str]] = defaultdict(list)
    for message in messages(app):
        texts[message["to"]].append(message["text"].partition(" https://")[0])
    return list(texts.values())
