"""The demo's people come through the rooms' own services, once, and everything they did can be read where it should."""

from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.support.fixtures import START, both_databases
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp import boxes, worker
from webapp.chat import service as chat
from webapp.chat.models import Talk
from webapp.course_survey.models import Envelope, SurveyBase
from webapp.course_survey.values import Part
from webapp.demo.__main__ import addresses
from webapp.demo.people import ANSWERED, COURSES, OVER, PAST, PEOPLE, RUNNING, STAFF
from webapp.demo.seed import seed
from webapp.ground.locales import LOCALES
from webapp.ground.parties import Role
from webapp.messages.models import OutboxMessage
from webapp.messages.values import State
from webapp.people.models import Course, CourseMeeting, Participant, StaffAccount
from webapp.storage import reading, transaction


@pytest.fixture
def demo(app: Flask) -> Flask:
    with app.app_context():
        with transaction() as session:
            chat.publish(session, at=START)
        assert seed(at=START)
    return app


@both_databases
def test_everybody_is_there_and_only_once(demo: Flask) -> None:
    with demo.app_context():
        assert not seed(at=START)
        counted = {kind: reading().scalar(select(func.count()).select_from(kind)) for kind in (StaffAccount, Course, Participant)}
        assert list(counted.values()) == [len(STAFF), len(COURSES + PAST), len(PEOPLE) + sum(map(len, ANSWERED.values()))]
        assert reading().scalar(select(func.count()).select_from(CourseMeeting)) == 8 * len(COURSES + PAST)
        talks = Counter(row.done_at is not None for row in reading().scalars(select(Talk)))
        assert talks == {True: sum(len(person.talks) for person in PEOPLE)}
        states = Counter(reading().scalars(select(OutboxMessage.state)))
        assert states == {State.SENT: sum(person.invited for person in PEOPLE)}


def test_a_link_for_each_language_and_a_way_in_for_each_role(demo: Flask) -> None:
    with demo.app_context():
        lines = list(addresses("https://mellansteg.example"))
    links = [line.rpartition(" ")[2] for line in lines if "/m/" in line]
    assert len(links) == len(set(links)) == len(LOCALES)
    for link in links:
        Visit(demo).get(link.removeprefix("https://mellansteg.example"))
    assert [line.rpartition("/")[2] for line in lines if "/demo/" in line] == ["leader", "handler", "coordinator", "telefon"]


def test_a_handler_reads_before_the_meeting(demo: Flask) -> None:
    with demo.app_context():
        accounts = {row.name: row.id for row in reading().scalars(select(StaffAccount))}
    anna = comes_in(Visit(demo), staff_id=accounts["Anna Forsell"])
    page = anna.get("/mina-deltagare")
    birgitta = next(row for row in page.texts("tbody tr") if row.startswith("Birgitta"))
    assert "GK2" in birgitta
    assert "delad" in birgitta
    maria = comes_in(Visit(demo), staff_id=accounts["Maria Sandell"])
    assert "Mitt Val på Kulturhuset" in maria.get("/kurser").text


@both_databases
def test_there_are_results_to_look_at_and_a_survey_to_open(demo: Flask) -> None:
    with demo.app_context():
        accounts = {row.name: row.id for row in reading().scalars(select(StaffAccount))}
        bases = Counter((base.part, base.sheets, base.unreadable) for base in reading().scalars(select(SurveyBase)))
        assert bases == Counter((part, len(answered), 0) for answered in ANSWERED.values() for part in answered[0][1])
        assert reading().scalars(select(Envelope.id)).all() == []
        boxes.keep_keys()
    maria = comes_in(Visit(demo), staff_id=accounts["Maria Sandell"])
    page = maria.get("/enkater")
    states = {name: row for name in (OVER, RUNNING) for row in page.texts("tbody tr") if row.startswith(name)}
    assert "Del A: Stängd, lådan är öppnad" in states[OVER]
    assert "Del A: Inte planerad" in states[RUNNING]
    maria.get(page.all("tbody a")[0].attrs["href"] or "")
    maria.click("Öppna nu: Del A")
    assert "Del A" in maria.send("Ja, öppna enkäten").text
    assert "Öppen" in maria.page.texts("section b.mark")


@both_databases
def test_the_half_year_that_is_over_has_results_for_the_area(demo: Flask) -> None:
    with demo.app_context():
        eva = reading().scalars(select(StaffAccount.id).where(StaffAccount.role == Role.COORDINATOR)).one()
        worker.publish_results()
    eva_sees = comes_in(Visit(demo), staff_id=eva)
    assert "Juli till december 2026 Del A, vid sista träffen: Resultatet finns." in eva_sees.get("/resultat").text
    sheets = Counter(part for answered in ANSWERED.values() for _, given in answered for part in given)
    assert sheets == {Part.A: 25, Part.B: 17}
    shown = eva_sees.get("/resultat/2026-2").text
    assert [f"av {number}" in shown for number in sheets.values()] == [True, True]
