"""What the coordinator and the leaders of an area see: all courses of a half-year together, made public once."""

from datetime import date

from tests.people import some
from tests.results import boxes
from tests.results.conftest import Office
from tests.results.reading import question, questions, standings
from webapp.course_survey.values import Part


def test_the_area_s_own_people_see_it(office: Office) -> None:
    for who in (office.ulf, office.maj, office.stina):
        visit = office.sits(who)
        assert visit.get("/resultat").texts("main li a") == ["Juli till december 2026"]
        assert visit.click("Juli till december 2026").heading == "Enkätens resultat i området"
    for who in (office.rut, office.tor):
        assert "inget resultat ännu" in office.sits(who).get("/resultat").text
        for path in (office.all, f"{office.all}/csv"):
            office.sits(who).get(path, 404)


def test_the_coordinator_begins_there(office: Office) -> None:
    assert office.sits(office.ulf).get("/").url == "/resultat"


def test_all_courses_are_counted_together(office: Office) -> None:
    found = question(office.sits(office.ulf).get(office.all), "Har du fått stöd på")
    assert found.rows[:3] == (
        ("Ofta eller mer\nMålet är minst 75 %. Det är inte nått.", "15 av 22", "68 %"),
        ("Ibland eller mer", "19 av 22", "86 %"),
        ("Alltid", "4 av 22", "18 %"),
    )
    assert found.rows[-1] == ("Medelvärde från 1 till 6", "", "4,0")


def test_a_small_course_inside_makes_all_coarse(office: Office) -> None:
    found = question(office.sits(office.ulf).get(office.all), "Har du fått vara med")
    assert found.notes == ("Svaren visas i grupper. Annars går en mindre grupps svar att räkna ut.",)
    assert found.rows[2:] == (
        ("Ofta, För det mesta, Alltid", "10 av 18", "56 %"),
        ("Ibland", "4 av 18", "22 %"),
        ("Aldrig, Sällan", "4 av 18", "22 %"),
    )


def test_what_would_tell_of_few_or_alike_is_left_out(office: Office) -> None:
    page = office.sits(office.ulf).get(office.all)
    for begins, answered in (("Har stödet fått ta", 12), ("Känner du dig mer redo", 12), ("Kommer det som är planerat", 5)):
        found = question(page, begins)
        assert found.notes[0] == "Alla svar är inte med. Resten är för få eller för lika för att räknas in."
        assert {row[1].rpartition(" ")[2] for row in found.rows if row[1]} == {str(answered)}


def test_when_nothing_can_be_shown_the_page_says_why(empty_office: Office) -> None:
    with empty_office.elsewhere() as session:
        for course, fill in ((empty_office.course, (0, 0, 0, 1, 2, 0)), (empty_office.other_course, (0, 0, 0, 3, 3, 0))):
            boxes.a_box(session, empty_office.area, course, Part.A, {"q1": fill, "q2": fill, "q3": (1, 1, 0, 0, 0, 0)})
        boxes.published(session, empty_office.area, *Part)
    page = empty_office.sits(empty_office.ulf).get(empty_office.all)
    assert [(one.notes, one.rows) for one in questions(page)] == [
        (("Visas inte. Annars går en mindre grupps svar att räkna ut.",), ()),
        (("Visas inte. Annars går en mindre grupps svar att räkna ut.",), ()),
        (("För få svar för att visas. Det behövs minst fem.",), ()),
    ]
    assert standings(page) == ["För få svar för att visas. Det behövs minst fem."]


def test_before_it_is_public_there_is_no_figure(empty_office: Office) -> None:
    with empty_office.elsewhere() as session:
        boxes.a_box(session, empty_office.area, empty_office.course, Part.A, boxes.OTHER[Part.A])
        boxes.a_box(
            session, empty_office.area, empty_office.course, Part.B, boxes.OTHER[Part.B], period="2027-1", opened_on=date(2027, 1, 15)
        )
    visit = empty_office.sits(empty_office.ulf)
    assert visit.get("/resultat").texts("main li a") == ["Januari till juni 2027", "Juli till december 2026"]
    for period, said in (
        ("2026-2", "Halvåret är slut. Resultatet kommer när alla enkäter är stängda och klara."),
        ("2027-1", "Halvåret pågår. Resultatet kommer när det är slut."),
    ):
        assert standings(visit.get(f"/resultat/{period}")) == [said, said]
        assert not visit.page.all("main table, main svg")
        visit.get(f"/resultat/{period}/csv", 404)


def test_nothing_is_added_once_it_is_public(office: Office) -> None:
    visit = office.sits(office.ulf)
    before = questions(visit.get(office.all))
    with office.elsewhere() as session:
        for opened_on in (boxes.PUBLISHED, date(2027, 1, 12)):
            boxes.a_box(session, office.area, None, Part.A, boxes.OTHER[Part.A], opened_on=opened_on)
    assert questions(visit.get(office.all)) == before


def test_other_areas_and_half_years_are_not_counted(office: Office) -> None:
    visit = office.sits(office.ulf)
    before = questions(visit.get(office.all))
    with office.elsewhere() as session:
        boxes.a_box(session, some.an_area(session, "Bergslagen").id, None, Part.A, boxes.OTHER[Part.A])
        boxes.a_box(session, office.area, None, Part.A, boxes.OTHER[Part.A], period="2026-1")
    assert questions(visit.get(office.all)) == before


def test_a_half_year_that_is_no_half_year_is_not_there(office: Office) -> None:
    for period in ("2026", "2026-3", "x", "2025-1", "0-1"):
        office.sits(office.ulf).get(f"/resultat/{period}", 404)
        office.sits(office.ulf).get(f"/resultat/{period}/pdf", 404)
    office.sits(office.ulf).get(f"{office.all}/docx", 404)
