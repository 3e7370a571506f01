"""The first page, and the way in and out for staff."""

from flask import current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.config import Mode
from webapp.desk.blueprint import bp
from webapp.ground import clock
from webapp.ground.parties import Door, Role
from webapp.security import audit, sessions
from webapp.security.access import allow, visitor
from webapp.storage import transaction

#: Where each kind of staff begins.
DESKS = {
    Role.LEADER: "desk.courses",
    Role.HANDLER: "desk.cases",
    Role.COORDINATOR: "results.half_years",
    Role.ADMINISTRATOR: "sign_in.accounts",
}


def is_demo() -> bool:
    return current_app.extensions["settings"].mode is Mode.DEMO


@bp.get("/")
@allow(Door.OPEN)
def start() -> str | Response:
    """What this is. Staff who are signed in go to their own pages."""
    if (role := visitor().role) in DESKS:
        return redirect(url_for(DESKS[role]), 303)
    return render_template("desk/start.html", demo=is_demo())


@bp.post("/logga-ut")
@allow(*Role)
def sign_out() -> Response:
    at, now = clock.now(), visitor()
    if now.session_id:
        with transaction() as session:
            sessions.end(session, now.session_id, at=at)
            audit.record(session, "staff.signed-out", at=at, staff_id=now.staff_id)
    return redirect(url_for("desk.start"), 303)
