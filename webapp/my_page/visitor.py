"""Whose page this is."""

from flask import abort

from webapp.people.models import Participant
from webapp.security.access import visitor
from webapp.storage import reading


def me() -> Participant:
    """The participant behind this request; the guard has let nobody else in."""
    participant_id = visitor().participant_id
    if participant_id is None:
        abort(403)
    return reading().get_one(Participant, participant_id)
