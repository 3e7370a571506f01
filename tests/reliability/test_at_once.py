"""Two things at the same moment: neither is lost, and neither is done twice."""

from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.desk.casework import a_case, lifts_secrecy, one_case, places, shares
from tests.support.fixtures import both_databases
from tests.support.together import together
from webapp.chat import service as chat
from webapp.chat.models import Talk
from webapp.consent import queries as consent
from webapp.consent.values import Decision, Purpose
from webapp.ground import clock
from webapp.my_page import service as mine
from webapp.security import audit
from webapp.storage import db, reading, transaction


@both_databases
def test_two_people_sign_the_same_text_at_once(app: Flask) -> None:
    work, kim = one_case(app)
    with app.app_context(), transaction() as session:
        bo = a_case(session, work, "Bo")
    assert together(app, lambda session: lifts_secrecy(session, kim), lambda session: lifts_secrecy(session, bo)) == []
    with app.app_context():
        assert [consent.is_given(reading(), person, Purpose.SECRECY) for person in (kim, bo)] == [True, True]


@both_databases
def test_withdrawing_twice_at_once_is_one_entry(app: Flask) -> None:
    _, kim = one_case(app)
    with app.app_context(), transaction() as session:
        lifts_secrecy(session, kim)

    def withdraws(session: Session) -> None:
        mine.withdraw(session, kim, Purpose.SECRECY, locale="sv", at=clock.now())

    assert together(app, withdraws, withdraws) == []
    with app.app_context():
        assert [entry.decision for entry in consent.history(reading(), kim)] == [Decision.WITHDRAWN, Decision.GIVEN]


@both_databases
def test_stopping_and_showing_at_once_come_one_after_the_other(app: Flask) -> None:
    _, kim = one_case(app)
    with app.app_context(), transaction() as session:
        shares(session, kim, places(session, kim))
        newer = places(session, kim, "1")

    def stops(session: Session) -> None:
        mine.stop_showing(session, kim, locale="sv", at=clock.now())

    assert together(app, stops, lambda session: shares(session, kim, newer)) == []
    with app.app_context():
        assert [entry.number for entry in consent.history(reading(), kim)] == [3, 2, 1]


@both_databases
@pytest.mark.parametrize("same_form", [True, False], ids=["a double tap", "two phones"])
def test_two_first_answers_at_once_are_one_talk(app: Flask, same_form: bool) -> None:
    _, kim = one_case(app)
    first, second = uuid4(), uuid4()

    def answers(session: Session, talk: object) -> None:
        form = chat.Posted(first if talk is first or same_form else second, "place", {"answer": "2"})
        chat.answer(session, kim, "staircase", form, at=clock.now())

    assert together(app, lambda session: answers(session, first), lambda session: answers(session, second)) == []
    with app.app_context():
        assert len(reading().scalars(select(Talk)).all()) == 1


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_the_audit_log_is_whole_on_a_server_that_keeps_swedish_time(app: Flask) -> None:
    with app.app_context():
        name = db.session().scalar(text("select current_database()"))
        db.session.remove()
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f"alter database \"{name}\" set timezone to 'Europe/Stockholm'"))
        db.engine.dispose()
        with transaction() as session:
            audit.record(session, "case.read", at=clock.now())
        db.session.remove()
        assert audit.verify(reading()) is None
