"""One person answers: what is written is a spent ballot and an envelope, and nothing else anywhere."""

from flask import Flask
from sqlalchemy import select

from tests.course_survey.classroom import QUESTIONS_A, a_classroom, answer_by_link, choose, close_and_empty, open_round
from tests.invitations.guests import everything
from tests.support.visit import Visit
from webapp.course_survey.models import SurveyBase, SurveyCount
from webapp.storage import reading


def test_six_people_answer_and_only_counts_are_left(app: Flask) -> None:
    room = a_classroom(app, 6)
    round_id, _ = open_round(app, room)
    for link, answer in zip(room.links, "445612", strict=True):
        assert answer_by_link(app, link, answer * 6).page.heading == "Tack. Ditt svar ligger i lådan"
    close_and_empty(app, round_id)
    with app.app_context():
        base = reading().scalars(select(SurveyBase)).one()
        counts = {(row.question, row.answer): row.count for row in reading().scalars(select(SurveyCount))}
    assert (base.sheets, base.unreadable, base.course_id) == (6, 0, room.course)
    per_answer = {"1": 1, "2": 1, "3": 0, "4": 2, "5": 1, "6": 1}
    assert counts == {(question, answer): count for question in QUESTIONS_A for answer, count in per_answer.items()}
    assert everything(app)["survey_envelope"] == []


def test_answering_writes_one_envelope_and_spends_one_ballot(app: Flask) -> None:
    room = a_classroom(app, 6)
    open_round(app, room)
    before = everything(app)
    answer_by_link(app, room.links[2])
    after = everything(app)
    changed = {table for table in after if after[table] != before[table]}
    assert changed == {"ballot", "survey_envelope"}
    assert len(after["survey_envelope"]) == 1
    assert sum(old != new for old, new in zip(before["ballot"], after["ballot"], strict=True)) == 1


def test_nothing_is_written_before_the_last_page(app: Flask) -> None:
    room = a_classroom(app, 6)
    open_round(app, room)
    before = everything(app)
    phone = Visit(app)
    phone.get(room.links[0])
    phone.send("Svara på enkäten")
    choose(phone, *"444444")
    assert phone.page.heading == "Vill du skicka dina svar?"
    assert everything(app) == before


def test_a_second_answer_changes_nothing(app: Flask) -> None:
    room = a_classroom(app, 6)
    open_round(app, room)
    phone, other = Visit(app), Visit(app)
    for one in (phone, other):
        one.get(room.links[0])
        one.send("Svara på enkäten")
        choose(one, *"123456")
    phone.send("Skicka mina svar")
    before = everything(app)
    other.send("Skicka mina svar")
    assert other.page.heading == "Ditt svar ligger redan i lådan"
    phone.send_again()
    assert everything(app) == before
