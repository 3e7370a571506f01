"""Two pages that are open on the same person, or the same course: neither undoes what the other saved."""

import pytest

from tests.desk.course_desk import AMAL, CourseDesk
from tests.people import some
from tests.support.fixtures import both_databases
from tests.support.page import attribute
from tests.support.visit import Visit
from webapp.ground.parties import Agency
from webapp.people import queries as people
from webapp.people.addresses import address_of

ADDRESS = "Mobilnummer eller e-post"
HANDLER = "Handläggare på Försäkringskassan"


def open_twice(desk: CourseDesk, path: str) -> tuple[Visit, Visit]:
    """The same page in two browsers of the same leader."""
    visits = desk.sits(desk.maj), desk.sits(desk.maj)
    for visit in visits:
        visit.get(path)
    return visits


def clash(label: str, now: str, typed: str) -> str:
    said = "Någon har ändrat sedan du öppnade sidan."
    return f"{label}: {said} Sparat nu: {now}. Du valde: {typed}. Spara igen om ditt ska gälla."


@both_databases
def test_two_who_change_different_things_about_a_person_both_keep_theirs(desk: CourseDesk) -> None:
    person = desk.puts_in("Dan", AMAL)
    with desk.elsewhere() as session:
        nils = some.handler(session, "Nils Ek")
    first, second = open_twice(desk, f"{desk.page}/deltagare/{person}")
    first.send("Spara", {"Namn": "Daniel", HANDLER: "Nils Ek", ADDRESS: "dan@post.example"})
    second.send("Spara", {"Språk": "English"})
    with desk.elsewhere() as session:
        kept = people.participant(session, person)
        assert kept
        assert (kept.name, kept.locale, str(address_of(kept).value)) == ("Daniel", "en", "dan@post.example")  # type: ignore[union-attr]
        assert {agency: one.id for agency, one in people.handlers(session, person).items()} == {Agency.FK: nils}


@both_databases
def test_two_who_change_the_same_thing_about_a_person_are_told(desk: CourseDesk) -> None:
    person = desk.puts_in("Dan", AMAL)
    with desk.elsewhere() as session:
        some.handler(session, "Nils Ek")
    first, second = open_twice(desk, f"{desk.page}/deltagare/{person}")
    first.send("Spara", {"Namn": "Daniel", "Språk": "English", HANDLER: "Nils Ek", "Kön": "Man"})
    page = second.send("Spara", {"Namn": "Dana", "Språk": "العربية", "Kön": "Man"}, status=422)
    assert page.texts("#errors a") == [clash("Namn", "Daniel", "Dana"), clash("Språk", "English", "العربية")]
    assert attribute(page.one("#name"), "value") == "Dana"
    assert page.texts("#handler_fk option[selected]") == ["Nils Ek"]
    second.send("Spara")
    with desk.elsewhere() as session:
        kept = people.participant(session, person)
        assert kept
        assert (kept.name, kept.locale) == ("Dana", "ar")
        assert [one.name for one in people.handlers(session, person).values()] == ["Nils Ek"]


@both_databases
@pytest.mark.parametrize(
    ("second_says", "typed"), [({ADDRESS: "dana@post.example"}, "dana@post.example"), ({"Ta bort adressen": True}, "inget")]
)
def test_an_address_that_somebody_else_has_changed_is_told_of_masked(
    desk: CourseDesk, second_says: dict[str, str | bool], typed: str
) -> None:
    person = desk.puts_in("Dan", AMAL)
    first, second = open_twice(desk, f"{desk.page}/deltagare/{person}")
    first.send("Spara", {ADDRESS: "dan@post.example"})
    page = second.send("Spara", second_says, status=422)
    assert page.texts("#errors a") == [clash(ADDRESS, "d••@post.example", typed)]
    second.send("Spara")
    with desk.elsewhere() as session:
        kept = people.participant(session, person)
        assert kept
        assert kept.email == (None if typed == "inget" else typed)


@both_databases
def test_two_leaders_who_change_different_things_about_a_course_both_keep_theirs(desk: CourseDesk) -> None:
    maj, abbe = desk.sits(desk.maj), desk.sits(desk.abbe)
    for visit in (maj, abbe):
        visit.get(f"{desk.page}/andra")
    maj.send("Spara kursen", {"Kursens namn": "Vinterkursen", "Plats": ""} | {"Videolänk": "https://video.example/rum"})
    abbe.send("Spara kursen", {"Plats": "Storgatan 9"}, status=422)
    assert abbe.page.texts("#errors a")[0].startswith("Plats: Någon har ändrat sedan du öppnade sidan. Sparat nu: inget.")
    assert attribute(abbe.page.one("#name"), "value") == "Vinterkursen"
    abbe.send("Spara kursen")
    with desk.elsewhere() as session:
        course = people.course(session, desk.course)
        assert course
        assert (course.name, course.place, course.video_link) == ("Vinterkursen", "Storgatan 9", "https://video.example/rum")
        assert {one.id for one in people.leaders(session, desk.course)} == {desk.maj, desk.abbe}


@both_databases
def test_a_course_is_not_left_without_a_place_by_two_who_each_took_one_away(desk: CourseDesk) -> None:
    with desk.elsewhere() as session:
        course = people.course(session, desk.course)
        assert course
        course.place, course.video_link = "Storgatan 1", "https://video.example/rum"
    first, second = open_twice(desk, f"{desk.page}/andra")
    first.send("Spara kursen", {"Plats": ""})
    page = second.send("Spara kursen", {"Videolänk": ""}, status=422)
    assert page.texts("#errors a") == ["Skriv en plats eller en videolänk."]


def test_another_language_in_between_does_not_make_a_page_newer(desk: CourseDesk) -> None:
    first, second = open_twice(desk, f"{desk.page}/andra")
    first.send("Spara kursen", {"Kursens namn": "Vinterkursen"})
    second.send("English", {"Plats": "Storgatan 9"})
    second.send("Save the course")
    with desk.elsewhere() as session:
        course = people.course(session, desk.course)
        assert course
        assert (course.name, course.place) == ("Vinterkursen", "Storgatan 9")


def test_a_page_that_says_nothing_of_what_it_showed_undoes_nothing_unasked(desk: CourseDesk) -> None:
    maj = desk.sits(desk.maj)
    csrf = attribute(maj.get(f"{desk.page}/andra").one("main input[name=csrf_token]"), "value")
    before = attribute(maj.page.one("#name"), "value")
    sent = {"csrf_token": csrf, "name": "Vinterkursen", "place": "Storgatan 9", "other_leader": str(desk.abbe)}
    maj.forge(f"{desk.page}/andra", sent, 422)
    with desk.elsewhere() as session:
        course = people.course(session, desk.course)
        assert course
        assert course.name == before
