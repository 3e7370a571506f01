"""Another leader's course is not there, on any address of a course."""

from uuid import UUID

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.desk.course_desk import CourseDesk
from webapp.security.access import rule_of

NOBODY = UUID(int=1)


def course_routes(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if "course_id" in rule.arguments]


def addresses(app: Flask, course: UUID, person: UUID) -> list[tuple[str, str]]:
    """Every address about a course, with the person in it."""
    values = {"course_id": course, "participant_id": person, "number": 1, "pairing_id": NOBODY, "kind": "csv", "part": "a"}
    with app.test_request_context():
        adapter = app.create_url_adapter(None) or app.url_map.bind("mellansteg.example")
        return [
            (method, adapter.build(rule.endpoint, {name: values[name] for name in rule.arguments}, method=method))
            for rule in course_routes(app)
            for method in sorted((rule.methods or set()) & {"GET", "POST"})
        ]


def test_another_leaders_course_is_not_there(desk: CourseDesk) -> None:
    person = desk.puts_in("Bo", course=desk.other_course)
    maj = desk.sits(desk.maj)
    token = maj.get(desk.page).all("input[name=csrf_token]")[0].attrs["value"] or ""
    tried = addresses(desk.app, desk.other_course, person)
    assert len(tried) >= 18
    for method, path in tried:
        if method == "GET":
            maj.get(path, status=404)
        else:
            maj.forge(path, {"csrf_token": token, "lines": "Kim; 0701740605", "why": "lost"}, 404)


def test_a_person_of_another_course_is_not_in_mine(desk: CourseDesk) -> None:
    person = desk.puts_in("Bo", course=desk.other_course)
    maj = desk.sits(desk.maj)
    token = maj.get(desk.page).all("input[name=csrf_token]")[0].attrs["value"] or ""
    for method, path in addresses(desk.app, desk.course, person):
        if str(person) in path:
            if method == "GET":
                maj.get(path, status=404)
            else:
                maj.forge(path, {"csrf_token": token, "why": "lost"}, 404)


def test_every_address_of_a_course_is_for_leaders_alone(app: Flask) -> None:
    for rule in course_routes(app):
        declared = rule_of(app, rule.endpoint)
        assert declared
        assert (declared.door, {role.value for role in declared.roles}) == (None, {"leader"}), rule.rule


@pytest.mark.parametrize("path", ["/kurser", "/kurser/ny"])
def test_a_stranger_is_asked_to_sign_in(desk: CourseDesk, path: str) -> None:
    from tests.support.visit import Visit  # noqa: PLC0415

    Visit(desk.app).get(path, status=401)
