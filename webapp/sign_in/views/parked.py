"""What somebody was in the middle of when her session ended, given back to her and to nobody else."""

import json

from flask import current_app, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from webapp.ground import clock
from webapp.ground.parties import Role
from webapp.language import spoken_locale
from webapp.security import desks
from webapp.security.access import allow, visitor
from webapp.sign_in import queries, service
from webapp.sign_in.views.blueprint import Page, bp, me
from webapp.storage import reading, transaction

#: What a form carries that is of no use in another session.
LEFT_OUT = {"csrf_token", "speak", "parked"}


@bp.get("/fortsatt")
@allow(*Role)
def resume() -> Page:
    """The way to the form that waits, or on to the first page.

    The button sends what was typed to the page that only looks, as those of another language do: nothing is checked, done or stored by it.
    """
    waiting = queries.parked(reading(), me().id, at=clock.now())
    if waiting is None:
        return redirect(url_for("desk.start"), 303)
    fields = [tuple(pair) for pair in json.loads(waiting.fields)]
    return render_template("sign_in/resume.html", path=waiting.path, fields=fields, speak=spoken_locale().id)


@bp.post("/fortsatt")
@allow(*Role)
def forget() -> Response:
    """She does not want it back."""
    with transaction() as session:
        service.forget_parked(session, me().id)
    return redirect(url_for("desk.start"), 303)


@bp.before_app_request
def given_back() -> None:
    """The form that waited is on its way to its page, so it waits no longer."""
    if request.method == "POST" and "parked" in request.form and "speak" in request.form and (staff_id := visitor().staff_id):
        with transaction() as session:
            service.forget_parked(session, staff_id)


def keep_for_its_owner(fields: MultiDict[str, str]) -> bool:
    """Keep a form that came too late, when we still know whose it is and there is a page to go back to. Says whether it is kept."""
    typed = [(name, value) for name, value in fields.items(multi=True) if name not in LEFT_OUT]
    if request.blueprint == bp.name or not any(value.strip() for _, value in typed) or not _can_be_looked_at():
        return False
    at = clock.now()
    with transaction() as session:
        staff_id = desks.whose_is_over(session)
        if staff_id is None:
            return False
        service.park(session, staff_id, request.full_path.rstrip("?"), typed, at=at)
    return True


def _can_be_looked_at() -> bool:
    try:
        current_app.create_url_adapter(request).match(method="GET")  # type: ignore[union-attr]
    except HTTPException:
        return False
    return visitor().staff_id is None
