"""A leader sees that a GK is planned, after the consent that lifts secrecy, and nothing else about it."""

from datetime import date

import pytest

from tests.desk.casework import gk, lifts_secrecy, withdraws
from tests.desk.course_desk import CourseDesk
from webapp.consent.values import Purpose

PLANNED = "GK är planerad"


@pytest.mark.parametrize("who", ["maj", "abbe"])
def test_a_leader_sees_that_a_gk_is_planned_while_the_consent_holds(desk: CourseDesk, who: str) -> None:
    person, leader = desk.puts_in(), desk.sits(getattr(desk, who))
    with desk.elsewhere() as session:
        gk(session, person, 1, date(2027, 1, 26), "Hemligrum")
    assert PLANNED not in leader.get(desk.page).text
    with desk.elsewhere() as session:
        lifts_secrecy(session, person)
    page = leader.get(desk.page)
    assert PLANNED in page.text
    assert "26 januari" not in page.text
    assert "Hemligrum" not in page.text
    with desk.elsewhere() as session:
        withdraws(session, person, Purpose.SECRECY)
    assert PLANNED not in leader.get(desk.page).text


def test_without_a_gk_nothing_is_planned(desk: CourseDesk) -> None:
    person, maj = desk.puts_in(), desk.sits(desk.maj)
    with desk.elsewhere() as session:
        lifts_secrecy(session, person)
    assert PLANNED not in maj.get(desk.page).text
