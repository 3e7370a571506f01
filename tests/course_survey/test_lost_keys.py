"""A box whose key is lost takes no more answers, and when it is given up the others of its half-year are opened without it."""

from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from flask import Flask

from tests.backup.stock import runs, says
from tests.course_survey.classroom import a_classroom, answer_by_link, choose, close_and_empty, open_round, stock_keys
from tests.course_survey.test_emptying import SUMMER, bases, fill, said, several, state
from tests.course_survey.test_keys import key_files
from tests.course_survey.test_refusals import begun, cookie
from tests.invitations.guests import everything
from tests.support.visit import Visit
from webapp import boxes
from webapp.course_survey import queries
from webapp.course_survey.models import BoxKey, SurveyRound
from webapp.course_survey.values import RoundState
from webapp.storage import reading, transaction


def key_of(app: Flask, round_id: UUID) -> Path:
    with app.app_context():
        key_id = reading().get_one(SurveyRound, round_id).key_id
        assert key_id is not None
    folder: Path = app.extensions["settings"].box_keys_dir
    return folder / f"box-{key_id.hex}.key"


def lose(app: Flask, round_id: UUID) -> bytes:
    """The file is gone, and the worker has seen it. What was in it."""
    path = key_of(app, round_id)
    private = path.read_bytes()
    path.unlink()
    with app.app_context(), transaction() as session:
        row = session.get_one(BoxKey, session.get_one(SurveyRound, round_id).key_id)
        row.probe_failed = True
    stock_keys(app)
    return private


def give_up(app: Flask, number: int) -> str:
    done = runs(app, "boxes", "give-up", str(number))
    assert done.exit_code == 0, done.output
    return done.output.strip()


def test_nobody_answers_into_a_box_that_has_lost_its_key(app: Flask) -> None:
    room = a_classroom(app, 6)
    round_id, _ = open_round(app, room)
    phone = begun(app, room.links[0], "444444")
    private = lose(app, round_id)
    before = everything(app)
    page = phone.send("Skicka mina svar", status=409)
    assert page.heading == "Det går inte att svara just nu"
    assert (everything(app), bool(cookie(phone))) == (before, True)
    key_of(app, round_id).write_bytes(private)
    stock_keys(app)
    phone.get("/enkat/check")
    assert phone.send("Skicka mina svar").heading == "Tack. Ditt svar ligger i lådan"


def test_nobody_begins_with_a_box_that_has_lost_its_key(app: Flask) -> None:
    room = a_classroom(app, 6)
    round_id, _ = open_round(app, room)
    private, before = lose(app, round_id), everything(app)
    phone = Visit(app)
    phone.get(room.links[0])
    page = phone.send("Svara på enkäten", status=409)
    assert page.heading == "Det går inte att svara just nu"
    assert "Du har inte svarat på något än." in page.text
    assert everything(app) == before
    key_of(app, round_id).write_bytes(private)
    stock_keys(app)
    assert phone.get("/enkat/q1").url == "/enkat/q1"
    choose(phone, *"444444")
    assert phone.send("Skicka mina svar").heading == "Tack. Ditt svar ligger i lådan"


def test_what_has_been_answered_is_shown_though_the_key_is_lost(app: Flask) -> None:
    room = a_classroom(app, 6)
    round_id, _ = open_round(app, room)
    phone = begun(app, room.links[0], "4")
    lose(app, round_id)
    assert phone.get("/enkat/q2").url == "/enkat/q2"


def test_nobody_is_reminded_of_a_box_that_takes_no_answers(app: Flask) -> None:
    round_id, _ = open_round(app, a_classroom(app))
    other, _ = open_round(app, a_classroom(app, first=6))
    lose(app, round_id)
    with app.app_context():
        assert [row.id for row in queries.open_now(reading())] == [other]


def test_a_box_given_up_holds_up_no_other(app: Flask, clock: time_machine.Traveller) -> None:
    """Three small boxes, one of which cannot be opened: the two others are opened together."""
    made = several(app, 3, 2, 4)
    lose(app, made[2][1])
    clock.move_to(SUMMER)
    with app.app_context():
        boxes.open_boxes()
    assert said(app) == []
    assert says(runs(app, "boxes", "lost")) == "Låda 3: nyckeln går inte att läsa."
    assert give_up(app, 3) == "Låda 3 är förstörd oöppnad. Kursledarna ser det på enkätens sida."
    assert runs(app, "boxes", "lost").output == "Alla nycklar som behövs är där.\n"
    with app.app_context():
        boxes.open_boxes()
    assert said(app) == [("box-given-up", "låda 3 oöppnad, nyckeln är borta"), ("box-opened", "låda 1, 2 5 svar")]
    assert (state(app, made[2][1]), bases(app), everything(app)["survey_envelope"]) == (RoundState.GIVEN_UP, [(5, None)], [])


def test_an_open_round_that_is_given_up_is_closed(app: Flask) -> None:
    room = a_classroom(app)
    round_id, code = open_round(app, room)
    fill(app, round_id, 5)
    private, path = lose(app, round_id), key_of(app, round_id)
    give_up(app, 1)
    with app.app_context():
        row = reading().get_one(SurveyRound, round_id)
        assert (row.state, row.room_code, queries.behind_code(reading(), code)) == (RoundState.GIVEN_UP, None, None)
        assert row.closed_at is not None
    stock_keys(app)
    path.write_bytes(private)
    stock_keys(app)
    assert path.name not in key_files(app), "a key that comes back afterwards is destroyed"


def test_a_box_that_can_be_opened_is_not_given_up(app: Flask) -> None:
    room = a_classroom(app)
    round_id, _ = open_round(app, room)
    before = everything(app)
    assert says(runs(app, "boxes", "give-up", "1")) == "Nyckeln till låda 1 är där. Lådan öppnas som vanligt."
    assert says(runs(app, "boxes", "give-up", "2")) == "Ingen stängd eller öppen låda har nummer 2."
    assert everything(app) == before
    for link in room.links:
        answer_by_link(app, link)
    close_and_empty(app, round_id)
    assert says(runs(app, "boxes", "give-up", "1")) == "Ingen stängd eller öppen låda har nummer 1."


@pytest.mark.parametrize("there", [True, False], ids=["another folder", "no folder"])
def test_a_folder_out_of_reach_is_no_lost_key(app: Flask, there: bool) -> None:
    """As when its volume is not mounted: everything may still be there."""
    round_id, _ = open_round(app, a_classroom(app))
    folder: Path = app.extensions["settings"].box_keys_dir
    folder.rename(folder.with_name("away"))
    if there:
        folder.mkdir(mode=0o700)
    assert "MELLANSTEG_BOX_KEYS_DIR går inte att läsa" in says(runs(app, "boxes", "give-up", "1"))
    assert state(app, round_id) is RoundState.OPEN
