"""The anonymous survey of a course that is over: answered, closed and opened as in life, so that there are results to look at."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from webapp import boxes
from webapp.chat import effects
from webapp.course_survey import service as course_survey
from webapp.course_survey.asked import asked_in
from webapp.course_survey.values import FLOWS, Part
from webapp.demo.people import ANSWERED
from webapp.flows.engine import library
from webapp.invitations import ballots
from webapp.invitations import service as invitations
from webapp.invitations.service import Handed
from webapp.people import service as people
from webapp.people.service import Newcomer
from webapp.storage import transaction


class NoBallot(Exception):
    """Somebody in the course has no ballot."""


def hold_survey(course_id: UUID, *, at: datetime) -> None:
    """Everybody answers part A at the last meeting. A week later it closes, the box is opened, and the cases end."""
    boxes.keep_keys()
    with transaction() as session:
        here = people.add_participants(session, course_id, [Newcomer(name, None) for name, _ in ANSWERED])
        opens_at = invitations.suggested(session, course_id)[Part.A].opens_at
        round_id = invitations.open_survey(session, course_id, Part.A, at=opens_at).id
        for person, (_, digits) in zip(here, ANSWERED, strict=True):
            _answer(session, round_id, person.id, digits)
        course_survey.close(session, round_id, at=opens_at + timedelta(days=7))
        for person in here:
            people.end_case(session, person, at=at)
    boxes.open_boxes()


def _answer(session: Session, round_id: UUID, participant_id: UUID, digits: str) -> None:
    questions = asked_in(library.shipped().get(FLOWS[Part.A])).questions
    ballot = ballots.ballot_of(session, round_id, participant_id)
    if ballot is None:
        raise NoBallot
    effects.send(session, Handed(ballot.id, None), round_id, questions, dict(zip(questions, digits, strict=True)))
