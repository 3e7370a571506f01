"""What the participant saw as saved exists after kill -9, and nothing is there twice."""

import http.client
import threading
from pathlib import Path
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from tests.people import some
from tests.support.databases import Databases, Engine, running, settings_for
from tests.support.fixtures import both_databases
from tests.support.known import comes_in
from tests.support.process import Process, serving
from tests.support.visit import Visit
from tests.support.wire import Wire
from webapp.chat import queries as chat
from webapp.chat.models import Talk
from webapp.storage import db, transaction
from webapp.surveys.engine.answers import Answer

pytestmark = both_databases
ROUNDS = 4


def a_phone(app: Flask, url: str) -> tuple[UUID, Wire]:
    with app.app_context(), transaction() as session:
        person = some.a_person(session, some.a_course(session, some.leader(session)).id).id
    visit = comes_in(Visit(app, base_url=url), participant_id=person)
    cookie = visit.client.get_cookie("mellansteg", domain="127.0.0.1")
    assert cookie is not None
    return person, Wire(url, {"mellansteg": cookie.value})


def answers(app: Flask, person: UUID) -> list[dict[str, Answer]]:
    with app.app_context():
        talks = db.session().scalars(select(Talk).where(Talk.participant_id == person)).all()
        found = [dict(chat.answers_of(talk)) for talk in talks]
        db.session.remove()
    return found


def test_every_acknowledged_answer_survives_a_power_cut(databases: Databases, engine: Engine, tmp_path: Path) -> None:
    url = databases.migrated(engine, tmp_path)
    process = Process(tmp_path, url)
    with running(settings_for(url, tmp_path, BASE_URL=process.url, DEMO="1")) as app:
        person, phone = a_phone(app, process.url)
        acknowledged: dict[str, Answer] = {}
        try:
            for step, value in (("place", "2-3"), ("need", "Vila"), ("hours", "1-4")):
                process.start()
                assert phone.get(f"/samtal/staircase/{step}") == 200
                assert phone.post(f"/samtal/staircase/{step}", answer=value) == 303
                acknowledged[step] = value
                process.kill()
                assert answers(app, person) == [acknowledged]
        finally:
            process.kill()


def test_an_answer_cut_off_in_the_middle_is_there_once_or_not_at_all(databases: Databases, engine: Engine, tmp_path: Path) -> None:
    url = databases.migrated(engine, tmp_path)
    with serving(tmp_path, url) as process, running(settings_for(url, tmp_path, BASE_URL=process.url, DEMO="1")) as app:
        person, phone = a_phone(app, process.url)
        sent, acknowledged = [], []
        for number in range(ROUNDS):
            value = ("1", "1-2", "2", "2-3")[number]
            assert phone.get("/samtal/staircase/place") == 200
            killer = threading.Timer(0.004 * number, process.kill)
            killer.start()
            sent.append(value)
            try:
                if phone.post("/samtal/staircase/place", answer=value) == 303:
                    acknowledged.append(value)
            except (http.client.HTTPException, OSError):
                pass
            killer.join()
            stored = answers(app, person)
            assert len(stored) <= 1
            kept = [talk["place"] for talk in stored]
            assert set(kept) <= set(sent)
            assert not acknowledged or acknowledged[-1] != value or kept == [value]
            process.start()
