"""The wall, and who comes to the room's pages too early or too late."""

import pytest

from tests.course_survey.classroom import close_and_empty
from tests.desk.survey_desk import SurveyDesk
from webapp.course_survey.values import Part


def test_the_wall_says_what_will_happen_and_where_to_go(survey_desk: SurveyDesk) -> None:
    round_id, code = survey_desk.opens()
    maj = survey_desk.sits()
    maj.get(survey_desk.page)
    page = maj.click("Visa på duken: Del A")
    assert page.texts(".type")[0].replace(" ", "") == f"mellansteg.example/e/{code}"
    assert len(page.all("svg.qr")) == 1
    assert len(page.all(".told li")) == 5
    assert "Enkäten är öppen" in page.text
    assert "färre än 5" in page.text
    assert "Refresh" not in page.response.headers
    assert maj.click("Uppdatera av sig själv").response.headers["Refresh"] == "20"
    assert "Refresh" not in maj.click("Sluta uppdatera av sig själv").response.headers
    close_and_empty(survey_desk.app, round_id)
    page = maj.click("Uppdatera")
    assert "Enkäten är stängd" in page.text
    assert code not in page.html


@pytest.mark.parametrize("page", ["dela-ut", "blad", "papper"])
def test_whoever_comes_before_or_after_is_led_to_how_the_survey_stands(survey_desk: SurveyDesk, page: str) -> None:
    maj = survey_desk.sits()
    heading = maj.get(survey_desk.page).heading
    assert maj.get(f"{survey_desk.page}/a/{page}").heading == heading
    round_id, _ = survey_desk.opens()
    assert maj.get(f"{survey_desk.page}/a/{page}").heading != heading
    assert maj.get(f"{survey_desk.page}/b/{page}").heading == heading
    close_and_empty(survey_desk.app, round_id)
    assert maj.get(f"{survey_desk.page}/a/{page}").heading == heading


def test_part_b_has_a_wall_of_its_own(survey_desk: SurveyDesk) -> None:
    _, code = survey_desk.opens(Part.B)
    maj = survey_desk.sits()
    assert code in maj.get(f"{survey_desk.page}/b/duken").text
    assert "Enkäten är inte öppen än" in maj.get(f"{survey_desk.page}/a/duken").text
