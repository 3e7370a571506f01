"""Courses whose survey is open, and what a phone carries in the middle of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from flask import Flask, Response
from sqlalchemy import delete
from sqlalchemy.orm import Session
from werkzeug.http import parse_cookie

from webapp import boxes
from webapp.chat import queries, sheet
from webapp.chat.sheet import Sheet
from webapp.course_survey import service as course_survey
from webapp.course_survey.asked import asked_in
from webapp.course_survey.models import SurveyRound
from webapp.course_survey.values import FLOWS, Part
from webapp.ground import clock
from webapp.invitations import service as invitations
from webapp.invitations.models import BallotWords
from webapp.invitations.service import Handed
from webapp.storage import transaction


@dataclass(frozen=True)
class Rounds:
    """Part A and part B open, and part A shut again."""

    a: UUID
    b: UUID
    shut: UUID
    code: str


def open_rounds(session: Session, a: UUID, b: UUID, shut: UUID) -> Rounds:
    """Open the survey of three courses."""
    at = clock.now()
    course_survey.restock(session, boxes.folder(), on=clock.today())
    opened = [invitations.open_survey(session, course, part, at=at) for course, part in ((a, Part.A), (b, Part.B), (shut, Part.A))]
    in_a, in_b, in_shut = opened
    rounds = Rounds(in_a.id, in_b.id, in_shut.id, code=in_a.room_code or "")
    course_survey.close(session, rounds.shut, at=at)
    return rounds


def cookie_of_sheet(app: Flask, round_id: UUID, answers: Mapping[str, str]) -> dict[str, str]:
    """What a phone carries when these answers are given."""
    with app.app_context(), transaction() as session:
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
        return {sheet.words_cookie(): secret}
