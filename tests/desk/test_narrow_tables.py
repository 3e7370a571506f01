"""On a narrow window a table has no heading row, so each cell carries the words of its own column."""

from justhtml import Element

from tests.desk.casework import lifts_secrecy
from tests.desk.conftest import Office
from tests.desk.course_desk import CourseDesk
from tests.desk.survey_desk import SurveyDesk
from tests.support.page import Page, attribute, words
from webapp.consent.values import Decision


def _within(element: Element, selector: str) -> list[Element]:
    return [found for found in element.query(selector) if isinstance(found, Element)]


def headings_and_labels(page: Page) -> list[tuple[list[str], set[tuple[str, ...]]]]:
    """Of each table: the headings of its columns but the first, and what the cells of a row are labelled with."""
    return [
        (
            [words(heading) for heading in _within(table, "thead th")[1:]],
            {tuple(attribute(cell, "data-label") for cell in _within(row, "td")) for row in _within(table, "tbody tr")},
        )
        for table in page.all("table.list")
    ]


def test_of_my_courses_and_their_surveys(survey_desk: SurveyDesk) -> None:
    for path, wide in (("/kurser", 3), ("/enkater", 1)):
        [(headings, labels)] = headings_and_labels(survey_desk.sits().get(path))
        assert (len(headings), labels) == (wide, {tuple(headings)}), path


def test_of_the_people_and_the_meetings_of_a_course(desk: CourseDesk) -> None:
    desk.puts_in()
    [people, meetings] = headings_and_labels(desk.sits(desk.maj).get(desk.page))
    assert people == (["Språk", "Nås på", "Handläggare", "Meddelanden"], {("Språk", "Nås på", "Handläggare", "Meddelanden")})
    # The link in the last column says itself what it does.
    assert meetings == (["När", "Ändra"], {("När", "")})


def test_of_my_participants_those_one_may_not_read_too(office: Office) -> None:
    with office.elsewhere() as session:
        lifts_secrecy(session, office.person)
    af = office.sits(office.work.af)
    [(headings, labels)] = headings_and_labels(af.get("/mina-deltagare"))
    assert (headings, labels) == (["Nästa GK", "Självskattning", "Kurs"], {tuple(headings)})
    with office.elsewhere() as session:
        lifts_secrecy(session, office.person, Decision.REFUSED)
    # One cell for two columns, which says why it is alone.
    [(headings, labels)] = headings_and_labels(af.get("/mina-deltagare"))
    assert labels == {("", "Kurs")}
