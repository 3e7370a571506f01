"""From "has the link" to "this is her phone", once a code or a leader has said so."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from flask import redirect, request, url_for
from sqlalchemy.orm import Session

from webapp.ground.parties import Door, Visitor
from webapp.invitations.views.blueprint import Page
from webapp.language import choose
from webapp.people import service as people
from webapp.security import sessions
from webapp.security.access import Rule, Shut, visitor
from webapp.storage import transaction

WITH_THE_LINK = Rule(door=Door.LINK, roles=frozenset())


def confirmed(session: Session, who: Visitor, *, at: datetime) -> None:
    """Raise the door. The language chosen on the way in is hers now. Raises Shut when her session was ended meanwhile."""
    if who.participant_id is None or not sessions.raise_door(session, who, at=at):
        raise Shut(WITH_THE_LINK)
    on_her_phone = request.cookies.get(choose.COOKIE) if who.own_phone else None
    if chosen := choose.offered(sessions.noted_language() or on_her_phone):
        people.speak_with(session, who.participant_id, chosen.id)


def second_tap(proves: Callable[[Session, UUID], bool], *, at: datetime) -> Page:
    """The same form once more, from a session that the first one ended. What proved her must prove her again. Raises Shut."""
    if visitor().staff_id:
        raise Shut(WITH_THE_LINK)
    with transaction() as session:
        before = sessions.tapped_twice(session, at=at)
        if before is None or before.session_id is None or not proves(session, before.session_id):
            raise Shut(WITH_THE_LINK)
        sessions.open_again(session, before, at=at)
    return inside()


def inside() -> Page:
    """Where she goes who is in."""
    return redirect(url_for("my_page.home"), 303)
