"""However many take part, a page asks the database equally often."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event

from tests.desk.course_desk import CourseDesk
from tests.people import some
from tests.support.fixtures import START
from webapp.invitations import service as invitations
from webapp.people import queries as people
from webapp.storage import db


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("path", ["", "/rummet", "/blad"])
def test_a_course_page_asks_as_often_with_thirty_as_with_one(desk: CourseDesk, path: str) -> None:
    maj = desk.sits(desk.maj)
    times = []
    for count in (1, 30):
        with desk.elsewhere() as session:
            there = len(people.participants_in(session, desk.course))
            for person in some.people(session, desk.course, count - there, first=there):
                invitations.link_for(session, person.id, at=START)
        maj.get(desk.page + path)
        with counted(desk.app) as asked:
            maj.get(desk.page + path)
        times.append(len(asked))
    assert times[0] == times[1]
    assert times[0] < 20


def test_the_list_of_courses_asks_as_often_with_thirty(desk: CourseDesk) -> None:
    maj = desk.sits(desk.maj)
    times = []
    for _ in range(2):
        maj.get("/kurser")
        with counted(desk.app) as asked:
            maj.get("/kurser")
        times.append(len(asked))
        with desk.elsewhere() as session:
            for _number in range(29):
                some.a_course(session, desk.maj)
    assert times[0] == times[1]
