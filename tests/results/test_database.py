"""Pages of results ask the database a constant number of questions, however many boxes, half-years and answers there are."""

from datetime import date

import pytest

from tests.desk.test_counts import asked, counted
from tests.results import boxes
from tests.results.conftest import Office
from webapp.course_survey.values import Part

NEW_BOXES = 30


def _more(office: Office) -> None:
    """Many more boxes in the same half-year, in others, and in another area."""
    with office.elsewhere() as session:
        for number in range(NEW_BOXES):
            for part in Part:
                boxes.a_box(session, office.area, None, part, boxes.OTHER[part])
                boxes.a_box(session, office.area, None, part, boxes.OTHER[part], period=f"{1980 + number}-1", opened_on=date(2020, 1, 1))
            boxes.published(session, office.area, *Part, period=f"{1980 + number}-1")


def test_more_boxes_ask_no_more(office: Office) -> None:
    visit = office.sits(office.maj)
    pages = (office.page, "/resultat", office.all, f"{office.all}/csv", f"{office.page}/csv")
    for page in pages:
        visit.get(page)
    few = [asked(visit, page) for page in pages]
    _more(office)
    assert [asked(visit, page) for page in pages] == few
    assert max(few) <= 8, few
    assert len(visit.get("/resultat").all("main li")) == NEW_BOXES + 1


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_boxes_are_found_by_index(office: Office) -> None:
    _more(office)
    visit = office.sits(office.maj)
    with counted() as said:
        for page in (office.page, "/resultat", office.all):
            visit.get(page)
    with office.elsewhere() as session:
        statements = [(statement, values) for statement, values in said if "survey_" in statement and statement.startswith("SELECT")]
        steps = [str(row[3]) for one in statements for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {one[0]}", one[1])]
    assert any("SEARCH survey_base" in step for step in steps)
    assert [step for step in steps if step.startswith("SCAN")] == []
