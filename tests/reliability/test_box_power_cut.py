"""Kill -9 between any two statements: an answer is in the box once with its ballot spent, or neither; a box is opened once."""

import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import event, func, select
from sqlalchemy.engine import Engine as SqlEngine

from tests.course_survey.classroom import QUESTIONS_A, a_classroom, open_round, stock_keys
from tests.course_survey.test_emptying import bases, counted, fill
from tests.course_survey.test_keys import key_files, keys_by_state
from tests.invitations.guests import everything
from tests.support.databases import running
from tests.support.fixtures import both_databases
from webapp import boxes
from webapp.chat import effects
from webapp.config import Settings
from webapp.course_survey import service
from webapp.course_survey.models import BoxKey, Envelope
from webapp.course_survey.service.keys import STOCK
from webapp.course_survey.values import KeyState
from webapp.ground.clock import now
from webapp.invitations import ballots
from webapp.invitations.service import Handed
from webapp.storage import db, reading, transaction

pytestmark = both_databases
#: More moments than any of these acts has.
MOST = 400


class Fuse:
    """Ends this process at the n-th moment: before and after each statement and commit, and before each file is opened or removed."""

    def __init__(self, moment: int, folder: str) -> None:
        self._left, self._folder, self._lit = moment, folder, True

    def burn(self, *_: Any) -> None:
        self._left -= 1
        if self._lit and self._left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def lay(self) -> None:
        for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
            event.listen(SqlEngine, name, self.burn)
        sys.addaudithook(lambda name, args: self.burn() if self._is_ours(name, args) else None)

    def _is_ours(self, name: str, args: tuple[Any, ...]) -> bool:
        return name in {"open", "os.rename", "os.remove"} and str(args[0]).startswith(self._folder)

    def put_out(self) -> None:
        self._lit = False


def killed_at(moment: int, settings: Settings, act: Callable[[], None]) -> bool:
    """Do something in a process of its own that is killed at a moment. False when it was done before."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == signal.SIGKILL
    try:
        with running(settings) as app, app.app_context():
            db.session.execute(select(1))
            db.session.remove()
            fuse = Fuse(moment, str(settings.box_keys_dir))
            fuse.lay()
            act()
            fuse.put_out()
    finally:
        os._exit(0)


def at_every_moment(settings: Settings, act: Callable[[], None], look: Callable[[], None]) -> int:
    """Kill it at the first moment, look, and so on until it is done; returns how many moments there were."""
    for moment in count(1):
        if not killed_at(moment, settings, act):
            return moment - 1
        look()
        assert moment < MOST
    raise AssertionError


def let_go(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def in_the_box(app: Flask, round_id: UUID) -> tuple[int, int]:
    """Spent ballots and envelopes."""
    with app.app_context():
        found = ballots.spent(reading(), round_id), reading().scalar(select(func.count()).select_from(Envelope)) or 0
    let_go(app)
    return found


def test_an_answer_is_in_the_box_with_its_ballot_spent_or_neither(app: Flask, settings: Settings) -> None:
    room = a_classroom(app, 5)
    round_id, _ = open_round(app, room)
    with app.app_context():
        ballot = ballots.ballot_of(reading(), round_id, room.people[0])
        assert ballot is not None
        handed = Handed(ballot.id, None)
    let_go(app)

    def send() -> None:
        with transaction() as session:
            effects.send(session, handed, round_id, QUESTIONS_A, dict.fromkeys(QUESTIONS_A, "3"))

    seen = set()
    moments = at_every_moment(settings, send, lambda: seen.add(in_the_box(app, round_id)))
    assert moments >= 6
    assert seen <= {(0, 0), (1, 1)}
    assert in_the_box(app, round_id) == (1, 1)


def test_a_box_is_counted_once_and_its_key_is_destroyed(app: Flask, settings: Settings) -> None:
    room = a_classroom(app, 6)
    round_id, _ = open_round(app, room)
    fill(app, round_id, 6)
    with app.app_context(), transaction() as session:
        service.close(session, round_id, at=now())
    let_go(app)

    def look() -> None:
        rows = everything(app)
        assert (len(rows["survey_envelope"]), len(rows["survey_base"])) in {(6, 0), (0, 1)}
        let_go(app)

    assert at_every_moment(settings, boxes.open_boxes, look) >= 10
    assert bases(app) == [(6, room.course)]
    assert sum(counted(app).values()) == 6 * len(QUESTIONS_A)
    assert keys_by_state(app) == {KeyState.READY: STOCK - 1, KeyState.DESTROYED: 1}
    assert len(key_files(app)) == STOCK - 1


def test_every_key_that_is_offered_can_be_read(app: Flask, settings: Settings) -> None:
    let_go(app)

    def look() -> None:
        with app.app_context():
            for key_id in reading().scalars(select(BoxKey.id).where(BoxKey.state == KeyState.READY)):
                assert len(boxes.folder().read(key_id)) == 96
        let_go(app)

    assert at_every_moment(settings, boxes.keep_keys, look) >= STOCK
    stock_keys(app)
    assert keys_by_state(app) == {KeyState.READY: STOCK}
