"""A visitor whom the service already knows: for tests of rooms that lie behind the doors."""

from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from flask import Flask, g

from tests.support.visit import Visit
from webapp.ground import clock
from webapp.ground.parties import Door
from webapp.security import sessions
from webapp.storage import transaction


@dataclass(frozen=True)
class Known:
    """The cookie of a session that began just now."""

    name: str
    secret: str
    session_id: UUID


def known(
    app: Flask,
    base_url: str,
    *,
    participant_id: UUID | None = None,
    staff_id: UUID | None = None,
    door: Door = Door.DEVICE,
    own_phone: bool = True,
) -> Known:
    """Begin a session for somebody at her own phone, a borrowed one, or her desk."""
    with app.test_request_context(base_url=base_url):
        with transaction() as session:
            row = sessions.begin(
                session,
                at=clock.now(),
                participant_id=participant_id,
                staff_id=staff_id,
                door=door if participant_id else Door.OPEN,
                own_phone=own_phone and participant_id is not None,
            )
            session_id = row.id
        secret, _ = g.session_cookie
        return Known(sessions.cookie_name(), secret, session_id)


def comes_in(
    visit: Visit, *, participant_id: UUID | None = None, staff_id: UUID | None = None, door: Door = Door.DEVICE, own_phone: bool = True
) -> Visit:
    """Give the visitor the cookie of a session that began just now on her own phone, on one she borrows, or at her desk."""
    cookie = known(visit.app, visit.base_url, participant_id=participant_id, staff_id=staff_id, door=door, own_phone=own_phone)
    visit.client.set_cookie(cookie.name, cookie.secret, domain=urlsplit(visit.base_url).hostname or "", secure=True)
    return visit
