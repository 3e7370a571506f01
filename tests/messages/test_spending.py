"""Text messages cost at most so much in a day, however many processes send them."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.databases import running
from tests.support.fixtures import both_databases
from webapp.config import Settings
from webapp.messages.models import SendingDay
from webapp.messages.spending import spend
from webapp.storage import reading, transaction

pytestmark = both_databases
TODAY = date(2027, 1, 18)


def test_parts_are_counted_up_to_the_cap(session: Session) -> None:
    assert [spend(session, TODAY, parts, 5) for parts in (2, 2, 2, 1, 1)] == [True, True, False, True, False]
    assert session.get_one(SendingDay, TODAY).parts == 5


def test_each_day_has_its_own_sum_and_keeps_what_else_was_counted(session: Session) -> None:
    session.add(SendingDay(day=TODAY, due=7))
    assert [spend(session, TODAY, 1, 1), spend(session, TODAY, 1, 1)] == [True, False]
    assert spend(session, TODAY + timedelta(days=1), 1, 1)
    rows = session.execute(select(SendingDay.day, SendingDay.due, SendingDay.parts).order_by(SendingDay.day)).all()
    assert [tuple(row) for row in rows] == [(TODAY, 7, 1), (TODAY + timedelta(days=1), 0, 1)]


def test_two_processes_share_one_purse(app: Flask, settings: Settings) -> None:
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        paid = list(pool.map(_spend_all, [settings, settings]))
    with app.app_context():
        assert sum(paid) == reading().get_one(SendingDay, TODAY).parts == 25


def _spend_all(settings: Settings) -> int:
    with running(settings) as app, app.app_context():
        paid = 0
        for _ in range(20):
            with transaction() as session:
                paid += spend(session, TODAY, 1, 25)
        return paid
