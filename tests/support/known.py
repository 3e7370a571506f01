"""A visitor whom the service already knows: for tests of rooms that lie behind the doors."""

from urllib.parse import urlsplit
from uuid import UUID

from flask import g

from tests.support.visit import Visit
from webapp.ground import clock
from webapp.ground.parties import Door
from webapp.security import sessions
from webapp.storage import transaction


def comes_in(visit: Visit, *, participant_id: UUID | None = None, staff_id: UUID | None = None, door: Door = Door.DEVICE) -> Visit:
    """Give the visitor the cookie of a session that began just now on her own phone, or at her desk."""
    with visit.app.test_request_context(base_url=visit.base_url):
        with transaction() as session:
            sessions.begin(
                session,
                at=clock.now(),
                participant_id=participant_id,
                staff_id=staff_id,
                door=door if participant_id else Door.OPEN,
                own_phone=participant_id is not None,
            )
        secret, _ = g.session_cookie
        name = sessions.cookie_name()
    visit.client.set_cookie(name, secret, domain=urlsplit(visit.base_url).hostname or "", secure=True)
    return visit
