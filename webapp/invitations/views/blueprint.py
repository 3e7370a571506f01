"""The blueprint that the pages of this room hang on, and who is behind the door."""

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from flask import Blueprint, Flask
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from webapp.invitations import effects
from webapp.security.access import visitor

bp = Blueprint("invitations", "webapp.invitations", template_folder="templates")

#: A page, a page with a status, or a way to another page.
Page = str | tuple[str, int] | Response


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a personal link."""

    participant_id: UUID
    session_id: UUID


def holder() -> Holder:
    """Who this is, behind the door "link" or a higher one."""
    now = visitor()
    if now.participant_id is None or now.session_id is None:
        raise TypeError("this view needs the door to be at least LINK")
    return Holder(now.participant_id, now.session_id)


@bp.record_once
def _prepare(state: BlueprintSetupState) -> None:
    effects.prepare(cast(Flask, state.app))
