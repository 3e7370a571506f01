"""The anonymous survey of courses that are over: answered, closed and opened as in life, so that there are results to look at."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from webapp import boxes
from webapp.chat import effects
from webapp.course_survey import service as course_survey
from webapp.course_survey.asked import asked_in
from webapp.course_survey.values import FLOWS, Part
from webapp.demo.people import Sheets
from webapp.flows.engine import library
from webapp.invitations import ballots
from webapp.invitations import service as invitations
from webapp.invitations.service import Handed
from webapp.people import service as people
from webapp.people.models import Participant
from webapp.people.service import Newcomer
from webapp.storage import transaction

STAYS_OPEN = timedelta(days=7)


class NoBallot(Exception):
    """Somebody in the course has no ballot."""


def hold_survey(course_id: UUID, answered: Sequence[tuple[str, Sheets]], *, at: datetime) -> None:
    """Everybody answers each part that she has a sheet for. A week later it closes and the box is opened. At the end the cases end."""
    with transaction() as session:
        here = people.add_participants(session, course_id, [Newcomer(name, None) for name, _ in answered])
        ids = [person.id for person in here]
    for part in answered[0][1]:
        boxes.keep_keys()
        with transaction() as session:
            opens_at = invitations.suggested(session, course_id)[part].opens_at
            closes_at = opens_at + STAYS_OPEN
            round_id = invitations.open_survey(session, course_id, part, at=opens_at).id
            for person_id, (_, sheets) in zip(ids, answered, strict=True):
                _answer(session, round_id, part, person_id, sheets[part])
            course_survey.close(session, round_id, at=closes_at)
        boxes.open_boxes(closes_at)
    with transaction() as session:
        for person_id in ids:
            people.end_case(session, session.get_one(Participant, person_id), at=at)


def _answer(session: Session, round_id: UUID, part: Part, participant_id: UUID, digits: str) -> None:
    questions = asked_in(library.shipped().get(FLOWS[part])).questions
    ballot = ballots.ballot_of(session, round_id, participant_id)
    if ballot is None:
        raise NoBallot
    # Who says no to the first question of part B is not asked the others.
    effects.send(session, Handed(ballot.id, None), round_id, questions, dict(zip(questions, digits, strict=False)))
