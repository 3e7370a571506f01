"""A sheet is put in its envelope and the envelope in the box. From here nobody can read it until the box is opened."""

import secrets
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from webapp.course_survey import sealing
from webapp.course_survey.models import BoxKey, Envelope, SurveyRound
from webapp.course_survey.values import RoundState


class RoundShut(Exception):
    """The round takes no answers: it is not open yet, or closed."""


class KeyOutOfReach(Exception):
    """The private key of the box cannot be found, so an answer might never be read. None is taken until it is back."""


def append(session: Session, round_id: UUID, questions: Sequence[str], sheets: Sequence[Mapping[str, str]]) -> None:
    """Put sheets in the box, each in an envelope of its own. `questions` is their order on the sheet.

    Raises RoundShut, or KeyOutOfReach.
    The round stays open until the caller's transaction ends, so that no envelope comes into a box that is being opened.
    """
    row = session.scalar(select(SurveyRound).where(SurveyRound.id == round_id).with_for_update(read=True))
    if row is None or row.state is not RoundState.OPEN or row.key_id is None:
        raise RoundShut
    key = session.get_one(BoxKey, row.key_id)
    if key.probe_failed:
        raise KeyOutOfReach
    for sheet in sheets:
        sealed = sealing.seal(sealing.write_sheet(questions, sheet), key.public_key, round_id)
        session.execute(insert(Envelope).values(id=secrets.token_bytes(16), round_id=round_id, sealed=sealed))
