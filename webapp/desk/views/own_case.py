"""Whose case it is. Somebody else's case is not there at all, and one that has been closed to the reader's agency has its own page only."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from flask import abort, redirect, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from webapp.desk.queries import cases
from webapp.desk.queries.seen import Named, Reader
from webapp.security.access import visitor
from webapp.storage import reading

Page = str | Response | tuple[str, int]
View = Callable[..., Page]


def reader() -> Reader:
    """The handler who asks. A handler without an agency has no cases."""
    now = visitor()
    if now.staff_id is None or now.agency is None:
        abort(404)
    return Reader(now.staff_id, now.agency)


def open_case(session: Session, participant_id: UUID) -> Named:
    """One of the reader's own cases that is open to her."""
    return cases.named(session, reader(), [participant_id]).get(participant_id) or abort(404)


def while_open(view: View) -> View:
    """A page about an own case. While the case is closed to the reader's agency, its own page says so instead."""

    @wraps(view)
    def guarded(participant_id: UUID, **more: int) -> Page:
        mine = cases.is_own(reading(), reader(), participant_id)
        if mine and participant_id not in cases.named(reading(), reader(), [participant_id]):
            return back_to(participant_id)
        return view(participant_id, **more) if mine else abort(404)

    return guarded


def back_to(participant_id: UUID) -> Response:
    return redirect(url_for("desk.case", participant_id=participant_id), 303)
