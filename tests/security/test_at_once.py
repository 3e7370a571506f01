"""What happens at the same moment on PostgreSQL, where writers do not wait for each other unless we say so."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.invitations.guests import a_guest
from tests.security.at_once import at_once
from tests.support.known import Known, known
from webapp.ground import clock as now
from webapp.ground.parties import Door, Visitor
from webapp.security import sessions, throttle
from webapp.security.models import RateWindow, VisitorSession
from webapp.storage import reading, transaction

pytestmark = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)


def test_two_first_tries_at_once_are_both_counted(app: Flask) -> None:
    def hit(session: Session) -> None:
        throttle.hit(session, "code", "somebody", most=9, per=timedelta(minutes=10), at=now.now())

    at_once(app, hit, hit)
    with app.app_context():
        assert list(reading().scalars(select(RateWindow.count))) == [2]


def test_a_session_that_was_ended_is_not_lifted_by_a_code_on_its_way(app: Flask) -> None:
    """It was said that it is not her after the visitor was recognised and before her code was taken."""
    who, cookie = _with_link(app)
    with app.app_context(), transaction() as session:
        sessions.end_all(session, _person(who), at=now.now())
    assert _raises(app, who, cookie) is False
    assert _living(app) == []


@pytest.mark.parametrize("first", ["code", "not-me"])
def test_not_me_and_a_right_code_at_once_leave_nobody_inside(app: Flask, first: str) -> None:
    who, cookie = _with_link(app)

    def code(session: Session) -> None:
        with app.test_request_context(headers={"Cookie": f"{cookie.name}={cookie.secret}"}):
            sessions.raise_door(session, who, at=now.now())

    def not_me(session: Session) -> None:
        sessions.end_all(session, _person(who), at=now.now())

    both = (code, not_me) if first == "code" else (not_me, code)
    at_once(app, *both)
    assert _living(app) == []


def _with_link(app: Flask) -> tuple[Visitor, Known]:
    """A visitor who was just recognised behind the door "link"."""
    guest = a_guest(app)
    cookie = known(app, "https://mellansteg.example", participant_id=guest.id, door=Door.LINK)
    return Visitor(door=Door.LINK, participant_id=guest.id, session_id=cookie.session_id, own_phone=True), cookie


def _raises(app: Flask, who: Visitor, cookie: Known) -> bool:
    with app.test_request_context(headers={"Cookie": f"{cookie.name}={cookie.secret}"}), transaction() as session:
        return sessions.raise_door(session, who, at=now.now())


def _person(who: Visitor) -> UUID:
    assert who.participant_id
    return who.participant_id


def _living(app: Flask) -> list[int]:
    with app.app_context():
        return list(reading().scalars(select(VisitorSession.door).where(VisitorSession.ended_at.is_(None))))
