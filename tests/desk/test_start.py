"""The first page, signing in to the demo, and signing out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.desk.course_desk import CourseDesk, course_desk
from tests.people import some
from tests.support.databases import Databases, Engine, running, settings_for
from tests.support.visit import Visit
from webapp.ground.parties import Agency, Role
from webapp.storage import transaction


@pytest.fixture
def demo(databases: Databases, engine: Engine, tmp_path: Path) -> Iterator[Flask]:
    with running(settings_for(databases.migrated(engine, tmp_path), tmp_path, DEMO="1")) as app:
        yield app


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_the_first_page_says_that_participants_open_their_link(visit: Visit, language: str) -> None:
    page = visit.another(language).get("/")
    assert page.one("html").attrs["lang"] == language


def test_outside_the_demo_staff_have_a_door_and_no_buttons(visit: Visit) -> None:
    visit.get("/")
    assert visit.click("Logga in").texts("main label") == ["E-post", "Lösenord", "Kod"]
    visit.get("/demo", status=404)


def test_in_the_demo_the_real_door_is_there_too(demo: Flask) -> None:
    visit = Visit(demo)
    assert visit.get("/logga-in").texts("main label") == ["E-post", "Lösenord", "Kod"]
    assert visit.click("Välj en påhittad person i provversionen").heading == "Logga in i provversionen"


def test_outside_the_demo_there_is_no_way_in(desk: CourseDesk) -> None:
    visit = Visit(desk.app)
    token = visit.get("/").one("header input[name=csrf_token]").attrs["value"] or ""
    visit.forge(f"/demo/{desk.maj}", {"csrf_token": token}, 404)
    visit.get("/kurser", status=401)


def test_in_the_demo_a_button_signs_in(demo: Flask) -> None:
    course_desk(demo)
    visit = Visit(demo)
    visit.get("/")
    visit.click("Öppna personalens sidor i provversionen")
    page = visit.send("Maj Lind, Försäkringskassan")
    assert page.heading == "Mina kurser"
    assert visit.get("/").heading == "Mina kurser"
    page = visit.send("Logga ut")
    assert "Öppna personalens sidor i provversionen" in page.text
    visit.get("/kurser", status=401)


def test_each_role_has_a_way_in(demo: Flask) -> None:
    with demo.app_context(), transaction() as session:
        some.leader(session)
        some.handler(session, "Sara Dahl", Agency.AF)
        some.staff(session, "Rut Sand", Role.COORDINATOR)
    for button, heading in (
        ("Maj Lind, Försäkringskassan", "Mina kurser"),
        ("Sara Dahl, Arbetsförmedlingen", "Mina deltagare"),
        ("Rut Sand", "Resultat"),
    ):
        visit = Visit(demo)
        visit.get("/demo")
        assert visit.send(button).heading == heading


def test_nobody_signs_in_as_somebody_who_is_not_there(demo: Flask) -> None:
    visit = Visit(demo)
    token = visit.get("/demo").one("header input[name=csrf_token]").attrs["value"] or ""
    visit.forge("/demo/leader", {"csrf_token": token}, 404)
    visit.forge("/demo/x", {"csrf_token": token}, 404)
