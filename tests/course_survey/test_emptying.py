"""A box is opened once, when enough lies in it; small ones together or not at all; and never without their keys."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from tests.course_survey.classroom import QUESTIONS_A, Classroom, a_classroom, answer_by_link, close_and_empty, open_round
from tests.course_survey.test_keys import key_files, keys_by_state
from tests.invitations.guests import everything
from tests.people import some
from webapp import boxes
from webapp.course_survey import service
from webapp.course_survey.models import Envelope, SurveyBase, SurveyCount, SurveyRound
from webapp.course_survey.service.keys import STOCK
from webapp.course_survey.values import KeyState, Part, RoundState
from webapp.ground.clock import now
from webapp.invitations import service as invitations
from webapp.security import audit
from webapp.security.models import AuditEntry
from webapp.storage import reading, transaction

#: When the half-year of the test courses, which end in March, is over.
SUMMER = datetime(2027, 7, 2, 9, 0, tzinfo=UTC)


def fill(app: Flask, round_id: UUID, sheets: int, answer: str = "4") -> None:
    with app.app_context(), transaction() as session:
        service.append(session, round_id, QUESTIONS_A, [dict.fromkeys(QUESTIONS_A, answer)] * sheets)


def state(app: Flask, round_id: UUID) -> RoundState:
    with app.app_context():
        return reading().get_one(SurveyRound, round_id).state


def bases(app: Flask) -> list[tuple[int, UUID | None]]:
    with app.app_context():
        return [(base.sheets, base.course_id) for base in reading().scalars(select(SurveyBase))]


def counted(app: Flask) -> Mapping[tuple[str, str], int]:
    with app.app_context():
        return Counter({(row.question, row.answer): row.count for row in reading().scalars(select(SurveyCount))})


def said(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        assert audit.verify(reading()) is None
        return [(row.act, row.detail) for row in reading().scalars(select(AuditEntry).where(AuditEntry.act.startswith("box-")))]


def several(app: Flask, *sizes: int) -> list[tuple[Classroom, UUID]]:
    """Courses whose closed boxes hold so many sheets."""
    made = []
    for number, sheets in enumerate(sizes):
        room = a_classroom(app, 6, first=number * 6, plan=replace(some.PLAN, name=f"Kurs {number}"))
        round_id, _ = open_round(app, room)
        fill(app, round_id, sheets)
        made.append((room, round_id))
    for _, round_id in made:
        close_and_empty(app, round_id)
    return made


def test_five_are_enough_and_the_key_is_gone(app: Flask) -> None:
    ((room, round_id),) = several(app, 5)
    assert (state(app, round_id), bases(app)) == (RoundState.EMPTIED, [(5, room.course)])
    assert counted(app) == {(question, answer): 5 * (answer == "4") for question in QUESTIONS_A for answer in "123456"}
    assert everything(app)["survey_envelope"] == []
    assert keys_by_state(app) == {KeyState.READY: STOCK - 1, KeyState.DESTROYED: 1}
    assert len(key_files(app)) == STOCK - 1
    assert said(app) == [("box-opened", "låda 1 5 svar")]


def test_it_is_opened_once(app: Flask) -> None:
    several(app, 6)
    before = everything(app)
    with app.app_context():
        boxes.open_boxes()
    assert everything(app) == before


@pytest.mark.parametrize("sheets", [0, 1, 4])
def test_fewer_than_five_stay_shut_and_nothing_is_said(app: Flask, sheets: int) -> None:
    ((_, round_id),) = several(app, sheets)
    assert (state(app, round_id), bases(app), said(app)) == (RoundState.WAITING, [], [])
    assert len(everything(app)["survey_envelope"]) == sheets
    assert keys_by_state(app)[KeyState.IN_USE] == 1


def test_not_asked_and_no_answer_are_not_counted(app: Flask) -> None:
    round_id, _ = open_round(app, a_classroom(app))
    with app.app_context(), transaction() as session:
        sheets = [{"q1": "6", "q2": "8", "q3": "9"}] * 5
        service.append(session, round_id, QUESTIONS_A, sheets)
    close_and_empty(app, round_id)
    assert {answer: count for answer, count in counted(app).items() if count} == {("q1", "6"): 5}


def test_small_boxes_wait_for_the_half_year_and_are_opened_without_their_courses(app: Flask, clock: time_machine.Traveller) -> None:
    several(app, 3, 2)
    clock.move_to(datetime(2027, 6, 30, 9, 0, tzinfo=UTC))
    with app.app_context():
        boxes.open_boxes()
    assert bases(app) == []
    clock.move_to(SUMMER)
    with app.app_context():
        boxes.open_boxes()
    assert bases(app) == [(5, None)]
    assert said(app) == [("box-opened", "låda 1, 2 5 svar")]
    assert everything(app)["survey_envelope"] == []
    assert keys_by_state(app)[KeyState.DESTROYED] == 2


@pytest.mark.parametrize("sizes", [(4,), (4, 0), (2, 2), (0, 0)], ids=str)
def test_too_few_even_together_are_destroyed_unopened(app: Flask, clock: time_machine.Traveller, sizes: tuple[int, ...]) -> None:
    """Four of one course and none of another are one course's four."""
    made = several(app, *sizes)
    clock.move_to(SUMMER)
    with app.app_context():
        boxes.open_boxes()
    assert {state(app, round_id) for _, round_id in made} == {RoundState.BURNT}
    assert (bases(app), everything(app)["survey_envelope"]) == ([], [])
    assert said(app) == [("box-burnt", f"låda {', '.join(str(number + 1) for number in range(len(sizes)))} oöppnad")]
    assert keys_by_state(app)[KeyState.DESTROYED] == len(sizes)


def test_small_boxes_wait_while_a_course_of_the_half_year_is_still_open(app: Flask, clock: time_machine.Traveller) -> None:
    several(app, 3, 2)
    round_id, _ = open_round(app, a_classroom(app, 6, first=30))
    clock.move_to(SUMMER)
    with app.app_context():
        boxes.open_boxes()
    assert bases(app) == []
    assert state(app, round_id) is RoundState.OPEN


def test_small_boxes_wait_for_a_part_that_opens_after_the_half_year(app: Flask, clock: time_machine.Traveller) -> None:
    """A course that ends in June is asked part B in July. Until that time is over its answers can still join the others."""
    several(app, 3)
    late = a_classroom(app, 6, first=30)
    with app.app_context(), transaction() as session:
        round_id = invitations.planned(session, late.course)[Part.A].id
        service.schedule(session, round_id, opens_at=SUMMER + timedelta(days=3), closes_at=SUMMER + timedelta(days=17))
    clock.move_to(SUMMER)
    with app.app_context():
        boxes.open_boxes()
    assert said(app) == []
    clock.move_to(SUMMER + timedelta(days=4))
    assert open_round(app, late)[0] == round_id
    fill(app, round_id, 2)
    close_and_empty(app, round_id)
    assert said(app) == [("box-opened", "låda 1, 2 5 svar")]


def test_small_boxes_wait_no_longer_for_a_part_that_was_never_opened(app: Flask, clock: time_machine.Traveller) -> None:
    several(app, 3)
    late = a_classroom(app, 6, first=30)
    with app.app_context(), transaction() as session:
        invitations.planned(session, late.course)
    clock.move_to(SUMMER)
    with app.app_context():
        boxes.open_boxes()
    assert said(app) == [("box-burnt", "låda 1 oöppnad")]


def test_without_the_key_nothing_is_lost_and_nothing_is_counted(app: Flask) -> None:
    room = a_classroom(app)
    round_id, _ = open_round(app, room)
    fill(app, round_id, 6)
    with app.app_context():
        key_id = reading().get_one(SurveyRound, round_id).key_id
        assert key_id is not None
    path = app.extensions["settings"].box_keys_dir / f"box-{key_id.hex}.key"
    private = path.read_bytes()
    path.unlink()
    close_and_empty(app, round_id)
    assert (state(app, round_id), bases(app)) == (RoundState.CLOSED, [])
    assert len(everything(app)["survey_envelope"]) == 6
    path.write_bytes(private)
    with app.app_context():
        boxes.open_boxes()
    assert bases(app) == [(6, room.course)]


def test_what_was_spent_is_what_was_opened_or_could_not_be_read(app: Flask, capfd: pytest.CaptureFixture[str]) -> None:
    room = a_classroom(app)
    round_id, _ = open_round(app, room)
    for link in room.links:
        answer_by_link(app, link)
    with app.app_context(), transaction() as session:
        session.delete(session.scalars(select(Envelope)).first())
        session.add(Envelope(id=b"x" * 16, round_id=round_id, sealed=b"nonsense" * 146))
        session.add(Envelope(id=b"y" * 16, round_id=round_id, sealed=b"nonsense" * 146))
    close_and_empty(app, round_id)
    assert said(app) == [("box-opened", "låda 1 5 svar 2 oläsliga")]
    [line] = [json.loads(line) for line in capfd.readouterr().out.splitlines() if '"kind": "mismatch"' in line]
    assert line["count"] == -1


def test_an_envelope_that_is_not_ours_is_not_an_answer(app: Flask) -> None:
    round_id, _ = open_round(app, a_classroom(app))
    fill(app, round_id, 5)
    with app.app_context(), transaction() as session:
        session.add(Envelope(id=b"x" * 16, round_id=round_id, sealed=b"nonsense" * 146))
    close_and_empty(app, round_id)
    assert said(app) == [("box-opened", "låda 1 5 svar 1 oläsliga")]


def test_five_envelopes_of_which_four_can_be_read_stay_shut(app: Flask) -> None:
    """Whoever can write in the database does not get a small box opened by filling it with nonsense."""
    round_id, _ = open_round(app, a_classroom(app))
    fill(app, round_id, 4)
    with app.app_context(), transaction() as session:
        session.add(Envelope(id=b"x" * 16, round_id=round_id, sealed=b"nonsense" * 146))
    close_and_empty(app, round_id)
    assert (state(app, round_id), bases(app)) == (RoundState.WAITING, [])


def test_a_closed_round_takes_no_more(app: Flask) -> None:
    round_id, _ = open_round(app, a_classroom(app))
    with app.app_context(), transaction() as session:
        service.close(session, round_id, at=now())
    with pytest.raises(service.RoundShut):
        fill(app, round_id, 1)
