"""Courses whose survey is open, and what a phone carries in the middle of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from flask import Flask, Response
from sqlalchemy import delete, update
from sqlalchemy.orm import Session
from werkzeug.http import parse_cookie

from webapp import boxes
from webapp.chat import queries, sheet
from webapp.chat.sheet import Sheet
from webapp.course_survey import service as course_survey
from webapp.course_survey.asked import asked_in
from webapp.course_survey.models import BoxKey, SurveyRound
from webapp.course_survey.values import FLOWS, Part
from webapp.ground import clock
from webapp.invitations import service as invitations
from webapp.invitations.models import BallotWords
from webapp.invitations.service import Handed
from webapp.security import pocket
from webapp.storage import transaction


@dataclass(frozen=True)
class Rounds:
    """Part A and part B open, part A shut again, and one that has lost its key."""

    a: UUID
    b: UUID
    shut: UUID
    lost: UUID
    code: str
    #: Numbers of the boxes of `a` and `shut`.
    box: int
    shut_box: int


def open_rounds(session: Session, a: UUID, b: UUID, shut: UUID, lost: UUID) -> Rounds:
    """Open the survey of four courses."""
    at = clock.now()
    course_survey.restock(session, boxes.folder(), on=clock.today())
    wanted = ((a, Part.A), (b, Part.B), (shut, Part.A), (lost, Part.A))
    opened = [invitations.open_survey(session, course, part, at=at) for course, part in wanted]
    in_a, _, in_shut, in_lost = opened
    ids = dict(zip(("a", "b", "shut", "lost"), (row.id for row in opened), strict=True))
    rounds = Rounds(**ids, code=in_a.room_code or "", box=in_a.number or 0, shut_box=in_shut.number or 0)
    course_survey.close(session, rounds.shut, at=at)
    boxes.folder().destroy(in_lost.key_id or uuid4())
    session.execute(update(BoxKey).where(BoxKey.id == in_lost.key_id).values(probe_failed=True))
    return rounds


def cookie_of_sheet(app: Flask, round_id: UUID, answers: Mapping[str, str]) -> dict[str, str]:
    """What a phone carries when these answers are given."""
    with app.test_request_context(), transaction() as session:
        row = session.get_one(SurveyRound, round_id)
        asked = asked_in(queries.flow_version(session, FLOWS[row.part], row.flow_version or 0))
        response = Response()
        sheet.keep(response, Sheet(round_id, Handed(uuid4(), None), answers), asked.questions)
    return dict(parse_cookie(response.headers["Set-Cookie"].partition(";")[0]))


def cookie_of_words(app: Flask, round_id: UUID, at: datetime) -> dict[str, str]:
    """A phone in the room that waits, alone."""
    with app.app_context():
        with transaction() as session:
            session.execute(delete(BallotWords).where(BallotWords.round_id == round_id))
            secret = invitations.wait_in_room(session, round_id, at=at)
        return {pocket.name(pocket.WORDS): secret}
