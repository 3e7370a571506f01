"""A box whose key is lost stands in the way of its whole half-year, until somebody decides that it is never opened."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.course_survey.key_folder import BoxKeyFolder
from webapp.course_survey.models import BoxKey, SurveyRound
from webapp.course_survey.service.emptying import let_go
from webapp.course_survey.service.keys import check_it_is_ours, opens
from webapp.course_survey.values import NEEDS_A_KEY, RoundState


class NoSuchBox(Exception):
    """No box with this number is shut and waits for its key."""


class KeyIsThere(Exception):
    """The box can be opened, so there is nothing to give up."""


def give_up(session: Session, folder: BoxKeyFolder, number: int, *, at: datetime) -> None:
    """Destroy a box unopened because its key is lost. An open round is closed by it. Raises NoSuchBox or KeyIsThere.

    Raises KeyFolderFault when the folder is out of reach or is not the one with our keys: then the key may lie where it should.
    """
    wanted = select(SurveyRound).where(SurveyRound.number == number, SurveyRound.state.in_(NEEDS_A_KEY))
    row = session.scalar(wanted.with_for_update())
    if row is None:
        raise NoSuchBox
    if opens(session.get_one(BoxKey, row.key_id), folder):
        raise KeyIsThere
    check_it_is_ours(session, folder)
    row.room_code, row.closed_at = None, row.closed_at or at
    let_go(session, [row], RoundState.GIVEN_UP)
